"""After a drop-out: as few pairs broken as can be, and what each further move would save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from lianshou.engines.matching import LEFT_OUT
from lianshou.engines.matching.goals import moves_curve
from lianshou.kinds.pairing.rules import answers
from lianshou.kinds.pairing.rules.asking import Hosts, Standing, placed
from lianshou.kinds.pairing.rules.change_reading import Change
from lianshou.kinds.pairing.rules.changing import stepped
from lianshou.kinds.pairing.rules.facts import Instance, Pair
from lianshou.kinds.pairing.rules.posing import posed
from lianshou.kinds.pairing.rules.rearranging import moves, names
from lianshou.kinds.pairing.rules.reporting import said
from lianshou.kinds.pairing.rules.terms import Board

LEAST_CHANGE_SCHEMA = "lianshou.pairing.least-change/1"

Json = dict[str, Any]


def least_change(instance: Instance, kept: Iterable[Pair], changes: Sequence[Change] = ()) -> Json:
    """The matching of ``instance`` with ``changes`` that keeps most of the pairs ``kept``, and the curve to the optimum.

    ``kept`` holds ids of guests and hosts; pairs of units that are not listed any more do not count. Three aims,
    one above the other: as many served as can be, the fewest kept pairs broken, the least cost. See
    docs/matching-json.md. Raises ChangeError, ProblemError as ``match``.
    """
    pairs = dict(kept)
    steps = list(stepped(instance, changes))
    after = steps[-1].instance if steps else instance
    board = Board(after)
    problem = posed(board)
    before = _before(instance, pairs)
    points = [Standing(board, problem, point.host_of) for point in moves_curve(problem, placed(board, pairs))]
    told = [_point(point, before, points) for point in points]
    return {
        "schema": LEAST_CHANGE_SCHEMA,
        "kept": len(before.hosts),
        "changes": [said(answers.stop(step.wording)) for step in steps],
        "point": told[0],
        "curve": told,
        "sentence": said(_whole(told)),
    }


def _before(instance: Instance, pairs: Hosts) -> Standing:
    """The pairs of before, among the units listed before the changes."""
    board = Board(instance)
    return Standing(board, posed(board), placed(board, pairs))


def _point(point: Standing, before: Standing, points: Sequence[Standing]) -> Json:
    moved = moves(before, point)
    broken = [move for move in moved if move["from"] and not move["forced"] and move["kind"] != "gone"]
    placed_again = [move for move in moved if move["kind"] == "moved" and move["forced"]]
    extra, saves = point.cost - points[-1].cost, points[0].cost - point.cost
    sentence = answers.steady_point(
        broken=names(broken), again=names(placed_again), extra=extra, saves=saves, unmatched=point.unmatched
    )
    return {
        "broken": len(broken),
        "cost": point.cost,
        "unmatched": point.unmatched,
        "extra_cost": extra,
        "saves": saves,
        "pairs": _pairs(point),
        "moves": moved,
        "sentence": said(sentence),
    }


def _pairs(point: Standing) -> list[Json]:
    """All pairs by the name of the guest."""
    guests, hosts = point.board.guests, point.board.hosts
    found = [(guests[i], hosts[j]) for i, j in enumerate(point.host_of.tolist()) if j != LEFT_OUT]
    return [
        {"guest": guest.id, "guest_name": guest.name, "host": host.id, "host_name": host.name}
        for guest, host in found
    ]


def _whole(told: Sequence[Json]) -> Any:
    first, last = told[0], told[-1]
    return answers.steady(
        broken=(first["broken"], last["broken"]),
        again=sum(move["forced"] and move["kind"] == "moved" for move in first["moves"]),
        new=sum(move["kind"] in ("served", "joined") and move["to"] is not None for move in first["moves"]),
        saves=last["saves"],
        unmatched=first["unmatched"],
    )
