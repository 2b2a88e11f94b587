"""From the officer's workbook to a problem, or to everything that is wrong with the workbook, cell by cell."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from lianshou.cli.draws.columns import COUNTINGS, ITEMS, METHODS, QUOTAS, SETTINGS, SOURCES, people_layout
from lianshou.cli.lists import Source as Sheets
from lianshou.core.wording import Wording, named
from lianshou.engines.draws.problem import (
    Kind,
    Method,
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
        self._rows: dict[str, Row] = {}
        quotas, sources, settings = (self._sheet(one, optional=True) for one in (QUOTAS, SOURCES, SETTINGS))
        made = _quotas(quotas.rows)
        self._check_quotas(made, quotas)
        people = self._people(made, quotas)
        self.people, self.quotas = people, made
        self._check_values(made, quotas, people)
        self._check_twice(people, "number", _NUMBER_TWICE)
        self._check_twice(sources, "name", _SOURCE_TWICE)
        told = self._settings(settings)
        if not sources.rows and not sources.problems:
            self._whole(sources, SOURCES, _NO_SOURCES, way_out=_NAME_SOURCES)
        self._check_settings(settings, told, people, made, len(sources.rows))
        if not self.faults:
            self._make(people, made, sources, told)

    @property
    def faults(self) -> list[Fault]:
        return [fault for sheet in self.sheets for fault in sheet.problems]

    @property
    def unused(self) -> list[str]:
        """Headings of the list that no quota asks for; they are not taken over."""
        return _headings(self.people)

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
            self._whole(people, people_layout(()), *error.wordings)

    def _people(self, made: list[Quota], quotas: Sheets) -> Sheets:
        """The list; an attribute that it has no column for is a fault of its quota."""
        people = self._sheet(people_layout(dict.fromkeys(one.attribute for one in made)))
        absent = [one for one in people.problems if one.code == "missing_column" and _attribute(one)]
        lacking = {_attribute(one) for one in absent}
        if "name" not in people.tables[0].places:
            people.problems.clear()
            self._whole(people, people_layout(()), _NO_LIST, way_out=_MAKE_LIST, absent=True)
        elif absent:
            people.problems[:] = [one for one in people.problems if one not in absent]
            headings = _headings(people)
            for quota, row in zip(made, _sound(quotas), strict=True):
                if quota.attribute in lacking:
                    message = _NO_COLUMN.fill(attribute=quota.attribute)
                    self._add(
                        quotas,
                        row,
                        "attribute",
                        message,
                        _OTHER_COLUMN.fill(headings=named(headings)) if headings else _ADD_COLUMN,
                    )
        return people

    def _settings(self, sheet: Sheets) -> dict[str, Any]:
        found: dict[str, Any] = {}
        blank: dict[str, Row] = {}
        for row in sheet.rows:
            item = row.values.get("item")
            if row.broken or not isinstance(item, str):
                continue
            if row.values["content"] is None:
                blank[item] = row
                continue
            if item in self._rows:
                first = self._rows[item].number
                self._add(sheet, row, "item", _SETTING_TWICE.fill(item=_ITEMS[item], row=first), _KEEP_ONE)
                continue
            self._rows[item] = row
            try:
                found[item] = _SETTING[item](row.values["content"])
            except CellError as error:
                self._add(sheet, row, "content", error.message, error.way_out)
        if "places" not in found and "places" in blank:
            self._add(sheet, blank["places"], "content", _NO_PLACES, _FILL_PLACES)
        elif "places" not in found and not sheet.problems:
            self._whole(sheet, SETTINGS, _NO_PLACES, way_out=_NAME_PLACES)
        return found

    def _check_settings(
        self, sheet: Sheets, told: dict[str, Any], people: Sheets, made: list[Quota], sources: int
    ) -> None:
        """Settings that do not go with the other sheets."""
        needed = told.get("needed", 1)
        if "needed" in told and sources and not 1 <= needed <= sources:
            self._add(
                sheet,
                self._rows["needed"],
                "content",
                _NEEDED.fill(needed=needed, given=sources),
                _MORE_SOURCES,
            )
        grouped = any(row.values.get("unit") for row in people.rows)
        if told.get("method") == Method.RFC3797 and (made or grouped):
            self._add(sheet, self._rows["method"], "content", _PLAIN, _USUAL)

    def _check_quotas(self, made: list[Quota], quotas: Sheets) -> None:
        """A quota that contradicts itself, or stands there twice."""
        there: dict[tuple[str, str], int] = {}
        for quota, row in zip(made, _sound(quotas), strict=True):
            told = {"attribute": quota.attribute, "value": quota.value}
            if quota.most is not None and quota.most < quota.least:
                message = _RANGE.fill(least=quota.least, most=quota.most, **told)
                self._add(quotas, row, "most", message, _WAY_OUT)
            first = there.setdefault((quota.attribute, quota.value), row.number)
            if first != row.number:
                self._add(quotas, row, "value", _QUOTA_TWICE.fill(row=first, **told), _ONE_ROW)

    def _check_twice(self, sheet: Sheets, key: str, message: Wording) -> None:
        """What may stand in only one row of a column."""
        there: dict[object, int] = {}
        for row in sheet.rows:
            value = row.values.get(key)
            if value is None or key in row.broken:
                continue
            first = there.setdefault(value, row.number)
            if first != row.number:
                self._add(sheet, row, key, message.fill(value=value, row=first), _WAY_OUT)

    def _check_values(self, made: list[Quota], quotas: Sheets, people: Sheets) -> None:
        """A quota over a value that nobody has is a slip of the pen, or a row too many."""
        if self.faults:
            return
        for quota, row in zip(made, _sound(quotas), strict=True):
            known = sorted({str(one.values.get(f"= {quota.attribute}") or "") for one in people.rows} - {""})
            if not known:
                self._add(quotas, row, "attribute", _NO_ATTRIBUTE.fill(attribute=quota.attribute), _OTHER)
            elif quota.value not in known:
                near = get_close_matches(quota.value, known, n=3, cutoff=0.4) or known[:5]
                message = _NO_VALUE.fill(attribute=quota.attribute, value=quota.value)
                self._add(quotas, row, "value", message, _NEAR.fill(near=named(near)))

    def _add(self, sheet: Sheets, row: Row, key: str, message: Wording, way_out: Wording) -> None:
        column = sheet.tables[0].places.get(key)
        letter = letter_of(column) if column else None
        sheet.problems.append(Fault(row.sheet, row.number, letter, key, "not_usable", message, way_out))

    def _whole(
        self,
        sheet: Sheets,
        layout: Layout,
        *wordings: Wording,
        way_out: Wording = _WAY_OUT,
        absent: bool = False,
    ) -> None:
        """What concerns a sheet as a whole, under the name it has or ought to have."""
        name = sheet.tables[0].sheet.name if sheet.tables and not absent else layout.title.zh
        sheet.problems += [Fault(name, None, None, None, "not_usable", one, way_out) for one in wordings]


def _sound(quotas: Sheets) -> list[Row]:
    return [row for row in quotas.rows if not row.broken]


def _attribute(fault: Fault) -> str:
    """The attribute whose column is missing, or nothing."""
    return fault.key[2:] if fault.key and fault.key.startswith("= ") else ""


def _is_called(name: str, layout: Layout) -> bool:
    return name.strip().casefold() in (layout.title.zh.casefold(), layout.title.en.casefold())


def _is_blank(sheet: Sheet) -> bool:
    return all(cell is None for row in sheet.rows for cell in row)


def _headings(people: Sheets) -> list[str]:
    """Headings that are not used, without the star of what our template requires."""
    found = (one.strip("*＊★ ") for some in people.unused.values() for one in some)
    return list(dict.fromkeys(one for one in found if one))


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
_ITEMS = {one.value: one.title for one in ITEMS}
_SETTING_TWICE = Wording("“{item}”在第{row}行已经写了。", "“{item}” stands in row {row} already.")
_KEEP_ONE = Wording("请只留一行。", "Keep one row.")
_NO_PLACES = Wording("没有写名额。", "No places are named.")
_FILL_PLACES = Wording("请在这一格写一共选几个。", "Write how many places there are into this cell.")
_NAME_PLACES = Wording("请在“抽签设置”里填一行“名额”。", "Fill in the row “places” of the sheet “Settings”.")
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
_NUMBER_TWICE = Wording(
    "名单编号{value}在第{row}行已经有了。", "The number {value} stands in row {row} already."
)
_SOURCE_TWICE = Wording(
    "公开数“{value}”在第{row}行已经有了。", "The public number “{value}” stands in row {row} already."
)
_QUOTA_TWICE = Wording(
    "“{attribute}：{value}”在第{row}行已经有一条名额规定。",
    "“{attribute}: {value}” has a quota in row {row} already.",
)
_ONE_ROW = Wording("请并成一行，写上最少和最多。", "Make it one row with its least and its most.")
_RANGE = Wording(
    "“{attribute}：{value}”最少{least}、最多{most}，前后矛盾。",
    "“{attribute}: {value}”: at least {least} and at most {most} cannot both be.",
)
_NO_COLUMN = Wording("名单里没有“{attribute}”这一栏。", "The list has no column “{attribute}”.")
_OTHER_COLUMN = Wording(
    "改成名单里的栏名（{headings}），或者在名单里加这一栏。",
    "Name a column of the list ({headings}), or add this one to it.",
)
_ADD_COLUMN = Wording(
    "请在名单里加这一栏，或者删去这一行。", "Add the column to the list, or delete the row."
)
_NO_LIST = Wording(
    "没有找到名单：没有一张工作表有“姓名或名称”一栏。",
    "The list was not found: no sheet has a column “Name”.",
)
_MAKE_LIST = Wording(
    "请用 lianshou draw template 的空白工作簿，把名单填在“抽签名单”里。",
    "Take the blank workbook of lianshou draw template and fill in its sheet “List”.",
)
_NO_SOURCES = Wording(
    "还没有写公开数；没有事先公布来源的公开数就不能抽签。",
    "No public numbers are named, and there is no draw without them.",
)
_NAME_SOURCES = Wording(
    "请在“公开数”里至少写一个，如某一期双色球的红球；最好写两三个不同机构公布的。",
    "Name at least one in the sheet “Public numbers”, such as a lottery to come; better two or three of different publishers.",
)
_NEEDED = Wording(
    "至少要有{needed}个公开数，可来源有{given}个。", "{needed} public numbers are needed, of {given} sources."
)
_MORE_SOURCES = Wording(
    "请在“公开数”里再写几个来源，或者把这个数改成1到来源个数之间。",
    "Name more sources in the sheet “Public numbers”, or lower this to between 1 and their number.",
)
_PLAIN = Wording(
    "RFC 3797 只用于不设名额规定、不成组的抽签。",
    "RFC 3797 knows neither quotas nor units that come together.",
)
_USUAL = Wording("请改成 SHA-256，或者删去这一行。", "Write SHA-256, or delete the row.")
