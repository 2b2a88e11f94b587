"""A second sheet of a workbook whose rows belong to rows of the first, such as the members of households."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, Layout
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Table

_TOLD = 20
_ORPHAN = Wording(
    "这一行写的“{heading}”在主表里找不到，或者主表里有几行相同。",
    "What stands under “{heading}” is in no row of the main sheet, or in several.",
)
_ORPHAN_WAY_OUT = Wording(
    "请在主表补上这一户，或者改正这一格后重新上传。",
    "Add the row to the main sheet, or correct this cell, and upload the file again.",
)
_CROWDED = Wording("同一户最多{most}行。", "At most {most} rows belong to one row of the main sheet.")
_CROWDED_WAY_OUT = Wording("请删去多余的行后重新上传。", "Take the others out and upload the file again.")


@dataclass(frozen=True)
class Beside:
    """How a second sheet is told and joined.

    ``layout`` recognises it; ``links`` are pairs of a key of it and the key of the main sheet that says the same, by
    ``same``; the first that is filled in counts. ``name(number, key)`` is the key of the main layout under which the cells
    of the row ``number`` (from 1, ``most`` at most) of one main row are kept; empty where a cell is passed over.
    """

    layout: Layout
    links: tuple[tuple[str, str], ...]
    same: Callable[[Cell], str]
    name: Callable[[int, str], str]
    most: int

    def joined(
        self, mains: Iterable[Table], besides: Iterable[Table]
    ) -> tuple[Mapping[tuple[str, int], Mapping[str, Cell]], list[Problem]]:
        """By sheet and number of a main row: the cells that its rows of the second sheet add; and what belongs nowhere."""
        homes = self._homes(mains)
        found: dict[tuple[str, int], dict[str, Cell]] = defaultdict(dict)
        counts: dict[tuple[str, int], int] = defaultdict(int)
        problems: list[Problem] = []
        for table in besides:
            for number in table.body:
                cells = table.cells(number)
                key, home = self._home(cells, homes)
                if home is None or counts[home] >= self.most:
                    if len(problems) < _TOLD:
                        problems.append(self._problem(table, number, key, crowded=home is not None))
                    continue
                counts[home] += 1
                for column, cell in cells.items():
                    if cell is not None and (name := self.name(counts[home], column)):
                        found[home][name] = cell
        return found, problems

    def _homes(self, mains: Iterable[Table]) -> dict[tuple[str, str], tuple[str, int] | None]:
        """By key and value: the one main row that has it; None where several have."""
        homes: dict[tuple[str, str], tuple[str, int] | None] = {}
        for table in mains:
            for number in table.body:
                for _own, key in self.links:
                    if said := self.same(table.cell(number, key)):
                        at = (table.sheet.name, number)
                        homes[key, said] = at if (key, said) not in homes else None
        return homes

    def _home(
        self, cells: Mapping[str, Cell], homes: Mapping[tuple[str, str], tuple[str, int] | None]
    ) -> tuple[str, tuple[str, int] | None]:
        key = self.links[0][0]
        for own, other in self.links:
            if said := self.same(cells.get(own)):
                return own, homes.get((other, said))
        return key, None

    def _problem(self, table: Table, number: int, key: str, *, crowded: bool) -> Problem:
        column = table.places.get(key)
        message = _CROWDED.fill(most=self.most) if crowded else _ORPHAN
        title = self.layout.column(key).title
        return Problem(
            table.sheet.name,
            number,
            letter_of(column) if column else None,
            key,
            "crowded" if crowded else "no_home",
            message.fill(heading=title) if not crowded else message,
            _CROWDED_WAY_OUT if crowded else _ORPHAN_WAY_OUT,
        )
