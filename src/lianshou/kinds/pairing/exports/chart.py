"""The curve of distance against industry as a drawing: where the axes, their labels, the line and its points stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

WIDTH, HEIGHT = 640, 360
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 610, 50, 300
_MOST_STEPS = 5


@dataclass(frozen=True)
class Mark:
    """A label at an axis, ``at`` so many units along it."""

    at: int
    label: str


@dataclass(frozen=True)
class Dot:
    """A point of the curve; its ``number`` is that of its row in the table."""

    x: int
    y: int
    number: int
    present: bool


@dataclass(frozen=True)
class Chart:
    """All in the units of the drawing, ``WIDTH`` by ``HEIGHT``, y downwards."""

    distances: list[Mark]
    shared: list[Mark]
    dots: list[Dot]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = _RIGHT
    top: int = _TOP
    bottom: int = _BOTTOM

    @property
    def line(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def chart_of(points: Sequence[dict[str, Any]]) -> Chart | None:
    """The chart of points as ``rules.balancing.curve`` gives them: average distance to the right, pairs that share
    at least the division upwards. None where a point has no pairs, for there is no distance then."""
    if not points or any(point["average_distance_m"] is None for point in points):
        return None
    metres = _steps([point["average_distance_m"] for point in points], least=100)
    close = _steps([point["close"] for point in points], least=1)
    return Chart(
        distances=[Mark(_along(metres, at, _LEFT, _RIGHT), f"{at / 1000:g}") for at in metres],
        shared=[Mark(_along(close, at, _BOTTOM, _TOP), str(at)) for at in close],
        dots=[
            Dot(
                _along(metres, point["average_distance_m"], _LEFT, _RIGHT),
                _along(close, point["close"], _BOTTOM, _TOP),
                number,
                point["present"],
            )
            for number, point in enumerate(points, start=1)
        ],
    )


def _steps(values: Sequence[int], *, least: int) -> range:
    """Round numbers from below the smallest to above the greatest, at most six of them where that can be."""
    low, high = min(values), max(values)
    step = next(
        step
        for step in (unit * 10**power for power in count() for unit in (1, 2, 5))
        if step >= least and step * (_MOST_STEPS - 1) >= high - low
    )
    first, last = low // step * step, -(-high // step) * step
    return range(first, max(last, first + step) + 1, step)


def _along(steps: range, value: int, start: int, end: int) -> int:
    return start + round((value - steps[0]) * (end - start) / (steps[-1] - steps[0]))
