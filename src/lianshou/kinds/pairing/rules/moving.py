"""What it costs to move one guest by hand, next to the best rearrangement that puts it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching import LEFT_OUT, Problem, ProblemError, Result, Shift, Warn, force, solve
from lianshou.engines.matching.problem import Ints
from lianshou.kinds.pairing.rules import sentences
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.posing import posed
from lianshou.kinds.pairing.rules.reporting import known, named, said
from lianshou.kinds.pairing.rules.terms import Board

Json = dict[str, Any]

BLOCKING = (Warn.NOT_ALLOWED, Warn.GUEST_LOCKED, Warn.HOST_FULL)
"""What makes a move impossible as things stand."""


def price_move(instance: Instance, result: Mapping[str, Any], guest: str, host: str) -> Json:
    """What it costs to move ``guest`` to ``host`` while the pairs of ``result`` stand, and what would be best instead.

    ``result`` is what ``match`` gave, or any mapping whose ``pairs`` list the present ``{"guest", "host"}``; it need not
    be optimal. ``cost_now`` is the difference with all others kept, None when that is not possible; ``cost_best`` the
    difference when the others may move to their best (it may be below 0), None when even that is not possible;
    ``others`` who would move then. Raises KeyError for an unknown id, ProblemError as ``match``.
    """
    board = Board(instance)
    i, j = board.guest_index[guest], board.host_index[host]
    problem, present = posed(board), _present(board, result)
    warnings = _warnings(problem, present, i, j)
    cost = problem.cost_of(present)
    blocked = any(warning in BLOCKING for warning in warnings) or present[i] == j
    now = 0 if present[i] == j else None if blocked else problem.cost_of(_with(present, i, j)) - cost
    best = _best(problem, present, i, j)
    shifts = _shifts(present, best.host_of, i) if best else []
    better = None if best is None else best.cost - cost
    if now is not None and better is not None and better < now:
        warnings.append(Warn.OTHERS_BETTER)
    return {
        **_names(board, present, i, j),
        "possible": now is not None,
        "cost_now": now,
        "cost_best": better,
        "others": [named(shift, board) for shift in shifts],
        "before": None if present[i] == LEFT_OUT else _pair(board, problem, i, int(present[i])),
        "after": _pair(board, problem, i, j),
        "loads": _loads(board, problem, present, i, j),
        "warnings": [{"code": warning.name.lower(), **said(warning.value)} for warning in warnings],
        "sentence": said(_sentence(board, problem, present, i, j, now, better, len(shifts), warnings)),
    }


def _present(board: Board, result: Mapping[str, Any]) -> Ints:
    """Who is where now; pairs of units that are no longer listed do not count."""
    found = np.full(len(board.guests), LEFT_OUT, dtype=np.int64)
    for pair in result["pairs"]:
        guest, host = str(pair["guest"]), str(pair["host"])
        if guest in board.guest_index and host in board.host_index:
            found[board.guest_index[guest]] = board.host_index[host]
    return found


def _warnings(problem: Problem, present: Ints, guest: int, host: int) -> list[Warn]:
    before = int(present[guest])
    if before == host:
        return []
    loads, room = problem.loads_of(present), problem.rooms[host]
    locked = problem.locked.get(problem.guests[guest], problem.hosts[host])
    checks = {
        Warn.NOT_ALLOWED: not problem.allowed[guest, host],
        Warn.GUEST_LOCKED: locked != problem.hosts[host],
        Warn.HOST_FULL: loads[host] >= room.most,
        Warn.ABOVE_HIGH: room.high <= loads[host] < room.most,
        Warn.BELOW_LOW: before != LEFT_OUT and loads[before] <= problem.rooms[before].low,
    }
    return [warning for warning, holds in checks.items() if holds]


def _best(problem: Problem, present: Ints, guest: int, host: int) -> Result | None:
    """The cheapest arrangement with this pair, close to the present one where that is optimal; None: impossible."""
    best = solve(problem)
    if best.cost == problem.cost_of(present):
        best = replace(best, host_of=present)
    try:
        return force(best, guest, host)
    except ProblemError:
        return None


def _shifts(before: Ints, after: Ints, guest: int) -> list[Shift]:
    changed = np.flatnonzero(before != after).tolist()
    return [Shift(i, int(before[i]), int(after[i])) for i in changed if i != guest]


def _with(host_of: Ints, guest: int, host: int) -> Ints:
    changed = host_of.copy()
    changed[guest] = host
    return changed


def _names(board: Board, present: Ints, guest: int, host: int) -> Json:
    return named(Shift(guest, int(present[guest]), host), board)


def _pair(board: Board, problem: Problem, guest: int, host: int) -> Json:
    match = known(board, guest, host)
    terms = problem.breakdown(guest=guest, host=host)
    return {
        "terms": terms,
        "cost": sum(terms.values()),
        "distance_m": match.distance_m,
        "near": match.near.slug,
        "shared_industry": said(sentences.shared_industry(match, board.instance.settings)),
        "sentence": said(sentences.reasons(match, board.instance.settings)),
    }


def _loads(board: Board, problem: Problem, present: Ints, guest: int, host: int) -> dict[str, int]:
    """The loads of the hosts concerned after the move."""
    loads = problem.loads_of(_with(present, guest, host))
    concerned = {int(present[guest]), host} - {LEFT_OUT}
    return {board.hosts[j].id: loads[j] for j in sorted(concerned)}


def _sentence(
    board: Board,
    problem: Problem,
    present: Ints,
    guest: int,
    host: int,
    now: int | None,
    best: int | None,
    others: int,
    warnings: list[Warn],
) -> Wording:
    before = int(present[guest])
    cause = None
    if now and now > 0 and before != LEFT_OUT:
        distance = int(board.metres[guest, host])
        cause = sentences.main_cause(
            problem.breakdown(guest=guest, host=before),
            problem.breakdown(guest=guest, host=host),
            extra=now,
            new_distance=None if distance < 0 else distance,
        )
    blocking = [warning.value for warning in warnings if warning in BLOCKING]
    return sentences.moved(
        board.guests[guest].name,
        None if before == LEFT_OUT else board.hosts[before].name,
        board.hosts[host].name,
        cost=now,
        best=best,
        others=others,
        cause=cause,
        blocking=blocking,
    )
