"""Which solver a table of pairs goes to, by its shape and size; the answer says which and why.

Any solver here would give the same cost with the same proof: the route is a matter of time alone, except
under quotas, which no other route knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from importlib.util import find_spec
from typing import Final

from lianshou.core.wording import Wording
from lianshou.engines.matching.opening import solve_by_size
from lianshou.engines.matching.problem import Problem
from lianshou.engines.matching.shapes.large_rooms import solve_large_rooms, why_not_large_rooms
from lianshou.engines.matching.shapes.one_to_one import solve_one_to_one, why_not_one_to_one
from lianshou.engines.matching.shapes.quota_solving import SECONDS, solve_quotas
from lianshou.engines.matching.shapes.quotas import QuotaProblem, QuotaResult
from lianshou.engines.matching.solver import Result

# Measured on 2 shared cores, once each, as (ordinary engine) / (special route) on the same table, imports done:
# one-to-one on clustered points 100 × 100 2, 400 × 400 9, 800 × 800 8; large rooms 90 % full 1,000 × 20 5,
# 1,000 × 100 6, 5,000 × 20 16, 20,000 × 20 24. To measure again, time ``solve`` against ``solve_one_to_one`` or
# ``solve_large_rooms`` in turn in one process. The thresholds are higher than where the ratio passes 1: below
# them the ordinary engine answers within about a second, and importing the extra takes as long.
ONE_TO_ONE_FROM: Final = 400
"""Guests and hosts each, from which the assignment gains more than its import costs."""
LARGE_ROOMS_FROM: Final = 10_000
"""Guests, from which the flow gains more than its import costs."""
GUESTS_PER_HOST: Final = 20
"""Guests for each host from which rooms count as large."""


class Route(Enum):
    """Which solver; the value is the reason in a sentence."""

    QUOTAS = Wording(
        "有名额分配要求或一家需多个帮带方，用线性规划求解",
        "there are quotas, or guests who seek several hosts: linear programming",
    )
    ONE_TO_ONE = Wording(
        "每个帮带方最多一个名额且规模较大，用指派算法求解",
        "no host has more than one place and the table is large: assignment",
    )
    LARGE_ROOMS = Wording(
        "帮带方少而名额多，用最小费用流求解", "few hosts with many places each: minimum-cost flow"
    )
    ORDINARY = Wording("一般情形，用常规引擎求解", "the ordinary shape: the ordinary engine")


@dataclass(frozen=True, eq=False, slots=True)
class Shaped:
    """An answer and the way it was found."""

    route: Route
    result: Result | QuotaResult

    @property
    def reason(self) -> Wording:
        return self.route.value


@dataclass(frozen=True, slots=True)
class _Rule:
    """A route for ordinary problems: the module of the extra it needs (None: none), when it gains, and how it solves."""

    route: Route
    module: str | None
    gains: Callable[[Problem], bool]
    solve: Callable[[Problem], Result]


def solve_shape(question: Problem | QuotaProblem, *, seconds: float = SECONDS) -> Shaped:
    """The optimum by the route that suits the shape. ``seconds`` and errors as in ``solve_quotas``.

    A route whose module is not installed, or that could not stay exact, is passed over for the ordinary
    engine; quotas have no other route.
    """
    if isinstance(question, QuotaProblem):
        if question.quotas or (question.wanted != 1).any():
            return Shaped(Route.QUOTAS, solve_quotas(question, seconds=seconds))
        question = question.problem
    for rule in _RULES:
        if rule.gains(question) and (rule.module is None or find_spec(rule.module) is not None):
            return Shaped(rule.route, rule.solve(question))
    return Shaped(Route.ORDINARY, solve_by_size(question))


def _is_one_to_one(problem: Problem) -> bool:
    smaller = min(len(problem.guests), len(problem.hosts))
    return smaller >= ONE_TO_ONE_FROM and why_not_one_to_one(problem) is None


def _has_large_rooms(problem: Problem) -> bool:
    guests, hosts = len(problem.guests), len(problem.hosts)
    large = guests >= LARGE_ROOMS_FROM and guests >= GUESTS_PER_HOST * hosts
    return large and why_not_large_rooms(problem) is None


_RULES: Final = (
    _Rule(Route.ONE_TO_ONE, None, _is_one_to_one, solve_one_to_one),
    _Rule(Route.LARGE_ROOMS, "ortools", _has_large_rooms, solve_large_rooms),
)
