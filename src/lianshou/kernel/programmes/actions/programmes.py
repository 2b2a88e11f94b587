from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianshou.china.working_days import SpecialDay
from lianshou.china.year_proposals import propose
from lianshou.core.deadlines import deadlines
from lianshou.core.kinds import Step, registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.programmes.enums import CalendarState, DaySort, Reason, State
from lianshou.kernel.programmes.models import CalendarDay, CalendarYear, Programme
from lianshou.kernel.programmes.queries import sort_of
from lianshou.kernel.programmes.rules import (
    why_not_amend,
    why_not_confirm,
    why_not_create,
    why_not_pass,
    why_not_propose,
)
from lianshou.kernel.unions.models import Union


@transaction.atomic
def create_programme(
    *,
    actor: Any,
    kind: str,
    union: Union,
    title: str,
    year: int,
    round: int,
    starts_on: date,
    ends_on: date,
    now: datetime,
    settings: dict[str, Any] | None = None,
) -> Programme:
    """Open a programme of ``kind`` run by ``union``.

    Raises PermissionDenied, or Refused with a ``programmes.enums.Reason``. Leaves ``programme.created``.
    """
    require(actor, "programme.create", on=union)
    if kind not in registry:
        raise Refused(Reason.UNKNOWN_KIND)
    exists = Programme.objects.admitted().filter(kind=kind, union=union, year=year, round=round).exists()
    if reason := why_not_create(starts_on=starts_on, ends_on=ends_on, exists=exists):
        raise Refused(reason)
    programme = Programme.objects.create(
        kind=kind,
        union=union,
        title=title,
        pillar=registry[kind].pillar,
        year=year,
        round=round,
        starts_on=starts_on,
        ends_on=ends_on,
        settings=settings or {},
    )
    record(actor=actor, verb="programme.created", subject=programme, at=now, union_path=union.path)
    return programme


@transaction.atomic
def pass_programme(*, actor: Any, programme: Programme, to: str, now: datetime) -> Programme:
    """Let the programme pass to the state ``to``; the caller has asked the permission of its own verb.

    Raises Refused WRONG_STATE. Leaves ``programme.<state>``.
    """
    programme = Programme.objects.admitted().select_for_update().select_related("union").get(pk=programme.pk)
    matches = programme.kind not in registry or registry[programme.kind].uses(Step.MATCHING)
    if reason := why_not_pass(before=programme.state, after=to, matches=matches):
        raise Refused(reason)
    programme.state = to
    programme.save(update_fields=["state"])
    record(actor=actor, verb=f"programme.{to}", subject=programme, at=now, union_path=programme.union.path)
    return programme


@transaction.atomic
def start_programme(*, actor: Any, programme: Programme, now: datetime) -> Programme:
    """Let a programme that matches nothing run; one that runs already stays as it is.

    Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``programme.running``.
    """
    require(actor, "programme.create", on=programme.union)
    if programme.state == State.RUNNING:
        return programme
    return pass_programme(actor=actor, programme=programme, to=State.RUNNING, now=now)


@transaction.atomic
def close_programme(*, actor: Any, programme: Programme, now: datetime) -> Programme:
    """Close a running programme: what stands in it stays, and nothing is added.

    Raises PermissionDenied, or Refused WRONG_STATE. Leaves ``programme.closed``.
    """
    require(actor, "programme.create", on=programme.union)
    return pass_programme(actor=actor, programme=programme, to=State.CLOSED, now=now)


@transaction.atomic
def change_settings(
    *, actor: Any, programme: Programme, settings: dict[str, Any], now: datetime
) -> Programme:
    """Replace the kind's settings of this programme; the kind has validated them. Leaves ``programme.settings``."""
    require(actor, "programme.create", on=programme.union)
    programme.settings = settings
    programme.save(update_fields=["settings"])
    record(
        actor=actor,
        verb="programme.settings",
        subject=programme,
        at=now,
        union_path=programme.union.path,
        settings=settings,
    )
    return programme


