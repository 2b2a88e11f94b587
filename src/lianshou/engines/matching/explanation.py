"""Why a guest is where it is: what every other choice would cost the whole county, and who would move.

All prices are int64 cost units (metre-equivalents) and exact: the least extra cost over all rearrangements,
found as the cheapest cycle through the forced arc of the residual graph (Ahuja, Magnanti & Orlin, ch. 9).
A reduced cost would only be a lower bound and is never shown. Guests and hosts are indices, never negative.
Every function raises ValueError when the result is not proven optimal and IndexError for an unknown index.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.problem import IMPOSSIBLE, LEFT_OUT, Flaw, Ints, Problem, ProblemError, frozen
from lianshou.engines.matching.residual import Residual
from lianshou.engines.matching.solver import Result, resume


class Reason(Enum):
    """Why a guest is left out; the value is its sentence."""

    NO_HOST_WITHIN_WALL = Wording("范围内没有可结对的帮带方", "there is no host within the wall")
    FORBIDDEN = Wording("范围内的帮带方均被禁止结对", "every host within the wall is forbidden")
    ALL_FULL = Wording("可结对的帮带方均已满额", "every host it may go to is full")
    TOO_COSTLY = Wording(
        "有空余名额，但代价高于不结对", "there is room, but it costs more than being left out"
    )


class Warn(Enum):
    """What an officer should know before moving one guest; the value is its sentence."""

    NOT_ALLOWED = Wording("该结对不被允许", "this pair is not allowed")
    GUEST_LOCKED = Wording("该单位已锁定在原帮带方", "the guest is locked to its host")
    HOST_FULL = Wording("该帮带方已满额", "the host is full")
    ABOVE_HIGH = Wording("该帮带方将超过适宜家数", "the host would have more guests than is comfortable")
    BELOW_LOW = Wording("原帮带方将低于最少家数", "the former host would have fewer guests than it should")
    OTHERS_BETTER = Wording("若允许他人调整，总代价更低", "it would cost less if others could move too")


_BLOCKING = frozenset({Warn.NOT_ALLOWED, Warn.GUEST_LOCKED, Warn.HOST_FULL})


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another host for a guest: the extra cost to the whole county, and the difference of the pair alone.

    For a guest left out, ``own_extra`` is measured against its price of being left out.
    """

    host: int
    extra_cost: int
    own_extra: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a guest has no host, the cheapest way to serve it, and who else would move or lose its host."""

    reason: Reason
    cheapest: Alternative | None
    others: tuple[Shift, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Move:
    """One guest moved while every other pair stays, next to what the best rearrangement would do.

    ``cost_now``: cost difference with all others kept; None when the move is not possible as things
    stand. ``cost_reoptimised``: cost difference when others may move too, never above ``cost_now``; None
    if impossible. ``loads``: loads of all hosts after the move alone. ``others``: who else moves in the
    best rearrangement.
    """

    guest: int
    before: int
    after: int
    cost_now: int | None
    cost_reoptimised: int | None
    loads: Ints
    warnings: tuple[Warn, ...]
    others: tuple[Shift, ...]


def price_of_forcing(result: Result) -> Ints:
    """Exact extra cost for the whole county if guest i had to go to host j: int64 (guests, hosts), >= 0.

    0 for a guest's own host; ``IMPOSSIBLE`` where the pair is not allowed, the guest is locked elsewhere
    or only locked guests fill the host. Time O(hosts³ + guests × hosts).
    """
    return Residual(result).forcing_prices()


def host_price_range(result: Result) -> tuple[Ints, Ints]:
    """The lowest and highest optimal price of every host, int64 (hosts,) each; prices in between are as good.

    The highest is what one more guest there would cost the county, the lowest what one fewer would save.
    Unbounded ends read ``-IMPOSSIBLE`` (nobody could come) and ``IMPOSSIBLE`` (no place can be freed).
    """
    outward, inward = Residual(result).host_distances()
    return frozen(-inward), frozen(outward)


def next_best(result: Result, guest: int, k: int = 3, *, prices: Ints | None = None) -> list[Alternative]:
    """The guest's k cheapest other hosts for the whole county, cheapest first; fewer if fewer are possible.

    Ties go to the lower cost of the pair, then to the host's id. For many guests pass
    ``prices=price_of_forcing(result)`` once.
    """
    _check_index(guest, len(result.problem.guests))
    row = Residual(result).host_prices_of(guest) if prices is None else prices[guest]
    return cheapest_others(result, guest, k, row)


def why_left_out(result: Result, guest: int, *, residual: Residual | None = None) -> LeftOut:
    """Why the guest has no host and what serving it would take. Raises ValueError when it has one.

    For many guests pass ``residual=Residual(result)`` once.
    """
    problem = result.problem
    _check_index(guest, len(problem.guests))
    if result.host_of[guest] != LEFT_OUT:
        raise ValueError(f"{problem.guests[guest]} is not left out")
    residual = residual or Residual(result)
    cheapest = cheapest_others(result, guest, 1, residual.host_prices_of(guest))
    if not cheapest:
        return LeftOut(_reason(result, guest), None, ())
    after = residual.forced(result.host_of, guest=guest, host=cheapest[0].host)
    return LeftOut(_reason(result, guest), cheapest[0], _others(result, after, guest))


def force(result: Result, guest: int, host: int) -> Result:
    """The new optimum with this pair locked; among equals, one with a shortest chain of moves.

    Its cost is ``result.cost + price_of_forcing(result)[guest, host]``.
    Raises ProblemError: GUEST_LOCKED elsewhere, LOCK_NOT_ALLOWED, LOCKS_EXCEED_ROOM.
    """
    problem = result.problem
    _check_pair(problem, guest, host)
    name = problem.guests[guest]
    if problem.locked.get(name, problem.hosts[host]) != problem.hosts[host]:
        raise ProblemError(Flaw.GUEST_LOCKED, (name,))
    asked = replace(problem, locked={**problem.locked, name: problem.hosts[host]})
    return _revised(asked, result, Residual(result).forced(result.host_of, guest=guest, host=host))


def forbid(result: Result, guest: int, host: int) -> Result:
    """The new optimum with this pair forbidden; nothing moves unless the guest is there.

    Raises ProblemError(GUEST_LOCKED) when the pair is locked.
    """
    problem = result.problem
    _check_pair(problem, guest, host)
    if problem.locked.get(problem.guests[guest]) == problem.hosts[host]:
        raise ProblemError(Flaw.GUEST_LOCKED, (problem.guests[guest],))
    asked = _closed(problem, guest, host)
    if result.host_of[guest] != host:
        return _revised(asked, result, result.host_of)
    residual = Residual(result)
    prices, onward = residual.forcing_row(guest)
    prices[residual.node_of(host)] = IMPOSSIBLE
    node = int(prices.argmin())
    after = residual.rearranged(result.host_of, guest=guest, node=node, onward=onward)
    return _revised(asked, result, after)


def move(result: Result, guest: int, host: int) -> Move:
    """What moving this guest alone to this host costs, and what the best rearrangement would cost instead."""
    problem = result.problem
    _check_pair(problem, guest, host)
    before = int(result.host_of[guest])
    loads = result.loads
    loads[host] += 1
    if before != LEFT_OUT:
        loads[before] -= 1
    warnings = _warnings(result, guest, host)
    blocked = bool(_BLOCKING.intersection(warnings))
    now = None if blocked else problem.cost_of(_with(result.host_of, guest, host)) - result.cost
    residual = Residual(result)
    best = int(residual.host_prices_of(guest)[host])
    others: tuple[Shift, ...] = ()
    if best < IMPOSSIBLE:
        others = _others(result, residual.forced(result.host_of, guest=guest, host=host), guest)
    if now is not None and best < now:
        warnings = (*warnings, Warn.OTHERS_BETTER)
    reoptimised = best if best < IMPOSSIBLE else None
    return Move(guest, before, host, now, reoptimised, frozen(loads), warnings, others)


def _check_index(index: int, count: int) -> None:
    """A negative index would quietly mean another guest."""
    if not 0 <= index < count:
        raise IndexError(f"{index} is not between 0 and {count - 1}")


def _check_pair(problem: Problem, guest: int, host: int) -> None:
    _check_index(guest, len(problem.guests))
    _check_index(host, len(problem.hosts))


def cheapest_others(result: Result, guest: int, k: int, row: Ints) -> list[Alternative]:
    """``next_best`` from a row of ``price_of_forcing``, int64 (hosts,)."""
    own = result.problem.costs[guest] - _own_cost(result, guest)
    by_id = np.argsort(result.problem.canonical_order[1])
    order = np.lexsort((by_id, own, row))[: k + 1].tolist()
    found = [j for j in order if j != result.host_of[guest] and row[j] < IMPOSSIBLE]
    return [Alternative(j, int(row[j]), int(own[j])) for j in found[:k]]


def _own_cost(result: Result, guest: int) -> int:
    """What the guest's present state costs by itself: its pair, or being left out."""
    return int(result.problem.open_costs[guest, result.host_of[guest]])  # LEFT_OUT is the last column


