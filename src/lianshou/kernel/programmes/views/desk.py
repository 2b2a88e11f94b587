from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.china.working_days import UnconfirmedYear
from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.audit.tables import ChangeTable
from lianshou.kernel.programmes import actions, queries
from lianshou.kernel.programmes.exports import programmes_book
from lianshou.kernel.programmes.forms.programmes import (
    CalendarFilter,
    ConfirmForm,
    CountForm,
    DayForm,
    ProgrammeFilter,
    ProgrammeForm,
    YearForm,
)
from lianshou.kernel.programmes.models import CalendarYear
from lianshou.kernel.programmes.tables import CalendarTable, ProgrammeTable
from lianshou.web.doors import ANYONE, opens
from lianshou.web.templatetags.web import page_language, say
from lianshou.web.workbooks import attachment, table_workbook


@opens("programme.view")
@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    table = RequestConfig(request, paginate={"per_page": 20}).configure(ProgrammeTable(found.qs))
    context = {"filter": found, "table": table, "may_create": may(request.user, "programme.create")}
    return render(request, "programmes/list.html", context)


@opens("programme.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    content = programmes_book(programmes=_found(request).qs, on=today)
    return attachment(content, _("Programmes") + f"-{today:%Y%m%d}.xlsx")


@opens("programme.create", post="programme.create")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    require(request.user, "programme.create")
    data = request.POST if request.method == "POST" else None
    form = ProgrammeForm(
        data, actor=request.user, today=timezone.localdate(), wanted=request.GET.get("kind", "")
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_programme(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("“%(title)s” is open.") % {"title": made.title})
            return redirect(registry[made.kind].home(made.pk))
    return render(request, "programmes/new.html", {"form": form}, status=422 if form.errors else 200)


@opens(get="programme.view")
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    programme = get_object_or_404(queries.programmes_in_scope(actor=request.user), pk=pk)
    found = queries.changes_in(actor=request.user, programme=programme)
    table = RequestConfig(request, paginate={"per_page": 50}).configure(ChangeTable(found))
    places = [
        {"url": reverse("programmes:list"), "label": _("Programmes")},
        {"url": registry[programme.kind].home(programme.pk), "label": programme.title},
    ]
    return render(
        request, "audit/changes.html", {"subject": programme.title, "table": table, "places": places}
    )


def _found(request: HttpRequest) -> ProgrammeFilter:
    require(request.user, "programme.view")
    programmes = queries.programmes_in_scope(actor=request.user)
    found = ProgrammeFilter(
        request.GET, queryset=programmes, years=queries.years_in_scope(actor=request.user)
    )
    found.form.is_valid()
    return found


@opens(ANYONE)
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    return _calendars(request)


@opens(ANYONE)
@require_safe
def export_calendars(request: HttpRequest) -> HttpResponse:
    table = CalendarTable(_calendars_found(request).qs)
    book = table_workbook(table, title=_("Working-day calendars"), language=page_language())
    return attachment(book, _("Working-day calendars") + ".xlsx")


@opens(post="calendar.keep")
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    require(request.user, "calendar.keep")
    form = YearForm(request.POST)
    if form.is_valid():
        try:
            made = actions.propose_year(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.info(request, _("Proposed. Compare every day with the notice, then confirm."))
            return redirect("programmes:calendar", year=made.year)
    return _calendars(request, year_form=form)


@opens(ANYONE)
@require_safe
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    return _calendar(request, _calendar_of(year))


@opens(post="calendar.keep")
@require_POST
def amend(request: HttpRequest, year: int) -> HttpResponse:
    found, form = _calendar_of(year), DayForm(request.POST)
    return _kept(request, found, form, "day_form", actions.amend_day, _("The day has been changed."))


@opens(post="calendar.keep")
@require_POST
def confirm(request: HttpRequest, year: int) -> HttpResponse:
    found, form = _calendar_of(year), ConfirmForm(request.POST)
    words = _("Confirmed: working days are counted by this calendar from now on.")
    return _kept(request, found, form, "confirm_form", actions.confirm_year, words)


def _kept(
    request: HttpRequest, found: CalendarYear, form: Any, name: str, act: Callable[..., object], words: str
) -> HttpResponse:
    require(request.user, "calendar.keep")
    if form.is_valid():
        try:
            act(actor=request.user, calendar=found, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, words)
            return redirect("programmes:calendar", year=found.year)
    return _calendar(request, found, **{name: form})


def _calendar_of(year: int) -> CalendarYear:
    return get_object_or_404(queries.calendars(), year=year, region="")


def _calendars_found(request: HttpRequest) -> CalendarFilter:
    found = CalendarFilter(request.GET, queryset=queries.calendars(), request=request)
    found.form.is_valid()
    return found


def _calendars(request: HttpRequest, **forms: Any) -> HttpResponse:
    found, today = _calendars_found(request), timezone.localdate()
    table = RequestConfig(request, paginate={"per_page": 20}).configure(CalendarTable(found.qs))
    asked = "day" in request.GET
    counting = CountForm(request.GET if asked else None, initial={"day": today, "n": 5})
    context = {
        "filter": found,
        "table": table,
        "keeps": may(request.user, "calendar.keep"),
        "missing": queries.unconfirmed_years(first=today, last=today.replace(year=today.year + 1, day=1)),
        "this_year": today.year,
        "year_form": YearForm(initial={"year": today.year + 1}),
        "counting": counting,
        "counted": _counted(counting) if asked and counting.is_valid() else None,
    }
    return render(request, "programmes/calendars.html", context | forms, status=422 if forms else 200)


def _counted(form: CountForm) -> dict[str, Any]:
    """The last of so many working days, or the sentence that says why nobody can tell."""
    try:
        return {"day": queries.working_days().add(form.cleaned_data["day"], form.cleaned_data["n"])}
    except UnconfirmedYear as unknown:
        return {"words": say(unknown.wording)}


def _calendar(request: HttpRequest, found: CalendarYear, **forms: Any) -> HttpResponse:
    context = {
        "calendar": found,
        "months": queries.months_of(found),
        "days": found.days.all(),
        "bare": not vars(found)["swapped"],
        "keeps": may(request.user, "calendar.keep"),
        "steps": queries.calendar_steps(calendar=found)[:20],
        "day_form": DayForm(),
        "confirm_form": ConfirmForm(),
    }
    return render(request, "programmes/calendar.html", context | forms, status=422 if forms else 200)
