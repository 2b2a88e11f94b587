from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.problem import Room
from lianshou.engines.matching.shapes.quota_conflicts import conflict_of
from lianshou.engines.matching.shapes.quota_solving import SECONDS, solve_quotas
from lianshou.engines.matching.shapes.quota_verifier import Breach, verify_conflict, verify_quotas
from lianshou.engines.matching.shapes.quotas import Quota, QuotaProblem


@pytest.fixture
def result(pair_up):
    allowed = np.array([[True, True], [True, True], [True, False]])
    problem = pair_up(
        [[1, 5], [2, 9], [4, 4]], allowed=allowed, locked={"g1": "h0"}, rooms=(Room(0, 1, 2, 0, 3),) * 2
    )
    quotas = (
        Quota.between(problem, "asks", hosts=["h1"], least=1),
        Quota.between(problem, "limits", guests=["g1", "g2"], hosts=["h0"], most=2),
    )
    return solve_quotas(QuotaProblem(problem, quotas, np.array([1, 1, 1])))


def codes(result, **changes):
    return [found.code for found in verify_quotas(replace(result, **changes))]


def picked(*rows):
    return np.array(rows, dtype=np.bool_)


def test_verify_quotas_accepts_what_is_right(result):
    assert (verify_quotas(result), result.chosen.tolist()) == ([], picked([0, 1], [1, 0], [1, 0]).tolist())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"chosen": picked([0, 1], [1, 0])}, Breach.SHAPE),
        ({"chosen": np.zeros((3, 2))}, Breach.SHAPE),
        ({"host_prices": np.zeros(2)}, Breach.SHAPE),
        ({"quota_prices": np.zeros(1, dtype=np.int64)}, Breach.SHAPE),
        ({"scale": 0}, Breach.SHAPE),
        ({"cost": 0, "claimed_bound": 0, "bound": 0}, Breach.COST_WRONG),
        ({"bound": -1}, Breach.BOUND_WRONG),
        ({"claimed_bound": 10**6}, Breach.CLAIM_WRONG),
        ({"claimed_bound": -1}, Breach.CLAIM_WRONG),
        ({"host_prices": np.array([0, 90])}, Breach.BOUND_WRONG),
        ({"chosen": picked([0, 1], [0, 0], [1, 0])}, Breach.LOCK_BROKEN),
        ({"chosen": picked([1, 0], [1, 0], [0, 1])}, Breach.PAIR_NOT_ALLOWED),
        ({"chosen": picked([1, 1], [1, 0], [0, 0])}, Breach.TOO_MANY_HOSTS),
        ({"chosen": picked([1, 0], [1, 0], [1, 0])}, Breach.HOST_OVERFULL),
        ({"chosen": picked([1, 0], [1, 0], [0, 0])}, Breach.QUOTA_SHORT),
    ],
)
def test_verify_quotas_finds(result, changes, code):
    assert code in codes(result, **changes)


def test_verify_quotas_finds_a_quota_that_is_exceeded(result):
    strict = result.question.with_quota(1, replace(result.question.quotas[1], most=1))
    assert codes(result, question=strict) == [Breach.QUOTA_EXCEEDED]


def test_verify_quotas_says_what_is_wrong_in_both_languages(result):
    found = verify_quotas(replace(result, chosen=picked([0, 1], [0, 0], [1, 0])))[0]
    assert (found.code, found.subject) == (Breach.LOCK_BROKEN, ("g1", "h0"))
    assert (found.wording.zh, found.wording.en) == ("g1应锁定在h0", "g1 should have stayed with h0")


@pytest.mark.parametrize("seed", range(60))
def test_verify_quotas_accepts_no_bound_but_the_one_the_prices_give(draw_question, seed):
    question = replace(draw_question(seed, guests=5, hosts=4), quotas=())
    right = solve_quotas(question)
    for shift in (-1, 1):
        shifted = {"cost": right.cost + 1, "claimed_bound": right.cost + 1, "bound": right.bound + shift}
        assert codes(right, **shifted) == [Breach.COST_WRONG, Breach.BOUND_WRONG]


@pytest.fixture
def conflict(pair_up):
    problem = pair_up([[1, 2]] * 3)
    quotas = (Quota.between(problem, "idle", hosts=["h0"]), Quota.between(problem, "all", least=3))
    question = QuotaProblem(problem, quotas)
    return question, conflict_of(question, seconds=SECONDS)


def prices(found, **changes):
    proof = {
        "host_prices": found.prices.hosts, "quota_prices": found.prices.quotas, "scale": found.prices.scale,
    }  # fmt: skip
    return proof | changes


def test_verify_conflict_accepts_a_proof(conflict):
    question, found = conflict
    assert (found.quotas, verify_conflict(question, found.quotas, **prices(found))) == ((1,), [])


@pytest.mark.parametrize(
    "changes",
    [
        {"quota_prices": np.array([0])},
        {"quota_prices": np.array([-9]), "host_prices": np.array([9, 9])},
        {"host_prices": np.array([0, 0])},
        {"host_prices": np.array([0])},
        {"scale": 0},
    ],
)
def test_verify_conflict_refuses_prices_that_prove_nothing(conflict, changes):
    question, found = conflict
    refused = verify_conflict(question, found.quotas, **prices(found, **changes))
    assert [(one.code, one.subject) for one in refused] == [(Breach.CONFLICT_NOT_PROVEN, ("all",))]
