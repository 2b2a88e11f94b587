"""Lists of pairs (locks, bans, last year's pairs): from names as written to units of this year's lists."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Generic, NamedTuple

from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kinds.pairing.rules.checking import Finder, Places
from lianshou.kinds.pairing.rules.facts import AnyUnit, Guest, Host, Pair
from lianshou.kinds.pairing.rules.naming import loose_key, unit_key
from lianshou.kinds.pairing.rules.settings import Settings
from lianshou.kinds.pairing.rules.troubles import Trouble


class Listed(NamedTuple):
    """A pair of this year's units and the row that names it."""

    guest: Guest
    host: Host
    row: Row

    @property
    def ids(self) -> Pair:
        return self.guest.id, self.host.id


class Resolved(NamedTuple):
    """The pairs of a list, and what is wrong with it."""

    pairs: list[Listed]
    problems: list[Problem]


def bare_key(name: str) -> str:
    """``loose_key`` without 公司 at the end: 江苏海通纺织, 江苏海通纺织有限公司. Two units may share it."""
    return loose_key(name).removesuffix("公司")


class Directory(Generic[AnyUnit]):
    """Units by their names: with or without the union's suffix, and without the legal form where that is clear."""

    def __init__(self, units: Sequence[AnyUnit]) -> None:
        bare = Counter(bare_key(unit.name) for unit in units)
        loose = Counter(loose_key(unit.name) for unit in units)
        self._loose = {key: unit for unit in units if bare[key := bare_key(unit.name)] == 1}
        self._loose |= {key: unit for unit in units if loose[key := loose_key(unit.name)] == 1}
        self._exact = {unit_key(unit.name): unit for unit in units}
        self._names = {unit_key(unit.name): unit.name for unit in units}

    def find(self, name: str) -> AnyUnit | None:
        """The unit called ``name``, or None."""
        key = loose_key(name)
        return self._exact.get(unit_key(name)) or self._loose.get(key) or self._loose.get(bare_key(name))

    def hint(self, name: str) -> Wording:
        """A guess at the unit that was meant."""
        near = get_close_matches(unit_key(name), list(self._names), n=1, cutoff=0.75)
        if not near:
            return Wording("", "")
        return Wording("是不是“{name}”？", "Is it “{name}”?").fill(name=self._names[near[0]])


def resolve(
    rows: Sequence[Row],
    *,
    guests: Sequence[Guest],
    hosts: Sequence[Host],
    places: Places,
    lenient: bool = False,
) -> Resolved:
    """The pairs that typed rows of ``columns.PAIRS`` name.

    Names that are not listed are errors; with ``lenient`` (last year's pairs) the row is passed over with a warning.
    """
    guest_names, host_names = Directory(guests), Directory(hosts)
    finder, pairs = Finder(places), []
    for row in rows:
        names = str(row.values["guest"]), str(row.values["host"])
        guest, host = guest_names.find(names[0]), host_names.find(names[1])
        if guest is not None and host is not None:
            pairs.append(Listed(guest, host, row))
        elif lenient:
            finder.add(row, "guest", Trouble.PAIR_UNKNOWN, guest=names[0], host=names[1])
        elif guest is None:
            finder.add(row, "guest", Trouble.UNKNOWN_GUEST, name=names[0], hint=guest_names.hint(names[0]))
        else:
            finder.add(row, "host", Trouble.UNKNOWN_HOST, name=names[1], hint=host_names.hint(names[1]))
    return Resolved(pairs, finder.found)


def why_not_locks(
    locks: Sequence[Listed], forbidden: Sequence[Pair], *, settings: Settings, places: Places
) -> list[Problem]:
    """What keeps locks from being kept: two hosts for one guest, a ban on the same pair, more than a host takes."""
    finder = Finder(places)
    held: dict[str, Host] = {}
    loads: defaultdict[str, set[str]] = defaultdict(set)
    for guest, host, row in locks:
        first = held.setdefault(guest.id, host)
        if first.id != host.id:
            finder.add(row, "host", Trouble.LOCKED_TWICE, name=guest.name, other=first.name)
            continue
        if (guest.id, host.id) in forbidden:
            finder.add(row, "host", Trouble.LOCK_FORBIDDEN, name=guest.name, host=host.name)
        loads[host.id].add(guest.id)
        count, most = len(loads[host.id]), host.room(settings).most
        if count > most:
            finder.add(row, "host", Trouble.LOCKS_EXCEED_ROOM, host=host.name, count=count, most=most)
    return finder.found
