"""Pure decisions about the life of a programme."""

from __future__ import annotations

from datetime import date

from lianshou.china.working_days import is_weekday
from lianshou.kernel.programmes.enums import CalendarState, DaySort, ParameterState, Reason, State

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""The years of which calendars are kept."""

# state → the states it may pass to
PASSAGES: dict[State, frozenset[State]] = {
    State.PREPARING: frozenset({State.APPROVED}),
    State.APPROVED: frozenset({State.PREPARING, State.RUNNING}),
    State.RUNNING: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}


# of kinds that match nothing: there is no plan to approve
DIRECT_PASSAGES: dict[State, frozenset[State]] = {
    **PASSAGES,
    State.PREPARING: frozenset({State.RUNNING}),
    State.APPROVED: frozenset(),
}


def why_not_pass(*, before: str, after: str, matches: bool = True) -> Reason | None:
    """Whether a programme may pass from one state to another; ``matches`` tells whether its kind has a plan to approve."""
    passages = PASSAGES if matches else DIRECT_PASSAGES
    return None if State(after) in passages[State(before)] else Reason.WRONG_STATE


def why_not_create(*, starts_on: date, ends_on: date, exists: bool) -> Reason | None:
    """The first reason to refuse a new programme, or None."""
    if ends_on < starts_on:
        return Reason.ENDS_BEFORE_START
    return Reason.ROUND_EXISTS if exists else None


def why_not_prepare(*, state: str) -> Reason | None:
    """Lists, holds and matchings may change only while the programme is in preparation."""
    return None if state == State.PREPARING else Reason.WRONG_STATE


def why_not_propose(*, year: int, state: str | None) -> Reason | None:
    """Whether a year may be proposed (anew); ``state`` is that of its calendar, None without one."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Reason.YEAR_UNKNOWN
    return Reason.YEAR_EXISTS if state == CalendarState.CONFIRMED else None


def why_not_amend(
    *, state: str, year: int, day: date, sort: str, before: str, same_name: bool, words: str
) -> Reason | None:
    """Whether a day may become ``sort``, ``before`` being what it is; a confirmed calendar changes only with a reason."""
    if day.year != year:
        return Reason.OTHER_YEAR
    if sort == (DaySort.WORKED if is_weekday(day) else DaySort.HOLIDAY):
        return Reason.AS_THE_WEEK
    if sort == before and (same_name or sort == DaySort.ORDINARY):
        return Reason.UNCHANGED
    return Reason.WHY_MISSING if state == CalendarState.CONFIRMED and not words.strip() else None


def why_not_confirm(*, state: str, document_no: str, swapped: int, knows_none: bool) -> Reason | None:
    """Whether a calendar may be confirmed: by a notice, and with swapped days unless somebody says there are none."""
    if state == CalendarState.CONFIRMED:
        return Reason.YEAR_CONFIRMED
    if not document_no.strip():
        return Reason.DOCUMENT_MISSING
    return None if swapped or knows_none else Reason.NO_SWAPPED_DAYS


def why_not_set_value(
    *, level: str, region: str, has_document: bool, dated_on: date | None, today: date, taken: bool
) -> Reason | None:
    """Whether a union may set a value for its region: a federation down to the county, by a document that exists."""
    if level not in ("nation", "province", "city", "county") or bool(region) is (level == "nation"):
        return Reason.NO_REGION
    if not has_document or dated_on is None:
        return Reason.DOCUMENT_NEEDED
    if dated_on > today:
        return Reason.DATED_LATER
    return Reason.SET_ALREADY if taken else None


def needs_second(*, by_two: bool, starts_on: date, today: date) -> bool:
    """Whether a value waits for a second person: it changes who is entitled or money, or it reaches into the past."""
    return by_two or starts_on < today


def why_not_decide(*, state: str, is_setter: bool) -> Reason | None:
    """Whether somebody may confirm or refuse a value: it waits, and another person entered it."""
    if state != ParameterState.PROPOSED:
        return Reason.NOT_WAITING
    return Reason.SAME_PERSON if is_setter else None


def why_not_take_back(*, state: str, starts_on: date, today: date) -> Reason | None:
    """Whether a value may be withdrawn: it waits, or it stands and its day has not come."""
    if state == ParameterState.PROPOSED or (state == ParameterState.STANDING and starts_on > today):
        return None
    return Reason.IN_FORCE if state == ParameterState.STANDING else Reason.NOT_WAITING
