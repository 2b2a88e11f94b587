"""A second upload of the same list: which of its rows replaces which row of the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianshou.china.text import same_name_key
from lianshou.kernel.intake.rules.reading import RawRow, text


@dataclass(frozen=True, slots=True)
class Replacement:
    """``replaced`` maps the ids of rows to correct to their new form; ``added`` are new; ``known`` came again as is."""

    replaced: dict[int, RawRow]
    added: tuple[RawRow, ...]
    known: int


def replace_rows(
    newcomers: Sequence[RawRow], *, unsettled: Mapping[int, RawRow], settled: Sequence[RawRow], naming: str
) -> Replacement:
    """Sort ``newcomers``: by the import number they carry, else by the name under the column ``naming``, else by place.

    A row that says the same as one of ``settled`` is passed over; what fits nothing is added. Rows of ``unsettled``
    that do not come again stay as they are: leaving one out of the file never loses it.
    """
    replaced: dict[int, RawRow] = {}
    added: list[RawRow] = []
    left = dict(unsettled)
    seen = {_content(row) for row in settled}
    known = 0
    for row in newcomers:
        if row.reference not in left and _content(row) in seen:
            known += 1
        elif (target := _target(row, left, naming)) is not None:
            replaced[target] = RawRow(left[target].sheet, left[target].number, row.cells)
            del left[target]
        else:
            added.append(row)
    return Replacement(replaced, tuple(added), known)


def _target(row: RawRow, left: Mapping[int, RawRow], naming: str) -> int | None:
    if row.reference in left:
        return row.reference
    name = _name(row, naming)
    by_name = [key for key, old in left.items() if name and _name(old, naming) == name]
    if by_name:
        return by_name[0]
    nameless = [key for key, old in left.items() if not _name(old, naming)]
    return next(
        (key for key in nameless if (left[key].sheet, left[key].number) == (row.sheet, row.number)), None
    )


def _name(row: RawRow, naming: str) -> str:
    return same_name_key(text(row.cells.get(naming)))


def _content(row: RawRow) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((key, same_name_key(text(cell))) for key, cell in row.cells.items()))
