"""The network of a union as a map without tiles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lianshou.core.wording import Wording
from lianshou.formats.maps.drawing import draw_svg, fitting_height
from lianshou.formats.maps.points import MapPoint
from lianshou.kernel.unions.models import Place, Union, Zone
from lianshou.kinds.aid.enums import StationSort
from lianshou.kinds.aid.models import Station
from lianshou.web.templatetags.web import page_language, say

WIDTH = 960
_TITLE = Wording("帮扶网络分布图", "Map of the aid network")
_SAID = Wording(
    "{points} 个点：方形为职工服务中心，圆形为工作站，三角为服务点，空心为尚无站点的工会；上方为北。全部站点另见表格。",
    "{points} marks: squares are service centres, circles stations, triangles service points, hollow marks unions without "
    "a station; north is up. The tables list them all.",
)
_KINDS = {StationSort.CENTRE: "host", StationSort.STATION: "guest", StationSort.POINT: "other"}
GAP = "gap"


def network_map(*, stations: Sequence[Station], gaps: Sequence[Union], places: Iterable[Place | Zone]) -> str:
    """Stations and unions without one over the names of townships and zones; empty where no point is known."""
    points = [*map(_station, stations), *map(_gap, gaps)]
    if not any(point.located for point in points):
        return ""
    names = [_place(place) for place in places if place.longitude is not None]
    height = fitting_height([*points, *names], width=WIDTH)
    language = page_language()
    return draw_svg(points, [], names, height=height, language=language, title=_TITLE, said=_SAID)


def _station(station: Station) -> MapPoint:
    lon, lat = station.point or (None, None)
    return MapPoint(
        id=f"station-{station.pk}",
        name=station.name,
        kind=_KINDS[StationSort(station.sort)],
        group=station.county,
        notes=(station.address, say(station.hours_said), station.phone),
        lon=lon,
        lat=lat,
    )


def _gap(union: Union) -> MapPoint:
    lon, lat = (None if degree is None else float(degree) for degree in (union.longitude, union.latitude))
    return MapPoint(id=f"gap-{union.pk}", name=union.name, kind=GAP, group=union.township, lon=lon, lat=lat)


def _place(place: Place | Zone) -> MapPoint:
    lon, lat = float(place.longitude or 0), float(place.latitude or 0)
    return MapPoint(id=f"place-{place.pk}-{place.name}", name=place.name, kind="place", lon=lon, lat=lat)
