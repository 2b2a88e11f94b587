from __future__ import annotations

from typing import Any

import pytest

from lianshou.kinds.pairing.exports.chart import HEIGHT, WIDTH, chart_of


def point(metres: int | None, close: int, *, present: bool = False) -> dict[str, Any]:
    return {"average_distance_m": metres, "close": close, "present": present}


def test_axes_have_round_numbers_around_all_points() -> None:
    chart = chart_of([point(4_230, 18), point(5_100, 31, present=True), point(7_940, 44)])
    assert chart is not None
    assert [mark.label for mark in chart.distances] == ["4", "5", "6", "7", "8"]
    assert [mark.label for mark in chart.shared] == ["10", "20", "30", "40", "50"]
    assert [(dot.number, dot.present) for dot in chart.dots] == [(1, False), (2, True), (3, False)]


def test_points_stand_where_the_axes_say() -> None:
    chart = chart_of([point(4_000, 10), point(8_000, 50)])
    assert chart is not None
    low, high = chart.dots
    assert ((low.x, low.y), (high.x, high.y)) == ((chart.left, chart.bottom), (chart.right, chart.top))
    assert chart.line == f"{low.x},{low.y} {high.x},{high.y}"


@pytest.mark.parametrize(
    "points", [[point(0, 0)], [point(5_000, 7)] * 3, [point(1, 0), point(900_000, 4_000)]]
)
def test_every_point_lies_inside_however_the_numbers_fall(points: list[dict[str, Any]]) -> None:
    chart = chart_of(points)
    assert chart is not None
    assert len(chart.dots) == len(points)
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in chart.dots)
    assert all(2 <= len(marks) <= 7 for marks in (chart.distances, chart.shared))


def test_without_pairs_there_is_no_chart() -> None:
    assert (chart_of([]), chart_of([point(None, 0)])) == (None, None)
