"""Judging rows: every cell by its column, then all rows together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lianshou.formats.sheets.columns import CellError, Column, Layout
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row, reader_of
from lianshou.kernel.intake.rules.reading import RawRow


@dataclass(frozen=True, slots=True)
class Checked:
    """A judged row: its typed form and its problems as plain JSON; one marked ``warning`` stops nothing."""

    row: Row
    problems: list[dict[str, Any]]

    @property
    def sound(self) -> bool:
        return all(problem["warning"] for problem in self.problems)


def check_rows(
    rows: Sequence[RawRow],
    layout: Layout,
    together: Callable[[Sequence[Row]], Sequence[Problem]],
    warns: Callable[[Problem], bool] = lambda _: False,
) -> list[Checked]:
    """Judge ``rows`` cell by cell, and with ``together`` for what no single cell shows; one answer a row, in order."""
    read = reader_of(layout)
    judged: list[Row] = []
    problems: list[list[Problem]] = []
    for raw in rows:
        values, faults = read(raw.cells)
        broken = frozenset(column.key for column, _error in faults)
        judged.append(Row(raw.sheet, raw.number, values, raw.cells, broken))
        problems.append([_problem(raw, column, error) for column, error in faults])
    place = {(row.sheet, row.number): index for index, row in enumerate(judged)}
    for problem in together(judged):
        index = place.get((problem.sheet, problem.row or 0))
        if index is not None:
            problems[index].append(problem)
    return [
        Checked(row, [_json(one, warning=warns(one)) for one in found])
        for row, found in zip(judged, problems, strict=True)
    ]


def _problem(raw: RawRow, column: Column, error: CellError) -> Problem:
    return Problem(raw.sheet, raw.number, None, column.key, error.code, error.message, error.way_out)


def _json(problem: Problem, *, warning: bool) -> dict[str, Any]:
    return {
        "warning": warning,
        "key": problem.key,
        "code": problem.code,
        "message": problem.message.both,
        "way_out": problem.way_out.both,
        **({"page": problem.page} if problem.page else {}),
    }
