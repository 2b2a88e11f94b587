"""Checks an arrangement and its proof from the problem alone; shares no line with the solver.

The cost is added up again term by term and place by place in Python integers. The proof is
linear-programming duality (Ahuja, Magnanti & Orlin, ch. 9): with host prices p and guest values v, an
arrangement is optimal when no allowed pair has ``cost + p < v``, every used place is worth its price,
every free one is not, and the dual objective equals the cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from lianshou.core.wording import Wording
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Ints, Problem, Room
from lianshou.engines.matching.solver import Result


class Code(Enum):
    """What an arrangement or its proof may violate; the value is its sentence."""

    SHAPE = Wording("{name}：应为{wanted}个int64整数", "{name}: should be {wanted} integers of type int64")
    UNKNOWN_HOST = Wording("{guest}：帮带方编号{index}不存在", "{guest}: there is no host number {index}")
    PAIR_NOT_ALLOWED = Wording("{guest}与{host}不允许结对", "{guest} and {host} may not be paired")
    LOCK_BROKEN = Wording("{guest}应锁定在{host}", "{guest} should have stayed with {host}")
    HOST_OVERFULL = Wording("{host}：{load}家，最多{most}家", "{host}: {load} guests, at most {most}")
    COST_WRONG = Wording("总费用应为{right}，所报{claimed}", "the cost is {right}, not {claimed}")
    PRICE_TOO_LARGE = Wording("{host}：价格{price}过大", "{host}: the price {price} is too large")
    PRICE_ABOVE_NEXT = Wording(
        "{host}：价格{price}高于下一名额{next}", "{host}: price {price} above that of its next place, {next}"
    )
    PRICE_BELOW_USED = Wording(
        "{host}：价格{price}低于已用名额{used}",
        "{host}: price {price} below that of its last used place, {used}",
    )
    BETTER_CHOICE = Wording(
        "{guest}：现为{current}，另有更低的{best}",
        "{guest}: pays {current} at these prices, could pay {best}",
    )
    VALUE_WRONG = Wording(
        "{guest}：价值应为{right}，所报{claimed}", "{guest}: the value is {right}, not {claimed}"
    )
    BOUND_WRONG = Wording("下界应为{right}，所报{claimed}", "the bound is {right}, not {claimed}")
    GAP = Wording("费用{cost}与下界{bound}不相等", "the cost {cost} and the bound {bound} differ")


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong, the ids concerned, and its sentence."""

    code: Code
    subject: tuple[str, ...]
    wording: Wording


def verify(
    problem: Problem,
    host_of: Ints,
    *,
    cost: int,
    host_prices: Ints | None = None,
    guest_values: Ints | None = None,
    bound: int | None = None,
) -> list[Violation]:
    """Everything wrong with an arrangement; empty means right, and optimal when ``host_prices`` are given.

    ``host_of`` int64 (guests,), ``LEFT_OUT`` for none. Without ``host_prices`` only the arrangement and
    its cost are checked. Claims that cannot be read (wrong shape, unknown host) end the check early.
    Raises nothing.
    """
    found = _unreadable(problem, host_of, host_prices, guest_values)
    if found:
        return found
    found = _breaches(problem, host_of)
    right = _cost(problem, host_of)
    if cost != right:
        found.append(_violation(Code.COST_WRONG, right=right, claimed=cost))
    if host_prices is not None:
        found += _flaws_of_proof(problem, host_of, right, host_prices, guest_values, bound)
    return found


def verify_result(result: Result) -> list[Violation]:
    """Everything wrong with a result, its proof included."""
    return verify(
        result.problem,
        result.host_of,
        cost=result.cost,
        host_prices=result.host_prices,
        guest_values=result.guest_values,
        bound=result.bound,
    )


def _violation(code: Code, *subject: str, **values: object) -> Violation:
    return Violation(code, subject, code.value.fill(**values))


def _unreadable(
    problem: Problem, host_of: Ints, host_prices: Ints | None, guest_values: Ints | None
) -> list[Violation]:
    found: list[Violation] = []
    guests, hosts = len(problem.guests), len(problem.hosts)
    claims = (
        ("host_of", host_of, guests),
        ("host_prices", host_prices, hosts),
        ("guest_values", guest_values, guests),
    )
    for name, array, wanted in claims:
        if array is not None and not _is_readable(array, wanted):
            found.append(_violation(Code.SHAPE, name, name=name, wanted=wanted))
    if found:
        return found
    for guest, index in zip(problem.guests, host_of.tolist(), strict=True):
        if not LEFT_OUT <= index < hosts:
            found.append(_violation(Code.UNKNOWN_HOST, guest, guest=guest, index=index))
    for host, price in zip(problem.hosts, [] if host_prices is None else host_prices.tolist(), strict=False):
        if abs(price) > IMPOSSIBLE:
            found.append(_violation(Code.PRICE_TOO_LARGE, host, host=host, price=price))
    return found


def _is_readable(array: NDArray[np.generic], wanted: int) -> bool:
    return isinstance(array, np.ndarray) and array.dtype == np.int64 and array.shape == (wanted,)


