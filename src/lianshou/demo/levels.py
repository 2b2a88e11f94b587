"""The five levels of 南宁: development zone, townships, and the units that the city owns; units are invented.

Thirteen federations at county level stand over twelve divisions: that of the development zone is no division of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.demo.world import World, moment
from lianshou.kernel.people.actions import name_chair
from lianshou.kernel.unions.actions import add_union
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union

CITY = "450100"


@dataclass(frozen=True)
class County:
    """A federation at county level: name of its place, division, middle, townships and streets."""

    name: str
    division: str
    longitude: float
    latitude: float
    townships: tuple[str, ...]


COUNTIES = (
    County("兴宁区", "450102", 108.368, 22.854, ("民生街道", "三塘镇")),
    County("青秀区", "450103", 108.494, 22.786, ("新竹街道", "伶俐镇")),
    County("江南区", "450105", 108.273, 22.782, ("福建园街道", "吴圩镇")),
    County("西乡塘区", "450107", 108.313, 22.833, ("北湖街道", "金陵镇")),
    County("良庆区", "450108", 108.397, 22.752, ("大沙田街道", "大塘镇")),
    County("邕宁区", "450109", 108.487, 22.720, ("蒲庙镇", "新江镇")),
    County("武鸣区", "450110", 108.275, 23.159, ("城厢镇", "锣圩镇")),
    County("隆安县", "450123", 107.696, 23.166, ("城厢镇", "那桐镇")),
    County("马山县", "450124", 108.177, 23.709, ("白山镇", "周鹿镇")),
    County("上林县", "450125", 108.605, 23.432, ("大丰镇", "白圩镇")),
    County("宾阳县", "450126", 108.810, 23.217, ("宾州镇", "黎塘镇")),
    County("横州市", "450181", 109.261, 22.680, ("横州镇", "校椅镇")),
    County("南宁经济技术开发区", "450105", 108.240, 22.730, ("那洪街道", "金凯街道")),
)
UNITS = (
    ("南宁邕水供水集团", "覃知远", 108.331, 22.809),
    ("南宁绿城公交集团", "蒙若水", 108.349, 22.836),
    ("南宁朱槿会展集团", "闭春和", 108.389, 22.822),
    ("南宁凤岭环境集团", "农思齐", 108.421, 22.815),
    ("南宁青山康复医院", "陆行舟", 108.385, 22.790),
    ("南宁木棉职业学校", "岑望舒", 108.296, 22.851),
)
"""What the city owns (市属企事业单位), each with its chair and its point."""


@dataclass(frozen=True)
class Levels:
    """What 南宁 has below the city: federations at county level by the name of their place, townships by county and name,
    units by name."""

    counties: dict[str, Union]
    townships: dict[tuple[str, str], Union]
    units: dict[str, Union]


def plant_levels(world: World) -> Levels:
    """Enter the development zone, the townships and the units of 南宁 below the federations that are there."""
    actor, now = world.accounts["nation"], moment(date(2017, 1, 3), 2)

    def add(parent: Union, name: str, level: str, code: str, **facts: Any) -> Union:
        return add_union(
            actor=actor, parent=parent, name=name, level=level, now=now, division_code=code, **facts
        )

    found = Levels(dict(world.districts), {}, {})
    for county in COUNTIES:
        if county.name not in found.counties:
            found.counties[county.name] = add(
                world.nanning, f"{county.name}总工会", Level.COUNTY, county.division
            )
        for number, name in enumerate(county.townships, start=1):
            found.townships[county.name, name] = add(
                found.counties[county.name], f"{county.name}{name}总工会", Level.TOWNSHIP,
                township_code(county, number), township=name, **point_in(county, number),
            )  # fmt: skip
    for number, (unit, chair, longitude, latitude) in enumerate(UNITS, start=1):
        point = {"longitude": longitude, "latitude": latitude}
        union = found.units[unit] = add(world.nanning, f"{unit}工会", Level.ENTERPRISE, CITY, **point)
        name_chair(actor=actor, union=union, name=chair, phone=f"0771-530010{number}", now=now)
    return found


def township_code(county: County, number: int) -> str:
    """Nine digits, of which the last three are the demonstration's own."""
    zone = 50 if county.name.endswith("开发区") else 0
    return f"{county.division}{900 + zone + number}"


def point_in(county: County, number: int) -> dict[str, float]:
    """The middle of a county (0), or a point some kilometres from it (1, 2), always the same."""
    across, up = ((0.0, 0.0), (0.028, 0.016), (-0.046, 0.039))[number]
    return {"longitude": round(county.longitude + across, 6), "latitude": round(county.latitude + up, 6)}
