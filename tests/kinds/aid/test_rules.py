from __future__ import annotations

import pytest

from lianshou.kinds.aid.enums import Reason
from lianshou.kinds.aid.rules.entering import why_not_enter


@pytest.mark.parametrize(
    ("wish", "entered", "reason"),
    [("一起学", False, None), (" ", False, Reason.WISH_MISSING), ("一起学", True, Reason.ENTERED)],
)
def test_union_takes_part_once_and_with_a_wish(wish: str, entered: bool, reason: Reason | None) -> None:
    assert why_not_enter(wish=wish, entered=entered) is reason
