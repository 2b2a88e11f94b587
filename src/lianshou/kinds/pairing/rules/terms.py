"""The terms of a pair's cost: distance, industry, group, renewal; each a whole number of metres."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
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

Point = tuple[float, float] | None
"""Longitude and latitude, or None where nobody knows."""

TERMS = ("distance", "industry", "group", "renewal")


class Near(IntEnum):
    """How near two units are: by their points, or by what their addresses share; a smaller value is nearer."""

    POINT = 0
    CENTRE = 1  # at least one by the middle of its township or zone
    ZONE = 2
    TOWNSHIP = 3
    COUNTY = 4
    CITY = 5
    PROVINCE = 6
    ELSEWHERE = 7

    @property
    def slug(self) -> str:
        return self.name.lower()

    def stand_in(self, stand_ins: StandIns) -> int:
        """The metres that stand in for a distance; 0 where it is measured."""
        return 0 if self.is_measured else metres(getattr(stand_ins, self.slug))

    @property
    def is_measured(self) -> bool:
        return self <= Near.CENTRE


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
        """``Near`` of every pair. Two units of one place are not measured by its middle: that would give nothing."""
        settings = self.instance.settings

        def place(unit: Unit) -> tuple[str, str, str]:
            return unit.division_code, unit.township, unit.zone

        by_place = _by_kind(self.guests, self.hosts, place, lambda g, h: int(nearness(g, h, settings)))
        own = _both([unit.point for unit in self.guests], [unit.point for unit in self.hosts])
        known = _both(self._guest_points, self._host_points) & (by_place > Near.TOWNSHIP)
        return np.where(own, int(Near.POINT), np.where(known, int(Near.CENTRE), by_place))

    @cached_property
    def metres(self) -> Ints:
        """The distance of every pair that is measured, -1 elsewhere."""
        lons, lats = _columns(self._guest_points)
        host_lons, host_lats = _columns(self._host_points)
        return np.where(self._measured, distances_m(lons, lats, host_lons, host_lats), -1)

    @cached_property
    def reach(self) -> Ints:
        """The distance that counts: measured, or what stands in for it."""
        stand_ins = np.array(
            [near.stand_in(self.instance.settings.stand_in) for near in Near], dtype=np.int64
        )
        return np.where(self._measured, self.metres, stand_ins[self.near])

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
    def _measured(self) -> Bools:
        return np.asarray(self.near <= Near.CENTRE, dtype=np.bool_)

    @cached_property
    def _guest_points(self) -> list[Point]:
        return self._points(self.guests)

    @cached_property
    def _host_points(self) -> list[Point]:
        return self._points(self.hosts)

    def _points(self, units: Sequence[Unit]) -> list[Point]:
        middles = {place_key(name): point for name, point in self.instance.settings.places.items()}
        return [unit.point or middle_of(unit, middles) for unit in units]


def middle_of(unit: Unit, middles: Mapping[str, tuple[float, float]]) -> Point:
    """The middle of the unit's zone, or else of its township, where ``middles`` (by ``place_key``) knows one."""
    names = [place_key(name) for name in (unit.zone, unit.township) if name]
    return next((middles[name] for name in names if name in middles), None)


def _both(guests: Sequence[Point], hosts: Sequence[Point]) -> Bools:
    """Where a guest and a host both have a point."""
    known = [np.array([point is not None for point in side], dtype=np.bool_) for side in (guests, hosts)]
    return known[0][:, None] & known[1][None, :]


def _columns(points: Sequence[Point]) -> tuple[list[float], list[float]]:
    """Longitudes and latitudes; (0, 0) where there is no point, for distances that nobody reads."""
    known = [point or (0.0, 0.0) for point in points]
    return [lon for lon, _ in known], [lat for _, lat in known]


def _weighted(distances: Ints, weight: float) -> Ints:
    """Distances times a weight in thousandths, rounded half up in whole numbers: the same on every machine."""
    return (distances * round(weight * 1000) + 500) // 1000


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
