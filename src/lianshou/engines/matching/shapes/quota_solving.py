"""The cheapest choice of pairs within quotas, with an honest word on what is proven.

Why beside the ordinary engine: a quota ties the guests of different hosts together, which no host's price can.
"""

from __future__ import annotations

from typing import Final

from lianshou.engines.matching.problem import frozen
from lianshou.engines.matching.shapes.quota_bounds import true_goal
from lianshou.engines.matching.shapes.quota_conflicts import Unmeetable, conflict_of
from lianshou.engines.matching.shapes.quota_search import optimum
from lianshou.engines.matching.shapes.quotas import QuotaProblem, QuotaResult

SECONDS: Final = 600.0
"""How long branch and bound may take unless told."""


def solve_quotas(question: QuotaProblem, *, seconds: float = SECONDS) -> QuotaResult:
    """The cheapest choice of pairs within the quotas; over all allowed pairs, see ``QuotaResult.certainty``.

    ``seconds``: how long each run of branch and bound may take where the linear optimum is not whole; the
    result then states its gap. Raises ``Unmeetable`` when no arrangement meets the quotas, and ShapeError:
    SOLVER_FAILED (also when time ran out before any arrangement was found).
    """
    best = optimum(question, true_goal(question), seconds=seconds)
    if best is None:
        raise Unmeetable(conflict_of(question, seconds=seconds))
    return QuotaResult(
        question=question,
        chosen=frozen(best.chosen),
        cost=question.cost_of(best.chosen),
        bound=best.bound,
        claimed_bound=best.claimed,
        host_prices=frozen(best.prices.hosts),
        quota_prices=frozen(best.prices.quotas),
        scale=best.prices.scale,
    )
