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
from lianshou.engines.scoring.result import Tie
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
    path: Callable[[str], Path] | None,
) -> list[list[Entry]]:  # fmt: skip
    if len(tied) == 1 or not keys:
        return [tied]
    values = [(value(keys[0], one.key), one) for one in tied]
    known = [(found, one) for found, one in values if found is not None]
    if len(known) < len(values):
        if path is not None:
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
    apart = [
        _first_apart(one, other, keys, value) if one.total == other.total else None
        for one, other in pairwise(rows)
    ]
    found = []
    for place, one in enumerate(rows):
        ties = []
        if place and (tie := apart[place - 1]):
            ties.append(Tie(rows[place - 1].key, tie[0]))
        if place < len(apart) and (tie := apart[place]):
            ties.append(Tie(rows[place + 1].key, tie[0]))
        found.append(replace(one, ties=tuple(ties)) if ties else one)
    return found


def _first_apart(one: Entry, other: Entry, keys: Sequence[Key], value: Value) -> tuple[Key | None]:
    return (next((key for key in keys if value(key, one.key) != value(key, other.key)), None),)


def awarded(order: Order, awards: Sequence[Award], value: Value, scheme: Scheme) -> dict[str, str]:
    """Who has which award. The places of an award follow those of the one before, counted in rows of the list:

    who comes in across the edge of one takes a place of the next, who stays out comes first there.
    """
    groups = [list(group) for group in order.groups]
    found: dict[str, str] = {}
    begun = done = 0
    for award in awards:
        begun += places_of(award, len(order.rows))
        while groups and done < begun:
            group = groups.pop(0)
            if done + len(group) > begun and award.keys:
                parts = _split(group, award.keys, value, scheme, [], None)
                if len(parts) > 1:
                    groups[:0] = parts
                    continue
            if done + len(group) > begun and award.edge is Edge.ALL_OUT:
                groups.insert(0, group)
                break
            done += len(group)
            found |= {one.key: award.key for one in group if _is_enough(award, one)}
    return found


def places_of(award: Award, ranked: int) -> int:
    """How many places an award has where ``ranked`` are ranked."""
    if award.count is not None:
        return award.count
    exact = Fraction(award.share or 0) * ranked
    if award.cut is Cut.HALF_UP:
        return int(rounded(exact, 0))
    return ceil(exact) if award.cut is Cut.UP else floor(exact)


def _is_enough(award: Award, one: Entry) -> bool:
    return award.at_least is None or one.total >= Fraction(award.at_least)
