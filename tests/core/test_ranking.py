from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.core.ranking import Way, ranked

HAND_MADE = {
    Way.DENSE: [(1, "甲"), (1, "丙"), (2, "乙"), (3, "丁"), (3, "戊"), (3, "己"), (4, "庚")],
    Way.COMPETITION: [(1, "甲"), (1, "丙"), (3, "乙"), (4, "丁"), (4, "戊"), (4, "己"), (7, "庚")],
    Way.ROW: [(1, "甲"), (2, "丙"), (3, "乙"), (4, "丁"), (5, "戊"), (6, "己"), (7, "庚")],
}
SCORES = {"甲": 98, "乙": 95, "丙": 98, "丁": 90, "戊": 90, "己": 90, "庚": 12, "辛": None}


@pytest.mark.parametrize("way", Way)
def test_places_equal_the_table_made_by_hand(way: Way) -> None:
    assert ranked(list(SCORES), by=SCORES.get, way=way) == HAND_MADE[way]


def test_smallest_may_come_first() -> None:
    times = {"一队": 62_300, "二队": 61_050, "三队": 61_050}
    assert ranked(list(times), by=times.get, way=Way.COMPETITION, largest_first=False) == [
        (1, "二队"),
        (1, "三队"),
        (3, "一队"),
    ]


@pytest.mark.parametrize("way", Way)
def test_nobody_is_ranked_where_nobody_is(way: Way) -> None:
    assert ranked([], by=len, way=way) == []


@given(st.lists(st.integers(0, 6)))
def test_places_of_the_three_ways_agree(values: list[int]) -> None:
    """By counting, with no loop over neighbours: how many are better, how many different ones are better."""
    numbers = list(range(len(values)))
    ways = {
        way: dict((n, place) for place, n in ranked(numbers, by=values.__getitem__, way=way)) for way in Way
    }
    for number in numbers:
        better = [value for value in values if value > values[number]]
        before = [n for n in numbers if values[n] == values[number] and n < number]
        assert ways[Way.COMPETITION][number] == 1 + len(better)
        assert ways[Way.DENSE][number] == 1 + len(set(better))
        assert ways[Way.ROW][number] == 1 + len(better) + len(before)
