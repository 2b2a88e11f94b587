"""The same question at other prices: scaled with a check for overflow, or with a limit on how many are left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.problem import (
    ABSENT,
    LARGEST,
    LEFT_OUT,
    Bools,
    Flaw,
    Ints,
    Problem,
    ProblemError,
    Room,
    Term,
    frozen,
)
from lianshou.engines.matching.solver import Result, solve


def answer(problem: Problem) -> Result:
    """The optimum with its proof: the one place where the goals meet an engine."""
    return solve(problem)


def check_kept(kept: Ints, *, guests: int, hosts: int) -> None:
    """Raise ProblemError (DTYPE, SHAPE, UNKNOWN_INDEX) unless ``kept`` holds a host, ``LEFT_OUT`` or ``ABSENT`` per guest."""
    if not isinstance(kept, np.ndarray) or kept.dtype != np.int64:
        raise ProblemError(Flaw.DTYPE, ("kept",))
    if kept.shape != (guests,):
        raise ProblemError(Flaw.SHAPE, ("kept",))
    known = (kept == LEFT_OUT) | (kept == ABSENT) | ((kept >= 0) & (kept < hosts))
    if not known.all():
        rows = np.flatnonzero(~known)[:5].tolist()
        raise ProblemError(Flaw.UNKNOWN_INDEX, tuple(f"kept {row}" for row in rows))


def times(costs: Ints, factor: int, *, name: str) -> Ints:
    """``costs * factor``. Raises ProblemError (TOO_LARGE, ``name``) where a product would pass ``LARGEST``."""
    largest = max(abs(int(costs.max(initial=0))), abs(int(costs.min(initial=0))))
    if largest * abs(factor) > LARGEST:
        raise ProblemError(Flaw.TOO_LARGE, (name,))
    return costs * np.int64(factor) if largest else costs


def rooms_times(problem: Problem, factor: int) -> tuple[Room, ...]:
    """Every staircase ``factor`` times as steep, the walls where they were; 0 leaves the walls alone."""
    return tuple(replace(room, under=room.under * factor, over=room.over * factor) for room in problem.rooms)


def reweighed(problem: Problem, factors: Mapping[str, int], *, rest: int) -> Problem:
    """The problem with the named terms times their factors, and everything else times ``rest``: nothing is rounded.

    Raises ProblemError (TOO_LARGE).
    """
    terms = tuple(
        Term(term.name, times(term.costs, factors.get(term.name, rest), name=term.name))
        for term in problem.terms
    )
    left_out = times(problem.left_out, rest, name="left_out")
    return replace(problem, terms=terms, rooms=rooms_times(problem, rest), left_out=left_out)


def priced(problem: Problem, factor: int) -> Ints:
    """Every choice at ``factor`` times its price, int64 (guests, hosts + 1): pairs, then left out; closed pairs 0."""
    pairs = times(np.where(problem.allowed, problem.costs, np.int64(0)), factor, name="sum")
    return np.column_stack([pairs, times(problem.left_out, factor, name="left_out")])


def limited(
    problem: Problem,
    table: Ints,
    *,
    rooms: tuple[Room, ...],
    most_left_out: int,
    target: int,
    allowed: Bools | None = None,
) -> Problem:
    """The question at the prices of ``table`` and ``rooms`` with at most ``most_left_out`` guests without a host.

    ``table`` int64 (guests, hosts + 1), pairs and then left out. "Left out" becomes one more host with that
    many places; beyond them it is so dear that the whole costs more than ``target``: an optimum of at most
    ``target`` keeps the limit, and any other proves that the limit cannot be kept at that price. Read the
    answer with ``hosts_of``. Raises ProblemError (TOO_LARGE).
    """
    n = len(problem.guests)
    places = Room(low=0, high=most_left_out, most=most_left_out, under=0, over=0)
    pairs = problem.allowed if allowed is None else allowed
    opened = np.column_stack([pairs, np.ones(n, dtype=np.bool_)])
    least = np.where(opened, table, np.int64(0)).min(axis=1, initial=0).tolist()
    floor = int(sum(least)) - sum(room.under * min(room.low, n) for room in rooms)
    beyond = max(0, target - floor) + 1
    if beyond > LARGEST:
        raise ProblemError(Flaw.TOO_LARGE, ("left_out",))
    return Problem(
        guests=problem.guests,
        hosts=(*problem.hosts, _unused_name(problem.hosts)),
        terms=(Term("price", table),),
        rooms=(*rooms, places),
        left_out=np.full(n, beyond, dtype=np.int64),
        allowed=opened,
        locked=problem.locked,
    )


def hosts_of(result: Result) -> Ints:
    """The arrangement found in a ``limited`` problem, in terms of the problem it came from."""
    last = len(result.problem.hosts) - 1
    return frozen(np.where(result.host_of == last, np.int64(LEFT_OUT), result.host_of))


def left_out_in(host_of: Ints) -> int:
    """How many guests have no host."""
    return int((host_of < 0).sum())


def shifts_between(before: Ints, after: Ints) -> tuple[Shift, ...]:
    """Everybody who is elsewhere, by row."""
    rows = np.flatnonzero(before != after).tolist()
    return tuple(Shift(guest=i, before=int(before[i]), after=int(after[i])) for i in rows)


def _unused_name(hosts: tuple[str, ...]) -> str:
    name = "left out"
    while name in hosts:
        name += "'"
    return name
