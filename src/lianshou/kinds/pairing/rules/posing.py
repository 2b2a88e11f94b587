"""The question put to the matching engine, and its verified answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lianshou.engines.matching import (
    Flaw,
    Problem,
    ProblemError,
    Result,
    Room,
    price_of_leaving_out,
    solve_by_size,
    verify_result,
)
from lianshou.engines.matching.problem import Bools
from lianshou.kinds.pairing.rules.facts import Host, Unit
from lianshou.kinds.pairing.rules.settings import metres
from lianshou.kinds.pairing.rules.terms import Board

Progress = Callable[[int, int], None]


class ViolationError(AssertionError):
    """The verifier does not agree with the solver: a fault of the program, never of the input."""


def posed(board: Board) -> Problem:
    """The problem of ``board``, in its order. Locks stand above walls and bans; leaving out is dearer than anything.

    Raises ProblemError, its subject naming the units: GUEST_LOCKED twice, LOCKS_EXCEED_ROOM, TOO_LARGE.
    """
    locks, forbidden = board.marked(board.instance.locks), board.marked(board.instance.forbidden)
    if twice := np.flatnonzero(locks.sum(axis=1) > 1).tolist():
        raise ProblemError(Flaw.GUEST_LOCKED, tuple(key(board.guests[i]) for i in twice))
    allowed = (within_wall(board) & (forbidden == 0)) | (locks > 0)
    rooms = tuple(room_of(board, host) for host in board.hosts)
    price = price_of_leaving_out(board.terms, rooms, allowed=allowed)
    return Problem(
        guests=tuple(key(guest) for guest in board.guests),
        hosts=tuple(key(host) for host in board.hosts),
        terms=board.terms,
        rooms=rooms,
        left_out=np.full(len(board.guests), price, dtype=np.int64),
        allowed=allowed,
        locked={key(board.guests[i]): key(board.hosts[j]) for i, j in np.argwhere(locks > 0).tolist()},
        forbidden=(forbidden > 0) & ~allowed,
    )


def solved(board: Board, progress: Progress | None = None) -> Result:
    """The engine's answer for ``board``, found right by the independent verifier.

    Raises ProblemError as ``posed``, and ViolationError when the verifier finds fault.
    """
    result = solve_by_size(posed(board), progress=progress)
    if violations := verify_result(result):
        raise ViolationError("; ".join(violation.wording.en for violation in violations))
    return result


def within_wall(board: Board) -> Bools:
    """Which pairs are no farther apart than the settings allow."""
    farthest = board.instance.settings.farthest_km
    if farthest is None:
        return np.ones((len(board.guests), len(board.hosts)), dtype=np.bool_)
    return board.reach <= metres(farthest)


def room_of(board: Board, host: Host) -> Room:
    """The staircase of prices of a host's places."""
    settings = board.instance.settings
    room = host.room(settings)
    return Room(room.low, room.high, room.most, under=metres(settings.under), over=metres(settings.over))


def key(unit: Unit) -> str:
    """What the engine calls a unit: its name, with its id where that is another."""
    return unit.name if unit.id == unit.name else f"{unit.name} #{unit.id}"
