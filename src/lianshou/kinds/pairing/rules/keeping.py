"""A matching that moves as few of the pairs of before as can be: what its frozen input says, it does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lianshou.engines.matching import LEFT_OUT
from lianshou.engines.matching.goals import least_change
from lianshou.kinds.pairing.rules.asking import placed
from lianshou.kinds.pairing.rules.explaining import explain_guest
from lianshou.kinds.pairing.rules.posing import Progress, ViolationError, posed
from lianshou.kinds.pairing.rules.reporting import result_json
from lianshou.kinds.pairing.rules.terms import Board

Json = dict[str, Any]


def kept_json(board: Board, progress: Progress | None = None) -> Json:
    """The arrangement that breaks the fewest pairs of ``keep``, as JSON like any result, with ``kept``.

    ``bound`` stays that of the optimum over all arrangements, so ``optimal`` says whether keeping costs nothing;
    where it does not, ``next_best`` is empty: no prices tell it. Raises ProblemError, and ViolationError when the
    verifier finds fault with the arrangement or one of its proofs.
    """
    before = placed(board, dict(board.instance.keep))
    least = least_change(posed(board), before)
    if violations := least.violations():
        raise ViolationError("; ".join(violation.wording.en for violation in violations))
    if progress is not None:
        progress(len(board.guests), len(board.guests))
    result = result_json(board, replace(least.free, host_of=least.host_of, cost=least.cost))
    if not result["optimal"]:
        result["unmatched"] = _unmatched(board, result)
    pairs = int((before != LEFT_OUT).sum())
    return {**result, "kept": {"pairs": pairs, "broken": least.broken, "extra_cost": least.extra}}


def _unmatched(board: Board, result: Json) -> list[Json]:
    """Why each guest left out has no host, as seen from this arrangement."""
    served = {pair["guest"] for pair in result["pairs"]}
    told = (
        explain_guest(board.instance, guest.id, arrangement=result)
        for guest in board.guests
        if guest.id not in served
    )
    return [{"guest": one["guest"], "guest_name": one["guest_name"], **one["left_out"]} for one in told]
