"""What a large matching on a map is asked: its own growth, its costs by row, its check, its exact prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from lianshou.engines.matching.changes import AddGuestPlace, AddHostPlace, Change, Reweigh
from lianshou.engines.matching.explanation import Alternative
from lianshou.engines.matching.large.checking import check
from lianshou.engines.matching.large.cost import terms_between
from lianshou.engines.matching.large.exact import ExactPrices
from lianshou.engines.matching.large.growing import reweighed, with_guest, with_host
from lianshou.engines.matching.large.places import LargeProblem, Tariff
from lianshou.engines.matching.large.revising import Revision
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints
from lianshou.engines.matching.verifier import Violation


@dataclass(frozen=True, eq=False)
class Mapped:
    """The side of a ``LargeMatching`` that knows the map. ``tariff``: as the problem was posed; ``hosts``: how many."""

    tariff: Tariff
    hosts: int

    def asked(self, revision: Revision, change: Change) -> tuple[Mapped, LargeProblem]:
        """The problem once the map has grown or counts otherwise. Raises ProblemError, TypeError."""
        problem = _now(revision)
        if isinstance(change, AddGuestPlace):
            return self, with_guest(problem, change.places, change.left_out)
        if isinstance(change, AddHostPlace):
            return replace(self, hosts=self.hosts + 1), with_host(problem, change.places, change.room)
        if isinstance(change, Reweigh):
            return self, replace(problem, tariff=reweighed(self.tariff, change.factors))
        raise TypeError(f"{type(change).__name__} asks for a table; this is a map")

    def violations(self, revision: Revision) -> list[Violation]:
        return check(revision.result())

    def terms_of(self, revision: Revision, guest: int, host: int) -> Mapping[str, int]:
        """The pair's cost by term."""
        terms = terms_between(_posed(revision), np.array([guest]), np.array([host]))[0]
        return {name: int(cost[0]) for name, cost in terms.items()}

    def costs_of(self, revision: Revision, guest: int) -> tuple[Ints, bool]:
        """The cost of the guest with every host, ``IMPOSSIBLE`` where closed; whether a rule closes any within the wall."""
        problem = _posed(revision)
        terms, metres = terms_between(problem, np.array([guest]), np.arange(len(problem.hosts)))
        costs = sum(terms.values(), start=np.zeros_like(metres))
        held = np.arange(len(costs)) == revision.pinned_to(guest)
        reach = (metres <= problem.tariff.farthest) | held
        bans = revision.forbidden_hosts(guest)
        ruled_out = bool(reach[bans].any())
        reach[bans] = False
        return np.where(reach, costs, np.int64(IMPOSSIBLE)), ruled_out

    def host_ranks(self) -> Ints:
        """The order in which hosts that cost the same are named: by row."""
        return np.arange(self.hosts)

    def others(self, revision: Revision, k: int) -> list[tuple[Alternative, ...]]:
        """Every guest's ``k`` cheapest other hosts for everybody."""
        found, own = ExactPrices(revision).next_best(count=k), revision.paid()
        rows = zip(
            found.hosts.tolist(), found.extra.tolist(), (found.costs - own[:, None]).tolist(), strict=True
        )
        return [
            tuple(Alternative(*one) for one in zip(*row, strict=True) if one[0] != LEFT_OUT) for row in rows
        ]

    def host_price_range(self, revision: Revision) -> tuple[Ints, Ints]:
        return ExactPrices(revision).host_price_range()


def _posed(revision: Revision) -> LargeProblem:
    """Places, tariff and walls, which no live change touches."""
    problem = revision.problem
    if not isinstance(problem, LargeProblem):
        raise TypeError("this is a table")
    return problem


def _now(revision: Revision) -> LargeProblem:
    problem = revision.problem_of_now()
    if not isinstance(problem, LargeProblem):
        raise TypeError("this is a table")
    return problem
