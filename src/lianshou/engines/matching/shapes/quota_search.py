"""The best choice for any goal under quotas: linear prices over all pairs, then whole numbers.

Method: column generation (Dantzig & Wolfe; Ahuja, Magnanti & Orlin, ch. 17) over the table of pairs, each
round solved by simplex, so that nested quotas, still a flow, come out whole by themselves. Otherwise branch
and bound over the pairs that the gap leaves in play: a pair whose loss at the proven prices exceeds the gap
is in no better arrangement, so what holds among the rest holds for all (reduced-cost fixing).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite

import numpy as np

from lianshou.engines.matching.problem import IMPOSSIBLE, Bools, Ints
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw
from lianshou.engines.matching.shapes.quota_bounds import Goal, Prices, bound, losses, meeting_goal
from lianshou.engines.matching.shapes.quota_model import Branched, Relaxed, branched, relaxed
from lianshou.engines.matching.shapes.quotas import QuotaProblem

_NEAREST = 16  # candidates per guest to begin with
_NEAREST_IN_QUOTA = 1  # of these, per quota that asks for pairs
_ADDED = 8  # pairs per guest and round; all that are worth it would be most pairs when prices are all alike
_MISSED = 1e-6  # pairs; less is the solver's rounding


@dataclass(frozen=True, eq=False, slots=True)
class Optimum:
    """The best choice for some goal: its value, what the prices prove (rounded up to whole units), what the solver says."""

    chosen: Bools
    value: int
    bound: int
    claimed: int
    prices: Prices


def optimum(question: QuotaProblem, goal: Goal, *, seconds: float) -> Optimum | None:
    """The best choice for a goal whose quotas must be kept; None when they cannot be."""
    among = first_pairs(question)
    found = priced_out(question, goal, among)
    if found is None:
        missed, among = meeting(question, among)
        if proven_bound(question, meeting_goal(question), missed.prices) > 0 or missed.value > _MISSED:
            return None
        found = priced_out(question, goal, among)
    if found is None:
        raise ShapeError(ShapeFlaw.SOLVER_FAILED, ("linprog",))
    linear, among = found
    return _if_proven(question, goal, linear) or _whole(question, goal, among, linear, seconds=seconds)


def first_pairs(question: QuotaProblem) -> Bools:
    """The cheapest pairs of every guest, and some of each quota that asks for pairs; by true cost whatever the goal."""
    costs = question.problem.costs
    allowed = question.problem.allowed
    deepest = _NEAREST + int(question.wanted.max(initial=0))
    among = _lowest(costs, allowed, deepest) | question.locked
    for quota in question.quotas:
        if quota.least:
            among |= _lowest(costs, allowed & quota.pairs, _NEAREST_IN_QUOTA)
    return among


def meeting(question: QuotaProblem, among: Bools) -> tuple[Relaxed, Bools]:
    """By how little the quotas can be missed, over all pairs, and pairs that do so."""
    found = priced_out(question, meeting_goal(question), among)
    if found is None:  # every quota may be missed at a price, so there is always an answer
        raise ShapeError(ShapeFlaw.SOLVER_FAILED, ("linprog",))
    return found


def priced_out(question: QuotaProblem, goal: Goal, among: Bools) -> tuple[Relaxed, Bools] | None:
    """The linear optimum over all pairs, and the pairs looked at; None when those at the start cannot meet the quotas.

    In each round every guest gets the pairs most worth having at the prices, until none is worth it.
    """
    while True:
        found = relaxed(question, goal, among)
        if found is None:
            return None
        loss = losses(question, goal, found.prices, among)
        worth: Bools = (loss < 0) & question.problem.allowed & ~among
        if not worth.any():
            return found, among
        among = among | _lowest(loss, worth, _ADDED)


def proven_bound(question: QuotaProblem, goal: Goal, prices: Prices) -> int:
    """No whole arrangement goes below this: the bound in whole units, rounded up, since every cost is whole."""
    return -(-bound(question, goal, prices) // prices.scale)


def _lowest(values: Ints, usable: Bools, count: int) -> Bools:
    """Every guest's ``count`` usable pairs of the lowest value."""
    if count >= usable.shape[1]:
        return usable.copy()
    nearest = np.argpartition(np.where(usable, values, np.int64(IMPOSSIBLE)), count, axis=1)[:, :count]
    among = np.zeros_like(usable)
    np.put_along_axis(among, nearest, values=True, axis=1)
    return among & usable


