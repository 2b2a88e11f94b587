from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.personal import personal
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.privacy import actions, queries
from lianshou.kernel.privacy.forms import AskForm, DecisionForm
from lianshou.kernel.privacy.models import UnmaskedExport
from lianshou.kernel.privacy.tables import ExportTable
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment

_LONGEST_QUERY = 1000


@opens(get="personal.export_read")
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """The actor's own requests; whoever asks for none sees those of the unions where they may read them."""
    require(request.user, "personal.export_read")
    if not may(request.user, "personal.export"):
        return _listed(request, "history", queries.exports_in_scope(actor=request.user))
    found = queries.exports_in_scope(actor=request.user).filter(asked_by=request.user.pk)
    return _listed(request, "mine", found)


@opens(get="personal.export_approve")
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    require(request.user, "personal.export_approve")
    return _listed(request, "waiting", queries.exports_waiting_for(actor=request.user))


@opens(get="personal.export_approve")
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Every request of the unions where the actor decides, and what became of it."""
    require(request.user, "personal.export_approve")
    return _listed(request, "history", queries.exports_in_scope(actor=request.user))


@opens(get="personal.export", post="personal.export")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    require(request.user, "personal.export")
    listing = personal.listing(slug)
    if listing is None:
        raise Http404(slug)
    require(request.user, listing.verb)
    query = request.GET.urlencode()[:_LONGEST_QUERY]
    form = AskForm(request.POST or None, actor=request.user, listing=listing)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        facts["fields"] = facts.pop("fields_shown")
        try:
            export = actions.ask_export(
                actor=request.user, listing=listing, query=query, now=timezone.now(), **facts
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The request waits for another person's approval."))
            return redirect("privacy:request", export.pk)
    unions = list(queries.unions_to_ask(actor=request.user))
    context = {
        "form": form,
        "listing": listing,
        "said": listing.said(actor=request.user, query=query),
        "counts": [(union, listing.count(actor=request.user, union=union, query=query)) for union in unions],
        "hours": settings.LIANSHOU_EXPORT_HOURS,
        "most": settings.LIANSHOU_EXPORT_FETCHES,
        "sees_people": may(request.user, "person.view"),
    }
    return render(request, "privacy/ask.html", context, status=422 if form.errors else 200)


@opens(get="personal.export_read")
@require_safe
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _export(request, pk), DecisionForm())


@opens(post="personal.export_approve")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    return _decided(request, pk, actions.approve_export, _("The request is approved."))


@opens(post="personal.export_approve")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _decided(request, pk, actions.refuse_export, _("The request is refused."))


@opens(post="personal.export")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    export = _export(request, pk)
    try:
        actions.withdraw_export(actor=request.user, export=export, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The request is withdrawn."))
    return redirect("privacy:request", pk)


@opens(post="personal.export")
@require_POST
@never_cache
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook itself, made for this answer."""
    export = _export(request, pk)
    now = timezone.now()
    try:
        content = actions.fetch_export(actor=request.user, export=export, now=now)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("privacy:request", pk)
    answer = attachment(content, f"{export.listing}-{export.pk}-{timezone.localdate(now):%Y%m%d}.xlsx")
    answer["Cache-Control"] = "no-store"
    return answer


def _decided(request: HttpRequest, pk: int, decide: Callable[..., Any], said: str) -> HttpResponse:
    export = _export(request, pk)
    require(request.user, "personal.export_approve", on=export.union)
    form = DecisionForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            decide(actor=request.user, export=export, words=words, now=timezone.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return redirect("privacy:request", pk)
    return _page(request, export, form)


def _export(request: HttpRequest, pk: int) -> UnmaskedExport:
    export: UnmaskedExport = get_object_or_404(queries.exports_in_scope(actor=request.user), pk=pk)
    return export


def _listed(request: HttpRequest, tab: str, found: Any) -> HttpResponse:
    table = RequestConfig(request, paginate={"per_page": 25}).configure(ExportTable(found))
    return render(request, "privacy/exports.html", {"table": table, "tab": tab, **_tabs(request)})


def _page(request: HttpRequest, export: UnmaskedExport, form: DecisionForm) -> HttpResponse:
    now, listing = timezone.now(), queries.listing_of(export)
    context = {
        "export": export,
        "listing": listing,
        "said": listing.said(actor=request.user, query=export.query),
        "fields": queries.field_titles(export),
        "form": form,
        "is_over": export.is_over(now),
        "left": settings.LIANSHOU_EXPORT_FETCHES - export.fetched,
        "is_own": export.is_own(request.user),
        "can": queries.standing_of(actor=request.user, export=export, now=now),
        **_tabs(request),
    }
    return render(request, "privacy/request.html", context, status=422 if form.errors else 200)


def _tabs(request: HttpRequest) -> dict[str, bool]:
    return {
        "may_ask": may(request.user, "personal.export"),
        "may_decide": may(request.user, "personal.export_approve"),
        "may_watch": may(request.user, "personal.watch"),
        "sees_people": may(request.user, "person.view"),
    }
