"""What moved somebody in an appeal: the contest scored again with one thing changed at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from lianshou.core.wording import Wording
from lianshou.engines.scoring.contest import Contest, Contestant
from lianshou.engines.scoring.flaws import ScoringError
from lianshou.engines.scoring.result import Result, Score, TeamScore
from lianshou.engines.scoring.solving import score

_MOST_MARKS = 2_000_000
"""How many marks are scored again; beyond, who was corrected is said to have moved by that."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in one result (None: not ranked), and the title of the award."""

    total: Fraction | None
    rank: int | None
    award: str


Where = Callable[[Result, str], Standing]


class Cause(Enum):
    """Why somebody stands differently; the value is its sentence, for one contestant and for a team."""

    OWN = Wording("本人有更正", "own correction"), Wording("本队队员有更正", "correction of a member")
    SCHEME = Wording("方案有改动", "change of the scheme"), Wording("方案有改动", "change of the scheme")
    OTHERS = (
        Wording("因他人更正", "corrections of others"),
        Wording("因他队更正", "corrections of other teams"),
    )

    def told(self, *, of_team: bool) -> Wording:
        """The sentence."""
        return self.value[1] if of_team else self.value[0]


def standing_of(result: Result, who: str) -> Standing:
    """Where a contestant stands."""
    return _stands(result, result.score_of(who))


def team_standing(result: Result, team: str) -> Standing:
    """Where a team stands."""
    return _stands(result, result.team_of(team))


def _stands(result: Result, found: Score | TeamScore | None) -> Standing:
    if found is None:
        return Standing(None, None, "")
    titles = {award.key: award.title for award in result.contest.scheme.awards}
    return Standing(found.total, found.rank, titles.get(found.award, ""))


class Causes:
    """Asks of each who moved whether the scheme alone or the own corrections alone move them, and whether others' do the rest.

    ``corrected`` are the contestants of whom anything was corrected, ``by_scheme`` is whether the scheme or the judges are others.
    """

    def __init__(self, old: Result, new: Result, *, corrected: Collection[str], by_scheme: bool) -> None:
        self._old, self._new = old, new
        self._corrected, self._by_scheme = frozenset(corrected), by_scheme
        self._made: dict[tuple[bool, frozenset[str]], Result | None] = {}
        self._left = _MOST_MARKS

    def of(self, who: str) -> tuple[Cause, ...]:
        """Why a contestant stands differently; nothing for who does not."""
        return self._found(who, standing_of, self._corrected & {who})

    def of_team(self, team: str) -> tuple[Cause, ...]:
        """Why a team stands differently; the corrections of its members are its own."""
        everybody = (*self._old.contest.contestants, *self._new.contest.contestants)
        members = {one.key for one in everybody if one.team == team}
        return self._found(team, team_standing, self._corrected & members)

    def _found(self, who: str, where: Where, own: frozenset[str]) -> tuple[Cause, ...]:
        old, new = where(self._old, who), where(self._new, who)
        if old == new:
            return ()
        if not self._by_scheme and self._corrected == own:
            return _likely(own, by_scheme=False)
        alone = self._scored(False, own) if own else self._old
        scheme = self._scored(True, frozenset()) if self._by_scheme else self._old
        both = self._scored(self._by_scheme, own) if own else scheme
        if alone is None or scheme is None or both is None:
            return _likely(own, by_scheme=self._by_scheme)
        told = _what_is_told(old, new)
        found = {
            Cause.OWN: told(where(alone, who)) != told(old),
            Cause.SCHEME: told(where(scheme, who)) != told(old),
            Cause.OTHERS: told(where(both, who)) != told(new),
        }
        causes = tuple([cause for cause, holds in found.items() if holds])
        return causes or _likely(own, by_scheme=self._by_scheme)

    def _scored(self, by_new_scheme: bool, corrected: frozenset[str]) -> Result | None:
        """The result with the old or new scheme and only these contestants corrected; None where that cannot be scored."""
        key = by_new_scheme, corrected
        if key not in self._made:
            self._made[key] = None
            self._left -= len(self._new.contest.marks)
            if self._left >= 0:
                try:
                    mixed = _mixed(self._old.contest, self._new.contest, by_new_scheme, corrected)
                    self._made[key] = score(mixed)
                except ScoringError:
                    pass
        return self._made[key]


