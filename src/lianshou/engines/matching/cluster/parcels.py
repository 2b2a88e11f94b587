"""A problem packed once: what is small in the task, its columns and tables in one block, by file or over the wire.

Pickle (protocol 5, PEP 574) leaves the arrays out; they are laid side by side in a block that a worker maps
from its file, without reading what it does not need. An answer goes back without the problem that it names.
"""

from __future__ import annotations

import copyreg
import io
import pickle  # nosec B403  read only by the two ends of one call, as dask itself does
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lianshou.engines.matching.problem import Problem

if TYPE_CHECKING:
    from lianshou.engines.matching.large.places import LargeProblem

AnyProblem: TypeAlias = "Problem | LargeProblem"
_STEP: Final = 64
_THE_PROBLEM: Final = "the problem"


@dataclass(frozen=True, slots=True)
class Parcel:
    """``head``: the problem without its arrays; ``spans``: where each begins and ends in ``block``, or in its file."""

    head: bytes
    spans: tuple[tuple[int, int], ...]
    block: bytes | Path


def pack(problem: AnyProblem, file: Path | None = None) -> Parcel:
    """The problem ready to travel; its arrays in ``file`` when given. Raises OSError."""
    buffers: list[pickle.PickleBuffer] = []
    head = io.BytesIO()
    _Packer(problem, head, buffers).dump(problem)
    block, spans = _laid_out([buffer.raw() for buffer in buffers])
    if file is None:
        return Parcel(head.getvalue(), spans, block.tobytes())
    np.save(file, block)
    return Parcel(head.getvalue(), spans, file)


def unpack(parcel: Parcel) -> AnyProblem:
    """The same problem; its arrays are views of the block, read-only."""
    by_file = isinstance(parcel.block, Path)
    block = memoryview(np.load(parcel.block, mmap_mode="r") if by_file else parcel.block)  # type: ignore[arg-type]
    problem: AnyProblem = pickle.loads(  # noqa: S301  # nosec B301  written by ``pack``
        parcel.head, buffers=[block[start:stop] for start, stop in parcel.spans]
    )
    return problem


def pack_answer(answer: object, problem: AnyProblem) -> bytes:
    """Anything that can be pickled; where it names its problem, a mark stands."""
    packed = io.BytesIO()
    _AnswerPacker(problem, packed).dump(answer)
    return packed.getvalue()


def unpack_answer(packed: bytes, problem: AnyProblem) -> Any:
    """The answer, naming the asker's own problem again."""
    return _AnswerUnpacker(problem, packed).load()


def _laid_out(buffers: list[memoryview]) -> tuple[NDArray[np.uint8], tuple[tuple[int, int], ...]]:
    """The buffers in one block, each at a multiple of 64 bytes; never empty, since an empty file cannot be mapped."""
    sizes = np.array([0, *(buffer.nbytes for buffer in buffers)], dtype=np.int64)
    starts = np.cumsum(-(-sizes // _STEP) * _STEP)
    block = np.zeros(int(starts[-1]) + _STEP, dtype=np.uint8)
    spans = tuple(zip(starts.tolist(), (starts[:-1] + sizes[1:]).tolist(), strict=False))
    for buffer, (start, stop) in zip(buffers, spans, strict=True):
        block[start:stop] = buffer
    return block, spans


class _Packer(pickle.Pickler):
    """Takes the fields of the problem only: what it has worked out and kept, it can work out again."""

    def __init__(self, problem: AnyProblem, file: io.BytesIO, buffers: list[pickle.PickleBuffer]) -> None:
        super().__init__(file, protocol=5, buffer_callback=buffers.append)
        self._problem = problem

    def reducer_override(self, thing: Any) -> Any:
        if thing is not self._problem:
            return NotImplemented
        state = {field.name: getattr(thing, field.name) for field in fields(thing)}
        return copyreg.__newobj__, (type(thing),), state  # type: ignore[attr-defined]


class _AnswerPacker(pickle.Pickler):
    def __init__(self, problem: AnyProblem, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5)
        self._problem = problem

    def persistent_id(self, thing: object) -> str | None:
        return _THE_PROBLEM if thing is self._problem else None


class _AnswerUnpacker(pickle.Unpickler):
    def __init__(self, problem: AnyProblem, packed: bytes) -> None:
        super().__init__(io.BytesIO(packed))
        self._problem = problem

    def persistent_load(self, mark: str) -> AnyProblem:
        return self._problem
