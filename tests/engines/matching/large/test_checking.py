from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching.large import Revision, check, solve
from lianshou.engines.matching.problem import ABSENT, LEFT_OUT
from lianshou.engines.matching.verifier import Code


def codes(result, **how):
    return {violation.code for violation in check(result, **how)}


def changed(array, index, value):
    copy = array.copy()
    copy[index] = value
    return copy


@pytest.fixture(scope="module")
def solved(draw_map):
    """A map with locks and some forbidden pairs."""
    maps = (draw_map(seed, guests=60, cells=20, locks=0.2) for seed in range(99))
    return next(
        solve(found) for found in maps if found.locked.max(initial=-1) >= 0 and 0 < len(found.forbidden) < 90
    )


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("seed", range(30))
def test_check_sees_the_price_of_a_chosen_host_raised_or_lowered_too_far(draw_map, seed, by_hand):
    result = solve(draw_map(seed, locks=0.0))
    for host in result.pairs[:1, 1].tolist():
        for shift in (-(10**6), 10**6):
            wrong = changed(result.host_prices, host, result.host_prices[host] + shift)
            assert codes(replace(result, host_prices=wrong), by_hand=by_hand)


def test_check_sees_a_wrong_cost_bound_and_value(solved):
    assert codes(replace(solved, cost=solved.cost - 1)) == {Code.COST_WRONG}
    assert codes(replace(solved, bound=solved.bound + 1)) == {Code.BOUND_WRONG}
    assert codes(replace(solved, guest_values=solved.guest_values + 1)) == {Code.VALUE_WRONG}


def test_check_sees_a_broken_lock(solved):
    guest = int(np.flatnonzero(solved.problem.locked >= 0)[0])
    assert Code.LOCK_BROKEN in codes(replace(solved, host_of=changed(solved.host_of, guest, -1)))


def test_check_sees_a_forbidden_pair(solved):
    guest, host = solved.problem.forbidden[0].tolist()
    assert Code.PAIR_NOT_ALLOWED in codes(replace(solved, host_of=changed(solved.host_of, guest, host)))


def test_check_sees_an_overfull_host(solved):
    assert Code.HOST_OVERFULL in codes(replace(solved, host_of=np.zeros_like(solved.host_of)))


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ({"host_of": np.zeros(3, dtype=np.int64)}, Code.SHAPE),
        ({"host_prices": np.zeros(3)}, Code.SHAPE),
    ],
)
def test_check_ends_early_on_what_it_cannot_read(solved, claim, code):
    assert codes(replace(solved, **claim)) == {code}


def test_check_sees_a_host_that_does_not_exist_and_a_price_beyond_all(solved):
    assert codes(replace(solved, host_of=changed(solved.host_of, 0, 99))) == {Code.UNKNOWN_HOST}
    assert codes(replace(solved, host_prices=changed(solved.host_prices, 0, 2**59))) == {Code.PRICE_TOO_LARGE}


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_check_lets_the_absent_be_absent_and_sees_what_is_claimed_of_them(draw_map, seed, by_hand):
    revision = Revision(draw_map(seed, locks=0.0))
    for guest in range(0, len(revision.guest_at), 3):
        revision.withdraw_guest(guest)
    result = revision.result()
    assert check(result, by_hand=by_hand) == []
    for guest in np.flatnonzero(result.host_of == ABSENT)[:1].tolist():
        wrong = replace(result, guest_values=changed(result.guest_values, guest, 1))
        assert codes(wrong, by_hand=by_hand) == {Code.VALUE_WRONG}
        seated = replace(result, host_of=changed(result.host_of, guest, LEFT_OUT))
        assert (Code.COST_WRONG in codes(seated, by_hand=by_hand)) == (result.problem.left_out[guest] > 0)


def test_check_sees_that_a_locked_guest_may_not_be_absent(solved):
    guest = int(np.flatnonzero(solved.problem.locked >= 0)[0])
    assert Code.LOCK_BROKEN in codes(replace(solved, host_of=changed(solved.host_of, guest, ABSENT)))


def test_check_knows_no_host_between_left_out_and_absent(solved):
    assert codes(replace(solved, host_of=changed(solved.host_of, 0, -2))) == {Code.UNKNOWN_HOST}
