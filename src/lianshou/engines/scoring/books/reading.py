"""From workbooks to a contest: every sheet typed, put into the form of the data, judged once, and every fault led back to its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianshou.china.text import same_name_key
from lianshou.core.wording import Wording
from lianshou.engines.scoring.books import layouts
from lianshou.engines.scoring.books.layouts import heading_of
from lianshou.engines.scoring.books.places import Found, Place
from lianshou.engines.scoring.contest import Contest
from lianshou.engines.scoring.document import contest_from
from lianshou.engines.scoring.flaws import Fault, Flaw, ScoringError
from lianshou.engines.scoring.flaws import Path as DataPath
from lianshou.formats.sheets.book import Book, Sheet
from lianshou.formats.sheets.columns import CellError, Choice, Layout
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import as_choice
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import OWN_SHEETS, Row, Table, recognise, typed_rows
from lianshou.formats.sheets.writing import sheet_name

_MEMBER = re.compile(r"(?:第(\d+)名队员(?:总分)?|member\s*(\d+))", re.IGNORECASE)
_SPLIT = re.compile(r"[；;，,、/]+")
_FIELDS = {"contestant": "contestant", "key": "contestant", "aspects": "aspects"}
"""Fields of the data whose column goes by another key."""


@dataclass
class Reading:
    """What was read: the contest (None while anything is wrong), the problems, what the organiser should know."""

    contest: Contest | None = None
    problems: list[Found] = field(default_factory=list)
    notices: list[Wording] = field(default_factory=list)
    places: dict[DataPath, Place] = field(default_factory=dict)

    def led_back(self, faults: tuple[Fault, ...]) -> list[Found]:
        """Faults as problems of the cells they come from."""
        return [self._problem(fault) for fault in faults]

    def _problem(self, fault: Fault) -> Found:
        return self.found(fault.path, fault.flaw.name.lower(), fault.message, fault.way_out)

    def found(self, path: DataPath, code: str, message: Wording, way_out: Wording) -> Found:
        """A problem at the cell that ``path`` of the data came from."""
        place = next(self.places[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.places)
        name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        letter = place.letters.get(name) or place.letters.get(_FIELDS.get(name, name)) or place.only
        row = place.row
        return Found(
            place.file,
            Problem(place.sheet, row, letter if row else None, name or None, code, message, way_out),
        )


def read_contest(book: Path, marks: tuple[Path, ...] = ()) -> Reading:
    """Read a scheme with its lists from ``book``, and the judges' sheets from ``marks`` (or from ``book`` itself).

    Raises SheetError for files that cannot be read; everything else that is wrong is in ``problems``.
    """
    reader = _Reader(book)
    reader.scheme()
    reader.lists()
    for file in marks or (book,):
        reader.judges_sheets(file)
    return reader.finished()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path, self.book = path, read_book(path)
        self.reading = Reading()
        self.data: dict[str, Any] = {"scheme": {}, "marks": []}
        self._sheets = {path: self.book}
        self.reading.places[()] = Place(path, self.book.sheets[0].name)

    # reading one sheet

    def _sheet(self, layout: Layout, book: Book) -> Sheet | None:
        wanted = {same_name_key(layout.title.zh), same_name_key(layout.title.en)}
        return next((sheet for sheet in book.sheets if same_name_key(sheet.name) in wanted), None)

    def _rows(self, layout: Layout, *, required: bool = False) -> Iterator[tuple[int, Row, Place]]:
        sheet = self._sheet(layout, self.book)
        if sheet is None:
            if required:
                self._say(self.path, self.book.sheets[0].name, "sheet_missing", *_sheet_missing(layout))
            return
        yield from self._rows_of(self.path, sheet, layout)

    def _rows_of(self, file: Path, sheet: Sheet, layout: Layout) -> Iterator[tuple[int, Row, Place]]:
        table = recognise(sheet, layout)
        typed = typed_rows(table, keep_broken=True)
        self.reading.problems += [Found(file, problem) for problem in typed.problems]
        letters = _letters(table)
        for number, row in enumerate(typed.rows):
            yield number, row, Place(file, sheet.name, row.number, letters)

    def _say(self, file: Path, sheet: str, code: str, message: Wording, way_out: Wording) -> None:
        self.reading.problems.append(Found(file, Problem(sheet, None, None, None, code, message, way_out)))

    # the scheme

    def scheme(self) -> None:
        scheme = self.data["scheme"]
        for name, layout in (("parts", layouts.PARTS), ("measures", layouts.MEASURES)):
            scheme[name] = [
                self._put(("scheme", name, n), place, _without({**row.values, "key": row.values["title"]}))
                for n, row, place in self._rows(layout, required=name == "parts")
            ]
        scheme["aspects"] = [
            self._put(("scheme", "aspects", n), place, _aspect(row.values))
            for n, row, place in self._rows(layouts.ASPECTS, required=True)
        ]
        scheme["awards"] = [
            self._put(("scheme", "awards", n), place, self._award(row.values, ("scheme", "awards", n), place))
            for n, row, place in self._rows(layouts.AWARDS)
        ]
        self._items(scheme)

    def _put(self, path: DataPath, place: Place, data: dict[str, Any]) -> dict[str, Any]:
        self.reading.places[path] = place
        return data

    def _award(self, values: Mapping[str, object], path: DataPath, place: Place) -> dict[str, Any]:
        data = _without({**values, "key": values["title"]})
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
                names = [part.strip() for part in _SPLIT.split(str(value)) if part.strip()]
                keys = self._keys(names, ("scheme", item), own, "value")
                (scheme if item == "keys" else team)["keys"] = keys
            elif item in ("best", "short"):
                team[item] = self._chosen(path, layouts.SHORTS, value) if item == "short" else _number(value)
            else:
                scheme[item] = self._chosen(path, layouts.RANKS, value) if item == "ranks" else _number(value)
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
            of = next((kind for kind, known in kinds if name in _titles(scheme.get(known, []))), None)
            if of is None:
                choices = [title for _, known in kinds for title in _titles(scheme.get(known, []))]
                told: dict[str, object] = {
                    "what": layouts.SCHEME.column("value").title
                    if column == "value"
                    else Wording("末位再比", "Then by"),
                    "given": name,
                    "choices": "、".join(choices),
                }
                fault = Fault(Flaw.UNKNOWN, path, told)
                at = Place(place.file, place.sheet, place.row, place.letters, place.letters.get(column))
                self.reading.places[path] = at
                self.reading.problems += self.reading.led_back((fault,))
                continue
            found.append({"of": of, "key": name})
        return found

    # the lists

    def lists(self) -> None:
        measures = [one for one in dict.fromkeys(_titles(self.data["scheme"]["measures"])) if one]
        layout = self._made(layouts.contestants_layout, measures, layouts.MEASURES)
        for name, own in (("contestants", layout), ("judges", layouts.JUDGES)):
            if (sheet := self._sheet(own, self.book)) is not None:
                self.reading.places[name,] = Place(self.path, sheet.name)
        factors: dict[object, dict[str, Any]] = {}
        for _, row, _place in self._rows(layouts.FACTORS):
            factors.setdefault(row.values["contestant"], {})[str(row.values["aspect"])] = row.values["factor"]
        self.data["contestants"] = [
            self._put(("contestants", n), place, _contestant(row.values, measures, factors))
            for n, row, place in self._rows(layout, required=True)
        ]
        self.data["judges"] = [
            self._put(("judges", n), place, {"key": row.values["name"], "name": row.values["name"], "aspects": _listed(row.values["aspects"])})
            for n, row, place in self._rows(layouts.JUDGES, required=True)
        ]  # fmt: skip
        self.data["adjustments"] = [
            self._put(("adjustments", n), place, _without(dict(row.values)))
            for n, row, place in self._rows(layouts.ADJUSTMENTS)
        ]

    def _made(self, make: Callable[[Any], Layout], names: Any, about: Layout) -> Layout:
        try:
            return make(names)
        except ValueError:
            self._say(self.path, about.title.zh, "name_taken", *_NAME_TAKEN)
            return make(type(names)())

    # the marks

    def judges_sheets(self, file: Path) -> None:
        if file not in self._sheets:
            self._sheets[file] = read_book(file)
        book = self._sheets[file]
        aspects = {
            str(one["title"]): heading_of(
                str(one["title"]), one.get("low") or Decimal(0), one.get("high") or Decimal(0)
            )
            for one in self.data["scheme"]["aspects"]
            if one.get("title")
        }
        layout = self._made(layouts.marking_layout, aspects, layouts.ASPECTS)
        taken: set[str] = set()
        judges = {
            same_name_key(sheet_name(str(one["name"]), taken)): one["key"] for one in self.data["judges"]
        }
        if (long := self._sheet(layouts.MARKS, book)) is not None:
            self._long_list(file, long)
        for sheet in book.sheets:
            if (judge := judges.get(same_name_key(sheet.name))) is not None:
                self._judge(file, sheet, layout, judge, list(aspects))
            elif self._is_strange(file, sheet, layout):
                self._say(file, sheet.name, "sheet_unknown", *_sheet_unknown(list(judges.values())))

    def _is_strange(self, file: Path, sheet: Sheet, layout: Layout) -> bool:
        """Whether a sheet looks like that of a judge whom the list does not know: its marks would be passed over in silence."""
        own = {same_name_key(title) for one in _OF_THE_BOOK for title in (one.zh, one.en)}
        if sheet.hidden or sheet.name in OWN_SHEETS or same_name_key(sheet.name) in own:
            return False
        table = recognise(sheet, layout)
        return "contestant" in table.places and any(key.startswith("aspect ") for key in table.places)

    def _judge(self, file: Path, sheet: Sheet, layout: Layout, judge: object, aspects: list[str]) -> None:
        marks, places = self.data["marks"], self.reading.places
        for _, row, place in self._rows_of(file, sheet, layout):
            for title in aspects:
                value = row.values.get(f"aspect {title}")
                if value is not None:
                    letter = place.letters.get(f"aspect {title}")
                    places["marks", len(marks)] = Place(file, sheet.name, row.number, place.letters, letter)
                    marks.append([row.values["contestant"], title, judge, value])

    def _long_list(self, file: Path, sheet: Sheet) -> None:
        for _, row, place in self._rows_of(file, sheet, layouts.MARKS):
            if row.values["value"] is not None:
                self.reading.places["marks", len(self.data["marks"])] = place
                self.data["marks"].append(
                    [row.values[key] for key in ("contestant", "aspect", "judge", "value")]
                )

    # the end

    def finished(self) -> Reading:
        """Judge the data; what the cells already said is not said again."""
        reading = self.reading
        if reading.problems:
            return reading
        try:
            reading.contest = contest_from(self.data)
        except ScoringError as error:
            reading.problems += reading.led_back(error.faults)
            return reading
        marking = {mark.judge for mark in reading.contest.marks}
        silent = [judge.name for judge in reading.contest.judges if judge.key not in marking]
        if silent:
            reading.notices.append(_SILENT.fill(zh="、".join(silent), en=", ".join(silent)))
        return reading


def _letters(table: Table) -> dict[str, str]:
    return {key: letter_of(column) for key, column in table.places.items()}


def _without(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value is not None}


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, tuple) else []


def _titles(rows: list[dict[str, Any]]) -> list[str]:
    return [str(row["title"]) for row in rows if row.get("title")]


def _aspect(values: Mapping[str, object]) -> dict[str, Any]:
    panel = {
        "way": values["way"], "trim": values["trim"], "least": values["least"], "digits": values["panel_digits"]
    }  # fmt: skip
    rest = {
        key: value for key, value in values.items() if key not in ("way", "trim", "least", "panel_digits")
    }
    return {**_without({**rest, "key": values["title"]}), "panel": _without(panel)}


def _contestant(
    values: Mapping[str, object], measures: list[str], factors: Mapping[object, dict[str, Any]]
) -> dict[str, Any]:
    own = {
        title: values[f"measure {title}"] for title in measures if values.get(f"measure {title}") is not None
    }
    return _without(
        {
            "key": values["contestant"], "name": values["name"], "team": values["team"], "status": values["status"],
            "measures": own or None, "factors": factors.get(values["contestant"]),
        }
    )  # fmt: skip


def _number(value: object) -> object:
    """What was typed as a percentage, as a share; everything else as it is."""
    text = str(value).replace("％", "%")
    return (
        str(Decimal(text[:-1]) / 100)
        if re.fullmatch(r"\d+(?:\.\d+)?%", text)
        else None
        if text == "无"
        else text
    )


def _sheet_missing(layout: Layout) -> tuple[Wording, Wording]:
    return (
        Wording("缺少名为“{title}”的工作表。", "There is no sheet called “{title}”.").fill(
            title=layout.title
        ),
        Wording(
            "请补上；可以用 lianshou score template 生成空白表。",
            "Add it; lianshou score template makes a blank one.",
        ),
    )


def _sheet_unknown(judges: list[Any]) -> tuple[Wording, Wording]:
    known = [str(one) for one in judges]
    return (
        Wording("这张评分表不知道是哪位评委的。", "It is not known whose marking sheet this is."),
        Wording("请把工作表改名为评委的姓名：{zh}；或把这位评委补进“评委”表。", "Name the sheet after a judge: {en}; or add the judge to the list.").fill(
            zh="、".join(known), en=", ".join(known)
        ),
    )  # fmt: skip


_OF_THE_BOOK = [
    layouts.SCHEME.title, layouts.PARTS.title, layouts.ASPECTS.title, layouts.MEASURES.title, layouts.AWARDS.title,
    layouts.JUDGES.title, layouts.ADJUSTMENTS.title, layouts.FACTORS.title, layouts.MARKS.title,
    layouts.contestants_layout([]).title,
]  # fmt: skip
_NAME_TAKEN = (
    Wording("评分项、比较项的名称与表里别的栏目（抽签号、姓名等）相同。", "An aspect or measure is called like another column (draw number, name …)."),
    Wording("请换一个名称。", "Give it another name."),
)  # fmt: skip
_SILENT = Wording(
    "这些评委一个分也没有：{zh}。请确认评分表没有漏录。",
    "These judges gave no mark at all: {en}. Check that no sheet is missing.",
)
