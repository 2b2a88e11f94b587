"""The question as an integer programme, for goals that no price can reach."""

from __future__ import annotations

from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, vstack

from lianshou.engines.matching.problem import LEFT_OUT, Flaw, Ints, Problem, ProblemError, frozen

_EXACT_IN_FLOATS: Final = 2**53


def best_within(problem: Problem, breaks: Ints, *, most_left_out: int, moves: int) -> Ints:
    """The cheapest arrangement that breaks at most ``moves`` pairs, int64 (guests,), by HiGHS to a gap of zero.

    ``breaks`` int64 (guests, hosts + 1). The solver counts in floats: the arrangement is sound, its optimality
    is taken on trust. Raises ProblemError (TOO_LARGE) where floats could confuse costs, RuntimeError when the
    solver does not end with an optimum.
    """
    guests, choices = _choices(problem)
    hosts, stairs = _places(problem)
    prices = np.column_stack([problem.costs, problem.left_out])[guests, choices]
    objective = np.concatenate([prices, stairs])
    if sum(abs(price) for price in objective.tolist()) > _EXACT_IN_FLOATS:
        raise ProblemError(Flaw.TOO_LARGE, ("sum",))
    rules = _rules(problem, (guests, choices), hosts, breaks[guests, choices], limits=(most_left_out, moves))
    whole = np.ones(len(objective), dtype=np.int64)
    found = milp(
        objective, constraints=rules, bounds=Bounds(0, 1), integrality=whole, options={"mip_rel_gap": 0.0}
    )
    if not found.success:
        raise RuntimeError(found.message)
    taken = np.flatnonzero(found.x[: len(guests)] > 0.5)
    host_of = np.empty(len(problem.guests), dtype=np.int64)
    host_of[guests[taken]] = choices[taken]
    return frozen(np.where(host_of == len(problem.hosts), np.int64(LEFT_OUT), host_of))


def _choices(problem: Problem) -> tuple[Ints, Ints]:
    """Guest and choice (a host, or their number for left out) of everything open; the locked have no choice."""
    locked = problem.locked_host
    free = (locked == LEFT_OUT)[:, None]
    held = locked[:, None] == np.arange(len(problem.hosts))
    guests, choices = np.nonzero(np.column_stack([problem.allowed & (free | held), free]))
    return guests, choices


def _places(problem: Problem) -> tuple[Ints, Ints]:
    """Host and price of every place that could be used; the stairs rise, so they fill in order by themselves."""
    reach = [min(room.most, len(problem.guests)) for room in problem.rooms]
    prices = [
        room.marginal(k) for room, most in zip(problem.rooms, reach, strict=True) for k in range(1, most + 1)
    ]
    return np.repeat(np.arange(len(reach)), reach), np.array(prices, dtype=np.int64)


def _rules(
    problem: Problem, open_pairs: tuple[Ints, Ints], hosts: Ints, breaks: Ints, *, limits: tuple[int, int]
) -> LinearConstraint:
    """Each guest one choice; at each host as many guests as places; at most so many left out, so many broken."""
    n, m, places = len(problem.guests), len(problem.hosts), len(hosts)
    guests, choices = open_pairs
    out = choices == m
    ending = hstack([_rows(guests, n), csr_array((n, places))])
    hosting = hstack([_rows(choices, m + 1)[:m], -_rows(hosts, m)])
    counting = hstack([csr_array(np.array([out, breaks], dtype=np.float64)), csr_array((2, places))])
    least = np.concatenate([np.ones(n), np.zeros(m), np.zeros(2)])
    most = np.concatenate([np.ones(n), np.zeros(m), limits])
    return LinearConstraint(vstack([ending, hosting, counting]), least, most)


def _rows(of: Ints, count: int) -> csr_array[np.float64]:
    """1 in row ``of[k]`` of column k, (count, len(of))."""
    return csr_array((np.ones(len(of)), (of, np.arange(len(of)))), shape=(count, len(of)))
