"""From the officer's workbook to a problem, or to everything that is wrong with the workbook, cell by cell."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lianshou.cli.draws.columns import COUNTINGS, METHODS, QUOTAS, SETTINGS, SOURCES, people_layout
from lianshou.cli.lists import Source as Sheets
from lianshou.core.wording import Wording
from lianshou.engines.draws.problem import (
    Kind,
    Missing,
    Person,
    Problem,
    ProblemError,
    Quota,
    Source,
)
from lianshou.formats.sheets.book import Sheet
from lianshou.formats.sheets.columns import CellError, Layout
from lianshou.formats.sheets.headings import heading_key
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import as_choice, as_whole
from lianshou.formats.sheets.problems import Problem as Fault
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Row, recognise, recognise_book

_WHOLE = as_whole(least=0, most=1_000_000)
_WAY_OUT = Wording("请改正后重新运行。", "Mend it and run again.")


class Read:
    """A workbook that was read: ``problem`` is None when ``faults`` say what is wrong."""

    def __init__(self, path: Path) -> None:
        self.book = read_book(path)
        self.sheets: list[Sheets] = []
        self.path = path
        self.problem: Problem | None = None
        quotas, sources, settings = (self._sheet(one, optional=True) for one in (QUOTAS, SOURCES, SETTINGS))
        made = _quotas(quotas.rows)
        people = self._sheet(people_layout(dict.fromkeys(one.attribute for one in made)))
        self._check_values(made, quotas, people)
        told = self._settings(settings)
        if not self.faults:
            self._make(people, made, sources, told)

    @property
    def faults(self) -> list[Fault]:
        return [fault for sheet in self.sheets for fault in sheet.problems]

    @property
    def unused(self) -> list[str]:
        """Headings of the list that no quota asks for; they are not taken over."""
        return [one for sheet in self.sheets[3:] for found in sheet.unused.values() for one in found]

    def _sheet(self, layout: Layout, *, optional: bool = False) -> Sheets:
        """The sheet called like ``layout``, else the one that fits best; an optional one that is blank or nowhere is empty."""
        called = [one for one in self.book.sheets if _is_called(one.name, layout)]
        tables = [recognise(one, layout) for one in called if not _is_blank(one)]
        if not tables and not (optional and called):
            best = recognise_book(self.book, layout)
            tables = [] if optional and best.problems else [best]
        sheet = Sheets(self.path, self.book, tables[:1]).read_rows()
        self.sheets.append(sheet)
        return sheet

    def _make(self, people: Sheets, quotas: list[Quota], sources: Sheets, told: dict[str, Any]) -> None:
        persons = [_person(row, place) for place, row in enumerate(people.rows, start=1)]
        try:
            self.problem = Problem(
                people=tuple(sorted(persons, key=lambda one: one.number)),
                quotas=tuple(quotas),
                sources=tuple(_source(row) for row in sources.rows),
                **told,
            )
        except ProblemError as error:
            self._whole(people, *error.wordings)

    def _settings(self, sheet: Sheets) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for row in sheet.rows:
            item = row.values.get("item")
            if row.broken or not isinstance(item, str):
                continue
            try:
                found[item] = _SETTING[item](row.values["content"])
            except CellError as error:
                self._add(sheet, row, "content", error.message, error.way_out)
        if "places" not in found and not sheet.problems:
            self._whole(sheet, _NO_PLACES)
        return found

    def _check_values(self, made: list[Quota], quotas: Sheets, people: Sheets) -> None:
        """A quota over a value that nobody has is a slip of the pen, or a row too many."""
        if people.problems:
            return
        for quota, row in zip(made, (row for row in quotas.rows if not row.broken), strict=True):
            known = sorted({str(one.values.get(f"= {quota.attribute}") or "") for one in people.rows} - {""})
            if not known:
                self._add(quotas, row, "attribute", _NO_ATTRIBUTE.fill(attribute=quota.attribute), _OTHER)
            elif quota.value not in known:
                near = get_close_matches(quota.value, known, n=3, cutoff=0.4) or known[:5]
                message = _NO_VALUE.fill(attribute=quota.attribute, value=quota.value)
                self._add(quotas, row, "value", message, _NEAR.fill(near="、".join(near)))

    def _add(self, sheet: Sheets, row: Row, key: str, message: Wording, way_out: Wording) -> None:
        column = sheet.tables[0].places.get(key)
        letter = letter_of(column) if column else None
        sheet.problems.append(Fault(row.sheet, row.number, letter, key, "not_usable", message, way_out))

    def _whole(self, sheet: Sheets, *wordings: Wording) -> None:
        name = (sheet.tables[0].sheet if sheet.tables else self.book.sheets[0]).name
        sheet.problems += [Fault(name, None, None, None, "not_usable", one, _WAY_OUT) for one in wordings]


def _is_called(name: str, layout: Layout) -> bool:
    return name.strip().casefold() in (layout.title.zh.casefold(), layout.title.en.casefold())


def _is_blank(sheet: Sheet) -> bool:
    return all(cell is None for row in sheet.rows for cell in row)


def _quotas(rows: list[Row]) -> list[Quota]:
    """The quotas; spellings that a heading does not tell apart are one attribute."""
    spelled: dict[str, str] = {}
    found = []
    for row in rows:
        if row.broken:
            continue
        attribute = str(row.values["attribute"])
        least, most = row.values.get("least"), row.values.get("most")
        found.append(
            Quota(
                spelled.setdefault(heading_key(attribute), attribute),
                str(row.values["value"]),
                least if isinstance(least, int) else 0,
                most if isinstance(most, int) else None,
            )
        )
    return found


def _person(row: Row, place: int) -> Person:
    number = row.values.get("number")
    return Person(
        number if isinstance(number, int) else place,
        str(row.values["name"]),
        {key[2:]: str(value) for key, value in row.values.items() if key.startswith("= ") and value},
        str(row.values.get("unit") or ""),
        str(row.values.get("excluded") or ""),
    )


def _source(row: Row) -> Source:
    kind, missing = row.values.get("kind"), row.values.get("missing")
    return Source(
        str(row.values["name"]),
        kind if isinstance(kind, Kind) else Kind.NUMBERS,
        str(row.values.get("where") or ""),
        str(row.values.get("when") or ""),
        missing if isinstance(missing, Missing) else Missing.SKIP,
    )


_SETTING: dict[str, Any] = {
    "title": str,
    "places": _WHOLE,
    "reserves": _WHOLE,
    "needed": _WHOLE,
    "counting": as_choice(COUNTINGS),
    "method": as_choice(METHODS),
}
_NO_PLACES = Wording(
    "没有写名额：请在“抽签设置”里填一行“名额”。",
    "No places: fill in the row “places” of the sheet “Settings”.",
)
_NO_VALUE = Wording(
    "名单里没有人的“{attribute}”是“{value}”。", "Nobody on the list has “{value}” under “{attribute}”."
)
_NEAR = Wording(
    "改成名单里的写法（{near}），或者删去这一行。", "Write it as in the list ({near}), or delete the row."
)
_NO_ATTRIBUTE = Wording("“{attribute}”不能作类别。", "“{attribute}” cannot be an attribute.")
_OTHER = Wording(
    "请写名单里另一栏的名称，姓名、同组等栏不能设名额。",
    "Name another column of the list; names and units cannot have quotas.",
)
