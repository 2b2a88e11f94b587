"""Judging rows: every cell by its column, then all rows together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lianshou.formats.sheets.book import Sheet
from lianshou.formats.sheets.columns import Cell, Layout
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row, Table, typed_rows
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
    typed = typed_rows(_table(rows, layout), keep_broken=True)
    judged = [
        replace(row, sheet=raw.sheet, number=raw.number) for row, raw in zip(typed.rows, rows, strict=True)
    ]
    problems: list[list[Problem]] = [[] for _ in rows]
    for problem in typed.problems:
        if problem.row is not None:
            problems[problem.row - 1].append(problem)
    place = {(row.sheet, row.number): index for index, row in enumerate(judged)}
    for problem in together(judged):
        index = place.get((problem.sheet, problem.row or 0))
        if index is not None:
            problems[index].append(problem)
    return [
        Checked(row, [_json(one, warning=warns(one)) for one in found])
        for row, found in zip(judged, problems, strict=True)
    ]


def _table(rows: Sequence[RawRow], layout: Layout) -> Table:
    """The rows as a sheet of their own, in the order of the layout's columns."""
    keys = [column.key for column in layout.columns]
    cells: tuple[tuple[Cell, ...], ...] = tuple(tuple(row.cells.get(key) for key in keys) for row in rows)
    places = {key: number for number, key in enumerate(keys, start=1)}
    return Table(Sheet("", cells), layout, 0, places, (), (), tuple(range(1, len(rows) + 1)), ())


def _json(problem: Problem, *, warning: bool) -> dict[str, Any]:
    return {
        "warning": warning,
        "key": problem.key,
        "code": problem.code,
        "message": problem.message.both,
        "way_out": problem.way_out.both,
    }
