from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access.queries import require
from lianshou.kernel.pledges import actions, queries
from lianshou.kernel.pledges.forms import (
    JoinForm,
    JudgeForm,
    LeaveForm,
    ObligationFilter,
    ObligationForm,
    RenewForm,
    ReportForm,
    ScanForm,
    WaiveForm,
)
from lianshou.kernel.pledges.models import Obligation, Pledge
from lianshou.kernel.pledges.tables import ObligationTable
from lianshou.kernel.pledges.views.acting import blamed, done
from lianshou.kernel.pledges.views.pledges import page, pledge_for
from lianshou.web.doors import opens
from lianshou.web.files import private_file
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook

_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


@opens("pledge.view")
@require_safe
def obligations(request: HttpRequest) -> HttpResponse:
    narrowed = _narrowed(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(ObligationTable(narrowed.qs))
    context = {
        "table": table,
        "filter": narrowed,
        "any": queries.obligations_listed(actor=request.user).exists(),
    }
    return render(request, "pledges/obligations.html", context)


@opens("pledge.view")
@require_safe
def export_obligations(request: HttpRequest) -> HttpResponse:
    table = ObligationTable(_narrowed(request).qs)
    book = table_workbook(table, title=_("Promises"), language=page_language())
    return attachment(book, _("Promises") + ".xlsx")


@opens("obligation.report", post="obligation.report")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    row = _obligation(request, pk)
    initial = {"done_on": timezone.localdate()}
    form = ReportForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _obligation_page(request, row, report_form=form)
    facts = form.cleaned_data | {"content": _bytes(form)}
    return done(
        request,
        lambda: actions.report_obligation(actor=request.user, obligation=row, now=timezone.now(), **facts),
        _("Reported: the promise is kept."),
        back="pledges:detail",
        pk=row.pledge_id,
        refused=lambda words: _obligation_page(request, row, report_form=blamed(form, words)),
    )


@opens("pledge.issue", post="pledge.issue")
@require_http_methods(["GET", "HEAD", "POST"])
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    row, form = _obligation(request, pk), WaiveForm(request.POST or None)
    require(request.user, "pledge.issue", on=row.pledge.programme.union)
    if request.method != "POST" or not form.is_valid():
        return _obligation_page(request, row, waive_form=form)
    return done(
        request,
        lambda: actions.waive_obligation(
            actor=request.user, obligation=row, now=timezone.now(), **form.cleaned_data
        ),
        _("Waived."),
        back="pledges:detail",
        pk=row.pledge_id,
        refused=lambda words: _obligation_page(request, row, waive_form=blamed(form, words)),
    )


@opens(post="pledge.issue")
@require_POST
def oblige(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    require(request.user, "pledge.issue", on=pledge.programme.union)
    form = ObligationForm(request.POST, pledge=pledge)
    return _acted(
        request, pledge, form, "oblige_form", actions.add_obligation, _("The promise stands in the list.")
    )


@opens(post="pledge.scan")
@require_POST
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, pledge, scan_form=form)
    return done(
        request,
        lambda: actions.store_scan(
            actor=request.user, pledge=pledge, content=_bytes(form), now=timezone.now()
        ),
        _("The scan is stored."),
        back="pledges:detail",
        pk=pledge.pk,
        refused=lambda words: page(request, pledge, scan_form=blamed(form, words)),
    )


@opens("pledge.view")
@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(queries.attachments_to_read(actor=request.user), pk=pk)
    content = BytesIO(queries.content_of(attachment=found))
    name = f"{found.pledge.number}.{found.suffix}"
    answer = private_file(_Opened(content), name=name, content_type=_TYPES[found.suffix])
    answer["Cache-Control"] = "private, no-store"
    return answer


@opens(post="pledge.sign")
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    sides = queries.own_parties(actor=request.user, pledge=pledge, verb="pledge.sign")
    lines = queries.lines_of(actor=request.user, pledge=pledge, sides=sides, today=timezone.localdate())
    form = JudgeForm(request.POST, lines=lines.lines)
    if not form.is_valid():
        return page(request, pledge, judge_form=form)
    return done(
        request,
        lambda: actions.judge_pledge(actor=request.user, pledge=pledge, now=timezone.now(), **form.facts),
        _("Your side has evaluated the agreement."),
        back="pledges:detail",
        pk=pledge.pk,
        refused=lambda words: page(request, pledge, judge_form=blamed(form, words)),
    )


@opens(post="pledge.issue")
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    require(request.user, "pledge.issue", on=pledge.programme.union)
    words = _("The agreement that follows is drawn up; all parties agree and sign again.")
    return _acted(request, pledge, RenewForm(request.POST), "renew_form", actions.renew_pledge, words)


@opens(post="pledge.issue")
@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    require(request.user, "pledge.issue", on=pledge.programme.union)
    form = JoinForm(request.POST, actor=request.user, pledge=pledge)
    words = _("The union joins by a supplement; it agrees and signs by itself.")
    return _acted(request, pledge, form, "join_form", actions.join_agreement, words)


@opens(post="pledge.view")
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = pledge_for(request, pk)
    form = LeaveForm(request.POST, parties=pledge.present)
    return _acted(request, pledge, form, "leave_form", actions.leave_agreement, _("The union has left."))


def _acted(request: HttpRequest, pledge: Pledge, form: Any, name: str, act: Any, words: str) -> HttpResponse:
    if not form.is_valid():
        return page(request, pledge, **{name: form})
    return done(
        request,
        lambda: act(actor=request.user, pledge=pledge, now=timezone.now(), **form.cleaned_data),
        words,
        back="pledges:detail",
        pk=pledge.pk,
        refused=lambda said: page(request, pledge, **{name: blamed(form, said)}),
    )


def _narrowed(request: HttpRequest) -> ObligationFilter:
    require(request.user, "pledge.view")
    listed = queries.obligations_listed(actor=request.user)
    found = ObligationFilter(request.GET, queryset=listed, request=request)
    found.form.is_valid()
    return found


def _obligation(request: HttpRequest, pk: int) -> Obligation:
    return get_object_or_404(queries.obligations_to_read(actor=request.user), pk=pk)


def _obligation_page(request: HttpRequest, row: Obligation, **forms: Any) -> HttpResponse:
    failed = any(form.errors for form in forms.values())
    context = {"row": row, "progress": row.progress(timezone.localdate())}
    return render(request, "pledges/obligation.html", context | forms, status=422 if failed else 200)


def _bytes(form: Any) -> bytes:
    given = form.cleaned_data.get("content")
    return bytes(given.read()) if given else b""


class _Opened(File[bytes]):
    """Bytes in hand, handed out as a stored file is."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        return self.file
