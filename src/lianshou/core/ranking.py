"""Places by a value, with ties: what a bulletin, a contest and an award each mean by "second"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from lianshou.core.wording import Wording

T = TypeVar("T")


class Way(StrEnum):
    """What follows a tie: 1, 1, 2 (bulletins of unions); 1, 1, 3 (sport); 1, 2, 3 in the order given (lists of awards)."""

    DENSE = "dense"
    COMPETITION = "competition"
    ROW = "row"

    @property
    def wording(self) -> Wording:
        return _WORDS[self]


_WORDS = {
    Way.DENSE: Wording("并列不占位（1、1、2）", "ties take one place (1, 1, 2)"),
    Way.COMPETITION: Wording("并列占位（1、1、3）", "ties take their places (1, 1, 3)"),
    Way.ROW: Wording("不并列（1、2、3）", "no ties (1, 2, 3)"),
}


def ranked(
    items: Sequence[T], *, by: Callable[[T], Any], way: Way, largest_first: bool = True
) -> list[tuple[int, T]]:
    """``items`` with their places from 1 up, in the order of the places; ties stand in the order given.

    An item whose value is None is not comparable: it has no place and is left out.
    """
    valued = [(by(item), item) for item in items]
    known = [pair for pair in valued if pair[0] is not None]
    known.sort(
        key=lambda pair: pair[0], reverse=largest_first
    )  # stable: also reversed, ties keep their order
    found: list[tuple[int, T]] = []
    for row, (value, item) in enumerate(known, start=1):
        if way is not Way.ROW and row > 1 and value == known[row - 2][0]:
            place = found[-1][0]
        else:
            place = found[-1][0] + 1 if way is Way.DENSE and found else row
        found.append((place, item))
    return found
