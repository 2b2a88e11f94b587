"""What prices prove about quotas, in exact integers: a bound over all pairs, and what no pair can do better.

Lagrangian duality (Ahuja, Magnanti & Orlin, ch. 16): whatever integers the prices of hosts and quotas are,
every guest's cheapest choices at these prices, less what hosts and quotas could earn, cost no more than any
arrangement. So prices found in floats may be rounded at will: a bad guess weakens the bound, never falsifies it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from lianshou.engines.matching.problem import IMPOSSIBLE, LARGEST, Bools, Ints
from lianshou.engines.matching.shapes.prices import stairs
from lianshou.engines.matching.shapes.quotas import QuotaProblem

_FINEST = 60  # the largest denominator looked for in one price
_LARGEST_SCALE = 5040


@dataclass(frozen=True, eq=False, slots=True)
class Goal:
    """What is minimised: int64 ``costs`` (guests, hosts), ``left_out`` (guests,), per host its (price, places).

    ``penalty``: price of every pair by which a quota is missed; 0: quotas are kept.
    """

    costs: Ints
    left_out: Ints
    stairs: tuple[tuple[tuple[int, int], ...], ...]
    penalty: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class Prices:
    """Of hosts int64 (hosts,) and of quotas int64 (quotas,), in units of 1 / ``scale``."""

    hosts: Ints
    quotas: Ints
    scale: int


def true_goal(question: QuotaProblem) -> Goal:
    """The cost itself."""
    problem = question.problem
    places = tuple(tuple(stairs(room, len(problem.guests))) for room in problem.rooms)
    return Goal(problem.costs, problem.left_out, places)


def counting_goal(question: QuotaProblem, costs: Ints) -> Goal:
    """``costs`` and nothing else: neither rooms nor being left out have a price."""
    guests = len(question.problem.guests)
    places = tuple(((0, min(room.most, guests)),) for room in question.problem.rooms)
    return Goal(costs, np.zeros(guests, dtype=np.int64), places)


def meeting_goal(question: QuotaProblem) -> Goal:
    """By how many pairs the quotas are missed; 0 when all can be met."""
    nothing = counting_goal(question, np.zeros_like(question.problem.costs))
    return Goal(nothing.costs, nothing.left_out, nothing.stairs, penalty=1)


def rounded(goal: Goal, hosts: NDArray[np.float64], quotas: NDArray[np.float64]) -> Prices:
    """Prices in whole units where they are whole, else over their common denominator if it is small."""
    near = [Fraction(price).limit_denominator(_FINEST) for price in (*hosts.tolist(), *quotas.tolist())]
    scale = lcm(*(price.denominator for price in near))
    dearest = max(int(np.abs(goal.costs).max(initial=0)), int(goal.left_out.max(initial=0)))
    if scale > min(_LARGEST_SCALE, LARGEST // (1 + dearest)):
        scale = 1
    limit = goal.penalty * scale or LARGEST // (1 + len(quotas))
    whole = [round(price * scale) for price in near]
    of_hosts = np.clip(np.array(whole[: len(hosts)], dtype=np.int64), -LARGEST, LARGEST)
    of_quotas = np.clip(np.array(whole[len(hosts) :], dtype=np.int64), -limit, limit)
    return Prices(of_hosts, of_quotas, scale)


def bound(question: QuotaProblem, goal: Goal, prices: Prices) -> int:
    """What no arrangement of all allowed pairs can go below, in units of 1 / ``scale``."""
    priced = _priced(question, goal, prices)
    nearest = _nearest(question, priced, question.problem.allowed)
    left = (goal.left_out * prices.scale)[:, None]
    seats = np.arange(nearest.shape[1]) < _free_seats(question)[:, None]
    chosen = np.where(seats, np.minimum(nearest, left), 0).ravel().tolist()
    locked = priced[
        question.locked
    ].tolist()  # added up as Python integers: prices may be as large as all costs
    total: int = sum(chosen) + sum(locked) - _hosts_earn(goal, prices) - _quotas_earn(question, prices)
    return total


def losses(question: QuotaProblem, goal: Goal, prices: Prices, among: Bools) -> Ints:
    """By how much each pair exceeds the dearest choice its guest would make ``among`` these pairs; int64, may be < 0.

    Over all allowed pairs: what the bound grows by at the least when the pair must be chosen.
    """
    priced = _priced(question, goal, prices)
    nearest = _nearest(question, priced, among)
    seats = _free_seats(question)
    dearest = np.full(len(seats), -IMPOSSIBLE, dtype=np.int64)
    seeking = np.flatnonzero(seats > 0)
    dearest[seeking] = np.minimum(nearest[seeking, seats[seeking] - 1], goal.left_out[seeking] * prices.scale)
    return priced - dearest[:, None]


def _priced(question: QuotaProblem, goal: Goal, prices: Prices) -> Ints:
    priced = goal.costs * prices.scale + prices.hosts
    for quota, price in zip(question.quotas, prices.quotas.tolist(), strict=True):
        if price:
            priced[quota.pairs] += price
    return priced


def _free_seats(question: QuotaProblem) -> Ints:
    """How many hosts each guest may still choose beside its lock."""
    return np.array(question.wanted - question.locked.sum(axis=1), dtype=np.int64)


def _nearest(question: QuotaProblem, priced: Ints, among: Bools) -> Ints:
    """Every guest's cheapest choices in order, int64 (guests, the most anybody seeks); ``IMPOSSIBLE`` beyond."""
    deepest = int(_free_seats(question).max(initial=0))
    usable = np.where(among & ~question.locked, priced, np.int64(IMPOSSIBLE))
    lacking = max(0, deepest - usable.shape[1])
    usable = np.pad(usable, ((0, 0), (0, lacking)), constant_values=IMPOSSIBLE)
    if 0 < deepest < usable.shape[1]:
        usable = np.partition(usable, deepest - 1, axis=1)[:, :deepest]
    return np.sort(usable[:, :deepest], axis=1)


def _hosts_earn(goal: Goal, prices: Prices) -> int:
    rows = zip(goal.stairs, prices.hosts.tolist(), strict=True)
    return sum(
        places * max(0, price - step * prices.scale) for stair, price in rows for step, places in stair
    )


def _quotas_earn(question: QuotaProblem, prices: Prices) -> int:
    rows = zip(question.quotas, prices.quotas.tolist(), strict=True)
    return sum(max(price * quota.least, price * quota.ceiling) for quota, price in rows)
