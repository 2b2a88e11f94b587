"""Hosts, guests and the whole instance as plain values, to and from JSON (``lianshou.pairing.input/1``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from lianshou.core.wording import Wording
from lianshou.kinds.pairing.rules.settings import RoomRange, Settings

INPUT_SCHEMA = "lianshou.pairing.input/1"

Pair = tuple[str, str]
"""The ids of a guest and of a host, in this order."""


class Level(StrEnum):
    """The level of the honour by which a union is a host, lowest first."""

    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"

    @property
    def wording(self) -> Wording:
        return _LEVELS[self]

    @property
    def rank(self) -> int:
        return list(Level).index(self)


_LEVELS = {
    Level.CITY: Wording("市级", "city"),
    Level.PROVINCE: Wording("省级", "province"),
    Level.NATION: Wording("全国", "nation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """The title that makes a union a host: its level, document number and day."""

    level: Level
    document_no: str = ""
    granted_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A union as pairing sees it. ``id`` is unique on its side; the last five fields only appear on papers."""

    id: str
    name: str
    division_code: str = ""
    township: str = ""
    zone: str = ""
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None
    industry_code: str = ""
    industry_words: str = ""
    chains: tuple[str, ...] = ()
    group: str = ""
    founded_on: date | None = None
    credit_code: str = ""
    chair: str = ""
    phone: str = ""
    members: int | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude, or None unless both are known."""
        if self.longitude is None or self.latitude is None:
            return None
        return self.longitude, self.latitude

    @property
    def place(self) -> str:
        """The zone or township, as people would say where it is."""
        return self.zone or self.township


@dataclass(frozen=True, slots=True, kw_only=True)
class Host(Unit):
    """A model home that takes guests; room left None follows its level."""

    level: Level
    honour: Honour | None = None
    low: int | None = None
    high: int | None = None
    most: int | None = None

    def room(self, settings: Settings) -> RoomRange:
        """The room of this host: its own numbers, and those of its level bent to fit where it gives none.

        Raises ValueError when its own numbers contradict one another.
        """
        usual: RoomRange = getattr(settings.rooms, self.level.value)
        most = max(usual.most, self.high or 0, self.low or 0) if self.most is None else self.most
        high = min(max(usual.high, self.low or 0), most) if self.high is None else self.high
        low = min(usual.low, high) if self.low is None else self.low
        return RoomRange(low=low, high=high, most=most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest(Unit):
    """A new-sector union that looks for a host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Everything one computation knows. Locks are kept whatever they cost; ``existing`` are last year's pairs.

    ``keep``: the pairs of which as few as can be are to be broken; empty when everybody may move.
    """

    hosts: tuple[Host, ...]
    guests: tuple[Guest, ...]
    locks: tuple[Pair, ...] = ()
    forbidden: tuple[Pair, ...] = ()
    existing: tuple[Pair, ...] = ()
    keep: tuple[Pair, ...] = ()
    settings: Settings

    def host(self, id: str) -> Host:
        """The host called ``id``; raises KeyError."""
        return _by_id(self.hosts)[id]

    def guest(self, id: str) -> Guest:
        """The guest called ``id``; raises KeyError."""
        return _by_id(self.guests)[id]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, in an order that does not depend on the order of the lists."""
        return {
            "schema": INPUT_SCHEMA,
            "hosts": [_host_json(host) for host in sorted(self.hosts, key=sort_key)],
            "guests": [_unit_json(guest) for guest in sorted(self.guests, key=sort_key)],
            "locks": sorted(list(pair) for pair in set(self.locks)),
            "forbidden": sorted(list(pair) for pair in set(self.forbidden)),
            "existing": sorted(list(pair) for pair in set(self.existing)),
            "settings": self.settings.to_json(),
            **({"keep": sorted(list(pair) for pair in set(self.keep))} if self.keep else {}),
        }

    @staticmethod
    def from_json(frozen: Mapping[str, Any]) -> Instance:
        """The instance that ``to_json`` wrote. Raises ValueError for another schema, KeyError for missing facts."""
        if frozen.get("schema", INPUT_SCHEMA) != INPUT_SCHEMA:
            raise ValueError(f"not {INPUT_SCHEMA}: {frozen['schema']}")
        return Instance(
            hosts=tuple(_host(facts) for facts in frozen["hosts"]),
            guests=tuple(Guest(**_unit(facts)) for facts in frozen["guests"]),
            locks=_pairs(frozen.get("locks", ())),
            forbidden=_pairs(frozen.get("forbidden", ())),
            existing=_pairs(frozen.get("existing", ())),
            keep=_pairs(frozen.get("keep", ())),
            settings=Settings.of(frozen.get("settings", {})),
        )


AnyUnit = TypeVar("AnyUnit", bound=Unit)


def sort_key(unit: Unit) -> tuple[str, str]:
    """The order in which units are worked on: by name, then by id."""
    return unit.name, unit.id


def _by_id(units: Iterable[AnyUnit]) -> dict[str, AnyUnit]:
    return {unit.id: unit for unit in units}


def _unit_json(unit: Unit) -> dict[str, Any]:
    """The facts of a unit; those for papers only, and the founding day of a host, are left out when unknown."""
    known = {field.name: getattr(unit, field.name) for field in fields(unit)}
    optional = {"credit_code", "chair", "phone", "members", "founded_on"}
    if isinstance(unit, Guest):
        optional.discard("founded_on")
    return {
        key: _plain(value) for key, value in known.items() if key not in optional or value not in ("", None)
    }


def _host_json(host: Host) -> dict[str, Any]:
    facts = _unit_json(host)
    if host.honour is not None:
        facts["honour"] = {key.name: _plain(getattr(host.honour, key.name)) for key in fields(Honour)}
    return facts


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _unit(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a Unit; texts that are null become empty, unknown keys are ignored."""
    known: dict[str, Any] = {}
    for field in fields(Unit):
        value = facts.get(field.name)
        if value is not None:
            known[field.name] = value
    known["chains"] = tuple(facts.get("chains") or ())
    known["founded_on"] = _day(facts.get("founded_on"))
    known["id"] = str(facts["id"])
    return known


def _host(facts: Mapping[str, Any]) -> Host:
    honour = facts.get("honour")
    room: dict[str, Any] = {key: facts.get(key) for key in ("low", "high", "most")}
    return Host(
        **_unit(facts),
        **room,
        level=Level(facts["level"]),
        honour=None if honour is None else _honour(honour),
    )


def _honour(facts: Mapping[str, Any]) -> Honour:
    return Honour(
        level=Level(facts["level"]),
        document_no=facts.get("document_no") or "",
        granted_on=_day(facts.get("granted_on")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _pairs(pairs: Iterable[Iterable[object]]) -> tuple[Pair, ...]:
    found = []
    for pair in pairs:
        guest, host = pair
        found.append((str(guest), str(host)))
    return tuple(found)
