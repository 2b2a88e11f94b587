"""The plan of the demonstration: which unions take part in which round, as plain values, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from lianshou.demo.names import OTHER_FIRSTS, Namer
from lianshou.demo.places import (
    COUNTY,
    NEIGHBOUR,
    NEIGHBOUR_TOWNSHIPS,
    TOWNSHIPS,
    ZONES,
    Spot,
    point_near,
    some_spot,
)

SEED = 20200623


@dataclass(frozen=True, kw_only=True)
class Trade:
    """What units of one trade are called and how their industry is written."""

    words: str
    code: str
    names: tuple[str, ...]
    chains: tuple[str, ...] = ()


TRADES = (
    Trade(words="风电装备", code="3415", names=("新能源装备有限公司", "风电部件有限公司"), chains=("风电",)),
    Trade(words="紧固件", code="3482", names=("紧固件有限公司",), chains=("风电",)),
    Trade(words="光伏", code="3825", names=("光伏材料有限公司", "新能源科技有限公司"), chains=("光伏",)),
    Trade(words="环保滤料", code="1789", names=("滤料有限公司", "环保科技有限公司")),
    Trade(words="纺织", code="1711", names=("纺织有限公司", "纺织科技有限公司")),
    Trade(words="服装", code="1819", names=("服饰有限公司", "制衣有限公司")),
    Trade(words="阀门", code="3443", names=("阀门有限公司", "流体控制有限公司")),
    Trade(words="机械", code="3484", names=("机械制造有限公司", "精密机械有限公司")),
    Trade(words="电子元件", code="3981", names=("电子有限公司", "电子科技有限公司")),
    Trade(words="食品", code="1499", names=("食品有限公司",)),
    Trade(words="建材", code="3021", names=("新型建材有限公司",)),
    Trade(words="家具", code="2110", names=("家具有限公司",)),
    Trade(words="物流", code="5430", names=("物流有限公司",)),
    Trade(words="电子商务", code="5292", names=("电子商务有限公司",)),
    Trade(words="软件", code="6513", names=("信息技术有限公司",)),
    Trade(words="培训", code="8391", names=("职业培训学校",)),
    Trade(words="养老服务", code="8514", names=("养老服务中心",)),
    Trade(words="物业", code="7020", names=("物业服务有限公司",)),
)


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A union of the demonstration; hosts have ``honour`` (level, document number, day)."""

    name: str
    trade: Trade
    spot: Spot
    point: tuple[float, float]
    founded_on: date
    chair: str
    phone: str
    members: int
    credit_code: str
    group: str = ""
    division: str = COUNTY
    honour: tuple[str, str, date] | None = None

    @property
    def zone(self) -> str:
        return self.spot.name if self.spot.town else ""

    @property
    def township(self) -> str:
        return self.spot.town or self.spot.name


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round: its lists, who is kept together with whom, and rooms that differ from what the honour brings."""

    year: int
    number: int
    hosts: tuple[Unit, ...]
    guests: tuple[Unit, ...]
    together: tuple[tuple[str, str], ...] = ()
    rooms: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    county: str = "阜宁县"
    remark: str = ""

    @property
    def title(self) -> str:
        return f"{self.county}{self.year}年“联手兴家”{self.remark}"


@dataclass(frozen=True)
class Plan:
    """The rounds; the honour level of each guest that became a model home; the county next door; this year's first pairs."""

    rounds: tuple[Round, ...]
    honours: dict[str, str]
    neighbours: tuple[Unit, ...]
    early: Round


POWER = "阜宁供电公司"
GCL, GCL_GUEST = "阜宁协鑫光伏科技公司", "阜宁协鑫集成科技公司"
JINHAI, ZHONGCHENG, SHENSHAN = (
    "江苏金海新能源科技公司",
    "江苏省中成紧固技术发展公司",
    "江苏神山风电设备制造公司",
)
RONGWEI = "江苏荣威娱乐用品公司"
EARLY_GUESTS = ("阜宁湖畔软件公司", "阜宁四月物流公司", "阜宁晚晴养老服务中心")
"""Invented guests of this year whose agreements wait for their chairs."""

# year, provincial and city homes among the hosts, guests: 17 + 18 + 19 hosts and 46 + 50 + 52 guests before 2020
_ROUNDS = ((2017, 10, 7, 46), (2018, 10, 7, 50), (2019, 11, 8, 52), (2020, 2, 6, 16))
_HONOURS = {"province": 5, "city": 17, "county": 24}


