"""Places with their ties, and awards with those tied across their last place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, floor

from lianshou.core.ranking import Way as Ranks
from lianshou.engines.scoring.exact import rounded
from lianshou.engines.scoring.flaws import Fault, Flaw, Path, ScoringError
from lianshou.engines.scoring.result import Compared, Crossing, Tie
from lianshou.engines.scoring.scheme import Award, Cut, Edge, Key, Scheme

Value = Callable[[Key, str], Fraction | None]
"""What a key gives for somebody, the larger the better; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody to be placed."""

    key: str
    name: str
    total: Fraction
    rank: int = 0
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Honour:
    """What came of the awards for somebody (see ``Score``)."""

    award: str = ""
    withheld: str = ""
    crossings: tuple[Crossing, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Everybody in the order of the places, and who shares one."""

    rows: tuple[Entry, ...]
    groups: tuple[tuple[Entry, ...], ...] = field(default=())


def placed(
    entries: Sequence[Entry],
    keys: Sequence[Key],
    value: Value,
    scheme: Scheme,
    *,
    path: Callable[[str], Path],
) -> Order:
    """Order by total, then by ``keys`` one after another; who is equal in all shares a place (unless places are by row).

    Raises ScoringError where a key is needed and its value is not known.
    """
    faults: list[Fault] = []
    groups = [
        group
        for _, tied in groupby(sorted(entries, key=lambda one: -one.total), key=lambda one: one.total)
        for group in _split(list(tied), keys, value, scheme, faults, path)
    ]
    if faults:
        raise ScoringError(faults)
    if scheme.ranks is Ranks.ROW:
        groups = [[one] for group in groups for one in group]
    rows = _numbered(groups, scheme.ranks)
    rows = _with_ties(rows, keys, value)
    found = iter(rows)
    return Order(tuple(rows), tuple([tuple([next(found) for _ in group]) for group in groups]))


def _split(
    tied: list[Entry], keys: Sequence[Key], value: Value, scheme: Scheme, faults: list[Fault],
    path: Callable[[str], Path],
) -> list[list[Entry]]:  # fmt: skip
    if len(tied) == 1 or not keys:
        return [tied]
    values = [(value(keys[0], one.key), one) for one in tied]
    known = [(found, one) for found, one in values if found is not None]
    if len(known) < len(values):
        title = scheme.title_of(keys[0])
        faults += [
            Fault(Flaw.MEASURE_MISSING, path(one.key), {"contestant": one.name, "measure": title})
            for found, one in values
            if found is None
        ]
        return [tied]
    known.sort(key=lambda pair: -pair[0])
    return [
        group
        for _, same in groupby(known, key=lambda pair: pair[0])
        for group in _split([one for _, one in same], keys[1:], value, scheme, faults, path)
    ]


def _numbered(groups: list[list[Entry]], ranks: Ranks) -> list[Entry]:
    rows: list[Entry] = []
    for number, group in enumerate(groups, start=1):
        rank = number if ranks is Ranks.DENSE else len(rows) + 1
        rows += [replace(one, rank=rank) for one in group]
    return rows


def _with_ties(rows: list[Entry], keys: Sequence[Key], value: Value) -> list[Entry]:
    """Each with its neighbours of the same total and what told them apart."""
    ties: dict[str, list[Tie]] = {}
    for one, other in pairwise(rows):
        if one.total == other.total:
            ties.setdefault(one.key, []).append(_tie(one, other, keys, value))
            ties.setdefault(other.key, []).insert(0, _tie(other, one, keys, value))
    return [replace(one, ties=tuple(ties[one.key])) if one.key in ties else one for one in rows]


def _tie(one: Entry, other: Entry, keys: Sequence[Key], value: Value) -> Tie:
    compared: list[Compared] = []
    for key in keys:
        own, its = value(key, one.key), value(key, other.key)
        if own is None or its is None:
            break
        compared.append(Compared(key, own, its))
        if own != its:
            return Tie(other.key, key, tuple(compared))
    return Tie(other.key, None, tuple(compared))


def awarded(
    order: Order, awards: Sequence[Award], value: Value, scheme: Scheme, *, path: Callable[[str], Path]
) -> dict[str, Honour]:
    """Who has which award, and why. The places of an award follow those of the one before, counted in rows of the list:

    who comes in across the edge of one takes a place of the next, who stays out comes first there. Raises ScoringError
    where the keys of an award are needed at its edge and a value is not known.
    """
    awarding = _Awarding(order, value, scheme, path)
    edge = 0
    for award in awards:
        edge += places_of(award, len(order.rows))
        awarding.give(award, edge)
    if awarding.faults:
        raise ScoringError(awarding.faults)
    return awarding.found


class _Awarding:
    """Who is still to be served, in groups that stand or fall together."""

    def __init__(self, order: Order, value: Value, scheme: Scheme, path: Callable[[str], Path]) -> None:
        self._groups = [list(group) for group in order.groups]
        self._served = 0
        self._value, self._scheme, self._path = value, scheme, path
        self.faults: list[Fault] = []
        self.found: dict[str, Honour] = {one.key: Honour() for one in order.rows}

    def give(self, award: Award, edge: int) -> None:
        """``award`` to those down to the row ``edge``."""
        while self._groups and self._served < edge:
            group = self._groups.pop(0)
            if self._served + len(group) > edge:
                parts = _split(group, award.keys, self._value, self._scheme, self.faults, self._path)
                self._cross(award, group, told_apart=len(parts) > 1)
                if len(parts) > 1:
                    self._groups[:0] = parts
                    continue
                if award.edge is Edge.ALL_OUT:
                    self._groups.insert(0, group)
                    return
            self._serve(award, group)

    def _cross(self, award: Award, group: list[Entry], *, told_apart: bool) -> None:
        names = tuple([one.key for one in group])
        values = tuple([self._values(award, who) for who in names]) if told_apart else ()
        crossing = Crossing(award.key, names, values)
        for who in names:
            own = self.found[who]
            self.found[who] = replace(own, crossings=(*own.crossings, crossing))

    def _values(self, award: Award, who: str) -> tuple[Fraction, ...]:
        """What each key of the award gives, as far as it is known."""
        values = [self._value(key, who) for key in award.keys]
        return tuple([value for value in values if value is not None])

    def _serve(self, award: Award, group: list[Entry]) -> None:
        self._served += len(group)
        for one in group:
            own = self.found[one.key]
            enough = award.at_least is None or one.total >= Fraction(award.at_least)
            self.found[one.key] = (
                replace(own, award=award.key) if enough else replace(own, withheld=award.key)
            )


def places_of(award: Award, ranked: int) -> int:
    """How many places an award has where ``ranked`` are ranked."""
    if award.count is not None:
        return award.count
    exact = Fraction(award.share or 0) * ranked
    if award.cut is Cut.HALF_UP:
        return int(rounded(exact, 0))
    return ceil(exact) if award.cut is Cut.UP else floor(exact)
