"""Months against the line of each month, the order of steps, calls and warnings: rules without a database."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.core.parameters import BadValue
from lianshou.kinds.aid.enums import Alarm, CallState, LeaveReason, LeaveState
from lianshou.kinds.aid.rules.leaving.deciding import (
    Gone,
    after,
    next_step,
    order_of,
    signals_of_facts,
    state_after,
    why_not_approve,
    why_not_begin,
    why_not_call,
    why_not_return,
    why_not_settle,
    why_not_study,
    why_not_take,
    why_not_warn,
)
from lianshou.kinds.aid.rules.leaving.months import Month, from_json, month_of, moved, reckon, why_not_reckon
from lianshou.kinds.aid.rules.settings.leaving import LEAVING_AFTER, call_months, steps_asked, weights_of

DAY = date(2026, 7, 10)
LINE = 80_000


def of(
    *each: int, last: str = "2026-06", persons: int = 1, expense: int = 0, guarantee: int = 0
) -> list[Month]:
    """Months in a row up to ``last``: fen a household."""
    return [
        Month(
            month=moved(last, place - len(each) + 1),
            income_fen=one,
            expense_fen=expense,
            guarantee_fen=guarantee,
            persons=persons,
        )
        for place, one in enumerate(each)
    ]


def reckoned(
    months: list[Month], *, needed: int = 6, boundary: str = ">", line: int = LINE, newest: str = "2026-05"
):
    lines = {one.month: line for one in months}
    return reckon(months, lines=lines, needed=needed, boundary=boundary, newest=newest)


@pytest.mark.parametrize(
    ("fen", "boundary", "met"),
    [
        (80_000, ">", False),
        (80_000, ">=", True),
        (80_001, ">", True),
        (79_999, ">=", False),
    ],
)
def test_exactly_at_the_line_the_boundary_decides(fen: int, boundary: str, met: bool) -> None:
    found = reckoned(of(*[fen] * 6), boundary=boundary)
    assert (found.is_met, found.run) == (met, 6 if met else 0)


def test_thirds_of_a_fen_are_not_rounded_before_they_are_compared() -> None:
    # 240,001 fen over three persons are a third of a fen above the line, and are shown as the line itself
    over = reckoned(of(*[240_001] * 6, persons=3))
    assert (over.is_met, over.rows[0].each, over.rows[0].each_fen) == (True, Fraction(240_001, 3), 80_000)
    assert not reckoned(of(*[240_000] * 6, persons=3)).is_met


def test_each_month_is_compared_with_the_line_of_that_month() -> None:
    months = of(*[85_000] * 6)
    lines = {one.month: 80_000 if one.month < "2026-04" else 90_000 for one in months}
    found = reckon(months, lines=lines, needed=6, boundary=">", newest="2026-05")
    assert [one.is_above for one in found.rows] == [True, True, True, False, False, False]
    assert (found.run, [one.month.month for one in found.below]) == (0, ["2026-04", "2026-05", "2026-06"])


def test_a_gap_ends_the_row_and_is_named_and_an_old_row_does_not_count() -> None:
    months = [one for one in of(*[90_000] * 7) if one.month != "2026-03"]
    found = reckoned(months)
    assert (found.run, found.gaps, found.is_met) == (3, ("2026-03",), False)
    old = reckoned(of(*[90_000] * 6, last="2026-04"))
    assert (old.run, old.is_stale, old.is_met) == (6, True, False)


def test_expenses_count_and_a_guarantee_is_added_to_what_is_left() -> None:
    owes = reckoned(of(50_000, expense=60_000, guarantee=80_000), needed=1, boundary=">=")
    assert (owes.rows[0].month.net_fen, owes.is_met) == (80_000, True)
    assert why_not_reckon([], today=DAY) is LeaveReason.NO_MONTHS
    assert why_not_reckon(of(1, 1) + of(1), today=DAY) is LeaveReason.MONTH_TWICE
    assert why_not_reckon(of(1, last="2026-07"), today=DAY) is LeaveReason.MONTH_AHEAD
    assert why_not_reckon(of(1), today=DAY) is None


@given(
    st.lists(st.integers(0, 200_000), min_size=1, max_size=20),
    st.integers(1, 12),
    st.sampled_from([">", ">="]),
    st.integers(1, 5),
)
def test_a_row_is_met_only_by_the_last_months_one_after_the_other(
    fens: list[int], needed: int, boundary: str, persons: int
) -> None:
    found = reckoned(of(*fens, persons=persons), needed=needed, boundary=boundary)
    holds = [
        Fraction(fen, persons) >= LINE if boundary == ">=" else Fraction(fen, persons) > LINE for fen in fens
    ]
    expected = 0
    for one in reversed(holds):
        if not one:
            break
        expected += 1
    assert (found.run, found.is_met) == (expected, expected >= needed)
    assert len(found.gaps) == max(0, needed - len(fens))
    assert from_json(found.as_json()) == found
    # a household that earns more in every month does not fall out of it
    richer = reckoned(of(*(fen + 1 for fen in fens), persons=persons), needed=needed, boundary=boundary)
    assert richer.run >= found.run


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(-40, 40))
def test_months_are_moved_and_days_clamped(day: date, by: int) -> None:
    assert moved(moved(month_of(day), by), -by) == month_of(day)
    if by >= 0:
        later = after(day, by)
        assert month_of(later) == moved(month_of(day), by)
        assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


# --- steps


def test_grounds_ask_for_their_steps_and_the_approval_always() -> None:
    asked = {
        ground: order_of(steps_asked({}, ground), is_on_file=True) for ground in ("out", "died", "mistaken")
    }
    assert asked == {
        "out": ["income", "study", "notice", "approval", "letter"],
        "died": ["approval"],
        "mistaken": ["study", "approval", "letter"],
    }
    assert order_of(steps_asked({}, "mistaken"), is_on_file=False) == ["approval", "letter"]
    own = {"out": {"income": 0, "study": 1, "notice": 0, "letter": 0, "follow": 1}}
    assert order_of(steps_asked(own, "out"), is_on_file=True) == ["study", "approval"]


def rows(*steps: str) -> list[Gone]:
    return [Gone(step, True, place, DAY) for place, step in enumerate(steps)]


ORDER = ["income", "study", "notice", "approval", "letter"]


@given(st.lists(st.sampled_from(ORDER), max_size=12))
def test_the_next_step_is_the_first_that_was_not_passed(steps: list[str]) -> None:
    found = next_step(ORDER, rows(*steps))
    before = ORDER[: ORDER.index(found)] if found else ORDER
    assert set(before) <= set(steps)
    assert found not in steps


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, None),
        ({"state": LeaveState.DONE}, LeaveReason.NOT_UNDER_WAY),
        ({"step": "notice"}, LeaveReason.NOT_ITS_TURN),
        ({"held_on": DAY + timedelta(days=1)}, LeaveReason.AHEAD),
        ({"held_on": DAY - timedelta(days=1)}, LeaveReason.BEFORE_LAST),
    ],
)
def test_a_step_out_of_its_turn_is_refused(more: dict[str, object], reason: LeaveReason | None) -> None:
    told = {
        "state": LeaveState.OPEN,
        "step": "study",
        "waits_at": "study",
        "held_on": DAY,
        "today": DAY,
        "rows": rows("income"),
        "begun_on": DAY - timedelta(days=9),
    }
    assert why_not_take(**told | more) is reason  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, None),
        ({"state": "ended"}, LeaveReason.FILE_ENDED),
        ({"is_open": True}, LeaveReason.UNDER_WAY),
        ({"ground": "merged"}, LeaveReason.MERGED),
        ({"ground": ""}, LeaveReason.GROUND_MISSING),
        ({"state": "checking"}, LeaveReason.NOT_ON_FILE),
        ({"state": "checking", "ground": "withdrawn"}, None),
        ({"words": "  "}, LeaveReason.WORDS_MISSING),
        ({"tells_a_number": True}, LeaveReason.WORDS_PERSONAL),
    ],
)
def test_who_can_begin_to_leave(more: dict[str, object], reason: LeaveReason | None) -> None:
    told = {
        "state": "on_file",
        "ground": "out",
        "is_open": False,
        "words": "收入稳定",
        "tells_a_number": False,
    }
    assert why_not_begin(**told | more) is reason  # type: ignore[arg-type]


def test_nobody_approves_what_is_partly_their_own() -> None:
    told = {"state": LeaveState.OPEN, "waits_at": "approval", "rows": rows("income", "study"), "begun_by": 7}
    assert [why_not_approve(actor=one, **told) for one in (0, 1, 7, 9)] == [  # type: ignore[arg-type]
        *[LeaveReason.OWN_STEP] * 3,
        None,
    ]
    early = told | {"waits_at": "notice"}
    assert why_not_approve(actor=9, **early) is LeaveReason.NOT_ITS_TURN  # type: ignore[arg-type]
    assert why_not_study(present=2, least=3, minutes="1") is LeaveReason.FEW_THERE
    assert why_not_study(present=3, least=3, minutes=" ") is LeaveReason.NO_MINUTES


# --- afterwards


def test_calls_and_signals_are_settings() -> None:
    usual = {one.key: one for one in LEAVING_AFTER}
    assert call_months(usual["aid.calls"].usual) == [3, 6, 12]
    assert call_months({"1": {"month": 12}, "2": {"month": 1}, "3": {"month": 12}, "4": {"month": 0}}) == [
        1,
        12,
    ]
    assert weights_of({"illness": {"weight": 0}, "other": {"weight": 9}})["other"] == 9
    assert "illness" not in weights_of({"illness": {"weight": 0}})
    with pytest.raises(BadValue):
        usual["aid.leaving_steps"].form.keep({"out": {"income": 2}})


def test_a_call_is_over_once_reached_or_missed_often_enough() -> None:
    assert [state_after(is_reached=False, missed=n, most=3) for n in (1, 2, 3)] == [
        CallState.DUE,
        CallState.DUE,
        CallState.MISSED,
    ]
    assert state_after(is_reached=True, missed=2, most=3) is CallState.REACHED
    told = {
        "state": "due",
        "called_on": DAY,
        "left_on": DAY,
        "today": DAY,
        "is_reached": True,
        "said": "很好",
    }
    wrong = [
        ({"state": "reached"}, LeaveReason.CALL_OVER),
        ({"called_on": DAY + timedelta(days=1)}, LeaveReason.AHEAD),
        ({"left_on": DAY + timedelta(days=1)}, LeaveReason.CALL_EARLY),
        ({"said": " "}, LeaveReason.NOTHING_SAID),
        ({"said": "", "is_reached": False}, None),
        ({}, None),
    ]
    assert [why_not_call(**told | more) for more, _reason in wrong] == [reason for _more, reason in wrong]  # type: ignore[arg-type]


def test_warnings_and_returns() -> None:
    known = {"illness": 4}
    assert (
        why_not_warn(is_followed=False, signal="illness", known=known, standing=())
        is LeaveReason.NOT_FOLLOWED
    )
    assert why_not_warn(is_followed=True, signal="x", known=known, standing=()) is LeaveReason.NO_SIGNAL
    assert (
        why_not_warn(is_followed=True, signal="illness", known=known, standing={"illness"})
        is LeaveReason.WARNED
    )
    settled = {"words": "已核实不属实", "tells_a_number": False}
    assert why_not_settle(state=Alarm.DISMISSED, to=Alarm.LOOKED_AT, **settled) is LeaveReason.WARNING_OVER
    assert (
        why_not_settle(state=Alarm.OPEN, to=Alarm.DISMISSED, words="", tells_a_number=False)
        is LeaveReason.WORDS_MISSING
    )
    assert why_not_settle(state=Alarm.OPEN, to=Alarm.LOOKED_AT, words="", tells_a_number=False) is None
    told = {"state": "ended", "ground": "out", "has_left": True, "held": False} | settled
    assert why_not_return(**told) is None  # type: ignore[arg-type]
    assert why_not_return(**told | {"ground": "moved"}) is LeaveReason.NOT_RETURNING  # type: ignore[arg-type]
    assert why_not_return(**told | {"held": True}) is LeaveReason.HELD_AGAIN  # type: ignore[arg-type]
    assert why_not_return(**told | {"state": "on_file"}) is LeaveReason.NOT_ENDED  # type: ignore[arg-type]
    assert signals_of_facts({"left": ""}, {"left": "2026-01-01", "elsewhere": "1"}) == ["lost_job", "other"]
    assert signals_of_facts({"left": "2026-01-01"}, {"left": "2026-01-01"}) == []
