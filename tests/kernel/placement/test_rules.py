from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lianshou.kernel.placement.enums import Reason, RunState, State, Verdict
from lianshou.kernel.placement.rules import (
    LEASE,
    is_stale,
    may_claim,
    why_not_activate,
    why_not_approve,
    why_not_end,
    why_not_give_reason,
    why_not_hold,
    why_not_move,
    why_not_release,
    why_not_reopen,
    why_not_room,
    why_not_start,
)

NOW = datetime(2020, 6, 24, 1, 0, tzinfo=UTC)
LONG_AGO = NOW - LEASE - timedelta(seconds=1)


def _approving(**changes: Any) -> Reason | None:
    facts = {"preparing": True, "proposed": 1, "held_apart": 0, "under_way": False, "own_work": False}
    return why_not_approve(**facts | changes)


HOLD = {
    "preparing": True,
    "one_programme": True,
    "verdict": Verdict.LOCK,
    "same_pair": None,
    "locked_elsewhere": False,
    "free": True,
}
MOVE = {
    "preparing": True,
    "one_programme": True,
    "same_opening": False,
    "forbidden": False,
    "load": 1,
    "most": 2,
    "closed": False,
}


@pytest.mark.parametrize(
    ("state", "heard_at", "expected"),
    [
        (RunState.RUNNING, LONG_AGO, True),
        (RunState.RUNNING, NOW - LEASE, False),
        (RunState.QUEUED, LONG_AGO, True),
        (RunState.DONE, LONG_AGO, False),
    ],
)
def test_is_stale_after_a_silent_lease(state: str, heard_at: datetime, expected: bool) -> None:
    assert is_stale(state=state, heard_at=heard_at, now=NOW) is expected


@pytest.mark.parametrize(
    ("state", "heard_at", "expected"),
    [
        (RunState.QUEUED, NOW, True),
        (RunState.RUNNING, NOW, False),
        (RunState.RUNNING, LONG_AGO, True),
        (RunState.DONE, LONG_AGO, False),
        (RunState.FAILED, LONG_AGO, False),
    ],
)
def test_may_claim_what_waits_or_was_left(state: str, heard_at: datetime, expected: bool) -> None:
    assert may_claim(state=state, heard_at=heard_at, now=NOW) is expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"preparing": False}, Reason.WRONG_STATE),
        ({"one_programme": False}, Reason.OTHER_PROGRAMME),
        ({"same_pair": Verdict.FORBID}, Reason.CONTRADICTION),
        ({"same_pair": Verdict.LOCK}, None),
        ({"locked_elsewhere": True}, Reason.CONTRADICTION),
        ({"locked_elsewhere": True, "verdict": Verdict.FORBID}, None),
        ({"free": False}, Reason.TOO_MANY_LOCKS),
    ],
)
def test_why_not_hold(changed: dict[str, object], expected: Reason | None) -> None:
    assert why_not_hold(**{**HOLD, **changed}) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, None),
        ({"preparing": False}, Reason.WRONG_STATE),
        ({"one_programme": False}, Reason.OTHER_PROGRAMME),
        ({"closed": True}, Reason.CLOSED),
        ({"same_opening": True}, Reason.SAME_OPENING),
        ({"forbidden": True}, Reason.FORBIDDEN),
        ({"load": 2}, Reason.FULL),
    ],
)
def test_why_not_move(changed: dict[str, object], expected: Reason | None) -> None:
    assert why_not_move(**{**MOVE, **changed}) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (why_not_start(preparing=False, openings=1, applications=1, under_way=False), Reason.WRONG_STATE),
        (why_not_start(preparing=True, openings=0, applications=1, under_way=False), Reason.NOTHING_TO_MATCH),
        (why_not_start(preparing=True, openings=1, applications=0, under_way=False), Reason.NOTHING_TO_MATCH),
        (why_not_start(preparing=True, openings=1, applications=1, under_way=True), Reason.RUN_UNDER_WAY),
        (why_not_start(preparing=True, openings=1, applications=1, under_way=False), None),
        (why_not_give_reason("  "), Reason.REASON_MISSING),
        (why_not_give_reason("同一车间"), None),
        (_approving(proposed=0), Reason.NOTHING_PROPOSED),
        (_approving(held_apart=1), Reason.HELD_APART),
        (_approving(under_way=True), Reason.RUN_UNDER_WAY),
        (_approving(own_work=True), Reason.OWN_WORK),
        (_approving(), None),
        (why_not_reopen(approved=True, agreements=1), Reason.AGREEMENTS_ISSUED),
        (why_not_reopen(approved=False, agreements=0), Reason.WRONG_STATE),
        (why_not_reopen(approved=True, agreements=0), None),
        (why_not_room(preparing=True, low=2, high=1, most=3, load=0), Reason.ROOM_ORDER),
        (why_not_room(preparing=True, low=1, high=2, most=3, load=4), Reason.ROOM_TAKEN),
        (why_not_room(preparing=True, low=1, high=2, most=3, load=3), None),
        (why_not_release(preparing=True, states=frozenset({State.APPROVED})), Reason.NOT_PROPOSED),
        (why_not_release(preparing=True, states=frozenset({State.PROPOSED})), None),
        (why_not_activate(state=State.PROPOSED), Reason.NOT_APPROVED),
        (why_not_activate(state=State.APPROVED), None),
        (why_not_end(state=State.ENDED), Reason.ALREADY_ENDED),
        (why_not_end(state=State.ACTIVE), None),
    ],
)
def test_rules_give_the_first_reason(got: Reason | None, expected: Reason | None) -> None:
    assert got is expected
