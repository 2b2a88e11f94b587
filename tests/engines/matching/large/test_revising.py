from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.large import LargeProblem, Places, Revision, Rooms, check, solve
from lianshou.engines.matching.problem import Flaw, ProblemError, Room


def with_lock(problem, guest, host):
    locked = problem.locked.copy()
    locked[guest] = host
    return replace(problem, locked=locked)


def without_guest(problem, guest):
    """The problem without one row: the cold answer to a guest who dropped out."""
    keep = np.delete(np.arange(len(problem.guests)), guest)
    columns = (
        getattr(problem.guests, name)[keep]
        for name in ("longitude", "latitude", "industry", "chains", "group")
    )
    pairs = problem.forbidden[problem.forbidden[:, 0] != guest]
    pairs = np.column_stack([pairs[:, 0] - (pairs[:, 0] > guest), pairs[:, 1]])
    return LargeProblem(
        Places(*columns), problem.hosts, problem.tariff, problem.rooms, problem.left_out[keep],
        problem.locked[keep], problem.existing[keep], pairs,
    )  # fmt: skip


def with_room(problem, host, room):
    columns = []
    for name in ("low", "high", "most", "under", "over"):
        column = getattr(problem.rooms, name).copy()
        column[host] = getattr(room, name)
        columns.append(column)
    return replace(problem, rooms=Rooms(*columns))


def cold(problem):
    result = solve(problem)
    assert result.optimal
    return result.cost


def state(revision):
    return revision.board.cells.copy()


@pytest.mark.parametrize("seed", range(60))
def test_price_of_forcing_equals_a_cold_solve_of_the_pinned_problem(draw_map, seed):
    problem = draw_map(seed)
    if not len(problem.guests):
        return
    revision, before = Revision(problem), cold(problem)
    draw = np.random.default_rng(seed)
    pairs = np.column_stack([draw.integers(0, len(side), 5) for side in (problem.guests, problem.hosts)])
    whole = state(revision)
    for (guest, host), price in zip(pairs.tolist(), revision.prices_of_forcing(pairs), strict=True):
        if price is None:
            with pytest.raises(ProblemError):
                revision.force(guest, host)
        else:
            assert price == cold(with_lock(problem, guest, host)) - before
            assert price == revision.price_of_forcing(guest, host)
    assert (state(revision) == whole).all()


@pytest.mark.parametrize("seed", range(60))
def test_a_chain_of_changes_equals_a_cold_solve_after_each_and_undo_restores_every_cell(draw_map, seed):
    problem = draw_map(seed, guests=30, hosts=8)
    if not len(problem.guests):
        return
    draw, revision = np.random.default_rng(seed), Revision(problem)
    start, total = state(revision), revision.total
    for _ in range(4):
        marked, mark, before = state(revision), revision.mark(), revision.total
        guest, host = int(draw.integers(0, len(problem.guests))), int(draw.integers(0, len(problem.hosts)))
        low, high, most = np.sort(draw.integers(0, 6, 3)).tolist()
        room = Room(low, high, most, int(draw.integers(0, 9000)), int(draw.integers(0, 9000)))
        try:
            change = revision.force(guest, host) if draw.random() < 0.5 else revision.set_room(host, room)
        except ProblemError:
            assert (state(revision) == marked).all()
            continue
        result = revision.result()
        assert (change, check(result)) == (revision.total - before, [])
        assert result.cost == revision.total == cold(result.problem)
        if draw.random() < 0.3:
            revision.undo(mark)
            assert (state(revision) == marked).all()
    revision.undo(0)
    assert revision.total == total
    assert (state(revision) == start).all()


@pytest.mark.parametrize("seed", range(40))
def test_withdrawing_a_guest_equals_a_cold_solve_without_it_and_returning_brings_the_old_cost(draw_map, seed):
    problem = draw_map(seed, locks=0.0)
    if not len(problem.guests):
        return
    revision, guest = Revision(problem), seed % len(problem.guests)
    total = revision.total
    change = revision.withdraw_guest(guest)
    assert revision.total == total + change == cold(without_guest(problem, guest))
    assert revision.withdraw_guest(guest) == 0
    assert revision.result().optimal
    assert revision.return_guest(guest) == -change
    assert revision.return_guest(guest) == 0
    assert check(revision.result()) == []


@pytest.mark.parametrize("seed", range(40))
def test_withdrawing_a_host_equals_a_cold_solve_without_room_and_reopening_brings_the_old_cost(
    draw_map, seed
):
    problem = draw_map(seed, locks=0.0)
    revision, host = Revision(problem), seed % len(problem.hosts)
    total, room = revision.total, revision.room_of(host)
    change = revision.withdraw_host(host)
    assert revision.total == cold(with_room(problem, host, Room(0, 0, 0, 0, 0)))
    assert revision.set_room(host, room) == -change
    assert (revision.total, check(revision.result())) == (total, [])


def test_force_refuses_what_cannot_be_and_changes_nothing(draw_map):
    problem = draw_map(3)
    pair = problem.forbidden[0].tolist()
    revision = Revision(problem)
    whole = state(revision)
    with pytest.raises(ProblemError) as refused:
        revision.force(*pair)
    assert refused.value.reason in (Flaw.LOCK_NOT_ALLOWED, Flaw.GUEST_LOCKED)
    assert (state(revision) == whole).all()


def test_withdraw_guest_refuses_a_locked_one(draw_map):
    problem = next(
        found for seed in range(99) if (found := draw_map(seed, locks=0.5)).locked.max(initial=-1) >= 0
    )
    with pytest.raises(ProblemError) as refused:
        Revision(problem).withdraw_guest(int(problem.locked.argmax()))
    assert refused.value.reason is Flaw.GUEST_LOCKED


def test_forget_keeps_what_was_done_and_takes_new_changes(draw_map):
    revision = Revision(draw_map(1, locks=0.0))
    revision.withdraw_guest(0)
    revision.forget()
    kept = state(revision)
    mark = revision.mark()
    revision.withdraw_host(0)
    revision.undo(mark)
    assert mark == 0
    assert (state(revision) == kept).all()
