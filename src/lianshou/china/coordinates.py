"""Points and distances on the ground of China."""

from __future__ import annotations

import math
from enum import Enum

import numpy as np
import numpy.typing as npt

from lianshou.core.wording import Wording

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""

WEST, EAST, SOUTH, NORTH = 73.0, 135.5, 3.0, 54.0


class PointFault(Enum):
    """Why a pair of numbers is no point in China."""

    NOT_A_NUMBER = Wording("经纬度不是数字", "longitude or latitude is not a number")
    HALF_MISSING = Wording("经度、纬度只填了一个", "only one of longitude and latitude is given")
    SWAPPED = Wording("经度和纬度填反了", "longitude and latitude are swapped")
    OUTSIDE_CHINA = Wording("这个点不在中国境内", "the point lies outside China")


def why_not_point(longitude: object, latitude: object) -> PointFault | None:
    """The first reason why the two are no point in China, or None."""
    if longitude is None or latitude is None:
        return PointFault.HALF_MISSING
    try:
        lon, lat = float(str(longitude)), float(str(latitude))
    except ValueError:
        return PointFault.NOT_A_NUMBER
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return PointFault.NOT_A_NUMBER
    if _inside(lon, lat):
        return None
    return PointFault.SWAPPED if _inside(lat, lon) else PointFault.OUTSIDE_CHINA


def _inside(lon: float, lat: float) -> bool:
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH


def haversine_m(lon1: float, lat1: float, lon2: float, lat2: float) -> int:
    """Great-circle distance in whole metres, by the same rule as ``distances_m``."""
    return int(distances_m([lon1], [lat1], [lon2], [lat2])[0, 0])


def distances_m(
    lons_a: npt.ArrayLike, lats_a: npt.ArrayLike, lons_b: npt.ArrayLike, lats_b: npt.ArrayLike
) -> npt.NDArray[np.int64]:
    """Great-circle distances in whole metres, int64 (len(a), len(b)); haversine formula, rounded half to even."""
    lon_a, lat_a = np.radians(np.asarray(lons_a, float))[:, None], np.radians(np.asarray(lats_a, float))[:, None]
    lon_b, lat_b = np.radians(np.asarray(lons_b, float))[None, :], np.radians(np.asarray(lats_b, float))[None, :]
    half = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    return np.rint(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(half, 1.0)))).astype(np.int64)
