from __future__ import annotations

import os
import signal
from dataclasses import replace

import numpy as np
import pytest

from lianshou.engines.matching import Flaw, ProblemError
from lianshou.engines.matching.cluster import solve_parts, solve_split, split
from lianshou.engines.matching.large import check, solve
from lianshou.engines.matching.large.solving import cost_of


def random_labels(problem, draw):
    return draw.integers(0, 4, len(problem.guests)), draw.integers(0, 4, len(problem.hosts))


def bands(problem, draw):
    """What one would do: by longitude."""
    cuts = np.quantile(problem.hosts.longitude, [0.33, 0.66])
    return (np.searchsorted(cuts, side.longitude) for side in (problem.guests, problem.hosts))


def one_part(problem, draw):
    return np.full(len(problem.guests), 7), np.full(len(problem.hosts), 7)


def hosts_elsewhere(problem, draw):
    """No guest shares a part with a host."""
    return np.zeros(len(problem.guests), dtype=np.int64), np.ones(len(problem.hosts), dtype=np.int64)


def each_host_alone(problem, draw):
    return draw.integers(0, len(problem.hosts), len(problem.guests)), np.arange(len(problem.hosts))


SPLITS = [random_labels, bands, one_part, hosts_elsewhere, each_host_alone]


@pytest.mark.parametrize("labels", SPLITS)
@pytest.mark.parametrize("seed", range(16))
def test_solve_split_is_the_optimum_of_the_whole(client, draw_map, seed, labels):
    problem = draw_map(seed, cells=[2, 6, 60][seed % 3], spread=[3, 9000][seed % 2], locks=0.3)
    parts, host_parts = labels(problem, np.random.default_rng(seed))
    result = solve_split(problem, parts, host_parts, client=client)
    assert (result.cost, result.bound, check(result)) == (solve(problem).cost, result.cost, [])
    assert result.problem is problem


def test_solve_split_is_the_optimum_where_it_is_larger(client, draw_map):
    problem = draw_map(1, guests=2500, hosts=500, cells=400)
    result = solve_split(problem, *bands(problem, None), client=client)
    assert (result.cost, result.bound, check(result)) == (solve(problem).cost, result.cost, [])


def test_solve_parts_joins_the_optimum_of_each(client, draw_map):
    """Two lands that no pair joins: the start is then the optimum, and its own prices prove it."""
    land = draw_map(1, guests=200, hosts=60, cells=20)
    land = replace(land, tariff=replace(land.tariff, farthest=5000))
    both = two_lands(land)
    labels = (np.arange(2 * len(land.guests)) % 2, np.arange(2 * len(land.hosts)) % 2)
    start = solve_parts(both, *labels, client=client)
    assert cost_of(both, start.host_of) == 2 * solve(land).cost
    result = solve(both, start=start)
    assert result.host_of.tolist() == start.host_of.tolist()
    assert (result.host_prices.tolist(), result.passes) == (start.host_prices.tolist(), 1)


@pytest.mark.parametrize("seed", range(16))
def test_solve_parts_keeps_locks_that_cross_parts_and_what_is_forbidden(client, draw_map, seed):
    problem = draw_map(seed, locks=0.6)
    start = solve_parts(problem, *random_labels(problem, np.random.default_rng(seed)), client=client)
    held = problem.locked >= 0
    loads = np.bincount(start.host_of[start.host_of >= 0], minlength=len(problem.hosts))
    assert start.host_of[held].tolist() == problem.locked[held].tolist()
    assert (loads <= problem.rooms.most).all()
    guests, hosts = problem.forbidden.T
    assert not (start.host_of[guests] == hosts).any()


def two_lands(land):
    """The land and its mirror south of the equator, row by row in turn."""

    def twice(columns):
        return {name: np.repeat(column, 2) for name, column in vars(columns).items() if name != "points"}

    def mirrored(places):
        columns = twice(places)
        columns["latitude"][1::2] *= -1
        return replace(places, **columns)

    def at_home(picks):
        pairs = np.repeat(picks, 2) * 2
        pairs[1::2] += 1
        return np.where(np.repeat(picks, 2) >= 0, pairs, -1)

    pairs = np.concatenate([land.forbidden * 2, land.forbidden * 2 + 1])
    return replace(
        land,
        guests=mirrored(land.guests),
        hosts=mirrored(land.hosts),
        rooms=replace(land.rooms, **twice(land.rooms)),
        left_out=np.repeat(land.left_out, 2),
        locked=at_home(land.locked),
        existing=at_home(land.existing),
        forbidden=pairs,
    )


def test_solve_split_survives_the_loss_of_a_worker(two_workers, draw_map):
    problem = draw_map(1, guests=2500, hosts=500, cells=400)
    with two_workers() as client:
        pids = list(client.run(os.getpid).values())
        result = solve_split(
            problem,
            *random_labels(problem, np.random.default_rng(1)),
            client=client,
            progress=lambda done, total: os.kill(pids.pop(), signal.SIGKILL) if len(pids) == 2 else None,
        )
        assert len(pids) == 1
    assert (result.cost, result.bound) == (solve(problem).cost, result.cost)


def test_solve_parts_raises_what_a_part_raised(client, draw_map, monkeypatch):
    problem = draw_map(1)
    monkeypatch.setattr(split, "_pairs_and_prices", lambda piece: piece.nothing)
    with pytest.raises(AttributeError) as caught:
        solve_parts(problem, *one_part(problem, None), client=client)
    assert [note.partition(":")[0] for note in caught.value.__notes__] == ["7 could not be solved"]


@pytest.mark.parametrize(
    ("parts", "host_parts", "reason"),
    [
        (np.zeros(3), np.zeros(2, dtype=np.int64), Flaw.DTYPE),
        (np.zeros(3, dtype=np.int64), np.zeros(9, dtype=np.int64), Flaw.SHAPE),
    ],
)
def test_solve_parts_refuses_labels_that_do_not_fit(draw_map, parts, host_parts, reason):
    problem = draw_map(1, guests=3, hosts=2)
    with pytest.raises(ProblemError) as caught:
        solve_parts(problem, parts[: len(problem.guests)], host_parts)
    assert caught.value.reason is reason
