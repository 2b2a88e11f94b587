"""From a workbook to a regatta and its boats; every fault is led back to its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lianshou.china.text import same_name_key
from lianshou.core.wording import Wording
from lianshou.engines.heats.boats import Athlete, CrewRule, Role, Seat
from lianshou.engines.heats.books import layouts
from lianshou.engines.heats.document import regatta_from
from lianshou.engines.heats.plan import Regatta
from lianshou.engines.scoring.books.places import Found, Place
from lianshou.engines.scoring.flaws import ScoringError
from lianshou.formats.sheets.book import Sheet
from lianshou.formats.sheets.columns import CellError, Layout
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import as_choice, as_list, as_text
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Row, recognise, typed_rows

DataPath = tuple[str | int, ...]
_COLUMNS = {"key": "name", "time": "outcome", "status": "outcome", "takes": "source"}
"""Fields of the data whose column goes by another key."""
_BOAT = ("drummers", "helms", "paddlers", "reserves", "women")


@dataclass
class Reading:
    """What was read: the regatta (None while anything is wrong), its boats, the problems."""

    regatta: Regatta | None = None
    rule: CrewRule = field(default_factory=CrewRule)
    athletes: dict[str, Athlete] = field(default_factory=dict)
    seats: dict[str, list[Seat]] = field(default_factory=dict)
    problems: list[Found] = field(default_factory=list)
    places: dict[DataPath, Place] = field(default_factory=dict)

    def found(self, path: DataPath, code: str, message: Wording, way_out: Wording) -> Found:
        """A problem at the cell that ``path`` of the data came from."""
        place = next(self.places[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.places)
        name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        letter = place.letters.get(name) or place.letters.get(_COLUMNS.get(name, "")) or place.only
        row = place.row
        return Found(
            place.file,
            Problem(place.sheet, row, letter if row else None, name or None, code, message, way_out),
        )


def read_regatta(path: Path) -> Reading:
    """Read the workbook of one regatta. Raises SheetError for a file that cannot be read."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path, self.book = path, read_book(path)
        self.reading = Reading()
        self.reading.places[()] = Place(path, self.book.sheets[0].name)

    def _sheet(self, layout: Layout) -> Sheet | None:
        wanted = {same_name_key(layout.title.zh), same_name_key(layout.title.en)}
        return next((sheet for sheet in self.book.sheets if same_name_key(sheet.name) in wanted), None)

    def _rows(self, layout: Layout) -> Iterator[tuple[int, Row, Place]]:
        sheet = self._sheet(layout)
        if sheet is None:
            if layout in (layouts.PLAN, layouts.ROUNDS, layouts.CREWS):
                words = Wording("缺少名为“{title}”的工作表", "there is no sheet called “{title}”").fill(
                    title=layout.title
                )
                self.reading.problems.append(self.reading.found((), "sheet_missing", words, _ADD_SHEET))
            return
        table = recognise(sheet, layout)
        typed = typed_rows(table, keep_broken=True)
        self.reading.problems += [Found(self.path, problem) for problem in typed.problems]
        letters = {key: letter_of(column) for key, column in table.places.items()}
        for number, row in enumerate(typed.rows):
            yield number, row, Place(self.path, sheet.name, row.number, letters)

    def read(self) -> Reading:
        """The whole book."""
        reading = self.reading
        data: dict[str, Any] = {
            "plan": {**self._plan(), "rounds": self._rounds()},
            "entries": self._list("entries", layouts.CREWS, _crew),
            "outcomes": self._list("outcomes", layouts.RESULTS, _outcome),
            "decisions": self._list("decisions", layouts.DECISIONS, dict),
        }
        self._boats()
        if reading.problems:
            return reading
        outcomes: list[object] = []
        for place, one in enumerate(data["outcomes"]):
            if one is not None:
                reading.places["outcomes", len(outcomes)] = reading.places["typed", place]
                outcomes.append(one)
        data["outcomes"] = outcomes
        try:
            reading.regatta = regatta_from(data)
        except ScoringError as error:
            reading.problems += [
                reading.found(fault.path, fault.flaw.name.lower(), fault.message, fault.way_out)
                for fault in error.faults
            ]
        return reading

    def _list(self, name: str, layout: Layout, made: Any) -> list[Any]:
        found = []
        if (sheet := self._sheet(layout)) is not None:
            self.reading.places[name,] = Place(self.path, sheet.name)
        for number, row, place in self._rows(layout):
            self.reading.places["typed" if name == "outcomes" else name, number] = place
            value = made(row.values)
            found.append(
                value if value is None else {key: one for key, one in value.items() if one is not None}
            )
        return found

    def _plan(self) -> dict[str, Any]:
        plan: dict[str, Any] = {}
        boat: dict[str, Any] = {}
        for _, row, place in self._rows(layouts.PLAN):
            item, value = row.values["item"], row.values["value"]
            if not isinstance(item, str) or value is None:
                continue
            self.reading.places["plan", item] = Place(
                place.file, place.sheet, place.row, {}, place.letters.get("value")
            )
            if item in _BOAT:
                if str(value).isdigit():
                    boat[item] = int(str(value))
                else:
                    words = Wording("“{given}”不是人数", "“{given}” is no number").fill(given=value)
                    self.reading.problems.append(
                        self.reading.found(("plan", item), "not_whole", words, _DIGITS)
                    )
            elif item in ("finals", "points"):
                plan[item] = list(as_list(as_text())(str(value)))
            else:
                plan[item] = self._chosen(item, value)
        self.reading.rule = CrewRule(**boat)
        return plan

    def _chosen(self, item: str, value: object) -> object:
        choices = {"seeding": layouts.SEEDINGS, "edge": layouts.EDGES, "rank_by": layouts.RANKS}.get(item)
        if choices is None:
            return value
        try:
            return as_choice(choices)(str(value))
        except CellError as error:
            self.reading.problems.append(
                self.reading.found(("plan", item), error.code, error.message, error.way_out)
            )
            return None

    def _rounds(self) -> list[dict[str, Any]]:
        rounds: dict[str, dict[str, Any]] = {}
        for _, row, place in self._rows(layouts.ROUNDS):
            title = str(row.values["title"])
            one = rounds.setdefault(title, {"key": title, "title": title, "takes": []})
            at = list(rounds).index(title)
            self.reading.places.setdefault(("plan", "rounds", at), place)
            self.reading.places.setdefault(("rounds", at), place)
            if row.values["heats"] is not None:
                one["heats"] = row.values["heats"]
            if row.values["source"] is not None:
                keys = ("source", "how", "first", "last", "count", "among")
                self.reading.places["plan", "rounds", at, "takes", len(one["takes"])] = place
                one["takes"].append({key: row.values[key] for key in keys if row.values[key] is not None})
        return list(rounds.values())

    def _boats(self) -> None:
        reading = self.reading
        for number, row, place in self._rows(layouts.ATHLETES):
            values = row.values
            key = f"{values['name']}/{values['union'] or ''}"
            reading.places["athletes", number] = place
            reading.athletes[key] = Athlete(
                key, str(values["name"]), str(values["union"] or ""), bool(values["is_woman"]), bool(values["insured"]), bool(values["swims"])
            )  # fmt: skip
            if isinstance(values["role"], str):
                reading.seats.setdefault(str(values["crew"]), []).append(Seat(key, Role(values["role"])))


def _crew(values: Mapping[str, object]) -> dict[str, object]:
    unions = values["unions"]
    listed = list(unions) if isinstance(unions, tuple) else []
    return {"key": values["name"], "name": values["name"], "unions": listed, "best": values["best"]}


def _outcome(values: Mapping[str, object]) -> dict[str, object] | None:
    outcome = values["outcome"]
    if not isinstance(outcome, tuple):
        return None  # not rowed yet
    status, time = outcome
    return {
        "round": values["round"],
        "crew": values["crew"],
        "status": status,
        "time": time or None,
        "note": values["note"],
    }


_ADD_SHEET = Wording(
    "请补上；可以用 lianshou heat template 生成空白表", "add it; lianshou heat template makes a blank one"
)
_DIGITS = Wording("请填阿拉伯数字", "write digits")
