"""Dense one-to-one: a helper for a household, where no host takes more than one guest.

Why beside the ordinary engine: a table of 3,000 × 3,000 has as many nodes as guests in the ordinary
engine's dense graph of hosts, while an assignment of rows to columns needs one path per row.
"""

from __future__ import annotations

import numpy as np

from lianshou.engines.matching.problem import LEFT_OUT, Bools, Ints, Problem
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw
from lianshou.engines.matching.shapes.prices import proven
from lianshou.engines.matching.solver import Result

_EXACT = 2**53  # beyond this a float64 skips integers


def solve_one_to_one(problem: Problem) -> Result:
    """The cheapest arrangement with its proof, when no room has more than one place.

    A guest's row holds what each host would save against leaving it out, never less than nothing, so that
    a pair worth nothing stands for "left out" and the table needs no further columns. Solved by scipy's
    ``linear_sum_assignment`` (shortest augmenting paths; Crouse, *IEEE Trans. AES* 52, 2016) in floats
    that hold only integers; the prices are found afterwards in int64. Rows and columns are taken in the
    order of the ids. Raises ShapeError: NOT_ONE_TO_ONE, TOO_LARGE_FOR_FLOATS.
    """
    if (flaw := why_not_one_to_one(problem)) is not None:
        raise ShapeError(flaw, _wide(problem) or ("costs",))
    from scipy.optimize import linear_sum_assignment as assign  # takes longer to import than most tables

    guests, hosts = _free(problem)
    savings = _savings(problem)[np.ix_(guests, hosts)]
    open_pairs = _open(problem)[np.ix_(guests, hosts)]
    rows, columns = assign(np.where(open_pairs, np.minimum(savings, 0), 0).astype(np.float64))
    kept = open_pairs[rows, columns] & (savings[rows, columns] <= 0)
    host_of = problem.locked_host.copy()
    host_of[guests[rows[kept]]] = hosts[columns[kept]]
    return proven(problem, host_of)


def why_not_one_to_one(problem: Problem) -> ShapeFlaw | None:
    """Why this shape is not for ``solve_one_to_one``, or None."""
    if _wide(problem):
        return ShapeFlaw.NOT_ONE_TO_ONE
    # a path has at most two arcs per host, and none of its sums exceeds so many of the largest
    largest = int(np.abs(np.where(_open(problem), _savings(problem), 0)).max(initial=0))
    return ShapeFlaw.TOO_LARGE_FOR_FLOATS if largest * 2 * (len(problem.hosts) + 1) >= _EXACT else None


def _wide(problem: Problem) -> tuple[str, ...]:
    rows = zip(problem.hosts, problem.rooms, strict=True)
    return tuple(host for host, room in rows if room.most > 1)


def _open(problem: Problem) -> Bools:
    return problem.allowed & np.array([room.most > 0 for room in problem.rooms], dtype=np.bool_)


def _savings(problem: Problem) -> Ints:
    """What the whole pays more when guest i goes to host j rather than nowhere; below zero it saves."""
    first = [room.marginal(1) if room.most else 0 for room in problem.rooms]
    return problem.costs + np.array(first, dtype=np.int64) - problem.left_out[:, None]


def _free(problem: Problem) -> tuple[Ints, Ints]:
    """Guests without a lock and hosts nobody is locked to, each in the order of the ids."""
    guests, hosts = problem.canonical_order
    taken = np.isin(hosts, problem.locked_host)
    return guests[problem.locked_host[guests] == LEFT_OUT], hosts[~taken]
