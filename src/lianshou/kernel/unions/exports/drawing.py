from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lianshou.core.wording import Wording
from lianshou.formats.maps.drawing import PADDING, draw_svg, fitting_height
from lianshou.formats.maps.points import MapPoint
from lianshou.formats.maps.projecting import KM_PER_DEGREE, fit
from lianshou.kernel.unions.enums import HonourLevel
from lianshou.kernel.unions.models import Place, Union, Zone
from lianshou.kernel.unions.queries import highest_honour
from lianshou.web.templatetags.web import page_language

WIDTH = 960
_TITLE = Wording("工会分布图", "Map of unions")
_SAID = Wording(
    "{points} 家工会：方形为市级以上模范职工之家，圆形为两新组织工会，三角为其他工会；上方为北。全部工会另见表格。",
    "{points} unions: squares are model homes of city level and above, circles new-sector unions, triangles the others; "
    "north is up. The table lists them all.",
)
_PICK_TITLE = Wording("点选位置", "Choose the place")
_PICK_SAID = Wording(
    "本地 {points} 个已知地点，用来辨认方位；点击地图即填入经纬度，也可以直接输入。",
    "{points} known points nearby, for orientation; a click fills in longitude and latitude, which may also be typed.",
)


def register_map(*, unions: Iterable[Union], places: Iterable[Place | Zone]) -> str:
    """The unions that have a point, over the names of townships and zones."""
    points = [_point(union) for union in unions]
    names = [_name(place) for place in places]
    return draw_svg(
        points,
        [],
        names,
        height=fitting_height([*points, *names], width=WIDTH),
        language=page_language(),
        title=_TITLE,
        said=_SAID,
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """A drawing to click on, and what turns a click into degrees: ``lon = lon0 + (x - width/2) / per_lon``."""

    svg: str
    width: int
    height: int
    lon0: float
    lat0: float
    per_lon: float
    per_lat: float


def ground_for(*, unions: Sequence[Union], places: Sequence[Place | Zone]) -> Ground | None:
    """The neighbourhood as a drawing to click on; None while no point is known."""
    points = [_neighbour(union) for union in unions]
    names = [_name(place) for place in places]
    known = [point for point in (*points, *names) if point.located]
    if not known:
        return None
    height = fitting_height(known, width=WIDTH)
    shown = fit([(p.lon or 0.0, p.lat or 0.0) for p in known], width=WIDTH, height=height, padding=PADDING)
    svg = draw_svg(
        points,
        [],
        names,
        width=WIDTH,
        height=height,
        language=page_language(),
        title=_PICK_TITLE,
        said=_PICK_SAID,
    )
    per_lat = shown.per_km * KM_PER_DEGREE
    per_lon = per_lat * math.cos(math.radians(shown.lat0))
    return Ground(svg, WIDTH, height, shown.lon0, shown.lat0, per_lon, per_lat)


def _point(union: Union) -> MapPoint:
    honour = highest_honour(union)
    is_host = honour is not None and honour.level != HonourLevel.COUNTY
    notes = tuple(str(said) for said in (honour, union.industry_words) if said)
    return MapPoint(
        id=str(union.pk),
        name=union.name,
        kind="host" if is_host else "guest" if union.is_new_sector else "union",
        group=union.place_said,
        notes=notes,
        lon=_degree(union.longitude),
        lat=_degree(union.latitude),
    )


def _neighbour(union: Union) -> MapPoint:
    lon, lat = _degree(union.longitude), _degree(union.latitude)
    return MapPoint(id=str(union.pk), name=union.name, kind="union", lon=lon, lat=lat)


def _name(place: Place | Zone) -> MapPoint:
    lon, lat = _degree(place.longitude), _degree(place.latitude)
    return MapPoint(id=f"place-{place.name}", name=place.name, kind="place", lon=lon, lat=lat)


def _degree(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
