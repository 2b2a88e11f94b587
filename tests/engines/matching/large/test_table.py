from __future__ import annotations

import numpy as np
import pytest

from lianshou.engines import matching as small
from lianshou.engines.matching.large import Revision, solve_table
from lianshou.engines.matching.large.solving import Engine
from lianshou.engines.matching.large.table import table_of
from lianshou.engines.matching.problem import Problem, Room, Term


@pytest.mark.parametrize("spread", [1, 12, 2**40])
@pytest.mark.parametrize("seed", range(120))
def test_solve_table_costs_what_the_light_engine_says_and_its_verifier_believes_it(
    draw_problem, seed, spread
):
    problem = draw_problem(seed, guests=12, hosts=6, spread=spread, dear=3 * spread)
    result = solve_table(problem)
    assert (result.cost, result.bound) == (small.solve(problem).cost, result.cost)
    assert small.verify_result(result) == []


@pytest.mark.parametrize("seed", range(8))
def test_solve_table_agrees_on_a_county(draw_town, seed):
    problem = draw_town(seed)
    result = solve_table(problem)
    assert (result.cost, result.bound) == (small.solve(problem).cost, result.cost)
    assert small.verify_result(result) == []


@pytest.mark.parametrize("seed", range(40))
def test_solve_table_is_optimal_by_hand(draw_problem, best_by_hand, seed):
    problem = draw_problem(seed, guests=5, hosts=3)
    assert solve_table(problem).cost == best_by_hand(problem)


@pytest.mark.parametrize("seed", range(20))
def test_solve_table_does_not_depend_on_the_order_of_the_lists(draw_town, seed):
    problem, draw = draw_town(seed), np.random.default_rng(seed)
    rows, columns = draw.permutation(len(problem.guests)), draw.permutation(len(problem.hosts))
    shuffled = Problem(
        guests=tuple(problem.guests[i] for i in rows),
        hosts=tuple(problem.hosts[j] for j in columns),
        terms=tuple(Term(term.name, term.costs[np.ix_(rows, columns)]) for term in problem.terms),
        rooms=tuple(problem.rooms[j] for j in columns),
        left_out=problem.left_out[rows],
        allowed=problem.allowed[np.ix_(rows, columns)],
        locked={},
    )
    assert solve_table(shuffled).pairs == solve_table(problem).pairs


@pytest.mark.parametrize("seed", range(40))
def test_a_revision_of_a_table_equals_the_light_engine_after_every_change(draw_problem, seed):
    problem = draw_problem(seed, guests=10, hosts=5, locks=False)
    if not (problem.guests and problem.hosts):
        return
    draw, revision = np.random.default_rng(seed), Revision(table_of(problem))
    start = revision.board.table.copy()
    allowed, rooms = problem.allowed.copy(), list(problem.rooms)
    for _ in range(6):
        guest, host = int(draw.integers(0, len(problem.guests))), int(draw.integers(0, len(problem.hosts)))
        if draw.random() < 0.6:
            revision.forbid(guest, host)
            allowed[guest, host] = False
        else:
            rooms[host] = Room(0, 1, int(draw.integers(1, 4)), 0, int(draw.integers(0, 9)))
            revision.set_room(host, rooms[host])
        asked = Problem(
            problem.guests, problem.hosts, problem.terms, tuple(rooms), problem.left_out, allowed, {}
        )
        proof = revision.proof()
        flaws = small.verify(
            asked, proof.host_of, cost=proof.cost, host_prices=proof.host_prices,
            guest_values=proof.guest_values, bound=proof.bound,
        )  # fmt: skip
        assert (revision.total, flaws) == (small.solve(asked).cost, [])
    revision.undo(0)
    assert (revision.board.table == start).all()
    assert revision.total == small.solve(problem).cost


def test_result_refuses_a_table(draw_town):
    with pytest.raises(TypeError, match="proof"):
        Engine(table_of(draw_town(0))).result()
