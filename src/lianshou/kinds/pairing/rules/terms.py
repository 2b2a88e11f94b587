"""The terms of a pair's cost: distance, industry, group, renewal; each a whole number of metres."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np

from lianshou.china import divisions, industries
from lianshou.china.coordinates import distances_m
from lianshou.china.industries import Level as SharedLevel
from lianshou.engines.matching import Term
from lianshou.engines.matching.problem import Bools, Ints
from lianshou.kinds.pairing.rules.facts import Guest, Host, Instance, Unit, sort_key
from lianshou.kinds.pairing.rules.naming import group_key, place_key, same_zone
from lianshou.kinds.pairing.rules.rows import trade_in_words
from lianshou.kinds.pairing.rules.settings import IndustryCosts, Settings, StandIns, metres

P = TypeVar("P", bound=Hashable)

TERMS = ("distance", "industry", "group", "renewal")


class Near(IntEnum):
    """How near two units are: by their points, or by what their addresses share; a smaller value is nearer."""

    POINT = 0
    ZONE = 1
    TOWNSHIP = 2
    COUNTY = 3
    CITY = 4
    PROVINCE = 5
    ELSEWHERE = 6

    @property
    def slug(self) -> str:
        return self.name.lower()

    def stand_in(self, stand_ins: StandIns) -> int:
        """The metres that stand in for a distance; 0 for two points."""
        return 0 if self is Near.POINT else metres(getattr(stand_ins, self.slug))


class Share(IntEnum):
    """What two units share of their industry; a smaller value is closer."""

    CLASS = 0
    CHAIN = 1
    GROUP = 2
    DIVISION = 3
    SECTION = 4
    NOTHING = 5
    UNKNOWN = 6

    def price(self, costs: IndustryCosts) -> int:
        names = ("same_class", "chain", "group", "division", "section", "nothing", "nothing")
        return metres(getattr(costs, names[self]))


class Profile(NamedTuple):
    """What counts of a unit's industry: its code (empty: unknown) and its chains, those it names first."""

    code: str
    chains: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        return bool(self.code or self.chains)


@dataclass(frozen=True, slots=True)
class Common:
    """What two units share of their industry, and the chain's name when it is that."""

    share: Share
    chain: str = ""


def nearness(one: Unit, other: Unit, settings: Settings) -> Near:
    """What two addresses share: zone before township before county. Units without a county are taken to be of one."""
    level = _division_nearness(
        one.division_code or settings.division, other.division_code or settings.division
    )
    if level <= divisions.Nearness.CITY:
        return _OUTSIDE[level]
    if one.zone and other.zone and same_zone(one.zone, other.zone):
        return Near.ZONE
    if one.township and other.township and place_key(one.township) == place_key(other.township):
        return Near.TOWNSHIP
    return Near.TOWNSHIP if level is divisions.Nearness.TOWNSHIP else Near.COUNTY


_OUTSIDE = {
    divisions.Nearness.CITY: Near.CITY,
    divisions.Nearness.PROVINCE: Near.PROVINCE,
    divisions.Nearness.ELSEWHERE: Near.ELSEWHERE,
}


def _division_nearness(one: str, other: str) -> divisions.Nearness:
    return divisions.nearness(one, other) if one and other else divisions.Nearness.COUNTY


def profile(unit: Unit, settings: Settings) -> Profile:
    """The industry of ``unit`` as the comparison sees it; words stand in for a missing code."""
    code = unit.industry_code or trade_in_words(unit.industry_words).code
    return Profile(code, chains_of(unit, code, settings))


def chains_of(unit: Unit, code: str, settings: Settings) -> tuple[str, ...]:
    """The industry chains of ``unit``: those it names, those of the settings, those that code or words imply."""
    chains = dict.fromkeys(unit.chains)
    for name, members in settings.chains.items():
        if any(_belongs(unit, code, member) for member in members):
            chains[name] = None
    implied = industries.chains_of(code) if code else industries.lookup(unit.industry_words).chains
    chains.update(dict.fromkeys(chain for chain in implied if settings.chains.get(chain, True)))
    return tuple(chains)


def _belongs(unit: Unit, code: str, member: str) -> bool:
    return code.startswith(member) if member.isascii() and member.isdigit() else member in unit.industry_words


def in_common(one: Profile, other: Profile, costs: IndustryCosts) -> Common:
    """The cheapest thing that two industries share; among equally cheap ones the closest."""
    found = [Common(_by_code(one, other))]
    shared = next((chain for chain in one.chains if chain in other.chains), None)
    if shared is not None:
        found.append(Common(Share.CHAIN, shared))
    return min(found, key=lambda common: (common.share.price(costs), common.share))


def _by_code(one: Profile, other: Profile) -> Share:
    if one.code and other.code:
        return _SHARES[industries.shared_level(one.code, other.code)]
    return Share.NOTHING if one.is_known and other.is_known else Share.UNKNOWN


_SHARES = {
    SharedLevel.CLASS: Share.CLASS,
    SharedLevel.GROUP: Share.GROUP,
    SharedLevel.DIVISION: Share.DIVISION,
    SharedLevel.SECTION: Share.SECTION,
    SharedLevel.NONE: Share.NOTHING,
}


def same_group(one: Unit, other: Unit) -> bool:
    """Whether both belong to one corporate group."""
    return bool(one.group and other.group) and group_key(one.group) == group_key(other.group)


