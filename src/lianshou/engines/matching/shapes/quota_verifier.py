"""Checks an answer under quotas, or a proof that quotas conflict, from the question alone; shares no line with the solvers.

Costs and bounds are added up again, pair by pair and place by place, in Python integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching.problem import Bools, Ints, Problem
from lianshou.engines.matching.shapes.quotas import QuotaProblem, QuotaResult


class Breach(Enum):
    """What an answer under quotas may violate; the value is its sentence."""

    SHAPE = Wording("{name}：形状或类型不对", "{name}: wrong shape or type")
    PAIR_NOT_ALLOWED = Wording("{guest}与{host}不允许结对", "{guest} and {host} may not be paired")
    LOCK_BROKEN = Wording("{guest}应锁定在{host}", "{guest} should have stayed with {host}")
    TOO_MANY_HOSTS = Wording(
        "{guest}：{count}家，只需{wanted}家", "{guest}: {count} hosts, only {wanted} wanted"
    )
    HOST_OVERFULL = Wording("{host}：{load}家，最多{most}家", "{host}: {load} guests, at most {most}")
    QUOTA_SHORT = Wording("“{name}”：{count}对，至少{least}对", "“{name}”: {count} pairs, at least {least}")
    QUOTA_EXCEEDED = Wording("“{name}”：{count}对，至多{most}对", "“{name}”: {count} pairs, at most {most}")
    COST_WRONG = Wording("总费用应为{right}，所报{claimed}", "the cost is {right}, not {claimed}")
    BOUND_WRONG = Wording("下界应为{right}，所报{claimed}", "the bound is {right}, not {claimed}")
    CLAIM_WRONG = Wording(
        "求解器所报下界{claimed}不在{bound}与{cost}之间",
        "the claimed bound {claimed} is not within {bound} and {cost}",
    )
    CONFLICT_NOT_PROVEN = Wording("所给价格不能证明要求冲突", "these prices do not prove a conflict")


@dataclass(frozen=True, slots=True)
class QuotaViolation:
    """One thing that is wrong, the names concerned, and its sentence."""

    code: Breach
    subject: tuple[str, ...]
    wording: Wording


def verify_quotas(result: QuotaResult) -> list[QuotaViolation]:
    """Everything wrong with an answer and with the bound it states; empty means right, and optimal if EXACT."""
    question = result.question
    found = _unreadable(result)
    if found:
        return found
    found = _pairs_broken(question, result.chosen) + _rooms_broken(question, result.chosen)
    found += _quotas_broken(question, result.chosen)
    right = _cost(question, result.chosen)
    if result.cost != right:
        found.append(_violation(Breach.COST_WRONG, right=right, claimed=result.cost))
    at_prices = _bound(
        question, result.host_prices, result.quota_prices, scale=result.scale, free_of_cost=False
    )
    proven = -((-at_prices) // result.scale)
    if result.bound != proven:
        found.append(_violation(Breach.BOUND_WRONG, right=proven, claimed=result.bound))
    if not result.bound <= result.claimed_bound <= result.cost:
        words = {"claimed": result.claimed_bound, "bound": result.bound, "cost": result.cost}
        found.append(_violation(Breach.CLAIM_WRONG, **words))
    return found


def verify_conflict(
    question: QuotaProblem, quotas: Sequence[int], *, host_prices: Ints, quota_prices: Ints, scale: int
) -> list[QuotaViolation]:
    """Whether these prices prove that the quotas (by row) cannot all be met; empty means proven.

    If missing a quota cost 1 per pair and nothing else cost anything, the arrangement would cost more than
    nothing. The price of a quota may not exceed what missing it costs.
    """
    alone = QuotaProblem(question.problem, tuple(question.quotas[row] for row in quotas), question.wants)
    shapes = host_prices.shape == (len(question.problem.hosts),) and quota_prices.shape == (len(quotas),)
    within = shapes and scale > 0 and all(abs(price) <= scale for price in quota_prices.tolist())
    if within and _bound(alone, host_prices, quota_prices, scale=scale, free_of_cost=True) > 0:
        return []
    return [_violation(Breach.CONFLICT_NOT_PROVEN, *(question.quotas[row].name for row in quotas))]


def _violation(code: Breach, *subject: str, **values: object) -> QuotaViolation:
    return QuotaViolation(code, subject, code.value.fill(**values))


def _unreadable(result: QuotaResult) -> list[QuotaViolation]:
    guests, hosts = len(result.question.problem.guests), len(result.question.problem.hosts)
    claims = (
        ("chosen", result.chosen, np.bool_, (guests, hosts)),
        ("host_prices", result.host_prices, np.int64, (hosts,)),
        ("quota_prices", result.quota_prices, np.int64, (len(result.question.quotas),)),
    )
    wrong = [name for name, array, dtype, shape in claims if array.dtype != dtype or array.shape != shape]
    if result.scale < 1:
        wrong.append("scale")
    return [_violation(Breach.SHAPE, name, name=name) for name in wrong]


def _made(chosen: Bools) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(chosen.tolist()) for j, taken in enumerate(row) if taken]


def _pairs_broken(question: QuotaProblem, chosen: Bools) -> list[QuotaViolation]:
    problem, made = question.problem, _made(chosen)
    found = []
    for i, j in made:
        if not problem.allowed[i, j]:
            names = problem.guests[i], problem.hosts[j]
            found.append(_violation(Breach.PAIR_NOT_ALLOWED, *names, guest=names[0], host=names[1]))
    kept = {(problem.guests[i], problem.hosts[j]) for i, j in made}
    for lock in problem.locked.items():
        if lock not in kept:
            found.append(_violation(Breach.LOCK_BROKEN, *lock, guest=lock[0], host=lock[1]))
    return found


def _wants(question: QuotaProblem) -> list[int]:
    return [1] * len(question.problem.guests) if question.wants is None else question.wants.tolist()


def _rooms_broken(question: QuotaProblem, chosen: Bools) -> list[QuotaViolation]:
    problem = question.problem
    found = []
    for guest, row, wanted in zip(problem.guests, chosen.tolist(), _wants(question), strict=True):
        if (count := row.count(True)) > wanted:
            found.append(_violation(Breach.TOO_MANY_HOSTS, guest, guest=guest, count=count, wanted=wanted))
    for host, room, column in zip(problem.hosts, problem.rooms, chosen.T.tolist(), strict=True):
        if (load := column.count(True)) > room.most:
            found.append(_violation(Breach.HOST_OVERFULL, host, host=host, load=load, most=room.most))
    return found


def _quotas_broken(question: QuotaProblem, chosen: Bools) -> list[QuotaViolation]:
    made = _made(chosen)
    found: list[QuotaViolation] = []
    for quota in question.quotas:
        count = sum(bool(quota.pairs[pair]) for pair in made)
        if count < quota.least:
            said = {"name": quota.name, "count": count, "least": quota.least}
            found.append(_violation(Breach.QUOTA_SHORT, quota.name, **said))
        if quota.most is not None and count > quota.most:
            said = {"name": quota.name, "count": count, "most": quota.most}
            found.append(_violation(Breach.QUOTA_EXCEEDED, quota.name, **said))
    return found


def _cost(question: QuotaProblem, chosen: Bools) -> int:
    """Pairs term by term, hosts that guests lack, places; those beyond a wall, a violation anyway, count nothing."""
    problem = question.problem
    total: int = sum(int(term.costs[pair]) for pair in _made(chosen) for term in problem.terms)
    rows = zip(problem.left_out.tolist(), _wants(question), chosen.tolist(), strict=True)
    total += sum(price * (wanted - row.count(True)) for price, wanted, row in rows)
    for room, column in zip(problem.rooms, chosen.T.tolist(), strict=True):
        total += sum(room.marginal(k) for k in range(1, min(column.count(True), room.most) + 1))
    return total


def _bound(
    question: QuotaProblem, host_prices: Ints, quota_prices: Ints, *, scale: int, free_of_cost: bool
) -> int:
    """What no arrangement goes below, times ``scale``; ``free_of_cost``: only missing quotas costs anything."""
    problem = question.problem
    total = sum(
        _guest(question, i, wanted, host_prices, quota_prices, 0 if free_of_cost else scale)
        for i, wanted in enumerate(_wants(question))
    )
    for j, price in enumerate(host_prices.tolist()):
        total -= _earned(problem, j, price, 0 if free_of_cost else scale)
    for quota, price in zip(question.quotas, quota_prices.tolist(), strict=True):
        total -= max(price * quota.least, price * quota.ceiling)
    return total


def _guest(
    question: QuotaProblem, i: int, wanted: int, host_prices: Ints, quota_prices: Ints, scale: int
) -> int:
    """The cheapest ``wanted`` choices: its lock, then whatever is cheapest of hosts and doing without."""
    problem = question.problem
    own = problem.locked.get(problem.guests[i])
    prices = sum(
        (term.costs[i].astype(object) * scale for term in problem.terms), start=host_prices.astype(object)
    )
    for quota, price in zip(question.quotas, quota_prices.tolist(), strict=True):
        prices = prices + quota.pairs[i].astype(object) * price
    kept = [price for host, price in zip(problem.hosts, prices.tolist(), strict=True) if host == own]
    usable = zip(problem.hosts, problem.allowed[i].tolist(), prices.tolist(), strict=True)
    others = [price for host, allowed, price in usable if allowed and host != own]
    others += [int(problem.left_out[i]) * scale] * wanted
    return int(sum(kept) + sum(sorted(others)[: wanted - len(kept)]))


def _earned(problem: Problem, j: int, price: int, scale: int) -> int:
    """The most a host could earn at this price, over every load that is possible."""
    best = total = 0
    for k in range(1, min(problem.rooms[j].most, len(problem.guests)) + 1):
        total += price - problem.rooms[j].marginal(k) * scale
        best = max(best, total)
    return best