class Planner:
    """Draws up the plan; everything random comes from one seed."""

    def __init__(self) -> None:
        self.random = Random(SEED)  # noqa: S311  invented records, no secret
        self.namer = Namer(self.random, firsts=OTHER_FIRSTS, first_code=5001)
        self.wind, self.bolts, self.solar = TRADES[0], TRADES[1], TRADES[2]
        self.power_trade = Trade(words="供电", code="4420", names=())
        self.toys = Trade(words="娱乐用品", code="2462", names=())

    def plan(self, *, year: int) -> Plan:
        """The whole plan; ``year`` is that of the visitor."""
        power = self._host(POWER, "nation", 2016, self.power_trade, TOWNSHIPS[0])
        rounds = tuple(self._round(*line, power=power) for line in _ROUNDS)
        honours, neighbours = self._honours(rounds[:3]), self._neighbours()
        return Plan(rounds, honours, neighbours, self._early(year, rounds))

    def _early(self, year: int, rounds: tuple[Round, ...]) -> Round:
        """Three pairs of the visitor's year, made ahead of the lists, for their chairs to agree and sign."""
        hosts = tuple(unit for line in rounds[1:] for unit in line.hosts if unit.name in (JINHAI, GCL))
        hosts += tuple(unit for unit in rounds[0].hosts if unit.name == RONGWEI)
        trades = (TRADES[14], TRADES[12], TRADES[16])
        guests = tuple(
            self._guest(name, year, trade, ZONES[0]) for name, trade in zip(EARLY_GUESTS, trades, strict=True)
        )
        together = tuple((guest.name, host.name) for guest, host in zip(guests, hosts, strict=True))
        return Round(
            year=year, number=1, hosts=hosts, guests=guests, together=together, remark="（先行结对）"
        )

    def _neighbours(self) -> tuple[Unit, ...]:
        """A host and four guests of the county next door, so that its officer has something of its own."""
        spots = [self.random.choice(NEIGHBOUR_TOWNSHIPS) for _ in range(5)]
        units = [self._host("", "province", 2016, spot=spots[0])]
        units += [self._guest("", 2018, spot=spot) for spot in spots[1:]]
        return tuple(
            replace(
                unit,
                name=unit.name.replace("阜宁", "滨海"),
                division=NEIGHBOUR,
                credit_code=self.namer.credit_code(NEIGHBOUR),
            )
            for unit in units
        )

    def _round(self, year: int, provincial: int, city: int, guests: int, *, power: Unit) -> Round:
        named = self._named(year)
        hosts = [power] if year in (2018, 2020) else []
        hosts += [unit for unit in named if unit.honour]
        hosts += self._hosts(year, "province", provincial - sum(_is(unit, "province") for unit in named))
        hosts += self._hosts(year, "city", city - sum(_is(unit, "city") for unit in named))
        seeking = [unit for unit in named if not unit.honour]
        seeking += [self._guest("", year) for _ in range(guests - len(seeking))]
        rooms = {2018: {POWER: (5, 5, 5)}, 2020: {POWER: (2, 2, 2)}}.get(year, {})
        return Round(
            year=year,
            number=1,
            hosts=tuple(hosts),
            guests=tuple(seeking),
            together=_together(year),
            rooms=rooms,
        )

    def _named(self, year: int) -> list[Unit]:
        """The unions that the page names, in the round in which they take part."""
        zone = ZONES[0]
        if year == 2017:
            return [self._host(RONGWEI, "city", 2016, self.toys, zone)]
        if year == 2018:
            return [
                self._host(JINHAI, "province", 2017, self.wind, zone),
                self._guest(ZHONGCHENG, 2018, self.bolts, zone),
                self._guest(SHENSHAN, 2018, self.wind, zone),
            ]
        if year == 2020:
            return [
                self._host(GCL, "province", 2018, self.solar, zone, group="协鑫"),
                self._guest(GCL_GUEST, 2020, self.solar, zone, group="协鑫"),
            ]
        return []

    def _hosts(self, year: int, level: str, count: int) -> list[Unit]:
        return [self._host("", level, year - 1) for _ in range(count)]

    def _host(
        self,
        name: str,
        level: str,
        honoured: int,
        trade: Trade | None = None,
        spot: Spot | None = None,
        group: str = "",
    ) -> Unit:
        day = date(honoured, self.random.randint(4, 11), self.random.randint(1, 28))
        document = f"{_ISSUERS[level]}〔{honoured}〕{self.random.randint(8, 60)}号"
        founded = date(
            self.random.randint(1998, 2012), self.random.randint(1, 12), self.random.randint(1, 28)
        )
        honour = (level, document, day)
        members = self.random.randint(120, 1800)
        return self._unit(name, founded, trade, spot, members=members, group=group, honour=honour)

    def _guest(
        self, name: str, year: int, trade: Trade | None = None, spot: Spot | None = None, group: str = ""
    ) -> Unit:
        founded = date(year, 1, 4) + timedelta(days=self.random.randrange(120))
        return self._unit(name, founded, trade, spot, members=self.random.randint(12, 160), group=group)

    def _unit(
        self,
        name: str,
        founded: date,
        trade: Trade | None,
        spot: Spot | None,
        *,
        members: int,
        group: str,
        honour: tuple[str, str, date] | None = None,
    ) -> Unit:
        trade = trade or self.random.choice(TRADES)
        spot = spot or some_spot(self.random)
        made = name or f"阜宁{self.namer.brand()}{self.random.choice(trade.names)}"
        return Unit(
            name=made,
            trade=trade,
            spot=spot,
            point=point_near(spot, self.random),
            founded_on=founded,
            chair=self.namer.person(),
            phone=self.namer.phone(),
            members=members,
            credit_code=self.namer.credit_code(COUNTY),
            group=group,
            honour=honour,
        )

    def _honours(self, rounds: tuple[Round, ...]) -> dict[str, str]:
        """Which 46 of the 148 became model homes, and of which level."""
        fixed = {ZHONGCHENG: "city", SHENSHAN: "county"}
        others = [unit.name for line in rounds for unit in line.guests if unit.name not in fixed]
        self.random.shuffle(others)
        levels = [level for level, count in _HONOURS.items() for _ in range(count)]
        for level in fixed.values():
            levels.remove(level)
        return fixed | dict(zip(others, levels, strict=False))


_ISSUERS = {"nation": "总工发", "province": "苏工发", "city": "盐工发"}


def _is(unit: Unit, level: str) -> bool:
    return unit.honour is not None and unit.honour[0] == level


def _together(year: int) -> tuple[tuple[str, str], ...]:
    """Guest and host that the page names as a pair."""
    return {
        2018: ((ZHONGCHENG, JINHAI), (SHENSHAN, JINHAI)),
        2020: ((GCL_GUEST, GCL),),
    }.get(year, ())
