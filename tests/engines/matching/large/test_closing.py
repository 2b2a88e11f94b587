"""Pairs closed and opened, and guests let go, while the matching is kept solved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.large import LargeProblem, Revision, check, solve
from lianshou.engines.matching.problem import Flaw, ProblemError


def with_pair(problem, guest, host, *, closed):
    pairs = {tuple(pair) for pair in problem.forbidden.tolist()} - {(guest, host)}
    pairs |= {(guest, host)} if closed else set()
    return replace(problem, forbidden=np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2))


def unlocked(problem, guest):
    locked = problem.locked.copy()
    locked[guest] = -1
    return replace(problem, locked=locked)


def draw_change(draw, revision, problem):
    """One change made on the revision, and the problem it ought to have become."""
    guest, host = int(draw.integers(0, len(problem.guests))), int(draw.integers(0, len(problem.hosts)))
    where = revision.hosts_by_row()
    if draw.random() < 0.5 and where[guest] >= 0:  # a pair that is in use matters more
        host = int(where[guest])
    kind = draw.choice(["forbid", "allow", "free", "force"])
    if kind == "free":
        return revision.free(guest), unlocked(problem, guest)
    if kind == "force":
        change, locked = revision.force(guest, host), problem.locked.copy()
        locked[guest] = host
        return change, replace(problem, locked=locked)
    change = revision.forbid(guest, host) if kind == "forbid" else revision.allow(guest, host)
    return change, with_pair(problem, guest, host, closed=kind == "forbid")


def same(one: LargeProblem, other: LargeProblem) -> bool:
    return (one.locked == other.locked).all() and np.array_equal(one.forbidden, other.forbidden)


@pytest.mark.parametrize("seed", range(120))
def test_a_chain_of_bans_and_pins_equals_a_cold_solve_after_each_and_undo_takes_all_back(draw_map, seed):
    problem = draw_map(seed, guests=20, hosts=8, cells=[2, 6, 60][seed % 3], locks=[0.0, 0.3][seed % 2])
    if not len(problem.guests):
        return
    draw, revision = np.random.default_rng(seed), Revision(problem)
    past = [(revision.mark(), revision.board.cells.copy(), problem)]
    for _ in range(8):
        before, asked = revision.total, past[-1][2]
        try:
            change, asked = draw_change(draw, revision, asked)
        except ProblemError:
            assert (revision.board.cells == past[-1][1]).all()
            continue
        result = revision.result()
        assert same(result.problem, asked)
        assert (change, check(result)) == (revision.total - before, [])
        assert result.cost == revision.total == solve(asked).cost
        past.append((revision.mark(), revision.board.cells.copy(), asked))
    for mark, cells, asked in reversed(past):
        revision.undo(mark)
        assert (revision.board.cells == cells).all()
        assert same(revision.problem_of_now(), asked)
        arcs = revision.board.arcs[: cells[1]]
        assert (check(revision.result()), len(arcs)) == ([], cells[1])


@pytest.mark.parametrize("seed", range(30))
def test_what_is_undone_is_forgotten_by_later_changes(draw_map, seed):
    """Bans live outside the cells: the arcs and lists must come back, too."""
    problem = draw_map(seed, guests=20, hosts=6, locks=0.0)
    draw, revision = np.random.default_rng(seed), Revision(problem)
    for guest, host in revision.result().pairs.tolist()[:6]:
        mark = revision.mark()
        revision.forbid(guest, host)
        revision.undo(mark)
    for host in range(len(problem.hosts)):
        room = revision.room_of(host)
        revision.set_room(host, replace(room, most=room.most + 1, over=int(draw.integers(0, 9000))))
        result = revision.result()
        assert (result.cost, check(result)) == (solve(result.problem).cost, [])


def test_changes_that_change_nothing_cost_nothing(draw_map):
    problem = draw_map(1, locks=0.0)
    revision = Revision(problem)
    guest, host = problem.forbidden[0].tolist()
    free = next(j for j in range(len(problem.hosts)) if not revision.is_forbidden(guest, j))
    cells = revision.board.cells.copy()
    assert (revision.forbid(guest, host), revision.allow(guest, free), revision.free(guest)) == (0, 0, 0)
    assert (revision.board.cells == cells).all()


def test_allow_lifts_a_ban_and_leaves_the_wall(draw_map):
    """The pair is beyond the wall: not forbidden any more, and yet closed."""
    problem = next(
        found
        for seed in range(99)
        if (found := draw_map(seed, cells=60, locks=0.0)).tariff.farthest == 5000 and len(found.forbidden)
    )
    revision = Revision(problem)
    for guest, host in problem.forbidden.tolist():
        assert revision.allow(guest, host) <= 0
    result = revision.result()
    assert (len(result.problem.forbidden), check(result)) == (0, [])
    assert result.cost == solve(replace(problem, forbidden=problem.forbidden[:0])).cost


def test_forbid_refuses_a_locked_pair(draw_map):
    problem = next(p for seed in range(99) if (p := draw_map(seed, locks=0.5)).locked.max(initial=-1) >= 0)
    guest = int(np.flatnonzero(problem.locked >= 0)[0])
    revision = Revision(problem)
    cells = revision.board.cells.copy()
    with pytest.raises(ProblemError) as refused:
        revision.forbid(guest, int(problem.locked[guest]))
    assert refused.value.reason is Flaw.GUEST_LOCKED
    assert (revision.board.cells == cells).all()
