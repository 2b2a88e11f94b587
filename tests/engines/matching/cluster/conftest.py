"""Two workers of this machine for the whole run, and one that a test may have killed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import pytest

if find_spec("distributed") and find_spec("numba"):
    import dask
    from distributed import Client, LocalCluster
    from tests.engines.matching.large.conftest import draw_map  # noqa: F401  the same maps
else:  # the extras are not installed
    collect_ignore_glob = ["test_*.py"]


@contextmanager
def _two_workers(room: str, *, allowed_failures: int = 3) -> Iterator[Any]:
    settings = {"temporary-directory": room, "distributed.scheduler.allowed-failures": allowed_failures}
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def compiled() -> None:
    """The large engine lies compiled in numba's cache, where every worker finds it instead of compiling at once."""
    from lianshou.engines.matching.cluster.connecting import _compile

    _compile()


@pytest.fixture(scope="session")
def client(compiled: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with _two_workers(str(tmp_path_factory.mktemp("workers"))) as client:
        yield client


@pytest.fixture
def two_workers(tmp_path: Any) -> Callable[..., Any]:
    """Makes two workers that live as long as the ``with`` around them."""
    return lambda **options: _two_workers(str(tmp_path), **options)
