import random
from collections.abc import Callable

import pytest

from lianshou.formats.maps import MapLink, MapPoint

TOWNS = {
    "阜城街道": (119.80, 33.78),
    "阜宁经济开发区": (119.84, 33.75),
    "沟墩镇": (119.98, 33.60),
    "陈良镇": (119.90, 33.66),
    "三灶镇": (120.05, 33.70),
    "郭墅镇": (119.72, 33.86),
    "新沟镇": (119.66, 33.70),
    "陈集镇": (119.56, 33.75),
    "羊寨镇": (119.60, 33.97),
    "芦蒲镇": (119.74, 33.98),
    "板湖镇": (119.68, 33.62),
    "东沟镇": (119.60, 33.66),
    "益林镇": (119.64, 33.62),
    "古河镇": (119.52, 33.62),
    "罗桥镇": (119.58, 33.58),
}  # invented positions, of the right order of size


def invented(hosts: int = 63, guests: int = 164, seed: int = 7):
    """Places, points and links of an invented county: four in ten unions in the development zone."""
    chance = random.Random(seed)
    names = list(TOWNS)

    def somewhere() -> tuple[str, float, float]:
        town = "阜宁经济开发区" if chance.random() < 0.4 else chance.choice(names)
        lon, lat = TOWNS[town]
        return town, round(chance.gauss(lon, 0.012), 5), round(chance.gauss(lat, 0.010), 5)

    points, links = [], []
    for number in range(hosts):
        town, lon, lat = somewhere()
        points.append(
            MapPoint(
                id=f"h{number}",
                name=f"江苏示范{number + 1}号新能源科技有限公司工会",
                lon=lon,
                lat=lat,
                kind="host",
                group=town,
                label=f"示范{number + 1}号",
                notes=("省级模范职工之家",),
            )
        )
    for number in range(guests):
        town, lon, lat = somewhere()
        points.append(
            MapPoint(
                id=f"g{number}",
                name=f"阜宁新建{number + 1}号有限公司工会",
                lon=lon,
                lat=lat,
                kind="guest",
                group=town,
                notes=("会员86人",),
            )
        )
        if hosts:
            near = min(
                points[:hosts], key=lambda h: abs(h.lon - lon) + abs(h.lat - lat) + chance.random() * 0.15
            )
            links.append(
                MapLink(a=near.id, b=f"g{number}", label="同在阜宁经济开发区，相距3.2公里", note="2026年")
            )
    places = [
        MapPoint(id=f"p{i}", name=town, lon=lon, lat=lat, kind="place")
        for i, (town, (lon, lat)) in enumerate(TOWNS.items())
    ]
    return points, links, places


@pytest.fixture
def county() -> Callable[..., tuple[list[MapPoint], list[MapLink], list[MapPoint]]]:
    return invented