def _loads(problem: Problem, host_of: Ints) -> list[int]:
    picks = host_of.tolist()
    return [picks.count(j) for j in range(len(problem.hosts))]


def _breaches(problem: Problem, host_of: Ints) -> list[Violation]:
    """Walls, locks and room that the arrangement does not respect."""
    found: list[Violation] = []
    for i, (guest, j) in enumerate(zip(problem.guests, host_of.tolist(), strict=True)):
        host = None if j == LEFT_OUT else problem.hosts[j]
        if host is not None and not problem.allowed[i, j]:
            found.append(_violation(Code.PAIR_NOT_ALLOWED, guest, host, guest=guest, host=host))
        lock = problem.locked.get(guest)
        if lock is not None and host != lock:
            found.append(_violation(Code.LOCK_BROKEN, guest, lock, guest=guest, host=lock))
    for host, room, load in zip(problem.hosts, problem.rooms, _loads(problem, host_of), strict=True):
        if load > room.most:
            found.append(_violation(Code.HOST_OVERFULL, host, host=host, load=load, most=room.most))
    return found


def _cost(problem: Problem, host_of: Ints) -> int:
    """The cost added up anew; places beyond a wall, a violation anyway, count nothing."""
    total = 0
    for i, j in enumerate(host_of.tolist()):
        total += int(problem.left_out[i]) if j == LEFT_OUT else _pair(problem, i, j)
    for room, load in zip(problem.rooms, _loads(problem, host_of), strict=True):
        total += sum(room.marginal(k) for k in range(1, min(load, room.most) + 1))
    return total


def _pair(problem: Problem, i: int, j: int) -> int:
    return sum(int(term.costs[i, j]) for term in problem.terms)


def _flaws_of_proof(
    problem: Problem,
    host_of: Ints,
    cost: int,
    host_prices: Ints,
    guest_values: Ints | None,
    bound: int | None,
) -> list[Violation]:
    values = _values(problem, host_prices)
    prices = host_prices.tolist()
    proven = sum(values) - sum(
        _profit(room, price, len(values)) for room, price in zip(problem.rooms, prices, strict=True)
    )
    found = _wrong_prices(problem, host_of, prices) + _better_choices(problem, host_of, prices, values)
    for guest, right, claimed in zip(problem.guests, values, _listed(guest_values), strict=False):
        if right != claimed:
            found.append(_violation(Code.VALUE_WRONG, guest, guest=guest, right=right, claimed=claimed))
    if bound is not None and bound != proven:
        found.append(_violation(Code.BOUND_WRONG, right=proven, claimed=bound))
    if proven != cost:
        found.append(_violation(Code.GAP, cost=cost, bound=proven))
    return found


def _listed(values: Ints | None) -> list[int]:
    return [] if values is None else values.tolist()


def _values(problem: Problem, host_prices: Ints) -> list[int]:
    """The least each guest could pay at these prices; a locked guest has no choice."""
    hosts = {host: j for j, host in enumerate(problem.hosts)}
    priced = sum((term.costs for term in problem.terms), start=np.zeros_like(problem.allowed, dtype=np.int64))
    priced = priced + host_prices
    best = []
    for i, guest in enumerate(problem.guests):
        if guest in problem.locked:
            best.append(int(priced[i, hosts[problem.locked[guest]]]))
        else:
            best.append(min([int(problem.left_out[i]), *priced[i, problem.allowed[i]].tolist()]))
    return best


def _profit(room: Room, price: int, guests: int) -> int:
    """The most a host could earn by letting places at this price, over every load up to one guest too many."""
    best = total = 0
    for k in range(1, min(room.most, guests + 1) + 1):
        total += price - room.marginal(k)
        best = max(best, total)
    return best


def _wrong_prices(problem: Problem, host_of: Ints, prices: list[int]) -> list[Violation]:
    """Complementary slackness of the places: last used <= price <= next."""
    found: list[Violation] = []
    rows = zip(problem.hosts, problem.rooms, _loads(problem, host_of), prices, strict=True)
    for host, room, load, price in rows:
        if load < room.most and price > (following := room.marginal(load + 1)):
            found.append(_violation(Code.PRICE_ABOVE_NEXT, host, host=host, price=price, next=following))
        if 0 < load <= room.most and price < (used := room.marginal(load)):
            found.append(_violation(Code.PRICE_BELOW_USED, host, host=host, price=price, used=used))
    return found


def _better_choices(problem: Problem, host_of: Ints, prices: list[int], values: list[int]) -> list[Violation]:
    """Complementary slackness of the pairs: nobody pays more than the least it could."""
    found: list[Violation] = []
    for i, (guest, j, best) in enumerate(zip(problem.guests, host_of.tolist(), values, strict=True)):
        current = int(problem.left_out[i]) if j == LEFT_OUT else _pair(problem, i, j) + prices[j]
        if current > best:
            found.append(_violation(Code.BETTER_CHOICE, guest, guest=guest, current=current, best=best))
    return found
