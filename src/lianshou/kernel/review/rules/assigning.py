"""Who marks what: by field, with loads as even as conflicts allow.

A min-cost flow with convex costs on the loads (shortest augmenting paths over the reviewers; the optimal semi-matching of
Harvey, Ladner, Lovász and Tamir, 2006, with several reviewers for each application). Shapes: reviewers and applications are
ids; ``barred`` pairs are (reviewer, application).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

_FAR = 1 << 100
_NOBODY = -1  # who "marks" a place that stays free: takes any number, at a price above everything else


@dataclass(frozen=True, slots=True)
class Problem:
    """``each`` reviewers for every application. ``fits`` names the field by which a reviewer suits one; ``kept`` pairs stay
    as they are; ``most`` holds what a reviewer takes at most."""

    reviewers: Sequence[int]
    applications: Sequence[int]
    each: int
    barred: Collection[tuple[int, int]] = frozenset()
    fits: Mapping[tuple[int, int], str] = field(default_factory=dict)
    kept: Collection[tuple[int, int]] = frozenset()
    most: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """``pairs`` are new, in the order of the applications; ``short`` says how many reviewers an application still lacks;
    ``loads`` counts kept and new."""

    pairs: tuple[tuple[int, int], ...]
    short: Mapping[int, int]
    loads: Mapping[int, int]


def assign(problem: Problem) -> Plan:
    """As many places filled as can be; among these the most even loads; among these the most fields that fit.

    The same problem gives the same plan: ties go to the reviewer who comes first.
    """
    desk = _Desk(problem)
    for application in problem.applications:
        for _place in range(problem.each - len(desk.of[application])):
            desk.seat(application)
    short = Counter(desk.has[_NOBODY])
    kept = set(problem.kept)
    order = {reviewer: place for place, reviewer in enumerate(problem.reviewers)}
    pairs = tuple(
        (reviewer, application)
        for application in problem.applications
        for reviewer in sorted(desk.of[application], key=lambda one: order.get(one, -1))
        if (reviewer, application) not in kept
    )
    return Plan(pairs, dict(short), {one: desk.load(one) for one in problem.reviewers})


class _Desk:
    """The plan as it grows: who has what, and what it would cost to move one application from one reviewer to another."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.barred = set(problem.barred)
        self.kept = set(problem.kept)
        places = problem.each * len(problem.applications) + len(self.kept)
        self.heavy = 1 + 2 * places
        self.free = self.heavy * (places + 1) ** 2
        self.all = [*problem.reviewers, _NOBODY]
        self.of: dict[int, set[int]] = {one: set() for one in problem.applications}
        self.has: dict[int, list[int]] = {one: [] for one in self.all}
        for reviewer, application in sorted(self.kept):
            self.of.setdefault(application, set()).add(reviewer)
            self.has.setdefault(reviewer, []).append(application)
        self._moves: dict[int, dict[int, tuple[int, int]]] = {}

    def load(self, reviewer: int) -> int:
        return len(self.has[reviewer])

    def seat(self, application: int) -> None:
        """Give ``application`` one more reviewer along the cheapest chain of moves; nobody, where that is the cheapest."""
        dist, came = self._distances(application)
        ends = [one for one in dist if self.load(one) < self.problem.most.get(one, _FAR)]
        self._carry(application, min(ends, key=lambda one: dist[one] + self._weight(one)), came)

    def _weight(self, reviewer: int) -> int:
        """What one more costs: the difference of two squares, so that loads grow evenly."""
        return 0 if reviewer == _NOBODY else self.heavy * (2 * self.load(reviewer) + 1)

    def _cost(self, reviewer: int, application: int) -> int:
        if reviewer == _NOBODY:
            return self.free
        return -1 if (reviewer, application) in self.problem.fits else 0

    def _may(self, reviewer: int, application: int) -> bool:
        if reviewer == _NOBODY:
            return True
        return reviewer not in self.of[application] and (reviewer, application) not in self.barred

    def _distances(self, application: int) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
        """The cheapest way to each reviewer: fields lost less fields won; and whence it comes, moving which application."""
        dist = {one: self._cost(one, application) for one in self.all if self._may(one, application)}
        came: dict[int, tuple[int, int]] = {}
        changed = True
        while changed:  # Bellman and Ford: no cycle is cheaper than none, for the plan so far is the best
            changed = False
            for here in self.all:
                if here not in dist:
                    continue
                for there, (cost, moved) in self._moves_from(here).items():
                    if dist[here] + cost < dist.get(there, _FAR):
                        dist[there], came[there], changed = dist[here] + cost, (here, moved), True
        return dist, came

    def _moves_from(self, here: int) -> dict[int, tuple[int, int]]:
        if here not in self._moves:
            self._moves[here] = {}
            for moved in dict.fromkeys(self.has[here]):
                if (here, moved) not in self.kept:
                    self._offer(here, moved)
        return self._moves[here]

    def _offer(self, here: int, moved: int) -> None:
        best = self._moves[here]
        for there in self.all:
            if there != here and self._may(there, moved):
                cost = self._cost(there, moved) - self._cost(here, moved)
                if cost < best.get(there, (_FAR, 0))[0]:
                    best[there] = (cost, moved)

    def _carry(self, application: int, last: int, came: Mapping[int, tuple[int, int]]) -> None:
        here, touched = last, {application}
        while here in came:
            before, moved = came[here]
            self._take(before, moved)
            self._give(here, moved)
            touched.add(moved)
            here = before
        self._give(here, application)
        stale = {one for moved in touched for one in self.of[moved]} | set(came) | {last, _NOBODY}
        stale |= {before for before, _moved in came.values()}
        for one in stale:
            self._moves.pop(one, None)

    def _give(self, reviewer: int, application: int) -> None:
        self.has[reviewer].append(application)
        if reviewer != _NOBODY:
            self.of[application].add(reviewer)

    def _take(self, reviewer: int, application: int) -> None:
        self.has[reviewer].remove(application)
        if reviewer != _NOBODY:
            self.of[application].remove(reviewer)
