"""Why quotas cannot all be met, which set of them conflicts, and the nearest quotas that do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from lianshou.core.wording import Wording, join
from lianshou.engines.matching.shapes.flaws import ShapeError, ShapeFlaw
from lianshou.engines.matching.shapes.quota_bounds import Prices, counting_goal, meeting_goal
from lianshou.engines.matching.shapes.quota_search import (
    Optimum,
    first_pairs,
    meeting,
    optimum,
    proven_bound,
)
from lianshou.engines.matching.shapes.quotas import Certainty, QuotaProblem


class Side(Enum):
    """Which end of a quota; the value is its sentence, ``asked`` and ``possible`` numbers of pairs."""

    LEAST = Wording(
        "“{name}”：要求至少{asked}对，最多只能做到{possible}对",
        "“{name}”: at least {asked} asked for, only {possible} possible",
    )
    MOST = Wording(
        "“{name}”：要求至多{asked}对，最少也有{possible}对",
        "“{name}”: at most {asked} asked for, no fewer than {possible} possible",
    )


_OTHERS_TOO = Wording(
    "{sentence}（其余要求之间另有冲突，需一并调整）", "{sentence} (the other quotas conflict elsewhere too)"
)
_CONFLICT = Wording("下列名额要求无法同时满足：{names}", "these quotas cannot all be met: {names}")
_UNMET = Wording("名额要求无法满足：{names}", "this quota cannot be met: {names}")


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The least change of one quota that ends a conflict: the number of pairs that is ``possible`` at that end.

    ``enough``: with it all quotas can be met; otherwise the set can, and another conflict is left.
    ``certainty``: of ``possible``.
    """

    quota: int
    side: Side
    possible: int
    enough: bool
    certainty: Certainty
    wording: Wording


@dataclass(frozen=True, eq=False, slots=True)
class Conflict:
    """Quotas (their rows) that cannot all be met, though any of them left out leaves the rest of them possible.

    ``relaxations``: one per quota of the set, every other quota kept if that can be. ``prices``: EXACT proof, of the
    set alone, that quotas are missed by more than nothing (``verify_conflict``); None when it rests on the
    word of the solver.
    """

    quotas: tuple[int, ...]
    relaxations: tuple[Relaxation, ...]
    prices: Prices | None
    wording: Wording

    @property
    def certainty(self) -> Certainty:
        return Certainty.SOLVER if self.prices is None else Certainty.EXACT


class Unmeetable(Exception):
    """No arrangement meets the quotas; ``conflict`` says which and what is nearest."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict)
        self.conflict = conflict

    @property
    def wording(self) -> Wording:
        return self.conflict.wording

    def __str__(self) -> str:
        return self.conflict.wording.en


def conflict_of(question: QuotaProblem, *, seconds: float) -> Conflict:
    """The smallest set of quotas that conflict (none can be taken from it), and the nearest that do not.

    Method: a deletion filter (Chinneck, *Feasibility and Infeasibility in Optimization*, 2008, ch. 6): each
    quota in turn is left out, and stays out when the rest still conflict. Raises ValueError when all can be
    met; ShapeError as ``solve_quotas``.
    """
    kept = _suspects(question, seconds)
    for number in tuple(kept):
        rest = [other for other in kept if other != number]
        if not _can_be_met(_only(question, rest), seconds):
            kept = rest
    relaxations = tuple(_relaxation(question, number, kept, seconds) for number in kept)
    said = _UNMET if len(kept) == 1 else _CONFLICT
    names = [question.quotas[number].name for number in kept]
    heading = said.fill(names=Wording("、".join(names), ", ".join(names)))
    sentences = join([heading, *(relaxation.wording for relaxation in relaxations)])
    return Conflict(tuple(kept), relaxations, _proof(_only(question, kept)), sentences)


def _only(question: QuotaProblem, kept: list[int]) -> QuotaProblem:
    return replace(question, quotas=tuple(question.quotas[number] for number in kept))


def _suspects(question: QuotaProblem, seconds: float) -> list[int]:
    """Quotas that conflict already without the others: those with a price in the proof, or else all."""
    if (prices := _proof(question)) is not None:
        return np.flatnonzero(prices.quotas).tolist()
    if _can_be_met(question, seconds):
        raise ValueError("the quotas can be met")
    return list(range(len(question.quotas)))


def _can_be_met(question: QuotaProblem, seconds: float) -> bool:
    goal = counting_goal(question, np.zeros_like(question.problem.costs))
    return optimum(question, goal, seconds=seconds) is not None


def _proof(question: QuotaProblem) -> Prices | None:
    goal = meeting_goal(question)
    found, _ = meeting(question, first_pairs(question))
    return found.prices if proven_bound(question, goal, found.prices) > 0 else None


def _relaxation(question: QuotaProblem, number: int, kept: list[int], seconds: float) -> Relaxation:
    """Beside all other quotas if that can be, else beside those of the set, which it was the last to break."""
    found = _nearest(question, number, seconds)
    enough = found is not None
    if found is None:
        found = _nearest(_only(question, kept), kept.index(number), seconds)
    if found is None:
        raise ShapeError(ShapeFlaw.SOLVER_FAILED, (question.quotas[number].name,))
    side, best = found
    quota, possible = question.quotas[number], abs(best.value)
    asked = quota.least if side is Side.LEAST else quota.ceiling
    said = side.value.fill(name=quota.name, asked=asked, possible=possible)
    certainty = Certainty.EXACT if best.value == best.bound else Certainty.SOLVER
    sentence = said if enough else _OTHERS_TOO.fill(sentence=said)
    return Relaxation(number, side, possible, enough, certainty, sentence)


def _nearest(question: QuotaProblem, number: int, seconds: float) -> tuple[Side, Optimum] | None:
    """First fewer than ``least``, then more than ``most``, whichever is possible."""
    sides = ((side, _furthest(question, number, side, seconds)) for side in Side)
    return next(((side, found) for side, found in sides if found is not None), None)


def _furthest(question: QuotaProblem, number: int, side: Side, seconds: float) -> Optimum | None:
    """The most pairs of the quota without its ``least``, or the fewest without its ``most``."""
    quota = question.quotas[number]
    open_end = replace(quota, least=0) if side is Side.LEAST else replace(quota, most=None)
    sign = -1 if side is Side.LEAST else 1
    goal = counting_goal(question, sign * quota.pairs.astype(np.int64))
    return optimum(question.with_quota(number, open_end), goal, seconds=seconds)
