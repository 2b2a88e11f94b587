"""Many independent problems, each solved whole by one worker: every county's year, every setting of a curve."""

from __future__ import annotations

import pickle  # nosec B403  asks whether an error can travel
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, Unpack, overload

from lianshou.core.wording import Wording
from lianshou.engines.matching import solver
from lianshou.engines.matching.cluster.connecting import RETRIES, Where, connected, distributed
from lianshou.engines.matching.cluster.parcels import (
    AnyProblem,
    Parcel,
    pack,
    pack_answer,
    unpack,
    unpack_answer,
)
from lianshou.engines.matching.problem import Problem

if TYPE_CHECKING:
    from lianshou.engines.matching import large

Asked = TypeVar("Asked", bound=AnyProblem)
Answer = TypeVar("Answer")
Packed: TypeAlias = bytes | Exception

TASKS_PER_CORE: Final = 2
"""A task costs the scheduler about a millisecond: thousands of small ones are slower than one worker."""
FAILED: Final = Wording("“{name}”未能求解：{error}", "{name} could not be solved: {error}")


@dataclass(frozen=True, eq=False, slots=True)
class Failure:
    """What stands in the place of an answer: the problem's row and name, and what was raised.

    ``error`` is ``distributed.KilledWorker`` when the problem cost several workers their lives (memory, as a rule).
    """

    row: int
    name: str
    error: BaseException

    @property
    def wording(self) -> Wording:
        return FAILED.fill(name=self.name, error=getattr(self.error, "wording", repr(self.error)))


def solve_alone(problem: AnyProblem) -> solver.Result | large.Result:
    """By the light engine when the problem is a table, by the large one when it is a map."""
    if isinstance(problem, Problem):
        return solver.solve(problem)
    from lianshou.engines.matching import large

    return large.solve(problem)


@overload
def solve_many(
    problems: Sequence[AnyProblem], *, names: Sequence[str] | None = None, **where: Unpack[Where]
) -> list[solver.Result | large.Result | Failure]: ...
@overload
def solve_many(
    problems: Sequence[Asked],
    *,
    each: Callable[[Asked], Answer],
    names: Sequence[str] | None = None,
    **where: Unpack[Where],
) -> list[Answer | Failure]: ...
def solve_many(
    problems: Sequence[Any],
    *,
    each: Callable[[Any], Any] = solve_alone,
    names: Sequence[str] | None = None,
    **where: Unpack[Where],
) -> list[Any]:
    """What ``each`` answers to every problem, in order; a ``Failure`` where it raised. The others are not lost.

    ``each`` and its answers must be importable on the workers, or picklable. ``names`` (one per problem, default:
    rows from 0) are for failures. Problems travel in batches of like size, ``TASKS_PER_CORE`` at the most; what a
    lost worker had in hand is begun anew elsewhere. Raises ValueError when the names are too few or too many,
    and what ``connected`` raises.
    """
    titles = [str(row) for row in range(len(problems))] if names is None else list(names)
    if len(titles) != len(problems):
        raise ValueError(f"{len(titles)} names for {len(problems)} problems")
    if not problems:
        return []
    with connected(where) as (client, folder):
        return _Run(client, folder, problems, each, titles).answers(where.get("progress") or _silent)


class _Run:
    """One call: the answers so far."""

    def __init__(
        self,
        client: Any,
        folder: Path | None,
        problems: Sequence[Any],
        each: Callable[[Any], Any],
        names: list[str],
    ) -> None:
        self._client, self._folder = client, folder
        self._problems, self._each, self._names = problems, each, names
        self._answers: list[Any] = [None] * len(problems)
        self._done = 0

    def answers(self, progress: Callable[[int, int], None]) -> list[Any]:
        """A task that dies with its workers may be innocent, and so may its other problems.

        Dask blames all tasks that a dead worker had before it. So each problem is tried by itself, and what dies
        again with nothing beside it; only that one is a failure.
        """
        lost = self._round(self._batches(), progress)
        lost = self._round([[row] for row in lost], progress)
        for suspect in lost:
            for row, error in self._round([[suspect]], progress).items():
                self._answers[row] = Failure(row, self._names[row], error)
                self._tell(1, progress)
        return self._answers

    def _round(
        self, batches: list[list[int]], progress: Callable[[int, int], None]
    ) -> dict[int, BaseException]:
        """Answers to the batches; the rows of those that were lost, and why."""
        lost: dict[int, BaseException] = {}
        rows_of = {self._send(rows): rows for rows in batches}
        for future in distributed().as_completed(list(rows_of)):
            rows = rows_of.pop(future)
            if error := future.exception():
                lost |= dict.fromkeys(rows, error)
            else:
                self._take(rows, future.result())
                self._tell(len(rows), progress)
        return lost

    def _tell(self, more: int, progress: Callable[[int, int], None]) -> None:
        self._done += more
        progress(self._done, len(self._problems))

    def _batches(self) -> list[list[int]]:
        """Rows dealt out from the largest problem down, so that every batch has its share of large ones."""
        cores = sum(self._client.nthreads().values())
        count = min(len(self._problems), TASKS_PER_CORE * max(1, cores))
        order = sorted(range(len(self._problems)), key=lambda row: -_size(self._problems[row]))
        return [order[first::count] for first in range(count)]

    def _send(self, rows: list[int]) -> Any:
        import dask

        parcels = [self._parcel(row) for row in rows]
        # The scheduler keeps what a task needs until it is done: a lost worker cannot take it along.
        with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"}):
            return self._client.submit(_answer_all, parcels, self._each, pure=False, retries=RETRIES)

    def _parcel(self, row: int) -> Parcel:
        return pack(self._problems[row], self._folder and self._folder / f"{row}.npy")

    def _take(self, rows: list[int], packed: Sequence[Packed]) -> None:
        for row, item in zip(rows, packed, strict=True):
            if isinstance(item, bytes):
                self._answers[row] = unpack_answer(item, self._problems[row])
            else:
                self._answers[row] = Failure(row, self._names[row], item)


def _silent(done: int, total: int) -> None:
    """Nobody asks how far it is."""


def _size(problem: AnyProblem) -> int:
    return len(problem.guests) * max(1, len(problem.hosts))


def _answer_all(parcels: Sequence[Parcel], each: Callable[[Any], Any]) -> list[Packed]:
    """On the worker: every answer of a batch, or the error in its place."""
    return [_answer(parcel, each) for parcel in parcels]


def _answer(parcel: Parcel, each: Callable[[Any], Any]) -> Packed:
    try:
        problem = unpack(parcel)
        return pack_answer(each(problem), problem)
    except Exception as error:  # noqa: BLE001  whatever it is, it is handed back under the problem's name
        return _portable(error)


def _portable(error: Exception) -> Exception:
    """The error itself if it survives the way, else one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # nosec B301  our own bytes of a moment ago
    except Exception:  # noqa: BLE001  an error with arguments of its own fails in many ways
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
