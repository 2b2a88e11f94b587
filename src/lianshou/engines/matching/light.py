"""A table that is kept solved: every change repairs the optimum of before, and every state can be gone back to.

Needs numpy alone. States are immutable and share what did not change; undoing drops the last. A change costs
one look at all pairs and a few shortest paths (``solver.resume``), not a new solution.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lianshou.engines.matching.asking import Question
from lianshou.engines.matching.changes import Change, Difference, Shift
from lianshou.engines.matching.explanation import (
    cheapest_others,
    host_price_range,
    price_of_forcing,
    why_left_out,
)
from lianshou.engines.matching.matching import Explanation, Proof
from lianshou.engines.matching.problem import ABSENT, IMPOSSIBLE, LEFT_OUT, Ints, Problem, frozen
from lianshou.engines.matching.residual import Residual
from lianshou.engines.matching.solver import (
    WAITING,
    Result,
    dual_objective,
    guest_values,
    resume,
    solve,
)
from lianshou.engines.matching.verifier import Violation, verify_result


class LightMatching:
    """A ``Matching`` over a table. Raises nothing of its own on construction: a ``Problem`` can always be solved.

    Changes that ask for a map (``AddGuestPlace``, ``AddHostPlace``) raise TypeError.
    """

    def __init__(self, problem: Problem) -> None:
        question = Question.of(problem)
        self._states = [_State(question, solve(question.problem()))]

    @property
    def problem(self) -> Problem:
        """The problem of now; who dropped out is still a row, which nobody may host."""
        return self._now.result.problem

    @property
    def cost(self) -> int:
        return self._now.result.cost

    @property
    def host_of(self) -> Ints:
        return self._now.host_of

    @property
    def loads(self) -> Ints:
        return self._now.result.loads

    def proof(self) -> Proof:
        result = self._now.result
        return Proof(
            host_of=self.host_of,
            cost=result.problem.cost_of(result.host_of),
            bound=dual_objective(result.problem, result.host_prices),
            host_prices=result.host_prices,
            guest_values=guest_values(result.problem, result.host_prices),
        )

    def violations(self) -> list[Violation]:
        return verify_result(self._now.result)

    def apply(self, change: Change) -> Difference:
        before, after = self._now, self._now.after(change)
        self._states.append(after)
        return _difference(before, after)

    def preview(self, change: Change) -> Difference:
        return _difference(self._now, self._now.after(change))

    def undo(self) -> Difference:
        if len(self._states) == 1:
            raise IndexError("there is no change to take back")
        before = self._states.pop()
        return _difference(before, self._now)

    def price_of_forcing(self, guest: int, host: int) -> int | None:
        _check_row(guest, len(self.problem.guests))
        _check_row(host, len(self.problem.hosts))
        price = int(self._now.residual.host_prices_of(guest)[host])
        return None if price == IMPOSSIBLE else price

    def explain(self, guest: int, k: int = 3) -> Explanation:
        _check_row(guest, len(self.problem.guests))
        if self.host_of[guest] == ABSENT:
            return Explanation(guest, ABSENT, {}, None, 0, (), None)
        return self._explained(guest, k, self._now.residual.host_prices_of(guest))

    def explain_all(self, k: int = 3) -> list[Explanation]:
        prices = price_of_forcing(self._now.result)
        asking = np.flatnonzero(self.host_of != ABSENT).tolist()
        return [self._explained(guest, k, prices[guest]) for guest in asking]

    def host_price_range(self) -> tuple[Ints, Ints]:
        return host_price_range(self._now.result)

    @property
    def _now(self) -> _State:
        return self._states[-1]

    def _explained(self, guest: int, k: int, row: Ints) -> Explanation:
        """``row``: the price of forcing the guest to each host."""
        result, host = self._now.result, int(self.host_of[guest])
        others = tuple(cheapest_others(result, guest, k, row))
        open_costs = self.problem.costs[guest][self.problem.allowed[guest]]
        if host == LEFT_OUT:
            why = why_left_out(result, guest, residual=self._now.residual)
            return Explanation(guest, host, {}, None, len(open_costs), others, why)
        rank = 1 + int((open_costs < self.problem.costs[guest, host]).sum())
        terms = self.problem.breakdown(guest=guest, host=host)
        return Explanation(guest, host, terms, rank, len(open_costs), others, None)


@dataclass(frozen=True, eq=False)
class _State:
    """One optimum, and the question it answers."""

    question: Question
    result: Result

    @cached_property
    def host_of(self) -> Ints:
        picks = self.result.host_of.copy()
        picks[list(self.question.gone)] = ABSENT
        return frozen(picks)

    @cached_property
    def residual(self) -> Residual:
        return Residual(self.result)

    def after(self, change: Change) -> _State:
        """The optimum once the change is made, repaired from this one."""
        question = self.question.after(change)
        problem = question.problem()
        host_of = np.full(len(problem.guests), WAITING, dtype=np.int64)
        host_of[: len(self.result.host_of)] = self.result.host_of
        result = resume(problem, host_of=host_of, host_prices=self._prices(problem))
        return _State(question, result)

    def _prices(self, problem: Problem) -> Ints:
        """The prices of now; of a host that is new, one at which nobody who is seated would come yet."""
        prices, values = self.result.host_prices, self.result.guest_values
        known, rows = len(prices), len(values)
        gains = np.where(problem.allowed[:rows, known:], values[:, None] - problem.costs[:rows, known:], 0)
        return np.append(prices, gains.max(axis=0, initial=0))


def _difference(before: _State, after: _State) -> Difference:
    """Rows that one of the two does not have count as absent there."""
    rows = max(len(before.host_of), len(after.host_of))
    old, new = (_padded(state.host_of, rows) for state in (before, after))
    moved = np.flatnonzero(old != new).tolist()
    shifts = tuple(Shift(guest, int(old[guest]), int(new[guest])) for guest in moved)
    return Difference(before.result.cost, after.result.cost, shifts)


def _padded(host_of: Ints, rows: int) -> Ints:
    return np.append(host_of, np.full(rows - len(host_of), ABSENT, dtype=np.int64))


def _check_row(row: int, count: int) -> None:
    """A negative row would quietly mean another."""
    if not 0 <= row < count:
        raise IndexError(f"{row} is not between 0 and {count - 1}")
