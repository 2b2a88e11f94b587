"""The linear programme of a question with quotas over some of its pairs, given to scipy's HiGHS.

Columns, in this order: the pairs; per guest the hosts it lacks; per host the steps of its staircase; per
quota the number of pairs it counts; and, where quotas have a price, by how many it is missed, either way.
Every row is an equation: a guest's wishes, a host's load, a quota's count. Floats live here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lianshou.engines.matching.problem import Bools, Ints
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw
from lianshou.engines.matching.shapes.quota_bounds import Goal, Prices, rounded
from lianshou.engines.matching.shapes.quotas import QuotaProblem

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
_WHOLE = 1e-5
_INFEASIBLE = 2


@dataclass(frozen=True, eq=False, slots=True)
class Relaxed:
    """The optimum when pairs may be halved: how much of each pair, float (guests, hosts), and its prices, rounded."""

    share: Floats
    value: float
    prices: Prices

    @property
    def whole(self) -> bool:
        return bool((np.abs(self.share - np.rint(self.share)) < _WHOLE).all())

    @property
    def chosen(self) -> Bools:
        return self.share > 0.5


@dataclass(frozen=True, eq=False, slots=True)
class Branched:
    """What branch and bound found: pairs or None, no less than ``bound``, and whether it came to its end."""

    chosen: Bools | None
    bound: float
    finished: bool


def relaxed(question: QuotaProblem, goal: Goal, among: Bools) -> Relaxed | None:
    """The linear optimum over the pairs ``among``; None when these cannot meet the quotas."""
    from scipy import optimize

    linprog: Any = optimize.linprog  # its types know no array of bounds
    model = _Model(question, goal, among)
    found = linprog(
        model.objective, A_eq=model.matrix, b_eq=model.right, bounds=model.bounds, method="highs-ds"
    )
    if found.status == _INFEASIBLE:
        return None
    if found.status != 0:
        raise ShapeError(ShapeFlaw.SOLVER_FAILED, (str(found.message),))
    n, m = among.shape
    duals = -found.eqlin.marginals[n:]
    return Relaxed(model.shares(found.x), float(found.fun), rounded(goal, duals[:m], duals[m:]))


def branched(question: QuotaProblem, goal: Goal, among: Bools, *, seconds: float) -> Branched:
    """The best whole-number choice among these pairs by branch and bound, for at most so many seconds."""
    from scipy import optimize

    model = _Model(question, goal, among)
    found = optimize.milp(
        model.objective,
        constraints=optimize.LinearConstraint(model.matrix, model.right, model.right),
        bounds=optimize.Bounds(model.bounds[:, 0], model.bounds[:, 1]),
        integrality=model.integrality,
        options={"mip_rel_gap": 0.0, "time_limit": seconds},  # HiGHS would stop at one in ten thousand
    )
    if found.x is None:
        return Branched(None, np.inf if found.status == _INFEASIBLE else -np.inf, found.status == _INFEASIBLE)
    return Branched(model.shares(found.x) > 0.5, float(found.mip_dual_bound), found.status == 0)


class _Model:
    """Arrays for HiGHS. One column of nothing closes the list, since HiGHS takes no empty one."""

    def __init__(self, question: QuotaProblem, goal: Goal, among: Bools) -> None:
        self._among = among | question.locked
        self._rows, self._columns = np.nonzero(self._among)
        blocks = [
            self._pairs(question, goal),
            _lacking(question, goal),
            _steps(question, goal),
            _counts(question),
            _missed(question, goal),
        ]
        self.objective = np.concatenate([*(block.prices for block in blocks), [0.0]])
        self.bounds = np.concatenate([*(block.limits for block in blocks), [[0.0, 0.0]]])
        self.matrix = _stacked([block.matrix for block in blocks])
        others = among.shape[1] + len(question.quotas)
        self.right = np.concatenate([question.wanted, np.zeros(others)]).astype(np.float64)
        self.integrality = (np.arange(len(self.objective)) < len(self._rows)).astype(np.int64)

    def shares(self, x: Floats) -> Floats:
        share = np.zeros(self._among.shape)
        share[self._rows, self._columns] = x[: len(self._rows)]
        return share

    def _pairs(self, question: QuotaProblem, goal: Goal) -> _Block:
        n, m = self._among.shape
        rows = [self._rows, n + self._columns]
        columns = [np.arange(len(self._rows))] * 2
        for number, quota in enumerate(question.quotas):
            counted = np.flatnonzero(quota.pairs[self._rows, self._columns])
            rows.append(np.full_like(counted, n + m + number))
            columns.append(counted)
        limits = np.ones((len(self._rows), 2))
        limits[:, 0] = question.locked[self._rows, self._columns]
        places = np.concatenate(rows), np.concatenate(columns)
        return _block(question, goal.costs[self._rows, self._columns], limits, places, 1)


@dataclass(frozen=True, eq=False, slots=True)
class _Block:
    prices: Floats
    limits: Floats
    matrix: csr_array[Any]


def _block(
    question: QuotaProblem, prices: Ints, limits: Floats, places: tuple[Ints, Ints], signs: Ints | int
) -> _Block:
    from scipy.sparse import csr_array

    n, m = question.problem.allowed.shape
    shape = (n + m + len(question.quotas), len(prices))
    entries = np.broadcast_to(np.float64(signs), places[0].shape)
    return _Block(prices.astype(np.float64), limits, csr_array((entries, places), shape))


def _stacked(parts: list[csr_array[Any]]) -> csr_array[Any]:
    from scipy import sparse

    stacked: csr_array[Any] = sparse.hstack([*parts, sparse.csr_array((parts[0].shape[0], 1))], format="csr")
    return stacked


def _lacking(question: QuotaProblem, goal: Goal) -> _Block:
    n = len(question.wanted)
    limits = np.column_stack([np.zeros(n), question.wanted]).astype(np.float64)
    return _block(question, goal.left_out, limits, (np.arange(n), np.arange(n)), 1)


def _steps(question: QuotaProblem, goal: Goal) -> _Block:
    n = len(question.wanted)
    steps = [(j, price, places) for j, stair in enumerate(goal.stairs) for price, places in stair]
    hosts, prices, places = np.array(steps, dtype=np.int64).reshape(-1, 3).T
    limits = np.column_stack([np.zeros(len(steps)), places]).astype(np.float64)
    return _block(question, prices, limits, (n + hosts, np.arange(len(steps))), -1)


def _counts(question: QuotaProblem) -> _Block:
    n, m = question.problem.allowed.shape
    limits = np.array([(quota.least, quota.ceiling) for quota in question.quotas], dtype=np.float64)
    numbers = np.arange(len(question.quotas))
    return _block(question, np.zeros_like(numbers), limits.reshape(-1, 2), (n + m + numbers, numbers), -1)


def _missed(question: QuotaProblem, goal: Goal) -> _Block:
    """Short by so many, then too many by so many."""
    n, m = question.problem.allowed.shape
    count = len(question.quotas) if goal.penalty else 0
    rows = n + m + np.tile(np.arange(count), 2)
    prices, limits = np.full(2 * count, goal.penalty), np.tile([0.0, np.inf], (2 * count, 1))
    return _block(question, prices, limits, (rows, np.arange(2 * count)), np.repeat([1, -1], count))