def _value(question: QuotaProblem, goal: Goal, chosen: Bools) -> int:
    """What a choice is worth for the goal, in exact integers."""
    missing = (question.wanted - chosen.sum(axis=1)).tolist()
    loads = chosen.sum(axis=0).tolist()
    value: int = (
        sum(goal.costs[chosen].tolist())
        + sum(price * lack for price, lack in zip(goal.left_out.tolist(), missing, strict=True))
        + sum(_first_places(stair, load) for stair, load in zip(goal.stairs, loads, strict=True))
    )
    return value


def _first_places(stair: tuple[tuple[int, int], ...], load: int) -> int:
    total = 0
    for price, places in stair:
        total += price * min(load, places)
        load -= min(load, places)
    return total


def _if_proven(question: QuotaProblem, goal: Goal, linear: Relaxed) -> Optimum | None:
    """The linear optimum when it halves no pair and its prices prove it."""
    if not (linear.whole and question.admits(linear.chosen)):
        return None
    value, proven = _value(question, goal, linear.chosen), proven_bound(question, goal, linear.prices)
    return Optimum(linear.chosen, value, proven, value, linear.prices) if value == proven else None


def _whole(
    question: QuotaProblem, goal: Goal, among: Bools, linear: Relaxed, *, seconds: float
) -> Optimum | None:
    """Branch and bound, first among the pairs at hand, then, if need be, among all that the gap leaves in play."""
    found = _searched(question, goal, among, seconds)
    if found.chosen is None:
        among = question.problem.allowed
        found = _searched(question, goal, among, seconds)
        if found.chosen is None:
            _refuse_unless_finished(found)
            return None
    chosen, value = found.chosen, _value(question, goal, found.chosen)
    in_play = _in_play(question, goal, linear.prices, value)
    if (in_play & ~among).any():
        found = _searched(question, goal, in_play | chosen, seconds)
        if found.chosen is not None and _value(question, goal, found.chosen) < value:
            chosen = found.chosen
    return _stated(question, goal, chosen, found, linear)


def _searched(question: QuotaProblem, goal: Goal, among: Bools, seconds: float) -> Branched:
    found = branched(question, goal, among, seconds=seconds)
    if found.chosen is not None and not question.admits(found.chosen):
        raise ShapeError(ShapeFlaw.SOLVER_FAILED, ("milp",))
    return found


def _refuse_unless_finished(found: Branched) -> None:
    if not found.finished:
        raise ShapeError(ShapeFlaw.SOLVER_FAILED, ("milp: time",))


def _in_play(question: QuotaProblem, goal: Goal, prices: Prices, value: int) -> Bools:
    """The pairs that an arrangement cheaper than ``value`` could hold."""
    slack = (value - 1) * prices.scale - bound(question, goal, prices)
    allowed = question.problem.allowed
    return allowed & (losses(question, goal, prices, allowed) <= slack)


def _stated(question: QuotaProblem, goal: Goal, chosen: Bools, found: Branched, linear: Relaxed) -> Optimum:
    """``found`` is the search whose bound holds for all pairs."""
    value = _value(question, goal, chosen)
    proven = proven_bound(question, goal, linear.prices)
    claimed = value if found.finished else _rounded_up(found.bound)
    return Optimum(chosen, value, proven, max(proven, min(value, claimed)), linear.prices)


def _rounded_up(claim: float) -> int:
    """The next whole unit, with some room for the solver's rounding; of no claim at all, next to nothing."""
    return ceil(claim - 1e-6 * max(1.0, abs(claim))) if isfinite(claim) else -IMPOSSIBLE
