"""From degrees to pixels, and how points and labels keep out of each other's way. Lengths in pixels unless said.

Projection: equirectangular, longitudes shrunk by the cosine of the middle latitude; over a county (100 km) its error
against the ellipsoid stays below one per cent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KM_PER_DEGREE = 111.195
SMALLEST_KM = 2.0
"""A map is never closer than this from edge to edge: one lonely point is not magnified without end."""

APART = 11.0
"""Least distance of two markers; closer ones are moved aside."""

_GOLDEN = math.pi * (3 - math.sqrt(5))

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Projection:
    """``x = (lon - lon0)·cos(lat0)·scale + width/2``, ``y`` downwards alike; ``per_km`` is pixels per kilometre."""

    lon0: float
    lat0: float
    per_km: float
    width: float
    height: float

    def place(self, lon: float, lat: float) -> Pair:
        east = (lon - self.lon0) * KM_PER_DEGREE * math.cos(math.radians(self.lat0))
        north = (lat - self.lat0) * KM_PER_DEGREE
        return self.width / 2 + east * self.per_km, self.height / 2 - north * self.per_km


def fit(degrees: Iterable[Pair], *, width: float, height: float, padding: float) -> Projection:
    """The largest projection of ``degrees`` (lon, lat) that leaves ``padding`` at every edge."""
    known = list(degrees) or [(0.0, 0.0)]
    west, east = min(lon for lon, _ in known), max(lon for lon, _ in known)
    south, north = min(lat for _, lat in known), max(lat for _, lat in known)
    lon0, lat0 = (west + east) / 2, (south + north) / 2
    wide = max((east - west) * KM_PER_DEGREE * math.cos(math.radians(lat0)), SMALLEST_KM)
    high = max((north - south) * KM_PER_DEGREE, SMALLEST_KM)
    per_km = min((width - 2 * padding) / wide, (height - 2 * padding) / high)
    return Projection(lon0, lat0, per_km, width, height)


def spread(places: Sequence[Pair]) -> list[Pair]:
    """``places`` with those closer than ``APART`` moved out along a spiral, in order; deterministic."""
    taken: dict[tuple[int, int], list[Pair]] = {}
    done = []
    for place in places:
        x, y = _free_place(place, taken)
        taken.setdefault(_cell(x, y), []).append((x, y))
        done.append((x, y))
    return done


def _free_place(place: Pair, taken: dict[tuple[int, int], list[Pair]]) -> Pair:
    x, y = place
    for step in range(2_000):
        away = APART * 0.55 * math.sqrt(step)
        x, y = place[0] + away * math.cos(step * _GOLDEN), place[1] + away * math.sin(step * _GOLDEN)
        column, row = _cell(x, y)
        near = (
            other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in taken.get((column + i, row + j), ())
        )
        if all(math.hypot(x - other[0], y - other[1]) >= APART for other in near):
            break
    return x, y


def _cell(x: float, y: float) -> tuple[int, int]:
    return math.floor(x / APART), math.floor(y / APART)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def text_width(text: str, *, size: float) -> float:
    """About how wide ``text`` is drawn: a full-width character takes ``size``, others a little over half of it."""
    return sum(size if ord(character) > 0x2E80 else size * 0.58 for character in text)


def nice_length(most: float) -> float:
    """The largest of 1, 2, 5 × 10ⁿ not above ``most``."""
    power = 10.0 ** math.floor(math.log10(most))
    return next(step * power for step in (5, 2, 1) if step * power <= most)