@dataclass(frozen=True)
class Board:
    """An instance laid out for the engine: guests and hosts by name, everything a guests × hosts array."""

    instance: Instance

    @cached_property
    def guests(self) -> tuple[Guest, ...]:
        return tuple(sorted(self.instance.guests, key=sort_key))

    @cached_property
    def hosts(self) -> tuple[Host, ...]:
        return tuple(sorted(self.instance.hosts, key=sort_key))

    @cached_property
    def near(self) -> Ints:
        """``Near`` of every pair."""
        settings = self.instance.settings

        def place(unit: Unit) -> tuple[str, str, str]:
            return unit.division_code, unit.township, unit.zone

        by_place = _by_kind(self.guests, self.hosts, place, lambda g, h: int(nearness(g, h, settings)))
        return np.where(self._both_points, int(Near.POINT), by_place)

    @cached_property
    def metres(self) -> Ints:
        """The distance of every pair with two points, -1 elsewhere."""
        found = np.full((len(self.guests), len(self.hosts)), -1, dtype=np.int64)
        guests, hosts = _located(self.guests), _located(self.hosts)
        if guests and hosts:
            (lons, lats), (host_lons, host_lats) = _points(self.guests, guests), _points(self.hosts, hosts)
            found[np.ix_(guests, hosts)] = distances_m(lons, lats, host_lons, host_lats)
        return found

    @cached_property
    def reach(self) -> Ints:
        """The distance that counts: by the points, or what stands in for them."""
        stand_ins = np.array(
            [near.stand_in(self.instance.settings.stand_in) for near in Near], dtype=np.int64
        )
        return np.where(self._both_points, self.metres, stand_ins[self.near])

    @cached_property
    def commons(self) -> list[list[Common]]:
        """What every guest and host share of their industry."""
        settings = self.instance.settings
        cache: dict[tuple[Profile, Profile], Common] = {}
        hosts = [profile(host, settings) for host in self.hosts]
        rows = []
        for guest in (profile(unit, settings) for unit in self.guests):
            for host in hosts:
                if (guest, host) not in cache:
                    cache[guest, host] = in_common(host, guest, settings.industry)
            rows.append([cache[guest, host] for host in hosts])
        return rows

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The named costs of every pair, in the order of ``TERMS``."""
        settings, shape = self.instance.settings, (len(self.guests), len(self.hosts))
        prices = [[common.share.price(settings.industry) for common in row] for row in self.commons]
        group = _by_kind(
            self.guests, self.hosts, lambda unit: (unit.group,), lambda g, h: int(same_group(g, h))
        )
        return (
            Term("distance", _weighted(self.reach, settings.distance)),
            Term("industry", np.array(prices, dtype=np.int64).reshape(shape)),
            Term("group", group * -metres(settings.group)),
            Term("renewal", self.marked(self.instance.existing) * -metres(settings.renewal)),
        )

    def marked(self, pairs: Sequence[tuple[str, str]]) -> Ints:
        """1 for each of ``pairs`` whose units are both present, 0 elsewhere."""
        found = np.zeros((len(self.guests), len(self.hosts)), dtype=np.int64)
        for guest, host in pairs:
            if guest in self.guest_index and host in self.host_index:
                found[self.guest_index[guest], self.host_index[host]] = 1
        return found

    @cached_property
    def guest_index(self) -> dict[str, int]:
        return {guest.id: i for i, guest in enumerate(self.guests)}

    @cached_property
    def host_index(self) -> dict[str, int]:
        return {host.id: j for j, host in enumerate(self.hosts)}

    @cached_property
    def _both_points(self) -> Bools:
        guests = np.array([unit.point is not None for unit in self.guests], dtype=np.bool_)
        hosts = np.array([unit.point is not None for unit in self.hosts], dtype=np.bool_)
        return guests[:, None] & hosts[None, :]


def _weighted(distances: Ints, weight: float) -> Ints:
    """Distances times a weight in thousandths, rounded half up in whole numbers: the same on every machine."""
    return (distances * round(weight * 1000) + 500) // 1000


def _located(units: Sequence[Unit]) -> list[int]:
    return [i for i, unit in enumerate(units) if unit.point is not None]


def _points(units: Sequence[Unit], chosen: Sequence[int]) -> tuple[list[float], list[float]]:
    points = [point for i in chosen if (point := units[i].point)]
    return [lon for lon, _ in points], [lat for _, lat in points]


def _by_kind(
    guests: Sequence[Unit],
    hosts: Sequence[Unit],
    kind: Callable[[Unit], P],
    rate: Callable[[Unit, Unit], int],
) -> Ints:
    """``rate`` for every pair, asked once for each two kinds of units."""
    guest_kinds = {kind(unit): unit for unit in guests}
    host_kinds = {kind(unit): unit for unit in hosts}
    rates = [[rate(guest, host) for host in host_kinds.values()] for guest in guest_kinds.values()]
    table = np.array(rates, dtype=np.int64).reshape(len(guest_kinds), len(host_kinds))
    rows = {key: i for i, key in enumerate(guest_kinds)}
    columns = {key: j for j, key in enumerate(host_kinds)}
    return table[np.ix_([rows[kind(unit)] for unit in guests], [columns[kind(unit)] for unit in hosts])]
