from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access import actions, queries
from lianshou.kernel.access.tables import AnchorTable, CheckTable, findings_said
from lianshou.kernel.audit.enums import CheckState
from lianshou.kernel.audit.queries import anchor_text
from lianshou.kernel.audit.rules.chain import SILENCE_OF_CHECK
from lianshou.kernel.audit.tasks import check_book
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment
from lianshou.web.workbooks import attachment


@opens(get="audit.read")
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """What the last check found, with its progress while it runs, and the checks before."""
    queries.require(request.user, "audit.read")
    latest = queries.checks().first()
    under_way = latest is not None and latest.state == CheckState.RUNNING
    heard_at = latest.beat_at or latest.asked_at if latest else None
    context = {
        "check": latest,
        "under_way": under_way,
        "silent": under_way and heard_at is not None and timezone.now() - heard_at > SILENCE_OF_CHECK,
        "findings": findings_said(latest.findings) if latest else (),
    }
    table = RequestConfig(request, paginate={"per_page": 20}).configure(CheckTable(queries.checks()))
    page = "access/check.html#state" if wants_fragment(request) else "access/check.html"
    return render(request, page, {**context, "table": table})


@opens(post="audit.read")
@require_POST
def start_check(request: HttpRequest) -> HttpResponse:
    actions.ask_for_check(
        actor=request.user, now=timezone.now(), enqueue=lambda check_id: check_book.enqueue(check_id)
    )
    return redirect("access:check")


@opens(get="audit.read")
@require_safe
def anchors(request: HttpRequest) -> HttpResponse:
    queries.require(request.user, "audit.read")
    table = RequestConfig(request, paginate={"per_page": 50}).configure(AnchorTable(queries.anchors()))
    return render(request, "access/anchors.html", {"table": table})


@opens(post="audit.read")
@require_POST
def add_anchor(request: HttpRequest) -> HttpResponse:
    anchor = actions.ask_for_anchor(actor=request.user, now=timezone.now())
    messages.success(
        request, _("Entry %(number)s is anchored. Keep its file elsewhere.") % {"number": anchor.number}
    )
    return redirect("access:anchors")


@opens(get="audit.read")
@require_safe
def anchor_file(request: HttpRequest, pk: int) -> HttpResponse:
    queries.require(request.user, "audit.read")
    anchor = get_object_or_404(queries.anchors(), pk=pk)
    name = f"anchor-{anchor.day:%Y%m%d}-{anchor.number}.json"
    return attachment(anchor_text(anchor).encode(), name, content_type="application/json")
