"""The match itself: an instance in, the result as plain JSON out (``lianshou.pairing.result/1``), and what a move costs."""

from __future__ import annotations

from typing import Any

from lianshou.engines.matching import Problem, ProblemError
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.moving import price_move
from lianshou.kinds.pairing.rules.posing import Progress, ViolationError, posed, solved
from lianshou.kinds.pairing.rules.reporting import RESULT_SCHEMA, result_json
from lianshou.kinds.pairing.rules.terms import Board

__all__ = ["RESULT_SCHEMA", "Instance", "ProblemError", "ViolationError", "match", "price_move", "problem_of"]


def match(instance: Instance, progress: Progress | None = None) -> dict[str, Any]:
    """The cheapest pairing of ``instance`` with its proof and its reasons, as JSON; ``progress(done, guests)``.

    With ``keep`` as few of those pairs as can be are broken, see docs/matching-json.md. The order of the lists changes nothing. Raises ProblemError (locks that cannot be kept: see ``subject``) and
    ViolationError when the independent verifier finds fault with the result.
    """
    board = Board(instance)
    if instance.keep:
        from lianshou.kinds.pairing.rules.keeping import kept_json  # the goals are loaded for those who ask

        return kept_json(board, progress)
    return result_json(board, solved(board, progress))


def problem_of(instance: Instance) -> Problem:
    """The question put to the engine; guests and hosts stand in the order of their names. Raises ProblemError."""
    return posed(Board(instance))