@transaction.atomic
def propose_year(*, actor: Any, year: int, now: datetime, region: str = "") -> CalendarYear:
    """Lay out what the library knows of a year, to be looked over; a proposal that stands already is laid out anew.

    Raises PermissionDenied, or Refused YEAR_UNKNOWN / YEAR_EXISTS. Leaves ``calendar.proposed``.
    """
    require(actor, "calendar.keep")
    known = CalendarYear.objects.select_for_update().filter(year=year, region=region).first()
    if reason := why_not_propose(year=year, state=known.state if known else None):
        raise Refused(reason)
    calendar, _ = CalendarYear.objects.get_or_create(
        year=year, region=region, defaults={"proposed_at": now, "proposed_by": actor}
    )
    calendar.proposed_at, calendar.proposed_by = now, actor
    calendar.save(update_fields=["proposed_at", "proposed_by"])
    calendar.days.all().delete()
    found = propose(year).days
    CalendarDay.objects.bulk_create(_day(calendar, one) for one in found)
    swapped = sum(one.is_working for one in found)
    record(actor=actor, verb="calendar.proposed", subject=calendar, at=now, days=len(found), swapped=swapped)
    return calendar


@transaction.atomic
def amend_day(
    *,
    actor: Any,
    calendar: CalendarYear,
    day: date,
    sort: str,
    now: datetime,
    name: str = "",
    words: str = "",
) -> CalendarYear:
    """Make a day of a calendar a holiday, a swapped working day, or an ordinary day again.

    Raises PermissionDenied, or Refused OTHER_YEAR / AS_THE_WEEK / UNCHANGED, and WHY_MISSING where a confirmed calendar
    would change without a reason. Leaves ``calendar.amended`` with the day, before and after, and the reason.
    """
    require(actor, "calendar.keep")
    calendar = CalendarYear.objects.select_for_update().get(pk=calendar.pk)
    before, named = sort_of(calendar=calendar, day=day)
    name = name.strip()
    reason = why_not_amend(
        state=calendar.state,
        year=calendar.year,
        day=day,
        sort=sort,
        before=before,
        same_name=named == name,
        words=words,
    )
    if reason:
        raise Refused(reason)
    calendar.days.filter(day=day).delete()
    if sort != DaySort.ORDINARY:
        CalendarDay.objects.create(calendar=calendar, day=day, is_working=sort == DaySort.WORKED, name=name)
    changed = {"day": day.isoformat(), "before": str(before), "after": str(sort), "reason": words.strip()}
    record(actor=actor, verb="calendar.amended", subject=calendar, at=now, **changed)
    return calendar


@transaction.atomic
def confirm_year(
    *, actor: Any, calendar: CalendarYear, document_no: str, now: datetime, knows_none: bool = False
) -> CalendarYear:
    """Confirm the calendar of a year by the State Council's notice ``document_no``: from now on it is counted by,
    and every last day that was provisional for want of it is counted again.

    ``knows_none`` says that the notice swaps no day. Raises PermissionDenied, or Refused YEAR_CONFIRMED /
    DOCUMENT_MISSING / NO_SWAPPED_DAYS. Leaves ``calendar.confirmed``.
    """
    require(actor, "calendar.keep")
    calendar = CalendarYear.objects.select_for_update().get(pk=calendar.pk)
    reason = why_not_confirm(
        state=calendar.state,
        document_no=document_no,
        swapped=calendar.days.filter(is_working=True).count(),
        knows_none=knows_none,
    )
    if reason:
        raise Refused(reason)
    calendar.state, calendar.document_no = CalendarState.CONFIRMED, document_no.strip()
    calendar.confirmed_by, calendar.confirmed_at = actor, now
    calendar.save(update_fields=["state", "document_no", "confirmed_by", "confirmed_at"])
    document, recounted = calendar.document_no, deadlines.recount(actor=actor, now=now)
    told: dict[str, Any] = {"document": document, "recounted": recounted}
    record(actor=actor, verb="calendar.confirmed", subject=calendar, at=now, **told)
    return calendar


def _day(calendar: CalendarYear, one: SpecialDay) -> CalendarDay:
    return CalendarDay(calendar=calendar, day=one.day, is_working=one.is_working, name=one.name)
