"""The result of a matching as the pairs stand now, moves by hand included."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from lianshou.engines.matching import LEFT_OUT, ProblemError
from lianshou.kernel.placement.models import MatchRun, Placement
from lianshou.kernel.placement.queries import live_placements
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing.rules.facts import Host, Instance
from lianshou.kinds.pairing.rules.posing import posed
from lianshou.kinds.pairing.rules.sentences import host_load
from lianshou.kinds.pairing.rules.terms import Board

Json = dict[str, Any]

_NOT_YET = {"zh": "名单更新后还没有重新匹配。", "en": "The lists changed; match again."}


def standing_result(*, programme: Programme, instance: Instance, run: MatchRun) -> Json:
    """``run.result`` with the pairs, the loads and those left out as they are now.

    ``optimal`` stays true only where nobody has changed a pair since; ``cost`` is that of the pairs as they are.
    """
    assert run.result is not None  # noqa: S101  # nosec B101  the caller asks for runs that are done
    placements = list(live_placements(programme=programme))
    pairs = [_pair(one) for one in placements if one.reasons]
    same = {(one["guest"], one["host"]) for one in pairs} == {
        (one["guest"], one["host"]) for one in run.result["pairs"]
    }
    cost = run.result["cost"] if same else _cost(instance, placements)
    return {
        **run.result,
        "pairs": pairs,
        "hosts": hosts_now(instance, placements),
        "unmatched": _unmatched(instance, run.result, placements),
        "cost": cost,
        "optimal": bool(run.result["optimal"] and same),
    }


def hosts_now(instance: Instance, placements: list[Placement]) -> list[Json]:
    """Every host with its present load and what is to be said about it."""
    loads = Counter(str(one.opening_id) for one in placements)
    ranked = sorted(instance.hosts, key=lambda host: (-host.level.rank, host.name, host.id))
    return [_host(host, loads[host.id], instance) for host in ranked]


def _host(host: Host, load: int, instance: Instance) -> Json:
    room = host.room(instance.settings)
    said = host_load(host, room, load)
    return {
        "id": host.id,
        "name": host.name,
        "level": host.level.value,
        "low": room.low,
        "high": room.high,
        "most": room.most,
        "load": load,
        "warning": "below" if load < room.low else "above" if load > room.high else None,
        "sentence": {"zh": said.zh, "en": said.en} if said else None,
    }


def _pair(placement: Placement) -> Json:
    return {**placement.reasons, "locked": placement.locked}  # type: ignore[attr-defined]


def _unmatched(instance: Instance, result: Json, placements: list[Placement]) -> list[Json]:
    placed = {str(one.application_id) for one in placements}
    known = {one["guest"]: one for one in result["unmatched"]}
    left = [guest for guest in instance.guests if guest.id not in placed]
    return [
        known.get(guest.id)
        or {
            "guest": guest.id,
            "guest_name": guest.name,
            "reason": "not_yet",
            "sentence": _NOT_YET,
            "cheapest": None,
        }
        for guest in left
    ]


def _cost(instance: Instance, placements: list[Placement]) -> int | None:
    """What the pairs as they are cost the county; None where holds contradict them."""
    board = Board(instance)
    host_of = np.full(len(board.guests), LEFT_OUT, dtype=np.int64)
    for one in placements:
        guest, host = str(one.application_id), str(one.opening_id)
        if guest in board.guest_index and host in board.host_index:
            host_of[board.guest_index[guest]] = board.host_index[host]
    try:
        return int(posed(board).cost_of(host_of))
    except ProblemError:
        return None
