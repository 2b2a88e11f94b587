from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from lianshou.engines.matching.changes import Shift
from lianshou.engines.matching.goals.least_change import (
    Backing,
    least_between,
    least_change,
    moves_curve,
)
from lianshou.engines.matching.goals.posing import hosts_of
from lianshou.engines.matching.problem import ABSENT, LEFT_OUT, Flaw, ProblemError, Room
from lianshou.engines.matching.solver import solve
from lianshou.engines.matching.verifier import verify, verify_result

SHUT = Room(low=0, high=0, most=0, under=0, over=0)
ONE = Room(low=0, high=1, most=1, under=0, over=0)


def broken(kept, picks):
    return sum(
        1 for before, after in zip(kept.tolist(), picks, strict=True) if before >= 0 and before != after
    )


def tried(every_arrangement, problem, kept):
    """Broken pairs and cost of all arrangements that leave out no more than the optimum does."""
    most = list(solve(problem).host_of).count(LEFT_OUT)
    return [
        (broken(kept, picks), cost)
        for picks, cost in every_arrangement(problem)
        if picks.count(LEFT_OUT) <= most
    ]


def hull_of(pairs):
    """Corners of the lower hull from the fewest moves to the least cost, by comparing every slope."""
    at = min(pairs)
    end = min(pairs, key=lambda pair: (pair[1], pair[0]))
    corners = [at]
    while at != end:
        ahead = [pair for pair in pairs if pair[0] > at[0] and pair[1] < at[1]]
        at = max(ahead, key=lambda pair: ((at[1] - pair[1]) / (pair[0] - at[0]), pair[0]))
        corners.append(at)
    return corners


@pytest.mark.parametrize("seed", range(150))
def test_least_change_is_the_best_of_all_arrangements(draw_problem, draw_kept, every_arrangement, seed):
    problem = draw_problem(seed, guests=5, hosts=3, spread=[1, 12][seed % 2], dear=[4, 30, 300][seed % 3])
    kept = draw_kept(problem, seed)
    found = least_change(problem, kept)
    right = min(tried(every_arrangement, problem, kept))
    assert (found.broken, found.cost, found.violations()) == (*right, [])
    assert broken(kept, found.host_of.tolist()) == found.broken
    assert found.free.cost + found.extra == found.cost


@pytest.mark.parametrize("seed", range(12))
def test_least_change_after_a_host_closes_moves_its_guests_alone_where_there_is_room(draw_town, seed):
    town = draw_town(2 * seed + 1)
    kept = solve(town).host_of
    rooms = (SHUT, *town.rooms[1:])
    found = least_change(replace(town, rooms=rooms), kept)
    assert (found.broken, found.violations()) == (int((kept == 0).sum()), [])
    assert {shift.guest for shift in found.shifts if shift.before >= 0} == set(np.flatnonzero(kept == 0))
    assert found.extra >= 0


def test_least_change_moves_another_where_a_guest_could_not_be_placed_else(pair_up):
    problem = pair_up(
        [[1, 5, 9], [1, 5, 9]],
        rooms=(SHUT, ONE, ONE),
        allowed=np.array([[True, True, False], [True, True, True]]),
    )
    found = least_change(problem, np.array([0, 1]))
    assert (found.shifts, found.broken) == ((Shift(0, 0, 1), Shift(1, 1, 2)), 2)


def test_least_change_leaves_all_in_peace_whatever_could_be_saved(pair_up):
    found = least_change(pair_up([[900, 0], [0, 900]]), np.array([0, 1]))
    assert (found.shifts, found.cost, found.extra) == ((), 1800, 1800)


def test_least_change_places_a_newcomer_without_calling_it_a_move(pair_up):
    found = least_change(pair_up([[3, 8], [1, 2]]), np.array([ABSENT, 0]))
    assert (found.shifts, found.broken, found.extra) == ((Shift(0, ABSENT, 1),), 0, 4)


def test_least_change_keeps_who_has_a_host_where_places_run_short(pair_up):
    problem = pair_up([[1, 1], [1, 1]], rooms=(SHUT, ONE), left_out=np.array([900, 100]))
    found = least_change(problem, np.array([0, 1]))
    assert (found.host_of.tolist(), found.extra) == ([LEFT_OUT, 1], 800)


def test_least_change_does_not_serve_at_any_price_whom_the_optimum_leaves_out(pair_up):
    found = least_change(pair_up([[50]], left_out=np.array([49])), np.array([LEFT_OUT]))
    assert (found.host_of.tolist(), found.cost) == ([LEFT_OUT], 49)


def test_least_change_takes_a_host_that_is_called_left_out(pair_up):
    found = least_change(pair_up([[5, 7]], hosts=("left out", "left out'")), np.array([1]))
    assert (found.host_of.tolist(), found.violations()) == ([1], [])


def test_least_change_takes_nobody(pair_up):
    found = least_change(pair_up(np.zeros((0, 2), dtype=np.int64)), np.empty(0, dtype=np.int64))
    assert (found.broken, found.cost, found.violations()) == (0, 0, [])


