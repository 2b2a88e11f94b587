from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.notices import actions, queries
from lianshou.kernel.notices.forms import ObjectionFilter, SettleForm, ToldForm
from lianshou.kernel.notices.models import Objection
from lianshou.kernel.notices.tables import TONES, ObjectionTable
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("objection.handle")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    found = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(ObjectionTable(found.qs))
    context = {
        "filter": found,
        "table": table,
        "any": queries.objections_in_scope(actor=request.user).exists(),
    }
    return render(request, "notices/objections.html", context)


@opens("objection.handle")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    table = ObjectionTable(_narrowed(request).qs)
    book = table_workbook(table, title=_("Objections"), language=page_language())
    return attachment(book, _("Objections") + ".xlsx")


@opens("objection.handle")
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _objection(request, pk))


@opens("objection.handle", post="objection.handle")
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, pk: int) -> HttpResponse:
    """An objection that came by telephone, in writing or in person."""
    notices = queries.notices_in_scope(actor=request.user, verb="objection.handle")
    notice = get_object_or_404(notices, pk=pk)
    form = ToldForm(request.POST or None, lines=queries.lines_of_notice(notice=notice))
    if request.method == "POST" and form.is_valid():
        try:
            received = actions.object_to(
                actor=request.user, notice=notice, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return _receipt(request, received)
    return render(
        request, "notices/told.html", {"form": form, "notice": notice}, status=422 if form.errors else 200
    )


@opens(post="objection.handle")
@require_POST
def hear(request: HttpRequest, pk: int) -> HttpResponse:
    objection = _objection(request, pk)
    try:
        actions.hear_objection(actor=request.user, objection=objection, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("You handle this objection now."))
    return redirect("notices:objection", pk=objection.pk)


@opens(post="objection.handle")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    objection, form = _objection(request, pk), SettleForm(request.POST)
    if form.is_valid():
        try:
            actions.settle_objection(
                actor=request.user, objection=objection, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Settled. Whoever objected can read it by their receipt."))
            return redirect("notices:objection", pk=objection.pk)
    return _page(request, objection, settle_form=form)


def _receipt(request: HttpRequest, received: actions.Received) -> HttpResponse:
    context = {
        "receipt": received.receipt,
        "objection": received.objection,
        "notice": received.objection.notice,
    }
    answer = render(request, "notices/receipt.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _narrowed(request: HttpRequest) -> ObjectionFilter:
    require(request.user, "objection.handle")
    found = ObjectionFilter(
        request.GET, queryset=queries.objections_listed(actor=request.user), request=request
    )
    found.form.is_valid()
    return found


def _objection(request: HttpRequest, pk: int) -> Objection:
    return get_object_or_404(queries.objections_in_scope(actor=request.user), pk=pk)


def _page(request: HttpRequest, objection: Objection, **forms: Any) -> HttpResponse:
    is_handler = objection.handled_by_id == getattr(request.user, "pk", None)
    context = {
        "objection": objection,
        "notice": objection.notice,
        "tone": TONES[objection.state],
        "is_handler": is_handler,
        "reveals": is_handler
        and not objection.is_anonymous
        and may(request.user, "personal.reveal", on=objection.notice.programme.union),
        "overdue": objection.is_open
        and objection.due_on is not None
        and objection.due_on < timezone.localdate(),
        "settle_form": SettleForm(),
    }
    return render(request, "notices/objection.html", context | forms, status=422 if forms else 200)
