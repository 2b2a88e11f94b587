from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.shapes.quota_bounds import Prices, bound, losses, rounded, true_goal
from lianshou.engines.matching.shapes.quotas import Quota


@pytest.mark.parametrize("seed", range(80))
@pytest.mark.parametrize("scale", [1, 6])
def test_bound_never_exceeds_the_optimum_whatever_the_prices(draw_question, best_by_trying, seed, scale):
    question = draw_question(seed, guests=4, hosts=3)
    best = best_by_trying(question)
    if best is None:
        return
    draw = np.random.default_rng(seed)
    hosts, quotas = len(question.problem.hosts), len(question.quotas)
    for spread in (1, 9, 400):
        prices = Prices(draw.integers(-spread, spread, hosts), draw.integers(-spread, spread, quotas), scale)
        assert bound(question, true_goal(question), prices) <= best * scale


@pytest.mark.parametrize("seed", range(60))
def test_losses_never_exceed_what_forcing_the_pair_costs(draw_question, best_by_trying, seed):
    """What the gap rules out is in no better arrangement."""
    question = draw_question(seed, guests=3, hosts=3)
    problem = question.problem
    draw = np.random.default_rng(seed)
    prices = Prices(draw.integers(-9, 9, len(problem.hosts)), draw.integers(-9, 9, len(question.quotas)), 1)
    goal = true_goal(question)
    at_least = bound(question, goal, prices) + np.maximum(losses(question, goal, prices, problem.allowed), 0)
    for i, guest in enumerate(problem.guests):
        for j, host in enumerate(problem.hosts):
            if guest in problem.locked or not problem.allowed[i, j] or not question.wanted[i]:
                continue
            best = best_by_trying(_forced(question, i, j))
            assert best is None or at_least[i, j] <= best, (guest, host)


def _forced(question, i, j):
    pair = np.zeros(question.problem.allowed.shape, dtype=np.bool_)
    pair[i, j] = True
    return replace(question, quotas=(*question.quotas, Quota("forced", pair, least=1)))


def test_rounded_finds_the_common_denominator(draw_question):
    goal = true_goal(draw_question(1, guests=4, hosts=3))
    prices = rounded(goal, np.array([0.5, 2.0]), np.array([-1 / 3 + 1e-12]))
    assert (prices.hosts.tolist(), prices.quotas.tolist(), prices.scale) == ([3, 12], [-2], 6)


def test_rounded_gives_up_denominators_that_are_too_large(draw_question):
    goal = true_goal(draw_question(1, guests=4, hosts=3))
    prices = rounded(goal, np.array([1 / 59, 1 / 53]), np.array([1 / 47 + 2]))
    assert (prices.hosts.tolist(), prices.quotas.tolist(), prices.scale) == ([0, 0], [2], 1)
