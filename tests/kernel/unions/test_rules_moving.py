from __future__ import annotations

from typing import Any

import pytest

from lianshou.kernel.unions.enums import Level, Reason
from lianshou.kernel.unions.rules import levels_above, why_not_merge, why_not_move

MOVE: dict[str, Any] = {
    "path": "00010002",
    "level": "county",
    "parent_path": "0001",
    "goal_path": "0003",
    "goal_level": "city",
    "goal_dissolved": False,
    "deepest": 16,
    "words": "决定",
}
MERGE: dict[str, Any] = {
    "path": "00010002",
    "level": "county",
    "dissolved": False,
    "goal_path": "00010003",
    "goal_level": "county",
    "goal_dissolved": False,
    "deepest": 16,
    "words": "决定",
}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"goal_path": "00010002"}, Reason.INTO_ITSELF),
        ({"goal_path": "000100020001"}, Reason.INTO_ITSELF),
        ({"goal_path": "0001"}, Reason.THERE_ALREADY),
        ({"parent_path": "", "path": "0002"}, None),
        ({"goal_dissolved": True}, Reason.GOAL_DISSOLVED),
        ({"goal_level": "county"}, Reason.NOT_ABOVE),
        ({"goal_level": "enterprise"}, Reason.NOT_ABOVE),
        ({"level": "enterprise", "goal_level": "enterprise"}, None),
        ({"goal_path": "0003" * 61}, Reason.TOO_DEEP),
        ({"goal_path": "0003" * 60}, None),
        ({"words": " "}, Reason.NO_WORDS),
    ],
)
def test_move_is_refused_for_the_first_reason(changed: dict[str, Any], reason: Reason | None) -> None:
    assert why_not_move(**(MOVE | changed)) is reason


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"goal_path": "00010002"}, Reason.INTO_ITSELF),
        ({"goal_path": "0001"}, Reason.INTO_ITSELF),
        ({"goal_path": "000100020007"}, Reason.INTO_ITSELF),
        ({"dissolved": True}, Reason.GOAL_DISSOLVED),
        ({"goal_dissolved": True}, Reason.GOAL_DISSOLVED),
        ({"goal_level": "city"}, Reason.UNLIKE_LEVELS),
        ({"goal_path": "0003" * 61}, Reason.TOO_DEEP),
        ({"words": ""}, Reason.NO_WORDS),
    ],
)
def test_merge_is_refused_for_the_first_reason(changed: dict[str, Any], reason: Reason | None) -> None:
    assert why_not_merge(**(MERGE | changed)) is reason


def test_federation_stands_below_higher_ones_and_others_below_any() -> None:
    assert levels_above(Level.NATION) == ()
    assert levels_above(Level.COUNTY) == (Level.NATION, Level.PROVINCE, Level.CITY)
    assert levels_above(Level.SECTOR) == tuple(Level.values)
