from collections.abc import Callable, Iterator
from random import Random

import numpy as np
import pytest
from tests.factories.pairing_facts import make_guest, make_host, make_instance

from lianshou.engines.matching import LEFT_OUT, Problem, ProblemError, Room, solve
from lianshou.engines.matching.problem import Ints
from lianshou.kinds.pairing.rules import asking
from lianshou.kinds.pairing.rules.asking import (
    cost_without_left_out,
    nearest,
    placed,
    stand,
    with_lock,
    with_room,
)
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.solving import match, problem_of
from lianshou.kinds.pairing.rules.terms import Board

County = Callable[..., Instance]
Arrangements = Callable[[Problem], Iterator[Ints]]


def broken(kept: Ints, host_of: Ints) -> int:
    return int(((kept != LEFT_OUT) & (kept != host_of)).sum())


@pytest.mark.parametrize("seed", range(10))
def test_nearest_is_the_optimum_that_breaks_fewest(
    county: County, arrangements: Arrangements, seed: int
) -> None:
    problem = problem_of(county(seed, hosts=3, guests=5, most=2))
    random = Random(seed)
    kept = np.array([random.randrange(-1, 3) for _ in problem.guests], dtype=np.int64)
    found = nearest(problem, kept)
    best = min((problem.cost_of(one), broken(kept, one)) for one in arrangements(problem))
    assert (problem.cost_of(found), broken(kept, found)) == best


def test_ties_move_nobody() -> None:
    hosts = [make_host(name, "city") for name in "甲乙丙"]
    instance = make_instance(hosts, [make_guest(name) for name in "丁戊己"])
    problem = problem_of(instance)
    kept = np.array([2, 0, 1], dtype=np.int64)
    assert nearest(problem, kept).tolist() == kept.tolist()
    assert solve(problem).host_of.tolist() != kept.tolist()


def test_of_two_alike_the_one_that_had_the_place_keeps_it() -> None:
    hosts = [make_host("甲", low=0, high=1, most=1)]
    problem = problem_of(make_instance(hosts, [make_guest("丁"), make_guest("丙")]))
    for kept in ([0, LEFT_OUT], [LEFT_OUT, 0]):
        assert nearest(problem, np.array(kept, dtype=np.int64)).tolist() == kept


def test_where_counting_moves_would_overflow_any_optimum_is_taken(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = problem_of(county(1))
    monkeypatch.setattr("lianshou.engines.matching.problem.LARGEST", int(problem.left_out.sum()) * 3)
    kept = np.zeros(len(problem.guests), dtype=np.int64)
    with pytest.raises(ProblemError):
        asking._counting_moves(problem, kept)
    assert problem.cost_of(nearest(problem, kept)) == solve(problem).cost


def test_the_optimum_stands_where_no_arrangement_is_given(county: County) -> None:
    instance = county(3, hosts=2, guests=6, most=2)
    standing, result = stand(instance), match(instance)
    assert standing.hosts == {pair["guest"]: pair["host"] for pair in result["pairs"]}
    assert (standing.unmatched, standing.is_optimal) == (2, True)
    assert standing.cost == result["cost_parts"]["pairs"] + result["cost_parts"]["rooms"]


def test_an_arrangement_that_is_not_the_best_stands_as_it_is(county: County) -> None:
    instance = county(4)
    pairs = {"pairs": [{"guest": "新建0", "host": "帮带0"}, {"guest": "谁", "host": "帮带0"}]}
    standing = stand(instance, pairs)
    assert (standing.hosts, standing.is_optimal) == ({"新建0": "帮带0"}, False)
    assert standing.optimum.cost == match(instance)["cost"]


def test_places_beyond_the_wall_can_be_priced() -> None:
    hosts = [make_host("甲", low=1, high=1, most=1)]
    problem = problem_of(make_instance(hosts, [make_guest(name) for name in "丁戊己"]))
    alike = int(problem.costs[0, 0])
    assert cost_without_left_out(problem, np.zeros(3, dtype=np.int64)) == 3 * alike - 6000 + 4000 + 8000


def test_a_room_is_changed_and_leaving_out_stays_dearest(county: County) -> None:
    problem = problem_of(county(5, most=1))
    changed = with_room(problem, 2, Room(0, 9, 9, 6000, 4000))
    assert ([room.most for room in changed.rooms], (solve(changed).host_of >= 0).all()) == (
        [1, 1, 9, 1],
        True,
    )


def test_a_lock_is_added(county: County) -> None:
    problem = with_lock(problem_of(county(6)), 0, 1)
    assert solve(problem).host_of[0] == 1


def test_pairs_of_units_that_are_gone_do_not_count(county: County) -> None:
    board = Board(county(7, guests=2))
    assert placed(board, {"新建0": "帮带3", "新建9": "帮带0", "新建1": "没有"}).tolist() == [3, LEFT_OUT]
