"""The problem as integers: units with the same effect on every rule are one profile, and a panel is a count per profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lianshou.engines.draws.problem import Counting, Person, Problem, Quota

Counts = tuple[int, ...]
"""How many units of each profile."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Persons who come together, by their numbers in ascending order."""

    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Units that no rule can tell apart; ``adds`` is what one of them adds to each rule."""

    adds: tuple[int, ...]
    units: tuple[Unit, ...]

    @property
    def size(self) -> int:
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Rule:
    """``least`` ≤ Σ adds × count ≤ ``most``; ``quota`` is None for the number of places."""

    least: int
    most: int
    quota: Quota | None = None


@dataclass(frozen=True)
class Shape:
    """Profiles in the order of their first persons, and the rules; ``rules[0]`` are the places."""

    profiles: tuple[Profile, ...]
    rules: tuple[Rule, ...]

    def sums(self, counts: Sequence[int]) -> tuple[int, ...]:
        """What a panel adds up to, rule by rule."""
        found = [0] * len(self.rules)
        for count, column in zip(counts, self._columns, strict=True):
            if count:
                for row, add in column:
                    found[row] += add * count
        return tuple(found)

    @cached_property
    def _columns(self) -> list[list[tuple[int, int]]]:
        return [[(row, add) for row, add in enumerate(one.adds) if add] for one in self.profiles]

    def holds(self, counts: Sequence[int]) -> bool:
        """Whether a panel has that many of each and keeps every rule."""
        within = all(0 <= count <= profile.size for profile, count in zip(self.profiles, counts, strict=True))
        return within and all(
            rule.least <= total <= rule.most
            for rule, total in zip(self.rules, self.sums(counts), strict=True)
        )


def units_of(problem: Problem) -> tuple[Unit, ...]:
    """The units that can be drawn, by their first numbers; a unit with a member who is excluded cannot."""
    together: dict[str, list[Person]] = {}
    for one in problem.people:
        together.setdefault(one.unit or f"\n{one.number}", []).append(one)
    free = (members for members in together.values() if not any(one.excluded for one in members))
    return tuple(
        sorted((Unit(tuple(one.number for one in members)) for members in free), key=lambda one: one.members)
    )


def shape_of(problem: Problem) -> Shape:
    """The problem as integers."""
    people = {one.number: one for one in problem.people}
    grouped: dict[tuple[int, ...], list[Unit]] = {}
    for unit in units_of(problem):
        members = [people[number] for number in unit.members]
        grouped.setdefault(_adds(problem, members), []).append(unit)
    profiles = tuple(Profile(adds, tuple(units)) for adds, units in grouped.items())
    return Shape(profiles, _rules(problem, profiles))


def _adds(problem: Problem, members: Sequence[Person]) -> tuple[int, ...]:
    held = [len(members), *(sum(_is_in(one, quota) for one in members) for quota in problem.quotas)]
    return tuple(held if problem.counting is Counting.PERSONS else (min(count, 1) for count in held))


def _is_in(person: Person, quota: Quota) -> bool:
    return person.values.get(quota.attribute) == quota.value


def _rules(problem: Problem, profiles: Sequence[Profile]) -> tuple[Rule, ...]:
    rules = [Rule(problem.places, problem.places)]
    for row, quota in enumerate(problem.quotas, start=1):
        all_of_them = sum(profile.adds[row] * profile.size for profile in profiles)
        most = all_of_them if quota.most is None else min(quota.most, all_of_them)
        rules.append(Rule(quota.least, most, quota))
    return tuple(rules)
