from __future__ import annotations

import os
import subprocess
import sys

import pytest

from lianshou.engines.matching.cluster import ClusterMissing, solve_many, warm_up


def test_solve_many_names_the_extra_that_is_missing(monkeypatch, pair_up):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterMissing, match=r"lianshou\[cluster\]") as caught:
        solve_many([pair_up([[1]])])
    assert "lianshou[cluster]" in caught.value.wording.zh


def test_import_brings_in_neither_dask_nor_the_large_engine():
    asked = (
        "import sys, lianshou.engines.matching, lianshou.engines.matching.cluster;"
        "print(sorted({'dask', 'distributed', 'numba', 'scipy', 'ortools'} & set(sys.modules)))"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, env=env, check=True)
    assert done.stdout == "[]\n"


def test_solve_many_says_that_no_scheduler_answers(pair_up, monkeypatch):
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "200ms"}),
        pytest.raises(OSError, match="Timed out"),
    ):
        solve_many([pair_up([[1]])], address="tcp://127.0.0.1:9")


def test_warm_up_runs_on_every_worker(client):
    warm_up(client)
    loaded = client.run(lambda: "lianshou.engines.matching.large.flow" in __import__("sys").modules)
    assert list(loaded.values()) == [True, True]
