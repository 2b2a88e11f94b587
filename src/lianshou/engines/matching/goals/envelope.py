"""Two goals that pull against each other: the corners of what can be reached, found one question at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd

from lianshou.engines.matching.problem import Ints
from lianshou.engines.matching.solver import Result


@dataclass(frozen=True, eq=False, slots=True)
class Corner:
    """An arrangement by its two amounts, and the answer it came from: the least ``weights[0] * x + weights[1] * y``."""

    x: int
    y: int
    weights: tuple[int, int]
    host_of: Ints
    result: Result


@dataclass(frozen=True, eq=False, slots=True)
class Edge:
    """Two neighbouring corners, and the proof that no arrangement lies below the line between them."""

    start: Corner
    end: Corner
    result: Result


def edges_between(first: Corner, last: Corner, cheapest: Callable[[int, int], Corner]) -> list[Edge]:
    """All edges of the lower hull from ``first`` to ``last``, x rising and y falling; none where the two are alike.

    ``cheapest(a, b)`` gives an arrangement with the least ``a * x + b * y``; ``first`` and ``last`` must each be
    such for some weights. The dichotomic search of Aneja & Nair (*Management Science* 25, 1979): one question
    per edge and at most one per corner. Arrangements *above* the hull, which no pair of weights makes
    cheapest, are not found; those on an edge may be.
    """
    if (first.x, first.y) == (last.x, last.y):
        return []
    found: list[Edge] = []
    waiting = [(first, last)]
    while waiting:
        start, end = waiting.pop()
        a, b = _weights(start, end)
        middle = cheapest(a, b)
        if a * middle.x + b * middle.y < a * start.x + b * start.y:
            waiting += [(middle, end), (start, middle)]
        else:
            found.append(Edge(start, end, middle.result))
    return found


def corners_of(first: Corner, edges: list[Edge]) -> list[Corner]:
    """The corners in order; ``first`` alone where there is no edge."""
    return [first, *(edge.end for edge in edges)]


def _weights(start: Corner, end: Corner) -> tuple[int, int]:
    """The weights that make both ends cost alike, without a common factor."""
    a, b = start.y - end.y, end.x - start.x
    shared = gcd(a, b)
    return a // shared, b // shared
