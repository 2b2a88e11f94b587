"""Somebody drawn cannot come: the first of the reserves, in their order, with whom every rule is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.draws.canonical import hash_of
from lianshou.engines.draws.fairness.chances import Bounded
from lianshou.engines.draws.problem import problem_of
from lianshou.engines.draws.shape import Shape, shape_of

SCHEMA = "lianshou.draws.replacement/1"

Json = dict[str, Any]
Units = list[list[int]]


class ReplacingError(ValueError):
    """A replacement that cannot be; ``wording`` says why."""

    def __init__(self, wording: Wording) -> None:
        super().__init__(wording.en)
        self.wording = wording


@dataclass
class Standing:
    """Who is selected and who waits, in order."""

    shape: Shape
    selected: Units
    waiting: Units

    def leave(self, gone: Sequence[int]) -> Json:
        """Take the units of these persons out and fill their places. Raises ReplacingError, and then changes nothing."""
        there = {number for unit in (*self.selected, *self.waiting) for number in unit}
        if strange := sorted(set(gone) - there):
            raise ReplacingError(_STRANGE.fill(number=strange[0]))
        left = [unit for unit in self.selected if set(unit) & set(gone)]
        staying = [unit for unit in self.selected if unit not in left]
        waiting = [unit for unit in self.waiting if not set(unit) & set(gone)]
        came = self._come(staying, waiting)
        hindering = [] if came is not None else self._hindering(staying, waiting)
        came = came or []
        self.selected = sorted(staying + came)
        self.waiting = [unit for unit in waiting if unit not in came]
        sums = self.shape.sums(self._counts(self.selected))
        vacant = self.shape.rules[0].least - sums[0]
        return {"gone": sorted(gone), "left": left, "came": came, "vacant": vacant, "hindering": hindering}

    def _counts(self, units: Units) -> list[int]:
        firsts = [{unit.members[0] for unit in profile.units} for profile in self.shape.profiles]
        return [sum(unit[0] in one for unit in units) for one in firsts]

    def _hindering(self, staying: Units, waiting: Units) -> list[int]:
        """The rules (by their place, quotas from 1) without any one of which the places could be filled from the reserves."""
        counts, free, rules = self._counts(staying), self._counts(waiting), self.shape.rules
        found = []
        for row in range(1, len(rules)):
            everything = sum(one.adds[row] * one.size for one in self.shape.profiles)
            loose = replace(rules[row], least=0, most=everything)
            shape = replace(self.shape, rules=(*rules[:row], loose, *rules[row + 1 :]))
            if replace(self, shape=shape)._can(counts, free):
                found.append(row)
        return found

    def _come(self, staying: Units, waiting: Units) -> Units | None:
        """Who comes, in order; None where nobody can so that every rule is kept."""
        place = {
            unit.members[0]: one for one, profile in enumerate(self.shape.profiles) for unit in profile.units
        }
        counts, free = [0] * len(self.shape.profiles), [0] * len(self.shape.profiles)
        for unit in staying:
            counts[place[unit[0]]] += 1
        for unit in waiting:
            free[place[unit[0]]] += 1
        if not self._can(counts, free):
            return None
        came, hopeless = Units(), set[int]()
        for unit in waiting:
            if self.shape.holds(counts):
                break
            one = place[unit[0]]
            free[one] -= 1
            if one in hopeless:
                continue
            counts[one] += 1
            if self._can(counts, free):
                came.append(unit)
                hopeless.clear()
            else:  # with fewer left to follow, another of this profile cannot come either
                counts[one] -= 1
                hopeless.add(one)
        return came

    def _can(self, counts: Sequence[int], free: Sequence[int]) -> bool:
        """Whether some of those free can be added so that every rule is kept."""
        lower = np.array(counts, dtype=np.float64)
        system = replace(
            Bounded(self.shape, ()).system(lower), upper=lower + np.array(free, dtype=np.float64)
        )
        return system.best(np.zeros(len(lower)), whole=True) is not None


def replacement_of(transcript: Json, rounds: Sequence[Sequence[int]]) -> Json:
    """The draw after these departures, one list of numbers per round; it holds the transcript, so that it is checked alone.

    The unit of whoever leaves leaves as a whole. Where nobody in reserve can come with every rule kept, the places stay
    ``vacant`` and ``hindering`` says which quotas alone stand in the way; a later round fills them if it can. Raises
    ReplacingError for a number that is neither selected nor in reserve.
    """
    standing = Standing(
        shape_of(problem_of(transcript["announcement"]["problem"])),
        list(transcript["selected"]),
        list(transcript["reserves"]),
    )
    told: Json = {
        "schema": SCHEMA,
        "transcript": transcript,
        "rounds": [_round(standing, number, gone) for number, gone in enumerate(rounds, start=1)],
        "selected": standing.selected,
        "reserves": standing.waiting,
    }
    return {**told, "seal": hash_of(told)}


def _round(standing: Standing, number: int, gone: Sequence[int]) -> Json:
    try:
        return standing.leave(gone)
    except ReplacingError as error:
        raise ReplacingError(_IN_ROUND.fill(number=number, fault=error.wording)) from error


_IN_ROUND = Wording("第{number}轮：{fault}", "Round {number}: {fault}")
_STRANGE = Wording(
    "{number}号不在中签和候补名单里（也可能前面已经退出）。",
    "Number {number} is neither selected nor in reserve (or has left already).",
)
