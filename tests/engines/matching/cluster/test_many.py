from __future__ import annotations

import os
import signal
from functools import partial

import dask
import numpy as np
import psutil
import pytest
from distributed import KilledWorker

from lianshou.core.wording import Wording
from lianshou.engines.matching import Flaw, ProblemError, large, price_of_forcing, solve
from lianshou.engines.matching.cluster import Failure, solve_many


class Stubborn(Exception):
    """Cannot be made again from its arguments."""

    def __init__(self, one, other):
        super().__init__(f"{one}, {other}")


def refuse_small(problem):
    if len(problem.guests) == 2:
        raise ProblemError(Flaw.SHAPE, ("terms",))
    if len(problem.guests) == 3:
        raise Stubborn(1, 2)
    return len(problem.guests)


def forcing(problem):
    return price_of_forcing(solve(problem))


def files_seen(folder, problem):
    return len(list(folder.rglob("*.npy")))


def die_once(mark, problem):
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return solve(problem).cost


def die_of_two(problem):
    if len(problem.guests) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return len(problem.guests)


@pytest.fixture
def rows(pair_up):
    """Problems of 1, 2, … guests."""
    return [pair_up([[3, 1, 2]] * count) for count in range(1, 10)]


def test_solve_many_answers_tables_and_maps_as_the_engines_do(client, draw_problem, draw_map):
    problems = [item for seed in range(25) for item in (draw_problem(seed), draw_map(seed))]
    results = solve_many(problems, client=client)
    alone = [solve(p) if at % 2 == 0 else large.solve(p) for at, p in enumerate(problems)]
    assert [result.host_of.tolist() for result in results] == [result.host_of.tolist() for result in alone]
    assert [(result.cost, result.bound) for result in results] == [(result.cost,) * 2 for result in alone]
    assert all(result.problem is problem for result, problem in zip(results, problems, strict=True))


def test_solve_many_answers_what_each_answers(client, draw_problem):
    problems = [draw_problem(seed) for seed in range(10)]
    prices = solve_many(problems, each=forcing, client=client)
    assert all(np.array_equal(one, forcing(problem)) for one, problem in zip(prices, problems, strict=True))


def test_solve_many_sends_two_tasks_a_core_and_tells_how_far_it_is(client, rows):
    told = []
    solve_many(rows * 5, client=client, progress=lambda done, total: told.append((done, total)))
    steps = np.diff([0, *(done for done, _ in told)]).tolist()
    assert (sorted(steps), told[-1]) == ([11, 11, 11, 12], (45, 45))


def test_solve_many_of_nothing_needs_no_worker():
    assert solve_many([]) == []


def test_solve_many_refuses_names_that_do_not_fit(rows):
    with pytest.raises(ValueError, match="1 names for 9 problems"):
        solve_many(rows, names=["永嘉"])


def test_solve_many_names_the_problem_that_failed_and_keeps_the_others(client, rows):
    names = [f"第{at}县" for at in range(9)]
    answers = solve_many(rows, each=refuse_small, names=names, client=client)
    one, other = answers[1:3]
    assert [answer for answer in answers if not isinstance(answer, Failure)] == [1, 4, 5, 6, 7, 8, 9]
    assert (one.row, one.name, one.error.reason) == (1, "第1县", Flaw.SHAPE)
    assert one.wording == Wording(
        "“第1县”未能求解：terms：行列数与名单不符",
        "第1县 could not be solved: terms: the shape does not match the lists",
    )
    assert (other.row, type(other.error), str(other.error)) == (2, RuntimeError, "Stubborn: 1, 2")


def went_by_file(seen):
    """Batches are begun while later ones are still written down: each sees its own file, the last sees all nine."""
    return len(seen) == 9 and min(seen) >= 1 and max(seen) == 9


def test_solve_many_goes_by_file_where_workers_see_the_same_folder(client, rows, tmp_path):
    seen = solve_many(rows, each=partial(files_seen, tmp_path), client=client, folder=tmp_path)
    assert went_by_file(seen)
    assert list(tmp_path.iterdir()) == []


def test_solve_many_takes_the_address_of_a_scheduler(client, rows, tmp_path):
    address = client.scheduler.address
    assert [result.cost for result in solve_many(rows, address=address)] == [solve(p).cost for p in rows]
    shared = solve_many(rows, each=partial(files_seen, tmp_path), address=address, folder=tmp_path)
    assert went_by_file(shared)


def test_solve_many_leaves_nothing_behind(rows, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with dask.config.set({"temporary-directory": None}):
        results = solve_many(rows, workers=2)
    assert [result.cost for result in results] == [solve(p).cost for p in rows]
    after = [child for child in psutil.Process().children(recursive=True) if child.pid not in before]
    assert [child for child in after if "resource_tracker" not in " ".join(child.cmdline())] == []
    assert list(tmp_path.iterdir()) == []


def test_solve_many_survives_the_loss_of_a_worker(two_workers, rows, tmp_path):
    mark = tmp_path / "killed"
    with two_workers() as client:
        pids = set(client.run(os.getpid).values())
        assert solve_many(rows, each=partial(die_once, mark), client=client) == [solve(p).cost for p in rows]
        client.wait_for_workers(2)
        assert len(pids - set(client.run(os.getpid).values())) == 1


def test_solve_many_gives_up_only_the_problem_that_kills_its_workers(two_workers, rows):
    with two_workers(allowed_failures=0) as client:
        answers = solve_many(rows, each=die_of_two, client=client)
    assert [answer for answer in answers if not isinstance(answer, Failure)] == [1, 3, 4, 5, 6, 7, 8, 9]
    assert (answers[1].row, type(answers[1].error)) == (1, KilledWorker)
