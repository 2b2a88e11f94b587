"""A solved board as JSON: every pair with its reasons, every host with its load, every guest left out with why."""

from __future__ import annotations

from typing import Any

import numpy as np

from lianshou.core.wording import Wording
from lianshou.engines.matching import (
    LEFT_OUT,
    LeftOut,
    Result,
    Shift,
    next_best,
    price_of_forcing,
    why_left_out,
)
from lianshou.engines.matching.problem import Ints
from lianshou.kinds.pairing.rules import sentences
from lianshou.kinds.pairing.rules.facts import Host, Unit
from lianshou.kinds.pairing.rules.posing import within_wall
from lianshou.kinds.pairing.rules.sentences import Match
from lianshou.kinds.pairing.rules.terms import Board, Near

RESULT_SCHEMA = "lianshou.pairing.result/1"

Json = dict[str, Any]


def result_json(board: Board, result: Result) -> Json:
    """The whole result, in the order of hosts (highest level first, then by name).

    Without the proof of an optimum, ``next_best`` and ``unmatched`` are empty: the caller knows better.
    """
    return {
        "schema": RESULT_SCHEMA,
        "cost": result.cost,
        "bound": result.bound,
        "optimal": result.optimal,
        "cost_parts": _cost_parts(result),
        "pairs": _pairs(board, result),
        "hosts": _hosts(board, result),
        "unmatched": _unmatched(board, result),
        "settings": board.instance.settings.to_json(),
    }


def known(board: Board, guest: int, host: int) -> Match:
    """Everything a sentence needs of one pair."""
    distance = int(board.metres[guest, host])
    pair = (board.guests[guest].id, board.hosts[host].id)
    return Match(
        guest=board.guests[guest],
        host=board.hosts[host],
        near=Near(int(board.near[guest, host])),
        distance_m=None if distance < 0 else distance,
        common=board.commons[guest][host],
        locked=pair in board.instance.locks,
        renewed=pair in board.instance.existing,
    )


def said(wording: Wording) -> dict[str, str]:
    return {"zh": wording.zh, "en": wording.en}


def named(shift: Shift, board: Board) -> Json:
    """Who goes from where to where, with names; None stands for no host."""
    guest = board.guests[shift.guest]
    before, after = _host_at(board, shift.before), _host_at(board, shift.after)
    return {
        "guest": guest.id,
        "guest_name": guest.name,
        "from": before.id if before else None,
        "from_name": before.name if before else None,
        "to": after.id if after else None,
        "to_name": after.name if after else None,
    }


def _host_at(board: Board, index: int) -> Host | None:
    return None if index == LEFT_OUT else board.hosts[index]


def _cost_parts(result: Result) -> Json:
    """The cost taken apart: the pairs, the places of the hosts, the guests left out."""
    problem, picks = result.problem, result.host_of
    served = np.flatnonzero(picks >= 0)
    loads = result.loads.tolist()
    return {
        "pairs": int(problem.costs[served, picks[served]].sum()),
        "rooms": sum(room.total(load) for room, load in zip(problem.rooms, loads, strict=True)),
        "left_out": int(problem.left_out[picks < 0].sum()),
    }


def _pairs(board: Board, result: Result) -> list[Json]:
    prices = price_of_forcing(result) if result.optimal else None
    indices = [(i, int(j)) for i, j in enumerate(result.host_of.tolist()) if j != LEFT_OUT]
    indices.sort(key=lambda pair: (*_rank(board.hosts[pair[1]]), *_name(board.guests[pair[0]])))
    return [_pair(board, result, prices, guest, host) for guest, host in indices]


def _rank(host: Host) -> tuple[int, str, str]:
    return -host.level.rank, host.name, host.id


def _name(unit: Unit) -> tuple[str, str]:
    return unit.name, unit.id


