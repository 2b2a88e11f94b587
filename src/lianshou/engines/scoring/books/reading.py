"""From workbooks to a contest: every sheet typed, put into the form of the data, judged once, and every fault led back to its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from lianshou.china.text import same_name_key, tidy_name
from lianshou.core.wording import Wording, named
from lianshou.engines.scoring.books import layouts
from lianshou.engines.scoring.books.layouts import bounds_told
from lianshou.engines.scoring.books.places import Found, Place, Reading
from lianshou.engines.scoring.books.shaping import (
    aspect_from,
    contestant_from,
    holds_more,
    listed,
    looks_marked,
    number_from,
    strange_columns,
    titles_of,
    without,
)
from lianshou.engines.scoring.books.sifting import LISTS, marks_that_cannot_be, sifted
from lianshou.engines.scoring.books.telling import (
    NAME_TAKEN,
    NO_AWARDS,
    OF_THE_BOOK,
    aspect_missing,
    column_unknown,
    sheet_missing,
    sheet_unknown,
)
from lianshou.engines.scoring.document import contest_from
from lianshou.engines.scoring.flaws import Fault, Flaw, ScoringError
from lianshou.engines.scoring.flaws import Path as DataPath
from lianshou.formats.sheets.book import Sheet
from lianshou.formats.sheets.columns import CellError, Choice, Layout
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import as_choice
from lianshou.formats.sheets.peeking import Peek, peek, uncounted
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Row, Table, recognise, typed_rows
from lianshou.formats.sheets.strangers import Admitted, out_of_place, sheet_called, strangers
from lianshou.formats.sheets.writing import sheet_name

_MEMBER = re.compile(r"(?:第(\d+)名队员(?:总分)?|member\s*(\d+))", re.IGNORECASE)
_SPLIT = re.compile(r"[；;，,、/]+")


def read_contest(book: Path, marks: tuple[Path, ...] = ()) -> Reading:
    """Read a scheme with its lists from ``book``, and the judges' sheets from ``marks`` (or from ``book`` itself).

    Raises SheetError for files that cannot be read; everything else that is wrong is in ``problems``.
    """
    reader = _Reader(book)
    reader.scheme()
    reader.lists()
    for file in marks or (book,):
        reader.judges_sheets(file)
    if book not in (marks or (book,)):
        reader.strangers(book)
    return reader.finished()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path, self.book = path, read_book(path)
        self.reading = Reading()
        self._numbers: list[str] = []
        self._unknown: list[Fault] = []
        self.data: dict[str, Any] = {"scheme": {}, "marks": []}
        self._sheets = {path: self.book}
        self._peeks: dict[Path, dict[str, Peek]] = {}
        self._marked: dict[str, tuple[Place, set[str]]] = {}
        self.reading.places[()] = Place(path, self.book.sheets[0].name)

    # reading one sheet

    def _rows(self, layout: Layout, *, required: bool = False) -> Iterator[tuple[int, Row, Place]]:
        sheet = sheet_called(self.book, layout)
        if sheet is None:
            if required:
                self._say(self.path, self.book.sheets[0].name, "sheet_missing", *sheet_missing(layout))
            return
        yield from self._rows_of(self.path, sheet, layout)

    def _rows_of(self, file: Path, sheet: Sheet, layout: Layout) -> Iterator[tuple[int, Row, Place]]:
        table = recognise(sheet, layout)
        typed = typed_rows(table, keep_broken=True)
        self.reading.problems += [Found(file, problem) for problem in typed.problems]
        self.reading.problems += [
            Found(file, problem) for problem in uncounted(table, self._peek(file, sheet))
        ]
        letters = _letters(table)
        for number, row in enumerate(typed.rows):
            yield number, row, Place(file, sheet.name, row.number, letters)

    def _peek(self, file: Path, sheet: Sheet) -> Peek:
        if file not in self._peeks:
            self._peeks[file] = peek(file)
        return self._peeks[file].get(sheet.name, Peek())

    def _say(self, file: Path, sheet: str, code: str, message: Wording, way_out: Wording) -> None:
        self.reading.problems.append(Found(file, Problem(sheet, None, None, None, code, message, way_out)))

    # the scheme

    def scheme(self) -> None:
        scheme = self.data["scheme"]
        for name, layout in (("parts", layouts.PARTS), ("measures", layouts.MEASURES)):
            scheme[name] = [
                self._put(("scheme", name, n), place, without({**row.values, "key": row.values["title"]}))
                for n, row, place in self._rows(layout, required=name == "parts")
            ]
        scheme["aspects"] = [
            self._put(("scheme", "aspects", n), place, aspect_from(row.values))
            for n, row, place in self._rows(layouts.ASPECTS, required=True)
        ]
        scheme["awards"] = [
            self._put(("scheme", "awards", n), place, self._award(row.values, ("scheme", "awards", n), place))
            for n, row, place in self._rows(layouts.AWARDS)
        ]
        if sheet_called(self.book, layouts.AWARDS) is None:
            self.reading.notices.append(NO_AWARDS)
        self._items(scheme)

    def _put(self, path: DataPath, place: Place, data: dict[str, Any]) -> dict[str, Any]:
        self.reading.places[path] = place
        return data

    def _award(self, values: Mapping[str, object], path: DataPath, place: Place) -> dict[str, Any]:
        data = without({**values, "key": values["title"]})
        data["keys"] = self._keys(values.get("keys") or (), (*path, "keys"), place, "keys")
        return data

    def _items(self, scheme: dict[str, Any]) -> None:
        """The lines of the sheet 方案."""
        team: dict[str, Any] = {}
        for _, row, place in self._rows(layouts.SCHEME, required=True):
            item, value = row.values["item"], row.values["value"]
            if item == "floor" and value is None and row.raw["value"] is not None:
                scheme["floor"] = None  # “无”: there is none; an empty cell leaves it at zero
            if not isinstance(item, str) or value is None:
                continue
            own = Place(place.file, place.sheet, place.row, place.letters, place.letters.get("value"))
            path: DataPath = ("scheme", "team", item) if item in ("best", "short") else ("scheme", item)
            self.reading.places[path] = own
            if item in ("keys", "team_keys"):
                names = [tidy_name(part) for part in _SPLIT.split(str(value)) if part.strip()]
                keys = self._keys(names, ("scheme", item), own, "value")
                (scheme if item == "keys" else team)["keys"] = keys
            elif item in ("best", "short"):
                team[item] = (
                    self._chosen(path, layouts.SHORTS, value) if item == "short" else number_from(value)
                )
            else:
                scheme[item] = (
                    self._chosen(path, layouts.RANKS, value) if item == "ranks" else number_from(value)
                )
                if item == "title":
                    scheme[item] = value
        if "best" in team:
            scheme["team"] = team

    def _chosen(self, path: DataPath, choices: tuple[Choice, ...], value: object) -> object:
        try:
            return as_choice(choices)(str(value))
        except CellError as error:
            self.reading.problems.append(self.reading.found(path, error.code, error.message, error.way_out))
            return None

    def _keys(self, names: object, path: DataPath, place: Place, column: str) -> list[dict[str, str]]:
        scheme, found = self.data["scheme"], []
        for name in names if isinstance(names, list | tuple) else []:
            if member := _MEMBER.fullmatch(name):
                found.append({"of": "member", "key": member[1] or member[2]})
                continue
            kinds = (("part", "parts"), ("aspect", "aspects"), ("measure", "measures"))
            of = next((kind for kind, known in kinds if name in titles_of(scheme.get(known, []))), None)
            if of is None:
                choices = [title for _, known in kinds for title in titles_of(scheme.get(known, []))]
                told: dict[str, object] = {
                    "what": layouts.SCHEME.column("value").title
                    if column == "value"
                    else Wording("末位再比", "Then by"),
                    "given": name,
                    "choices": named(choices),
                }
                at = Place(place.file, place.sheet, place.row, place.letters, place.letters.get(column))
                self.reading.places[path] = at
                self._unknown.append(Fault(Flaw.UNKNOWN, path, told))
                continue
            found.append({"of": of, "key": name})
        return found

    # the lists

    def lists(self) -> None:
        measures = [one for one in dict.fromkeys(titles_of(self.data["scheme"]["measures"])) if one]
        layout = self._made(layouts.contestants_layout, measures, layouts.MEASURES)
        for name, own in (("contestants", layout), ("judges", layouts.JUDGES)):
            if (sheet := sheet_called(self.book, own)) is not None:
                self.reading.places[name,] = Place(self.path, sheet.name)
        people = list(self._rows(layout, required=True))
        self._numbers = [str(row.values["contestant"]) for _, row, _ in people]
        factors: dict[object, dict[str, Any]] = {}
        for _, row, _place in self._rows(layouts.FACTORS):
            who = self._who(row.values["contestant"])
            factors.setdefault(who, {})[str(row.values["aspect"])] = row.values["factor"]
        self.data["contestants"] = [
            self._put(("contestants", n), place, contestant_from(row.values, measures, factors))
            for n, row, place in people
        ]
        self.data["judges"] = [
            self._put(("judges", n), place, {"key": row.values["name"], "name": row.values["name"], "aspects": listed(row.values["aspects"])})
            for n, row, place in self._rows(layouts.JUDGES, required=True)
        ]  # fmt: skip
        self.data["adjustments"] = [
            self._put(
                ("adjustments", n),
                place,
                without({**row.values, "contestant": self._who(row.values["contestant"])}),
            )
            for n, row, place in self._rows(layouts.ADJUSTMENTS)
        ]

    def _who(self, given: object) -> object:
        """The draw number that was meant: a spreadsheet makes 2 of 02."""
        text = str(given)
        if text in self._numbers or not text.isdecimal():
            return given
        same = {one for one in self._numbers if one.isdecimal() and int(one) == int(text)}
        return same.pop() if len(same) == 1 else given

    def _made(self, make: Callable[[Any], Layout], names: Any, about: Layout) -> Layout:
        try:
            return make(names)
        except ValueError:
            sheet = sheet_called(self.book, about)
            self._say(self.path, sheet.name if sheet else about.title.zh, "name_taken", *NAME_TAKEN)
            return make(type(names)())

    # the marks

    def judges_sheets(self, file: Path) -> None:
        """Marks of ``file``; a sheet that nobody reads is a problem."""
        if file not in self._sheets:
            self._sheets[file] = read_book(file)
        book = self._sheets[file]
        aspects = {
            str(one["title"]): bounds_told(
                str(one["title"]), one.get("low") or Decimal(0), one.get("high") or Decimal(0)
            )
            for one in self.data["scheme"]["aspects"]
            if one.get("title")
        }
        layout = self._made(layouts.marking_layout, aspects, layouts.ASPECTS)
        if (long := sheet_called(book, layouts.MARKS)) is not None:
            self._long_list(file, long)
        unknown = list[str]()
        for sheet in book.sheets:
            if (judge := self._judges.get(same_name_key(sheet.name))) is not None:
                self._judge(file, sheet, layout, judge, list(aspects))
            elif looks_marked(sheet, layout):
                unknown.append(sheet.name)
        self.strangers(file, unknown)

    def strangers(self, file: Path, of_judges: Collection[str] = ()) -> None:
        """Sheets that nobody reads, with those ``of_judges`` whom the list does not know; without any list, that is what is wrong."""
        book, judges = self._sheets[file], [str(one) for one in self._judges.values()]
        read = self._not_strange(file)
        for name in [name for name in of_judges if name not in read and judges]:
            self._say(file, name, "sheet_unknown", *sheet_unknown(judges))
        if book is self.book:
            admitted = Admitted((*OF_THE_BOOK, layouts.MARKS), judges)
        else:
            admitted = Admitted((layouts.MARKS,), judges, OF_THE_BOOK, self.path.name)
        found = strangers(book, admitted, read={*read, *of_judges})
        self.reading.problems += [Found(file, one) for one in found]

    @property
    def _judges(self) -> dict[str, object]:
        """The judges by the names of their sheets."""
        taken: set[str] = set()
        rows = self.data["judges"]
        return {same_name_key(sheet_name(str(one["name"]), taken)): one["key"] for one in rows if one["name"]}

    def _not_strange(self, file: Path) -> set[str]:
        """The sheets of ``file`` that are read, or stand in the book just so."""
        book = self._sheets[file]
        read = {sheet.name for sheet in book.sheets if same_name_key(sheet.name) in self._judges}
        for layout in (*OF_THE_BOOK, layouts.MARKS):
            if (sheet := sheet_called(book, layout)) is None:
                continue
            read.add(sheet.name)
            if (
                book is not self.book
                and layout is not layouts.MARKS
                and holds_more(sheet, sheet_called(self.book, layout), layout)
            ):
                self.reading.problems.append(Found(file, out_of_place(sheet, layout, self.path.name)))
        return read

    def _judge(self, file: Path, sheet: Sheet, layout: Layout, judge: object, aspects: list[str]) -> None:
        marks, places = self.data["marks"], self.reading.places
        table = recognise(sheet, layout)
        at = Place(file, sheet.name, table.header_row or None, _letters(table))
        _, seen = self._marked.setdefault(str(judge), (at, set()))
        seen |= {title for title in aspects if f"aspect {title}" in table.places}
        for column, heading in strange_columns(table) if self._knows_aspects else ():
            words = column_unknown(heading, aspects)
            found = Problem(sheet.name, table.header_row, column, None, "column_unknown", *words)
            self.reading.problems.append(Found(file, found))
        for _, row, place in self._rows_of(file, sheet, layout):
            who = self._who(row.values["contestant"])
            for title in aspects:
                value = row.values.get(f"aspect {title}")
                if value is not None:
                    letter = place.letters.get(f"aspect {title}")
                    places["marks", len(marks)] = Place(file, sheet.name, row.number, place.letters, letter)
                    marks.append([who, title, judge, value])
                    if who not in self._numbers:
                        break  # complained of once, not for every column

    @cached_property
    def _knows_aspects(self) -> bool:
        """Whether every aspect has a name; else columns of judges' sheets cannot be judged."""
        return not self._is_wrong("aspects", "title")

    def _columns_missing(self) -> None:
        """A judge's own aspects all have a column on one of the judge's sheets, or marks in the long list."""
        if not self._knows_aspects:
            return
        known = titles_of(self.data["scheme"]["aspects"])
        listed = {(str(judge), aspect) for _, aspect, judge, _ in self.data["marks"]}
        for judge in self.data["judges"]:
            name = str(judge["name"])
            if name not in self._marked:
                continue
            at, seen = self._marked[name]
            for title in judge["aspects"] or known:
                if title in known and title not in seen and (name, title) not in listed:
                    found = Problem(
                        at.sheet, at.row, None, None, "missing_column", *aspect_missing(name, title)
                    )
                    self.reading.problems.append(Found(at.file, found))

    def _long_list(self, file: Path, sheet: Sheet) -> None:
        for _, row, place in self._rows_of(file, sheet, layouts.MARKS):
            if row.values["value"] is not None:
                self.reading.places["marks", len(self.data["marks"])] = place
                who = self._who(row.values["contestant"])
                self.data["marks"].append([who, *(row.values[key] for key in ("aspect", "judge", "value"))])

    # the end

    def _is_wrong(self, name: str, key: str = "") -> bool:
        """Whether anything, or with ``key`` anything about this column, is wrong with a list of the book."""
        layout = next(layout for layout in OF_THE_BOOK if layout.name == name)
        own = [one.problem for one in self.reading.problems if one.file == self.path]
        if (sheet := sheet_called(self.book, layout)) is None:
            return any(one.code in ("sheet_missing", "sheet_stranger") for one in own)
        return any(
            one.sheet == sheet.name and (not key or one.key == key or not one.column_letter) for one in own
        )

    def finished(self) -> Reading:
        """Judge the data; what the cells already said is not said again."""
        reading = self.reading
        self._columns_missing()
        faults = list(self._unknown)
        if not self.data["judges"]:
            faults.append(Fault(Flaw.EMPTY, ("judges",), {"what": layouts.JUDGES.title}))
        try:
            contest = contest_from(self.data)
        except ScoringError as error:
            faults += error.faults
        if faults or reading.problems:
            broken = {name for name in LISTS if self._is_wrong(name)}
            doubtful = {name for name, key in LISTS.items() if key and self._is_wrong(name, key)}
            faults += marks_that_cannot_be(self.data)
            reading.problems += sifted(reading, faults, doubtful=doubtful, broken=broken)
            return reading
        reading.contest = contest
        marking = {mark.judge for mark in reading.contest.marks}
        reading.silent = tuple([judge.name for judge in reading.contest.judges if judge.key not in marking])
        return reading


def _letters(table: Table) -> dict[str, str]:
    return {key: letter_of(column) for key, column in table.places.items()}
