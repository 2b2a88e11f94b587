from __future__ import annotations

from datetime import date

import pytest

from lianshou.kernel.programmes.enums import Reason, State
from lianshou.kernel.programmes.rules import PASSAGES, why_not_create, why_not_pass, why_not_prepare


def test_programme_passes_from_preparation_to_the_end() -> None:
    allowed = {
        (before, after)
        for before in State
        for after in State
        if why_not_pass(before=before, after=after) is None
    }
    assert allowed == {(before, after) for before, afters in PASSAGES.items() for after in afters}
    assert (State.CLOSED, State.RUNNING) not in allowed


@pytest.mark.parametrize(
    ("ends_on", "exists", "reason"),
    [
        (date(2020, 12, 31), False, None),
        (date(2020, 1, 1), False, None),
        (date(2019, 12, 31), False, Reason.ENDS_BEFORE_START),
        (date(2020, 12, 31), True, Reason.ROUND_EXISTS),
    ],
)
def test_programme_is_created_once_and_ends_after_it_starts(
    ends_on: date, exists: bool, reason: Reason | None
) -> None:
    assert why_not_create(starts_on=date(2020, 1, 1), ends_on=ends_on, exists=exists) == reason


@pytest.mark.parametrize("state", [*State])
def test_lists_change_only_in_preparation(state: str) -> None:
    assert (why_not_prepare(state=state) is None) == (state == State.PREPARING)
