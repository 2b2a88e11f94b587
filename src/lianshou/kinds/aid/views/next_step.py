"""What is next on a file: what, with whom, by which day, each with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lianshou.kinds.aid.enums import STANDING_ALARMS, CallState, LeaveState, State
from lianshou.kinds.aid.models import Household


@dataclass(frozen=True)
class NextStep:
    """One thing to do: ``who`` has it, ``by`` is its last day where there is one, ``since`` the day from which it waits."""

    title: str | Promise
    who: str | Promise
    url: str
    by: date | None = None
    since: date | None = None
    is_late: bool = False


def next_steps(household: Household, told: Mapping[str, Any], *, today: date) -> list[NextStep]:
    """What is next on the page of ``household``, from what that page shows anyway (``told``); nothing is asked of the database."""
    return list(_steps(household, told, today))


def _steps(household: Household, told: Mapping[str, Any], today: date) -> Iterator[NextStep]:
    yield from _warnings(household, told)
    leaving = next((one for one in told["leavings"] if one.state == LeaveState.OPEN), None)
    if household.state == State.ENDED:
        yield from _calls(household, told, today)
    elif leaving is not None:
        rung = _("Leaving: %(step)s") % {"step": leaving.get_waits_at_display()}
        yield NextStep(
            rung, str(household.union), reverse("aid:leaving", args=[leaving.pk]), since=leaving.since
        )
    else:
        yield from _ladder(told)
        if household.state == State.ON_FILE:
            yield from _of_the_year(household, told, today)


def _warnings(household: Household, told: Mapping[str, Any]) -> Iterator[NextStep]:
    """What warns of a return comes before everything else."""
    for one in told["warnings"]:
        if one.state in STANDING_ALARMS:
            yield NextStep(
                _("Look into the warning of return"),
                str(household.union),
                reverse("aid:warning", args=[one.pk]),
                since=one.raised_on,
            )


def _ladder(told: Mapping[str, Any]) -> Iterator[NextStep]:
    ladder = told["ladder"]
    for rung in ladder.rungs if ladder and not ladder.verification.ended_on else ():
        if rung.stand in ("next", "again"):
            runs = rung.until and _("runs until %(day)s") % {
                "day": date_format(rung.until, "SHORT_DATE_FORMAT")
            }
            since = None if runs else ladder.verification.since
            yield NextStep(rung.title, runs or rung.who, "#ladder", since=since)


def _of_the_year(household: Household, told: Mapping[str, Any], today: date) -> Iterator[NextStep]:
    here, last_day = str(household.union), date(today.year, 12, 31)

    def to(name: str) -> str:
        return reverse(f"aid:{name}", args=[household.pk])

    if told["is_alone"]:
        yield NextStep(_("Choose the helper"), here, to("assign") if told["assigns"] else "#helping")
    if told["is_due"]:
        yield NextStep(_("Survey of this year"), here, "#surveys", by=last_day)
    if not told["has_aid"]:
        who = told["planned_at"] or here
        yield NextStep(_("Plan a project"), who, to("give") if told["helps"] else "#aids", by=last_day)
    check = told["check"]
    if check is None or check.checked_on.year < today.year:
        yield NextStep(_("Go through the check-list"), here, to("checklist"), by=last_day)
    helping = told["helping"]
    if helping is not None:
        yield NextStep(
            _("Visit the household"),
            helping.helper.person.name,
            reverse("aid:visit_household", args=[helping.pk]) if told["acts"].writes else "#helping",
            by=helping.due_on,
            is_late=helping.due_on < today,
        )


def _calls(household: Household, told: Mapping[str, Any], today: date) -> Iterator[NextStep]:
    due = next((one for one in told["calls"] if one.state == CallState.DUE), None)
    if due is not None:
        yield NextStep(
            _("Call the household that left"),
            str(household.union),
            reverse("aid:call", args=[due.pk]) if told["may_write"] else "#leaving",
            by=due.due_on,
            is_late=due.due_on < today,
        )