def _likely(own: Collection[str], *, by_scheme: bool) -> tuple[Cause, ...]:
    """Where a part of the change cannot be scored alone, or only all of it together moves anybody."""
    causes = [cause for cause, holds in ((Cause.OWN, own), (Cause.SCHEME, by_scheme)) if holds]
    return tuple(causes) or (Cause.OTHERS,)


def _what_is_told(old: Standing, new: Standing) -> Callable[[Standing], object]:
    """What the sentence speaks of: whether there is a place, which one where it is another, else the award, else the total."""
    if (old.rank is None) is not (new.rank is None):
        return lambda one: one.rank is None
    if old.rank != new.rank:
        return lambda one: one.rank
    if old.award != new.award:
        return lambda one: one.award
    return lambda one: one.total


def _mixed(old: Contest, new: Contest, by_new_scheme: bool, corrected: Collection[str]) -> Contest:
    """The old contest with the new scheme or not, and with what the new one holds about ``corrected``.

    What belongs to an aspect, part or measure that only one of the schemes has is taken from the contest that has it.
    """
    target = new if by_new_scheme else old
    both = _Side(old), _Side(new)
    keys = dict.fromkeys([*both[0].people, *(key for key in both[1].people if key in corrected)])
    kept = [key for key in keys if key in (both[1] if key in corrected else both[0]).people]
    sides = {key: both[::-1] if key in corrected else both for key in kept}
    judges = {judge.key: replace(judge, aspects=()) for judge in (*old.judges, *new.judges)}
    aspects = {one.key for one in target.scheme.aspects}
    parts = {"", *(one.key for one in target.scheme.parts)}
    return Contest(
        target.scheme,
        tuple([_fitted(target, key, *sides[key]) for key in kept]),
        tuple(judges.values()),
        tuple(
            [
                mark
                for side in both
                for mark in side.contest.marks
                if mark.contestant in sides and mark.aspect in aspects
                if _speaks(sides[mark.contestant], side, mark.aspect, "aspects")
            ]
        ),
        tuple(
            [
                one
                for side in both
                for one in side.contest.adjustments
                if one.contestant in sides and one.part in parts
                if _speaks(sides[one.contestant], side, one.part, "parts")
            ]
        ),
    )


class _Side:
    """One of the two contests, and what its scheme knows."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self.people: Mapping[str, Contestant] = {one.key: one for one in contest.contestants}
        scheme = contest.scheme
        self.known: Mapping[str, Collection[str]] = {
            "aspects": {one.key for one in scheme.aspects},
            "parts": {"", *(one.key for one in scheme.parts)},
            "measures": {one.key for one in scheme.measures},
        }


def _speaks(sides: tuple[_Side, _Side], side: _Side, key: str, kind: str) -> bool:
    """Whether ``side`` is the one that tells about ``key``: the first that knows it."""
    return next(one for one in sides if key in one.known[kind]) is side


def _fitted(target: Contest, key: str, first: _Side, second: _Side) -> Contestant:
    """Somebody with the factors and measures that the scheme asks for."""
    one = first.people[key]
    other = second.people.get(key, one)
    sides = (first, one), (second, other)

    def taken(field: str, kind: str, wanted: Collection[str]) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for name in wanted:
            who = next(own for side, own in sides if name in side.known[kind])
            values: Mapping[str, Decimal] = getattr(who, field)
            if name in values:
                found[name] = values[name]
        return found

    scheme = target.scheme
    return replace(
        one,
        factors=taken("factors", "aspects", [aspect.key for aspect in scheme.aspects]),
        measures=taken("measures", "measures", [measure.key for measure in scheme.measures]),
    )
