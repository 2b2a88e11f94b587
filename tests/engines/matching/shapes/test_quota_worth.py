from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.problem import Room
from lianshou.engines.matching.shapes.quota_conflicts import Side, Unmeetable
from lianshou.engines.matching.shapes.quota_solving import solve_quotas
from lianshou.engines.matching.shapes.quota_worth import worth_of_quota
from lianshou.engines.matching.shapes.quotas import Certainty, Quota, QuotaProblem


@pytest.fixture
def county(pair_up):
    rooms = (Room(0, 4, 4, 0, 0),) * 2
    return pair_up([[1, 10], [1, 30], [1, 70]], rooms=rooms)


def test_worth_of_a_least_is_what_one_pair_fewer_saves(county):
    result = solve_quotas(QuotaProblem(county, (Quota.between(county, "far", hosts=["h1"], least=2),)))
    worth = worth_of_quota(result, 0)
    assert (worth.side, worth.saving) == (Side.LEAST, 29)
    assert worth.wording.zh == "“far”：至少2对减为1对，总代价可减少29"
    assert worth.wording.en == "“far”: asking for at least 1 instead of 2 would save 29 in all"


def test_worth_of_a_most_is_what_one_pair_more_saves(county):
    result = solve_quotas(QuotaProblem(county, (Quota.between(county, "near", hosts=["h0"], most=1),)))
    worth = worth_of_quota(result, 0)
    assert (worth.side, worth.saving) == (Side.MOST, 29)
    assert worth.wording.en == "“near”: allowing 2 instead of 1 would save 29 in all"


def test_worth_of_a_quota_that_does_not_bind_is_nothing(county):
    result = solve_quotas(QuotaProblem(county, (Quota.between(county, "all", least=1),)))
    worth = worth_of_quota(result, 0)
    assert (worth.side, worth.saving, worth.wording.zh) == (None, 0, "“all”：放宽一对，总代价不变")


def test_worth_is_not_stated_when_the_optimum_is_not_proven(pair_up):
    problem = pair_up([[0]] * 3, left_out=np.array([10, 10, 10]), rooms=(Room(0, 3, 3, 0, 0),))
    names = problem.guests
    rings = [Quota.between(problem, f"r{i}", guests=(names[i], names[i - 1]), most=1) for i in range(3)]
    result = solve_quotas(QuotaProblem(problem, tuple(rings)))
    worth = worth_of_quota(result, 1)
    assert (worth.side, worth.saving) == (None, None)
    assert worth.wording.zh == "“r1”：最优性未经整数证明，不给出放宽的代价"


def test_worth_of_a_quota_that_is_not_there_is_an_error(county):
    result = solve_quotas(QuotaProblem(county, (Quota.between(county, "all"),)))
    for quota in (-1, 1):
        with pytest.raises(IndexError):
            worth_of_quota(result, quota)


@pytest.mark.parametrize("seed", range(60))
def test_worth_is_the_difference_that_trying_everything_finds(draw_question, best_by_trying, seed):
    question = draw_question(seed, guests=4, hosts=3)
    try:
        result = solve_quotas(question)
    except Unmeetable:
        return
    for number, quota in enumerate(question.quotas):
        worth = worth_of_quota(result, number)
        if worth.saving is None:
            assert result.certainty is Certainty.SOLVER or worth.side is not None
            continue
        most = quota.most if quota.most is None else quota.most + 1
        looser = [replace(quota, least=max(0, quota.least - 1)), replace(quota, most=most)]
        sides = {Side.LEAST: looser[:1], Side.MOST: looser[1:], None: looser}[worth.side]
        saved = [result.cost - best_by_trying(question.with_quota(number, eased)) for eased in sides]
        assert saved == [worth.saving] * len(sides)
