"""How the benchmarks measure: medians of interleaved runs, the peak memory of a process, one row per claim."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from statistics import median
from time import perf_counter
from typing import TypeVar

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Row:
    """One claim: what was measured, the value, the goal it is held to, and whether it is reached (None: no goal)."""

    claim: str
    value: str
    goal: str = ""
    reached: bool | None = None
    detail: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def of(text: str) -> Row:
        return Row(**json.loads(text))


Case = Callable[[], Iterator[Row]]


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Seconds, and the answer."""
    start = perf_counter()
    answer = work()
    return perf_counter() - start, answer


def interleaved(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each work, taken in turn ``rounds`` times: load on the machine falls on all alike."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            seconds[name].append(timed(work)[0])
    return seconds


def at_least(claim: str, value: float, goal: float, detail: str = "") -> Row:
    """A ratio that must reach its goal."""
    return Row(claim, f"{value:.2f}×", f"≥ {goal:g}×", value >= goal, detail)


def at_most(claim: str, value: float, goal: float, unit: str, detail: str = "") -> Row:
    """A quantity that must stay below its goal."""
    return Row(claim, f"{value:.3g} {unit}", f"≤ {goal:g} {unit}", value <= goal, detail)


def middle(seconds: list[float]) -> float:
    return median(seconds)


def peak_gb() -> float:
    """The most memory this process has held, in GB (10⁹ bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def apart(work: Callable[..., Answer], *given: object) -> tuple[float, float, Answer]:
    """Seconds, peak memory in GB, and the answer of ``work(*given)`` in a fresh process; a module-level function."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (work, given))


def _measured(work: Callable[..., Answer], given: tuple[object, ...]) -> tuple[float, float, Answer]:
    seconds, answer = timed(lambda: work(*given))
    return seconds, peak_gb(), answer
