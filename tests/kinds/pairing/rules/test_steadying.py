from collections.abc import Callable, Iterator
from random import Random

import numpy as np
import pytest

from lianshou.engines.matching import LEFT_OUT, Problem
from lianshou.engines.matching.problem import Ints
from lianshou.kinds.pairing.rules.asking import cost_without_left_out, placed
from lianshou.kinds.pairing.rules.change_reading import ChangeError
from lianshou.kinds.pairing.rules.changing import changed
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.rules.solving import match, problem_of
from lianshou.kinds.pairing.rules.steadying import least_change
from lianshou.kinds.pairing.rules.terms import Board

County = Callable[..., Instance]
Arrangements = Callable[[Problem], Iterator[Ints]]


@pytest.mark.parametrize("seed", range(8))
def test_as_many_served_then_fewest_broken_then_least_cost(
    county: County, arrangements: Arrangements, seed: int
) -> None:
    instance = county(seed, hosts=4, guests=5, most=2)
    random = Random(seed)
    kept = [(f"新建{n}", f"帮带{random.randrange(4)}") for n in range(4)]
    changes = [{"op": "drop_host", "host": f"帮带{seed % 4}"}]
    told = least_change(instance, kept, changes)
    after = changed(instance, changes)
    problem, before = problem_of(after), placed(Board(after), dict(kept))

    def rank(host_of: Ints) -> tuple[int, int, int]:
        broken = int(((before != LEFT_OUT) & (before != host_of)).sum())
        return int((host_of == LEFT_OUT).sum()), broken, cost_without_left_out(problem, host_of)

    point = told["point"]
    best = min(rank(one) for one in arrangements(problem))
    assert (point["unmatched"], point["broken"], point["cost"]) == best
    hosts = {pair["guest"]: pair["host"] for pair in point["pairs"]}
    assert rank(placed(Board(after), hosts)) == best


def test_the_curve_ends_at_the_optimum(county: County) -> None:
    instance = county(6, hosts=6, guests=14)
    random = Random(5)
    kept = [(guest.id, random.choice(instance.hosts).id) for guest in instance.guests]
    points = least_change(instance, kept)["curve"]
    optimum = match(instance)
    assert (points[-1]["extra_cost"], points[-1]["cost"]) == (0, optimum["cost"])
    assert [point["cost"] for point in points] == sorted((point["cost"] for point in points), reverse=True)
    assert [point["broken"] for point in points] == sorted({point["broken"] for point in points})
    assert [point["saves"] for point in points] == [points[0]["cost"] - point["cost"] for point in points]


def test_a_drop_out_moves_only_whom_it_must(county: County) -> None:
    instance = county(7, hosts=6, guests=12)
    pairs = [(pair["guest"], pair["host"]) for pair in match(instance)["pairs"]]
    gone = pairs[0][1]
    told = least_change(instance, pairs, [{"op": "drop_host", "host": gone}])
    orphans = {guest for guest, host in pairs if host == gone}
    moved = told["point"]["moves"]
    assert ({move["guest"] for move in moved}, {move["forced"] for move in moved}) == (orphans, {True})
    assert (told["kept"], told["point"]["broken"]) == (12, 0)
    assert told["changes"] == [{"zh": f"帮带方{gone}退出。", "en": f"The host {gone} drops out."}]
    assert told["sentence"]["zh"].startswith(f"原有的对子都可以不动；帮带方退出的{len(orphans)}家重新安排")


def test_pairs_of_units_that_are_not_listed_do_not_count(county: County) -> None:
    told = least_change(county(2), [("谁", "帮带0"), ("新建0", "谁")])
    assert told["kept"] == 0
    assert np.array_equal([one["broken"] for one in told["curve"]], [0])
    assert "另有6家新安排" in told["sentence"]["zh"]


def test_what_is_the_best_already_stays(county: County) -> None:
    instance = county(3)
    pairs = [(pair["guest"], pair["host"]) for pair in match(instance)["pairs"]]
    told = least_change(instance, pairs)
    assert (told["point"]["moves"], told["point"]["extra_cost"], len(told["curve"])) == ([], 0, 1)
    assert told["sentence"]["zh"] == "原有的对子都可以不动；这也是全县成本最低的安排。"


def test_a_change_that_cannot_be_is_refused(county: County) -> None:
    with pytest.raises(ChangeError):
        least_change(county(1), [], [{"op": "drop_host", "host": "谁"}])
