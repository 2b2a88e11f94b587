from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.rights import actions
from lianshou.kernel.rights.forms.retention import (
    DisposalFilter,
    DueFilter,
    HoldFilter,
    HoldForm,
    PeriodFilter,
    PeriodForm,
    PrepareForm,
    RowFilter,
)
from lianshou.kernel.rights.models import Disposal
from lianshou.kernel.rights.queries import retention as queries
from lianshou.kernel.rights.rules.keeping import why_not_confirm
from lianshou.kernel.rights.tables import DisposalTable, DueTable, HoldTable, PeriodTable, RowTable
from lianshou.kernel.rights.tasks import dispose
from lianshou.kernel.rights.views.frame import tabs
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook

_FIELD_OF = {
    "TOO_SHORT": "months",
    "IN_THE_PAST": "starts_on",
    "PERIOD_TAKEN": "starts_on",
    "OUTSIDE_REGION": "region",
}


@opens("retention.view")
@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.view")
    found = PeriodFilter(request.GET, queryset=queries.periods_listed(), request=request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(PeriodTable(found.qs))
    context = {
        "tabs": tabs(request, "rights:periods"),
        "filter": found,
        "table": table,
        "sets": may(request.user, "retention.confirm"),
    }
    return render(request, "rights/periods.html", context)


@opens("retention.view")
@require_safe
def export_periods(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.view")
    found = PeriodFilter(request.GET, queryset=queries.periods_listed(), request=request)
    book = table_workbook(PeriodTable(found.qs), title=_("Retention periods"), language=page_language())
    return attachment(book, _("Retention periods") + ".xlsx")


@opens("retention.confirm", post="retention.confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def set_period(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.confirm")
    form = PeriodForm(
        request.POST or None,
        regions=queries.regions_of(actor=request.user),
        initial={"starts_on": timezone.localdate(), "months": 36},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_period(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(_FIELD_OF.get(refusal.reason.name), refusal.sentence)
        else:
            messages.success(request, _("The period is set."))
            return redirect("rights:periods")
    return render(request, "rights/set_period.html", {"form": form}, status=422 if form.errors else 200)


@opens("retention.view")
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.view")
    form, rows = _due(request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(DueTable(rows, order_by="since"))
    chosen = form.cleaned_data.get("data_class", "") if form.is_valid() else ""
    prepares = may(request.user, "retention.prepare")
    unions = queries.retention_unions(actor=request.user)
    context = {
        "tabs": tabs(request, "rights:due"),
        "form": form,
        "table": table,
        "prepares": prepares,
        "prepare_form": PrepareForm(unions=unions, initial={"data_class": chosen, "union": unions.first()}),
    }
    return render(request, "rights/due.html", context)


@opens("retention.view")
@require_safe
def export_due(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.view")
    table = DueTable(_due(request)[1], order_by="since")
    return attachment(
        table_workbook(table, title=_("Due for erasure"), language=page_language()),
        _("Due for erasure") + ".xlsx",
    )


@opens(post="retention.prepare")
@require_POST
def prepare(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.prepare")
    form = PrepareForm(request.POST, unions=queries.retention_unions(actor=request.user))
    if not form.is_valid():
        messages.error(request, _("Choose the union in whose name you prepare it."))
        return redirect("rights:due")
    chosen = form.cleaned_data["data_class"]
    try:
        made = actions.prepare_disposal(
            actor=request.user,
            union=form.cleaned_data["union"],
            note=form.cleaned_data["note"],
            classes=[chosen] if chosen else None,
            now=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("rights:due")
    messages.success(request, _("Prepared. Now a second person looks through it and confirms."))
    return redirect("rights:disposal", made.pk)


@opens("retention.view")
@require_safe
def disposals(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.view")
    found = DisposalFilter(
        request.GET, queryset=queries.disposals_in_scope(actor=request.user), request=request
    )
    table = RequestConfig(request, paginate={"per_page": 25}).configure(DisposalTable(found.qs))
    context = {
        "tabs": tabs(request, "rights:disposals"),
        "filter": found,
        "table": table,
        "any": queries.disposals_in_scope(actor=request.user).exists(),
    }
    return render(request, "rights/disposals.html", context)


@opens("retention.view")
@require_safe
def export_disposals(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.view")
    found = DisposalFilter(
        request.GET, queryset=queries.disposals_in_scope(actor=request.user), request=request
    )
    book = table_workbook(DisposalTable(found.qs), title=_("Erasures"), language=page_language())
    return attachment(book, _("Erasures") + ".xlsx")


@opens("retention.view")
@require_safe
def disposal(request: HttpRequest, pk: int) -> HttpResponse:
    found = _disposal(request, pk)
    rows = RowFilter(request.GET, queryset=queries.rows_of(disposal=found), request=request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(RowTable(rows.qs))
    confirms = may(request.user, "retention.confirm", on=found.union)
    context = {
        "disposal": found,
        "filter": rows,
        "table": table,
        "confirms": confirms,
        "why_not": why_not_confirm(
            state=found.state, preparer=found.prepared_by_id, actor=request.user.pk or 0, waiting=found.total
        ),
        "drops": may(request.user, "retention.view", on=found.union),
        "again": found.state in ("queued", "running"),
    }
    return render(request, "rights/disposal.html", context)


@opens("retention.view")
@require_safe
def export_rows(request: HttpRequest, pk: int) -> HttpResponse:
    rows = RowFilter(request.GET, queryset=queries.rows_of(disposal=_disposal(request, pk)), request=request)
    book = table_workbook(RowTable(rows.qs), title=_("What is erased"), language=page_language())
    return attachment(book, _("What is erased") + ".xlsx")


@opens(post="retention.confirm")
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = _disposal(request, pk, "retention.confirm")
    return acted(
        request,
        lambda: actions.confirm_disposal(
            actor=request.user,
            disposal=found,
            now=timezone.now(),
            enqueue=lambda disposal_id: dispose.enqueue(disposal_id),
        ),
        _("Confirmed. It is carried out in the background."),
        "rights:disposal",
        found.pk,
    )


@opens(post="retention.view")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _disposal(request, pk)
    return acted(
        request,
        lambda: actions.drop_disposal(actor=request.user, disposal=found, now=timezone.now()),
        _("Dropped. Nothing was erased."),
        "rights:disposals",
    )


@opens("retention.view")
@require_safe
def holds(request: HttpRequest) -> HttpResponse:
    require(request.user, "retention.view")
    found = HoldFilter(request.GET, queryset=queries.holds_in_scope(actor=request.user), request=request)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(HoldTable(found.qs))
    context = {
        "tabs": tabs(request, "rights:holds"),
        "filter": found,
        "table": table,
        "any": queries.holds_in_scope(actor=request.user).exists(),
        "lifts": may(request.user, "retention.confirm"),
    }
    return render(request, "rights/holds.html", context)


@opens("retention.prepare", post="retention.prepare")
@require_http_methods(["GET", "HEAD", "POST"])
def place_hold(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(people_in_scope(actor=request.user), pk=pk)
    require(request.user, "retention.prepare", on=person.union)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.place_hold(actor=request.user, person=person, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Until the hold is lifted nothing about this person is erased."))
            return redirect("rights:holds")
    context = {"form": form, "person": person}
    return render(request, "rights/place_hold.html", context, status=422 if form.errors else 200)


@opens(post="retention.confirm")
@require_POST
def lift_hold(request: HttpRequest, pk: int) -> HttpResponse:
    hold = get_object_or_404(queries.holds_in_scope(actor=request.user), pk=pk)
    return acted(
        request,
        lambda: actions.lift_hold(actor=request.user, hold=hold, now=timezone.now()),
        _("The hold is lifted."),
        "rights:holds",
    )


def _due(request: HttpRequest) -> tuple[DueFilter, list[queries.Due]]:
    form = DueFilter(request.GET or None)
    rows = queries.due_to_see(actor=request.user, today=timezone.localdate())
    return form, form.narrow(rows) if form.is_bound and form.is_valid() else rows


def _disposal(request: HttpRequest, pk: int, verb: str = "retention.view") -> Disposal:
    return get_object_or_404(queries.disposals_in_scope(actor=request.user, verb=verb), pk=pk)
