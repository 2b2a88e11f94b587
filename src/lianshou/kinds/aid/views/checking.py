"""The check-lists of households: going through them, the lines of all, how many are how far by county, the plan on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kinds.aid.actions.checking import take_checklist
from lianshou.kinds.aid.enums import CheckSort, State
from lianshou.kinds.aid.exports.plan import plan_sheet
from lianshou.kinds.aid.forms.checking import CheckForm, LineFilter
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries import checking as queries
from lianshou.kinds.aid.queries.helping import helpings_of
from lianshou.kinds.aid.rules.checking.lists import SETTING_OF
from lianshou.kinds.aid.tables.checking import LineTable
from lianshou.kinds.aid.views.frame import household_for
from lianshou.kinds.aid.views.listing import Listed
from lianshou.web.doors import opens
from lianshou.web.workbooks import DOCX, attachment


def checking_context(household: Household) -> dict[str, Any]:
    """What the page of a file shows of its check-lists."""
    check = queries.latest_check(household)
    return {"check": check, "checked_lines": queries.lines_of_check(check) if check else []}


@opens("person.view", post="person.edit")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    found, today = household_for(request, pk), timezone.localdate()
    lines = queries.check_settings(union=found.union, on=today)
    checks = queries.checks_of(found)
    last = checks[0] if checks else None
    before = {one.line.place: one for one in queries.lines_of_check(last)} if last else {}
    writes = may(request.user, "person.edit", on=found.union) and found.state == State.ON_FILE
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        lines=lines,
        before=before,
        suggested=queries.suggested_for(found),
        initial={"checked_on": today},
    )
    if request.method == "POST":
        require(request.user, "person.edit", on=found.union)
        if form.is_valid() and _taken(request, found, form):
            return redirect("aid:household", found.pk)
    context = {
        "household": found,
        "form": form,
        "checks": checks,
        "lines": list(before.values()),
        "writes": writes,
        "may_reveal": may(request.user, "personal.reveal", on=found.union),
        "sets": may(request.user, "setting.edit"),
        "setting_of": {sort.value: key for sort, key in SETTING_OF.items()},
        "visits": queries.visits_this_year(found, today),
        "helping": next((one for one in helpings_of(found) if one.is_standing), None),
        "today": today,
    }
    return render(request, "aid/checking/checklist.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, household: Household, form: CheckForm) -> bool:
    told = form.cleaned_data
    try:
        take_checklist(
            actor=request.user,
            household=household,
            told=form.told,
            checked_on=told["checked_on"],
            seen=told["seen"],
            now=timezone.now(),
        )
    except Refused as refused:
        form.blame(refused)
        return False
    messages.success(request, _("The check-list is kept."))
    return True


@opens("person.view")
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    found = household_for(request, pk)
    check = queries.latest_check(found)
    content = plan_sheet(
        found,
        lines=queries.check_settings(union=found.union, on=timezone.localdate()),
        check=check,
        found={one.line.place: one for one in queries.lines_of_check(check)} if check else {},
        helping=next((one for one in helpings_of(found) if one.is_standing), None),
    )
    return attachment(content, f"一户一策-{found.number}.docx", content_type=DOCX)


@opens("person.view")
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    require(request.user, "person.view")
    asked = request.GET.get("list", "")
    sort = CheckSort(asked) if asked in CheckSort.values else CheckSort.SAFETY
    lines, rows = queries.overview(actor=request.user, sort=sort, today=timezone.localdate())
    context = {
        "sort": sort,
        "sorts": list(CheckSort),
        "lines": lines,
        "rows": [(row, row.in_order(lines)) for row in rows],
        "sets": may(request.user, "setting.edit"),
        "key": SETTING_OF[sort],
    }
    return render(request, "aid/checking/overview.html", context)


_LINES = Listed(
    table=LineTable, filters=LineFilter, rows=lambda request: queries.lines_in_scope(actor=request.user)
)


@opens("person.view")
@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    return _LINES.page(request, "aid/checking/lines.html")


@opens("person.view")
@require_safe
def export_lines(request: HttpRequest) -> HttpResponse:
    return _LINES.book(request)