def test_least_change_reports_a_wrong_cost(pair_up):
    found = least_change(pair_up([[5, 7]]), np.array([1]))
    assert [wrong.code.name for wrong in replace(found, cost=6).violations()] == ["COST_WRONG"]


@pytest.mark.parametrize(
    ("kept", "reason"),
    [
        (np.array([0.0]), Flaw.DTYPE),
        ([0], Flaw.DTYPE),
        (np.array([0, 0]), Flaw.SHAPE),
        (np.array([2]), Flaw.UNKNOWN_INDEX),
        (np.array([-2]), Flaw.UNKNOWN_INDEX),
    ],
)
def test_least_change_refuses_what_cannot_have_been(pair_up, kept, reason):
    with pytest.raises(ProblemError) as caught:
        least_change(pair_up([[1, 1]]), kept)
    subject = "kept 0" if reason is Flaw.UNKNOWN_INDEX else "kept"
    assert (caught.value.reason, caught.value.subject) == (reason, (subject,))


def test_least_change_refuses_prices_that_could_overflow(pair_up):
    problem = pair_up([[0, 2**53], [2**53, 0]], left_out=np.array([2**54, 2**54]))
    with pytest.raises(ProblemError) as caught:
        least_change(problem, np.array([1, 0]))
    assert caught.value.reason is Flaw.TOO_LARGE


@pytest.mark.parametrize("seed", range(150))
def test_moves_curve_is_the_hull_of_all_arrangements(draw_problem, draw_kept, every_arrangement, seed):
    problem = draw_problem(seed, guests=5, hosts=3, spread=[2, 12, 500][seed % 3], dear=[30, 900][seed % 2])
    kept = draw_kept(problem, seed)
    points = moves_curve(problem, kept)
    reachable = tried(every_arrangement, problem, kept)
    corners = hull_of(reachable)
    found = [(point.moves, point.cost) for point in points]
    assert [pair for pair in found if pair in corners] == corners
    for moves, cost in found:
        assert (moves, cost) in reachable
        assert cost == least_between(points, moves)
    for moves, cost in reachable:
        assert cost >= least_between(points, moves)


@pytest.mark.parametrize("seed", range(60))
def test_moves_curve_is_proven_point_by_point_and_line_by_line(draw_problem, draw_kept, seed):
    problem = draw_problem(seed, guests=8, hosts=4, spread=60, dear=900)
    points = moves_curve(problem, draw_kept(problem, seed))
    for point in points:
        assert verify(problem, point.host_of, cost=point.cost) == []
        assert (verify_result(point.result), hosts_of(point.result).tolist()) == ([], point.host_of.tolist())
    for left, right in pairwise(points):
        steps, saved = right.moves - left.moves, left.cost - right.cost
        shared = np.gcd(steps, saved)
        assert verify_result(left.to_next) == []
        assert left.to_next.cost == (steps * left.cost + saved * left.moves) // shared
    assert points[-1].to_next is None


@pytest.mark.parametrize("seed", range(80))
def test_moves_curve_filled_in_has_the_best_cost_for_every_number_of_moves(
    draw_problem, draw_kept, every_arrangement, seed
):
    problem = draw_problem(seed, guests=6, hosts=3, spread=[12, 500][seed % 2], dear=[4, 90, 900][seed % 3])
    kept = draw_kept(problem, seed)
    reachable = tried(every_arrangement, problem, kept)
    best = []
    for moves in sorted({moves for moves, _ in reachable}):
        cost = min(cost for broken_pairs, cost in reachable if broken_pairs <= moves)
        if not best or cost < best[-1][1]:
            best.append((moves, cost))
    points = moves_curve(problem, kept, exact=True)
    assert [(point.moves, point.cost) for point in points] == best
    for point in points:
        assert verify(problem, point.host_of, cost=point.cost) == []
        assert (point.backing is Backing.PRICES) == (point.result is not None)


def test_moves_curve_marks_what_no_price_finds(pair_up):
    """A swap saves little, a ring of three all: the swap lies above the line between staying and the ring."""
    far = 1000
    rows = [[100, 0, 99], [99, 100, 0], [0, far, 100]]
    points = moves_curve(pair_up(rows), np.array([0, 1, 2]), exact=True)
    assert [(point.moves, point.cost, point.backing) for point in points] == [
        (0, 300, Backing.PRICES),
        (2, 199, Backing.SOLVER),
        (3, 0, Backing.PRICES),
    ]


def test_least_between_rounds_up_and_knows_its_ends(pair_up):
    points = moves_curve(pair_up([[100, 0, 99], [99, 100, 0], [0, 1000, 100]]), np.array([0, 1, 2]))
    assert [least_between(points, moves) for moves in (0, 1, 2, 3, 9)] == [300, 200, 100, 0, 0]
    with pytest.raises(IndexError):
        least_between(points, -1)
