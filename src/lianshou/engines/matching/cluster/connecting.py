"""Where the work goes: the caller's client, a scheduler's address, or workers of this machine made for one call."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, TypedDict

from lianshou.core.wording import Wording

if TYPE_CHECKING:
    from distributed import Client

MISSING: Final = Wording(
    "多机求解需要附加组件，请先安装：pip install 'lianshou[cluster]'",
    "solving on several workers needs an extra: pip install 'lianshou[cluster]'",
)
PATIENCE: Final = 60
"""Seconds to wait for the first worker of a scheduler."""
RETRIES: Final = 3
"""How often a task is begun anew: after an error on the way, and after the loss of its worker."""


class ClusterMissing(ImportError):
    """The extra ``cluster`` is not installed; ``wording`` says how to get it."""

    wording = MISSING

    def __str__(self) -> str:
        return self.wording.en


class Where(TypedDict, total=False):
    """Where to work, and whom to tell. At most one of ``client`` and ``address`` counts, the client first.

    ``client`` a ``distributed.Client``, left open. ``address`` of a scheduler (``tcp://host:8786``). Neither:
    ``workers`` processes on this machine (default: one per core), gone when the call returns. ``folder``: one
    that all workers see under the same path; the columns then go by file, else over the wire (on this machine
    always by file). ``progress(done, total)``: problems done.
    """

    client: Client | None
    address: str | None
    workers: int | None
    folder: Path | None
    progress: Callable[[int, int], None] | None


def distributed() -> Any:
    """The one door to dask, whose functions are typed in part only. Raises ClusterMissing."""
    try:
        return import_module("distributed")
    except ModuleNotFoundError as missing:
        raise ClusterMissing from missing


@contextmanager
def connected(where: Where) -> Iterator[tuple[Any, Path | None]]:
    """A client with at least one worker, and an empty folder for files that is removed in the end, or None.

    Raises ClusterMissing, and TimeoutError or OSError when no scheduler or no worker answers.
    """
    dask, client, folder = distributed(), where.get("client"), where.get("folder")
    if client is not None:
        near = isinstance(client.cluster, dask.LocalCluster)
        with _files(folder, wanted=near) as room:
            yield client, room
    elif address := where.get("address"):
        with dask.Client(address) as far, _files(folder, wanted=False) as room:
            far.wait_for_workers(1, timeout=PATIENCE)
            yield far, room
    else:
        with _files(folder, wanted=True) as room, _own_workers(where.get("workers"), room) as near_client:
            yield near_client, room


def warm_up(client: Client) -> None:
    """Let every worker compile the large engine, or read it from numba's cache, before its first problem."""
    client.run(_compile)


@contextmanager
def _files(folder: Path | None, *, wanted: bool) -> Iterator[Path | None]:
    if folder is None and not wanted:
        yield None
        return
    with TemporaryDirectory(prefix="lianshou-", dir=folder, ignore_cleanup_errors=True) as room:
        yield Path(room)


@contextmanager
def _own_workers(workers: int | None, room: Path | None) -> Iterator[Any]:
    """Processes, since neither engine shares one with another; seen from this machine only, no pages, no files left."""
    import dask

    settings = {
        "distributed.scheduler.allowed-failures": RETRIES,
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
        "temporary-directory": str(room),
    }
    with (
        dask.config.set(settings),
        distributed().LocalCluster(
            n_workers=workers or dask.system.CPU_COUNT,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # None would still listen, on the port that others want
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed().Client(cluster) as client,
    ):
        yield client


def _compile() -> None:
    import numpy as np

    from lianshou.engines.matching.large import LargeProblem, Places, Rooms, Tariff, solve

    zeros = np.zeros((3, 2), dtype=np.int64)
    places = Places(np.zeros(2), np.zeros(2), *zeros)
    rooms = Rooms(*np.array([[0, 0], [1, 1], [1, 1], [0, 0], [0, 0]]))
    solve(LargeProblem(places, places, Tariff(), rooms, np.ones(2, dtype=np.int64)))
