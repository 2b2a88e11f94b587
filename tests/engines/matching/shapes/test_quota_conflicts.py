from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.problem import Room
from lianshou.engines.matching.shapes.quota_conflicts import Side, Unmeetable, conflict_of
from lianshou.engines.matching.shapes.quota_solving import SECONDS, solve_quotas
from lianshou.engines.matching.shapes.quotas import Certainty, Quota, QuotaProblem


@pytest.fixture
def county(pair_up):
    """Four guests, two hosts of county A with one place each and one host of county B with four."""
    rooms = (Room(0, 1, 1, 0, 0), Room(0, 1, 1, 0, 0), Room(0, 4, 4, 0, 0))
    return pair_up([[1, 2, 3]] * 4, rooms=rooms)


def test_conflict_of_one_quota_says_how_much_is_possible(county):
    quotas = (
        Quota.between(county, "B", hosts=["h2"], most=3),
        Quota.between(county, "A", hosts=["h0", "h1"], least=3),
    )
    with pytest.raises(Unmeetable) as caught:
        solve_quotas(QuotaProblem(county, quotas))
    conflict = caught.value.conflict
    assert (conflict.quotas, conflict.certainty) == ((1,), Certainty.EXACT)
    nearest = conflict.relaxations[0]
    assert (nearest.side, nearest.possible, nearest.enough) == (Side.LEAST, 2, True)
    assert nearest.certainty is Certainty.EXACT
    assert caught.value.wording.zh == "名额要求无法满足：A；“A”：要求至少3对，最多只能做到2对"
    assert str(caught.value) == ("this quota cannot be met: A; “A”: at least 3 asked for, only 2 possible")


def test_conflict_of_two_quotas_names_both_and_what_each_could_be(county):
    quotas = (
        Quota.between(county, "few", hosts=["h2"], most=1),
        Quota.between(county, "idle", hosts=["h0"], most=1),
        Quota.between(county, "all", least=4),
    )
    conflict = conflict_of(QuotaProblem(county, quotas), seconds=SECONDS)
    assert conflict.quotas == (0, 2)
    assert [(near.quota, near.side, near.possible, near.enough) for near in conflict.relaxations] == [
        (0, Side.MOST, 2, True),
        (2, Side.LEAST, 3, True),
    ]
    assert conflict.wording.en == (
        "these quotas cannot all be met: few, all; “few”: at most 1 asked for, no fewer than 2 possible; "
        "“all”: at least 4 asked for, only 3 possible"
    )


def test_conflict_of_a_set_says_when_another_conflict_is_left(county):
    quotas = (
        Quota.between(county, "A", hosts=["h0", "h1"], least=3),
        Quota.between(county, "h0", hosts=["h0"], least=2),
    )
    conflict = conflict_of(QuotaProblem(county, quotas), seconds=SECONDS)
    assert len(conflict.quotas) == 1
    nearest = conflict.relaxations[0]
    assert (nearest.possible, nearest.enough) == ({0: 2, 1: 1}[nearest.quota], False)
    assert nearest.wording.zh.endswith("（其余要求之间另有冲突，需一并调整）")


def test_conflict_that_only_whole_numbers_have_rests_on_the_solvers_word(pair_up):
    """Exactly one of any two of three: half of each would do."""
    problem = pair_up([[0]] * 3, rooms=(Room(0, 3, 3, 0, 0),))
    names = problem.guests
    rings = [
        Quota.between(problem, f"r{i}", guests=(names[i], names[i - 1]), least=1, most=1) for i in range(3)
    ]
    conflict = conflict_of(QuotaProblem(problem, tuple(rings)), seconds=SECONDS)
    assert (conflict.quotas, conflict.certainty, conflict.prices) == ((0, 1, 2), Certainty.SOLVER, None)
    assert [(near.side, near.possible) for near in conflict.relaxations] == [(Side.LEAST, 0)] * 3


def test_conflict_of_locks_with_a_most(county):
    locked = replace(county, locked={"g0": "h2", "g1": "h2"})
    conflict = conflict_of(
        QuotaProblem(locked, (Quota.between(locked, "B", hosts=["h2"], most=1),)), seconds=SECONDS
    )
    assert [(near.side, near.possible) for near in conflict.relaxations] == [(Side.MOST, 2)]


def test_conflict_of_a_question_that_can_be_answered_is_an_error(county):
    with pytest.raises(ValueError, match="can be met"):
        conflict_of(QuotaProblem(county), seconds=SECONDS)


@pytest.mark.parametrize("seed", range(60))
def test_conflict_is_smallest_and_its_relaxations_are_the_nearest(draw_question, best_by_trying, seed):
    question = draw_question(seed, guests=4, hosts=3)
    if best_by_trying(question) is not None:
        return
    conflict = conflict_of(question, seconds=SECONDS)
    alone = replace(question, quotas=tuple(question.quotas[number] for number in conflict.quotas))
    assert best_by_trying(alone) is None
    for place in range(len(alone.quotas)):
        rest = (*alone.quotas[:place], *alone.quotas[place + 1 :])
        assert best_by_trying(replace(alone, quotas=rest)) is not None
    for place, near in enumerate(conflict.relaxations):
        number, asked = (near.quota, question) if near.enough else (place, alone)
        quota = asked.quotas[number]
        field, step = ("least", 1) if near.side is Side.LEAST else ("most", -1)
        reached = asked.with_quota(number, replace(quota, **{field: near.possible}))
        missed = asked.with_quota(number, replace(quota, **{field: near.possible + step}))
        assert (best_by_trying(reached) is None, best_by_trying(missed)) == (False, None)


def test_conflict_of_a_quota_over_no_pairs(county):
    nothing = Quota("nothing", np.zeros((4, 3), dtype=np.bool_), least=1)
    conflict = conflict_of(QuotaProblem(county, (nothing,)), seconds=SECONDS)
    assert [(near.side, near.possible) for near in conflict.relaxations] == [(Side.LEAST, 0)]
