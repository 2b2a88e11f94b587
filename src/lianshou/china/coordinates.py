"""Points on the map of China: how far apart, and whether two numbers can be a point at all.

Longitude comes first, as in GeoJSON; degrees; no datum is converted (WGS-84 and GCJ-02 differ by some 500 m: keep one).
"""

from __future__ import annotations

from enum import StrEnum
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lianshou.core.wording import Wording

EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG
_BOXES = (  # west, east, south, north: a generous outline that leaves out Seoul, Pyongyang, Tokyo, Delhi, Manila
    (73.4, 80.5, 34.5, 47.0),
    (78.3, 97.0, 26.5, 49.3),
    (97.0, 112.0, 21.0, 46.0),
    (112.0, 123.5, 21.0, 46.0),
    (115.0, 127.0, 46.0, 53.7),
    (121.0, 131.5, 40.7, 46.0),
    (123.0, 125.0, 39.5, 41.0),
    (123.0, 135.2, 42.4, 49.0),
    (127.0, 131.5, 46.0, 50.5),
    (108.0, 118.0, 3.3, 21.0),
    (118.0, 122.5, 21.5, 26.5),
    (123.0, 124.7, 25.6, 26.1),
)


class NoPoint(StrEnum):
    """Why two numbers are not taken as a point."""

    SWAPPED = "swapped"
    OUTSIDE_CHINA = "outside_china"
    NOT_A_NUMBER = "not_a_number"
    HALF_MISSING = "half_missing"

    @property
    def message(self) -> Wording:
        return _MESSAGES[self][0]

    @property
    def way_out(self) -> Wording:
        return _MESSAGES[self][1]


_DEGREES = Wording(
    "经度在73到136之间，纬度在3到54之间，用小数度表示，例如经度119.802、纬度33.759。",
    "Longitude lies between 73 and 136, latitude between 3 and 54, in decimal degrees.",
)
_MESSAGES = {
    NoPoint.SWAPPED: (
        Wording("经度和纬度写反了。", "Longitude and latitude are exchanged."),
        Wording("请把两个数对调。", "Exchange the two numbers."),
    ),
    NoPoint.OUTSIDE_CHINA: (Wording("这个位置不在中国境内。", "This place does not lie in China."), _DEGREES),
    NoPoint.NOT_A_NUMBER: (
        Wording("经度或纬度不是数字。", "Longitude or latitude is not a number."),
        _DEGREES,
    ),
    NoPoint.HALF_MISSING: (
        Wording("经度和纬度只填了一个。", "Only one of longitude and latitude is given."),
        Wording("请两个都填，或者都不填。", "Give both or neither."),
    ),
}


def haversine_m(lon1: float, lat1: float, lon2: float, lat2: float) -> int:
    """The distance over the sphere in whole metres; the same number as ``distances_m`` gives for the pair."""
    return int(distances_m([lon1], [lat1], [lon2], [lat2])[0, 0])


def distances_m(
    lons_a: ArrayLike, lats_a: ArrayLike, lons_b: ArrayLike, lats_b: ArrayLike
) -> NDArray[np.int64]:
    """Distances in metres from each of the n points a to each of the m points b: shape (n, m).

    Haversine formula on a sphere of the mean radius (error below 0.6 %), rounded half to even. Raises ValueError when
    a coordinate is not finite or the lengths of longitudes and latitudes differ.
    """
    lon_a, lat_a = _radians(lons_a, lats_a)
    lon_b, lat_b = _radians(lons_b, lats_b)
    across = np.sin((lat_a[:, None] - lat_b[None, :]) / 2) ** 2
    along = np.sin((lon_a[:, None] - lon_b[None, :]) / 2) ** 2
    chord = across + np.cos(lat_a)[:, None] * np.cos(lat_b)[None, :] * along
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    rounded: NDArray[np.int64] = np.rint(metres).astype(np.int64)
    return rounded


def _radians(lons: ArrayLike, lats: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    lon, lat = np.asarray(lons, dtype=np.float64).ravel(), np.asarray(lats, dtype=np.float64).ravel()
    if lon.shape != lat.shape:
        raise ValueError(f"{lon.size} longitudes and {lat.size} latitudes")
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        raise ValueError("a coordinate is not finite")
    return np.radians(lon), np.radians(lat)


def why_not_point(lon: float | None, lat: float | None) -> NoPoint | None:
    """The first reason why ``lon``, ``lat`` is no point in China, or None; both None is no point and no mistake.

    China is a set of boxes around its outline, islands included; places just across a border may pass.
    """
    if lon is None or lat is None:
        return None if lon is None and lat is None else NoPoint.HALF_MISSING
    if not (isfinite(lon) and isfinite(lat)):
        return NoPoint.NOT_A_NUMBER
    if _in_china(lon, lat):
        return None
    return NoPoint.SWAPPED if _in_china(lat, lon) else NoPoint.OUTSIDE_CHINA


def _in_china(lon: float, lat: float) -> bool:
    return any(west <= lon <= east and south <= lat <= north for west, east, south, north in _BOXES)