def _pair(board: Board, result: Result, prices: Ints | None, guest: int, host: int) -> Json:
    match, settings = known(board, guest, host), board.instance.settings
    terms = result.problem.breakdown(guest=guest, host=host)
    return {
        "guest": match.guest.id,
        "guest_name": match.guest.name,
        "host": match.host.id,
        "host_name": match.host.name,
        "distance_m": match.distance_m,
        "near": match.near.slug,
        "terms": terms,
        "cost": sum(terms.values()),
        "shared_industry": said(sentences.shared_industry(match, settings)),
        "sentence": said(sentences.reasons(match, settings)),
        "locked": match.locked,
        "renewed": match.renewed,
        "next_best": _next_best(board, result, prices, guest, terms),
    }


def _next_best(
    board: Board, result: Result, prices: Ints | None, guest: int, terms: dict[str, int]
) -> list[Json]:
    if prices is None:  # only an optimum has prices that tell what another host costs
        return []
    found = []
    for other in next_best(result, guest, board.instance.settings.next_best, prices=prices):
        host = board.hosts[other.host]
        distance = int(board.metres[guest, other.host])
        sentence = sentences.next_best(
            host.name,
            extra=other.extra_cost,
            terms=terms,
            new_terms=result.problem.breakdown(guest=guest, host=other.host),
            new_distance=None if distance < 0 else distance,
        )
        found.append(
            {
                "host": host.id,
                "host_name": host.name,
                "extra_cost": other.extra_cost,
                "own_extra": other.own_extra,
                "sentence": said(sentence),
            }
        )
    return found


def _hosts(board: Board, result: Result) -> list[Json]:
    loads = result.loads.tolist()
    order = sorted(range(len(board.hosts)), key=lambda j: _rank(board.hosts[j]))
    return [load_json(board, board.hosts[j], loads[j]) for j in order]


def load_json(board: Board, host: Host, load: int) -> Json:
    """A host with its room, its load and what to know of it."""
    room = host.room(board.instance.settings)
    sentence = sentences.host_load(host, room, load)
    warning = "below" if load < room.low else "above" if load > room.high else None
    return {
        "id": host.id,
        "name": host.name,
        "level": host.level.value,
        "low": room.low,
        "high": room.high,
        "most": room.most,
        "load": load,
        "warning": warning,
        "sentence": None if sentence is None else said(sentence),
    }


def _unmatched(board: Board, result: Result) -> list[Json]:
    if not result.optimal:
        return []
    left = [i for i, j in enumerate(result.host_of.tolist()) if j == LEFT_OUT]
    return [left_out_json(board, result, guest) for guest in left]


def left_out_json(board: Board, result: Result, guest: int) -> Json:
    """Why a guest that an optimal result leaves out has no host, and the cheapest way to serve it."""
    unit, why = board.guests[guest], why_left_out(result, guest)
    reason = why.reason.name.lower()
    sentence = sentences.left_out(
        reason, board.instance.settings, nearest=_nearest_beyond(board, guest), instead=_instead(board, why)
    )
    return {
        "guest": unit.id,
        "guest_name": unit.name,
        "reason": reason,
        "sentence": said(sentence),
        "cheapest": _cheapest(board, result, guest, why),
    }


def _nearest_beyond(board: Board, guest: int) -> tuple[str, int] | None:
    """The nearest host beyond the wall, or None when no host is too far."""
    beyond = np.flatnonzero(~within_wall(board)[guest])
    if not len(beyond):
        return None
    nearest = int(beyond[board.reach[guest, beyond].argmin()])
    return board.hosts[nearest].name, int(board.reach[guest, nearest])


def _instead(board: Board, why: LeftOut) -> Wording | None:
    if why.cheapest is None:
        return None
    return sentences.instead_of(
        board.hosts[why.cheapest.host].name, [board.guests[shift.guest].name for shift in why.others]
    )


def _cheapest(board: Board, result: Result, guest: int, why: LeftOut) -> Json | None:
    """The cheapest way to serve a guest left out, and who would have to give way."""
    if why.cheapest is None:
        return None
    host = board.hosts[why.cheapest.host]
    return {
        "host": host.id,
        "host_name": host.name,
        "extra_cost": why.cheapest.extra_cost,
        "pair_cost": int(result.problem.costs[guest, why.cheapest.host]),
        "others": [named(shift, board) for shift in why.others],
    }
