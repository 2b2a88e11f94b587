"""Double entry: what two persons typed from the same paper sheets, compared cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lianshou.engines.scoring.checking import doubled
from lianshou.engines.scoring.contest import Contest, Mark
from lianshou.engines.scoring.flaws import ScoringError


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs; None: left empty there."""

    contestant: str
    aspect: str
    judge: str
    first: Decimal | None
    second: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many cells were compared (those that either filled), and every one that differs, judge by judge."""

    cells: int
    differences: tuple[Difference, ...]


def compared(first: Contest, second: Contest) -> Comparison:
    """The marks of two entries of one contest, whose schemes are taken from ``first``.

    Raises ScoringError for a cell that one entry holds twice: see ``doubled``.
    """
    if faults := [*doubled(first), *doubled(second)]:
        raise ScoringError(faults)
    one, other = _cells(first.marks), _cells(second.marks)
    cells = set(one) | set(other)
    judges = {judge.key: place for place, judge in enumerate(first.judges)}
    who = {contestant.key: place for place, contestant in enumerate(first.contestants)}
    aspects = {aspect.key: place for place, aspect in enumerate(first.scheme.aspects)}
    last = len(cells)
    order = sorted(
        (cell for cell in cells if one.get(cell) != other.get(cell)),
        key=lambda cell: (
            judges.get(cell[2], last),
            who.get(cell[0], last),
            aspects.get(cell[1], last),
            cell,
        ),
    )
    return Comparison(
        len(cells), tuple([Difference(*cell, one.get(cell), other.get(cell)) for cell in order])
    )


def _cells(marks: Iterable[Mark]) -> dict[tuple[str, str, str], Decimal]:
    return {(mark.contestant, mark.aspect, mark.judge): mark.value for mark in marks}