def _reason(result: Result, guest: int) -> Reason:
    problem = result.problem
    hosts = np.flatnonzero(problem.allowed[guest])
    if not len(hosts):
        ruled_out = problem.forbidden is not None and problem.forbidden[guest].any()
        return Reason.FORBIDDEN if ruled_out else Reason.NO_HOST_WITHIN_WALL
    loads = problem.loads_of(result.host_of)
    full = all(loads[j] >= problem.rooms[j].most for j in hosts)
    return Reason.ALL_FULL if full else Reason.TOO_COSTLY


def _revised(problem: Problem, former: Result, host_of: Ints) -> Result:
    """A known optimum of a changed problem, with the prices that prove it, repaired from the former ones."""
    proven = resume(problem, host_of=host_of, host_prices=former.host_prices)
    return replace(proven, host_of=host_of, cost=problem.cost_of(host_of))


def _closed(problem: Problem, guest: int, host: int) -> Problem:
    allowed = problem.allowed.copy()
    allowed[guest, host] = False
    forbidden = np.zeros_like(allowed) if problem.forbidden is None else problem.forbidden.copy()
    forbidden[guest, host] = True
    return replace(problem, allowed=allowed, forbidden=forbidden)


def _with(host_of: Ints, guest: int, host: int) -> Ints:
    changed = host_of.copy()
    changed[guest] = host
    return changed


def _others(before: Result, after: Ints, guest: int) -> tuple[Shift, ...]:
    changed = np.flatnonzero(before.host_of != after).tolist()
    return tuple(Shift(i, int(before.host_of[i]), int(after[i])) for i in changed if i != guest)


def _warnings(result: Result, guest: int, host: int) -> tuple[Warn, ...]:
    problem, before = result.problem, int(result.host_of[guest])
    if before == host:
        return ()
    loads = problem.loads_of(result.host_of)
    room = problem.rooms[host]
    checks = {
        Warn.NOT_ALLOWED: not problem.allowed[guest, host],
        Warn.GUEST_LOCKED: problem.guests[guest] in problem.locked,
        Warn.HOST_FULL: loads[host] >= room.most,
        Warn.ABOVE_HIGH: room.high <= loads[host] < room.most,
        Warn.BELOW_LOW: before != LEFT_OUT and loads[before] <= problem.rooms[before].low,
    }
    return tuple(warning for warning, holds in checks.items() if holds)
