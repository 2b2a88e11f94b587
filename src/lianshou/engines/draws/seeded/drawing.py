"""The draw itself: a pure function of the seed, the candidates and those who had their turn last time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps

_BETWEEN = "|"


@dataclass(frozen=True)
class Candidate:
    """One that can be drawn; ``key`` never changes and holds no "|", ``name`` is for people."""

    key: str
    name: str

    def __post_init__(self) -> None:
        if not self.key or _BETWEEN in self.key:
            raise ValueError(f"not a key of a candidate: {self.key!r}")


@dataclass(frozen=True)
class Cell:
    """One part of a stratified draw: of ``candidates``, ``count`` are drawn. Raises ValueError for a candidate named twice."""

    key: str
    title: str
    count: int
    candidates: tuple[Candidate, ...]

    def __post_init__(self) -> None:
        if not self.key or _BETWEEN in self.key:
            raise ValueError(f"not a key of a cell: {self.key!r}")
        if self.count < 1:
            raise ValueError(f"{self.key}: at least one is drawn")
        if len({one.key for one in self.candidates}) < len(self.candidates):
            raise ValueError(f"{self.key}: a candidate stands in it twice")


@dataclass(frozen=True)
class Outcome:
    """Who was drawn in a cell, in the order drawn; ``again`` are the keys of those who were drawn last time too, because
    too few others were left, and ``missing`` is how many places stayed empty.
    """

    cell: str
    drawn: tuple[Candidate, ...]
    again: tuple[str, ...] = ()
    missing: int = 0


def commitment_of(seed: str) -> str:
    """What is announced before the draw: the SHA-256 of the seed in hex, which does not tell the seed."""
    return sha256(seed.encode()).hexdigest()


def draw(*, seed: str, cells: Sequence[Cell], excluded: Collection[str]) -> tuple[Outcome, ...]:
    """Draw cell by cell, in the order given; nobody is drawn twice.

    Within a cell candidates are ordered by SHA-256 of ``seed|cell|key``, so that the order in which they stand in the list
    does not count; those in ``excluded`` (drawn last time) come only after all others.
    """
    taken: set[str] = set()
    found = []
    for cell in cells:
        free = [one for one in cell.candidates if one.key not in taken]
        ordered = sorted(free, key=lambda one: (one.key in excluded, _lot(seed, cell.key, one.key)))
        drawn = tuple(ordered[: cell.count])
        taken.update(one.key for one in drawn)
        again = tuple(one.key for one in drawn if one.key in excluded)
        found.append(Outcome(cell.key, drawn, again, cell.count - len(drawn)))
    return tuple(found)


def digest_of(*, cells: Sequence[Cell], excluded: Collection[str]) -> str:
    """SHA-256 of the input of a draw in hex; lists of candidates count as sets, cells in their order."""
    told = [[cell.key, cell.count, sorted([one.key, one.name] for one in cell.candidates)] for cell in cells]
    text = dumps([told, sorted(excluded)], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _lot(seed: str, cell: str, key: str) -> str:
    return sha256(_BETWEEN.join((seed, cell, key)).encode()).hexdigest()
