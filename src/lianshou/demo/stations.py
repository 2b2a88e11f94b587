"""The aid network of the demonstration: all of 南宁, and what 盐城 and its counties have, opened through the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from lianshou.demo.levels import CITY, COUNTIES, County, Levels, plant_levels, point_in, township_code
from lianshou.demo.places import COUNTY, NEIGHBOUR, TOWNSHIPS
from lianshou.demo.world import World, moment
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.network import close_station, open_station
from lianshou.kinds.aid.enums import StationSort, Tier
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.rules.network import Hours, Line

_LUNCH = (time(12), time(14, 30))  # as offices of the south keep it
_CENTRE = Hours((Line("12345", time(8, 30), time(17, 30)), Line("6", time(9), time(12))), _LUNCH)
_OFFICE = Hours((Line("12345", time(8, 30), time(17, 30)),), _LUNCH)
_COMMUNITY = Hours((Line("135", time(9), time(17)),), (time(12), time(14, 30)))
_SHIFTS = Hours((Line("1234567", time(7, 30), time(19)),), None, closed_on_holidays=False)
_STREETS = ("荔园路", "邕水路", "木棉路", "朱槿路", "扁桃路", "凤凰路", "榕湖路")
WITHOUT = ("锣圩镇", "周鹿镇", "白圩镇", "新江镇")
"""Townships of 南宁 that have no station yet: the gaps."""
UNIT_WITHOUT = "南宁木棉职业学校"


@dataclass
class _Office:
    """Opens one station after another; streets, numbers and telephones follow from how many there are."""

    actor: Any
    area_code: str
    opened: int = 0

    def open(self, union: Union, name: str, tier: str, sort: str, hours: Hours, **facts: Any) -> Station:
        self.opened += 1
        n = self.opened
        day = date(2017 + n % 4, 1 + n % 6, 10 + n % 15)
        return open_station(
            actor=self.actor,
            union=union,
            name=name,
            tier=tier,
            sort=sort,
            hours=hours,
            address=f"{facts.pop('town', '')}{_STREETS[n % len(_STREETS)]}{8 + 3 * n}号",
            phone=f"{self.area_code}{200000 + 137 * n}",
            staff={StationSort.CENTRE: 6, StationSort.STATION: 2}.get(StationSort(sort), 1) + n % 3,
            opened_on=day,
            now=moment(day),
            **{"area": "", "longitude": None, "latitude": None} | facts,
        )


def open_stations(world: World) -> None:
    """Open the network of 南宁, and the stations of 盐城, 阜宁 and 滨海."""
    _open_nanning(world, plant_levels(world))
    _open_yancheng(world)


def _open_nanning(world: World, levels: Levels) -> None:
    actor = world.accounts["nanning"]
    office = _Office(actor, "0771-5")
    office.open(
        world.nanning, "南宁市职工服务中心", Tier.CITY, StationSort.CENTRE, _CENTRE, division_code=CITY,
        town="青秀区", longitude=108.366, latitude=22.817,
    )  # fmt: skip
    for county in COUNTIES:
        _open_county(office, levels, county)
    for n, (name, union) in enumerate(levels.units.items()):
        if name != UNIT_WITHOUT:
            sort = StationSort.STATION if n < 2 else StationSort.POINT
            point = {"longitude": union.longitude, "latitude": union.latitude}
            office.open(
                union, f"{name}职工{_WORDS[sort]}", Tier.ENTERPRISE, sort, _SHIFTS, division_code=CITY,
                area=f"{name}职工", **point,
            )  # fmt: skip
    merged = office.open(
        levels.counties["西乡塘区"], "西乡塘区总工会帮扶咨询点", Tier.COUNTY, StationSort.POINT, _OFFICE,
        division_code="450107", town="西乡塘区",
    )  # fmt: skip
    day = date(2020, 12, 31)
    words = "业务并入西乡塘区职工服务中心，请到该中心办理。"
    close_station(actor=actor, station=merged, closed_on=day, words=words, now=moment(day, 3))


_WORDS = {StationSort.CENTRE: "服务中心", StationSort.STATION: "工作站", StationSort.POINT: "服务点"}


def _open_county(office: _Office, levels: Levels, county: County) -> None:
    union = levels.counties[county.name]
    area = "开发区内企业职工" if county.name.endswith("开发区") else ""
    office.open(
        union, f"{county.name}职工服务中心", Tier.COUNTY, StationSort.CENTRE, _CENTRE, area=area,
        division_code=county.division, town=county.name, **point_in(county, 0),
    )  # fmt: skip
    for number, name in enumerate(county.townships, start=1):
        if name in WITHOUT:
            continue
        facts = {"division_code": township_code(county, number), "town": f"{county.name}{name}"}
        keeper, is_street = levels.townships[county.name, name], name.endswith("街道")
        tier = Tier.STREET if is_street else Tier.TOWNSHIP
        place = f"{county.name}{name}"
        office.open(
            keeper,
            f"{place}职工工作站",
            tier,
            StationSort.STATION,
            _OFFICE,
            **facts,
            **point_in(county, number),
        )
        if is_street:
            office.open(keeper, f"{place}朝阳社区职工服务点", tier, StationSort.POINT, _COMMUNITY, **facts)


def _open_yancheng(world: World) -> None:
    city = _Office(world.accounts["cityoffice"], "0515-88")
    city.open(
        world.city,
        "盐城市职工服务中心",
        Tier.CITY,
        StationSort.CENTRE,
        _CENTRE,
        division_code="320900",
        town="市区",
    )
    county = _Office(world.officer, "0515-87")
    county.open(
        world.county, "阜宁县职工服务中心", Tier.COUNTY, StationSort.CENTRE, _CENTRE, division_code=COUNTY,
        town="阜城街道", longitude=119.802, latitude=33.769,
    )  # fmt: skip
    for number, spot in enumerate(TOWNSHIPS[::2]):
        tier = Tier.STREET if spot.name.endswith("街道") else Tier.TOWNSHIP
        sort = StationSort.POINT if number % 3 == 2 else StationSort.STATION
        county.open(
            world.townships[spot.name], f"{spot.name}职工{_WORDS[sort]}", tier, sort, _OFFICE,
            division_code=COUNTY, town=spot.name, longitude=spot.longitude, latitude=spot.latitude,
        )  # fmt: skip
    beside = _Office(world.accounts["binhai"], "0515-84")
    beside.open(
        world.neighbour, "滨海县职工服务中心", Tier.COUNTY, StationSort.CENTRE, _CENTRE,
        division_code=NEIGHBOUR, town="东坎街道",
    )  # fmt: skip
