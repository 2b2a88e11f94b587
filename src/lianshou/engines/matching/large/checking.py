"""Checks an arrangement and its dual certificate; trusts no solver.

Up to ``BY_HAND`` pairs every pair is worked out by numpy, block by block, and no compiled line is run. Beyond,
the same questions are put to the tree, which shares the cost function with the solver but none of its state.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from lianshou.engines.matching.large.cost import costs_between, rates_of, side_of, terms_between
from lianshou.engines.matching.large.places import LargeProblem
from lianshou.engines.matching.large.solving import Result
from lianshou.engines.matching.large.tree import cheapest, grow, key_all, search_room
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Ints
from lianshou.engines.matching.verifier import Code, Violation

BY_HAND: Final = 100_000_000
_BLOCK: Final = 1_000_000


def check(result: Result, *, by_hand: bool | None = None) -> list[Violation]:
    """Everything wrong with a result; empty means feasible, and optimal over all pairs.

    ``by_hand`` forces or forbids the complete graph; by default its size decides. Claims that cannot be read
    end the check early. Raises nothing.
    """
    problem = result.problem
    found = [*_unreadable(result)]
    if found:
        return found
    if by_hand is None:
        by_hand = len(problem.guests) * len(problem.hosts) <= BY_HAND
    values = _values_by_hand(problem, result.host_prices) if by_hand else _values_by_tree(problem, result)
    values[result.host_of == ABSENT] = 0  # who does not ask costs nothing, and nothing holds for it
    load = np.bincount(result.host_of[result.host_of >= 0], minlength=len(problem.hosts))
    return [
        *_breaches(result, load),
        *_wrong_prices(result, load),
        *_wrong_values(result, values),
        *_wrong_sums(result, values, load),
    ]


def _violation(code: Code, *rows: int, **values: object) -> Violation:
    return Violation(code, tuple(str(row) for row in rows), code.value.fill(**values))


def _unreadable(result: Result) -> Iterator[Violation]:
    guests, hosts = len(result.problem.guests), len(result.problem.hosts)
    claims = {"host_of": guests, "host_prices": hosts, "guest_values": guests}
    for name, wanted in claims.items():
        array = getattr(result, name)
        if not isinstance(array, np.ndarray) or array.dtype != np.int64 or array.shape != (wanted,):
            yield Violation(Code.SHAPE, (name,), Code.SHAPE.value.fill(name=name, wanted=wanted))
            return
    known = (result.host_of >= LEFT_OUT) | (result.host_of == ABSENT)
    for i in np.flatnonzero(~known | (result.host_of >= hosts)).tolist():
        yield _violation(Code.UNKNOWN_HOST, i, guest=i, index=int(result.host_of[i]))
    for j in np.flatnonzero(np.abs(result.host_prices) > IMPOSSIBLE // 4).tolist():
        yield _violation(Code.PRICE_TOO_LARGE, j, host=j, price=int(result.host_prices[j]))


def _breaches(result: Result, load: Ints) -> Iterator[Violation]:
    """Walls, forbidden pairs, locks and room that the arrangement does not respect."""
    problem, host_of = result.problem, result.host_of
    guests = np.flatnonzero(host_of >= 0)
    metres = terms_between(problem, guests, host_of[guests])[1]
    bad = (metres > problem.tariff.farthest) & (problem.locked[guests] != host_of[guests])
    first, second = problem.forbidden.T
    for i in [*guests[bad].tolist(), *first[host_of[first] == second].tolist()]:
        yield _violation(Code.PAIR_NOT_ALLOWED, i, int(host_of[i]), guest=i, host=int(host_of[i]))
    for i in np.flatnonzero((problem.locked != LEFT_OUT) & (problem.locked != host_of)).tolist():
        yield _violation(Code.LOCK_BROKEN, i, guest=i, host=int(problem.locked[i]))
    for j in np.flatnonzero(load > problem.rooms.most).tolist():
        yield _violation(Code.HOST_OVERFULL, j, host=j, load=int(load[j]), most=int(problem.rooms.most[j]))


def _marginal(problem: LargeProblem, k: Ints) -> Ints:
    """Price of place ``k`` (1-based) of every host."""
    rooms = problem.rooms
    prices: Ints = np.where(k <= rooms.low, -rooms.under, rooms.over * np.maximum(0, k - rooms.high))
    return prices


def _wrong_prices(result: Result, load: Ints) -> Iterator[Violation]:
    """Complementary slackness of the places: last used <= price <= next."""
    prices, most = result.host_prices, result.problem.rooms.most
    following, used = _marginal(result.problem, load + 1), _marginal(result.problem, load)
    for j in np.flatnonzero((load < most) & (prices > following)).tolist():
        yield _violation(Code.PRICE_ABOVE_NEXT, j, host=j, price=int(prices[j]), next=int(following[j]))
    for j in np.flatnonzero((load > 0) & (prices < used)).tolist():
        yield _violation(Code.PRICE_BELOW_USED, j, host=j, price=int(prices[j]), used=int(used[j]))


def _wrong_values(result: Result, values: Ints) -> Iterator[Violation]:
    """Complementary slackness of the pairs, and the values claimed."""
    problem, host_of = result.problem, result.host_of
    current = np.where(host_of == ABSENT, 0, problem.left_out)
    served = np.flatnonzero(host_of >= 0)
    hosts = host_of[served]
    current[served] = costs_between(problem, served, hosts) + result.host_prices[hosts]
    for i in np.flatnonzero(current > values).tolist():
        yield _violation(Code.BETTER_CHOICE, i, guest=i, current=int(current[i]), best=int(values[i]))
    for i in np.flatnonzero(result.guest_values != values).tolist():
        claimed = int(result.guest_values[i])
        yield _violation(Code.VALUE_WRONG, i, guest=i, right=int(values[i]), claimed=claimed)


def _wrong_sums(result: Result, values: Ints, load: Ints) -> Iterator[Violation]:
    problem = result.problem
    proven = int(values.sum()) - _earned(problem, result.host_prices)
    cost = _cost(result, load)
    if cost != result.cost:
        yield _violation(Code.COST_WRONG, right=cost, claimed=result.cost)
    if proven != result.bound:
        yield _violation(Code.BOUND_WRONG, right=proven, claimed=result.bound)
    if proven != cost:
        yield _violation(Code.GAP, cost=cost, bound=proven)


def _cost(result: Result, load: Ints) -> int:
    """The cost added up anew, place by place."""
    problem, host_of = result.problem, result.host_of
    served = np.flatnonzero(host_of >= 0)
    pairs = sum(int(term.sum()) for term in terms_between(problem, served, host_of[served])[0].values())
    places = sum(
        int(_marginal(problem, np.full_like(load, k))[(k <= load) & (k <= problem.rooms.most)].sum())
        for k in range(1, int(load.max(initial=0)) + 1)
    )
    return pairs + places + int(problem.left_out[host_of == LEFT_OUT].sum())


def _earned(problem: LargeProblem, prices: Ints) -> int:
    """What the hosts earn at most at these prices, place by place, up to one guest more than there are."""
    total, k = 0, 1
    while True:
        gains = np.where(k <= problem.rooms.most, prices - _marginal(problem, np.full_like(prices, k)), 0)
        gain = int(np.maximum(gains, 0).sum())
        if gain == 0 or k > len(problem.guests) + 1:  # staircases are convex: no later place gains
            return total
        total, k = total + gain, k + 1


def _locked_values(problem: LargeProblem, prices: Ints, values: Ints) -> Ints:
    held = np.flatnonzero(problem.locked != LEFT_OUT)
    hosts = problem.locked[held]
    values[held] = costs_between(problem, held, hosts) + prices[hosts]
    return values


def _values_by_hand(problem: LargeProblem, prices: Ints) -> Ints:
    """The least ``cost + price`` of every guest, over every pair there is."""
    values = problem.left_out.copy()
    hosts = np.arange(len(problem.hosts))
    rows = max(1, _BLOCK // max(1, len(hosts)))
    first, second = problem.forbidden.T
    for start in range(0, len(values) if len(hosts) else 0, rows):
        guests = np.arange(start, min(start + rows, len(values)))
        terms, metres = terms_between(problem, guests[:, None], hosts)
        costs = sum(terms.values(), start=np.zeros_like(metres))
        costs[metres > problem.tariff.farthest] = IMPOSSIBLE
        mine = (first >= guests[0]) & (first <= guests[-1])
        costs[first[mine] - start, second[mine]] = IMPOSSIBLE
        values[guests] = np.minimum(values[guests], (costs + prices).min(axis=1))
    return _locked_values(problem, prices, values)


def _values_by_tree(problem: LargeProblem, result: Result) -> Ints:
    """The same by branch and bound: the cheapest below the price of being left out, and last year's pair apart."""
    tree, side, order = grow(problem.hosts)
    prices = np.ascontiguousarray(result.host_prices[order])
    keys = np.empty(len(tree.nodes), dtype=np.int64)
    key_all(tree, keys, prices)
    n = len(problem.guests)
    first, second = problem.forbidden.T  # sorted by guest
    starts = np.concatenate([[0], np.cumsum(np.bincount(first, minlength=n))]).astype(np.int64)
    closed = starts, np.argsort(order)[second]
    seekers, rates, found = side_of(problem.guests, np.arange(n)), rates_of(problem.tariff), search_room(1)
    values = problem.left_out.copy()
    for i in range(n):
        if cheapest(tree, keys, side, prices, rates, seekers, i, closed, values[i], found):
            values[i] = found[2][0]
    return _locked_values(problem, result.host_prices, _renewed(problem, result.host_prices, values))


def _renewed(problem: LargeProblem, prices: Ints, values: Ints) -> Ints:
    """Values with last year's pairs looked at, which the tree does not know."""
    guests = np.flatnonzero(problem.existing != LEFT_OUT)
    hosts = problem.existing[guests]
    terms, metres = terms_between(problem, guests, hosts)
    keys = guests * len(problem.hosts) + hosts
    closed = np.isin(keys, problem.forbidden[:, 0] * len(problem.hosts) + problem.forbidden[:, 1])
    open_ = ~closed & (metres <= problem.tariff.farthest)
    again = sum(terms.values(), start=np.zeros_like(metres)) + prices[hosts]
    values[guests[open_]] = np.minimum(values[guests[open_]], again[open_])
    return values
