"""From a workbook to a regatta and its boats; every fault is led back to its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lianshou.core.wording import Language, Wording
from lianshou.engines.heats.boats import Athlete, CrewRule, Role, Seat
from lianshou.engines.heats.books import layouts
from lianshou.engines.heats.books.naming import crews_named
from lianshou.engines.heats.document import regatta_from
from lianshou.engines.heats.plan import Regatta
from lianshou.engines.heats.titles import counted, listed
from lianshou.engines.scoring.books.places import Found, Place
from lianshou.engines.scoring.fields import some_of
from lianshou.engines.scoring.flaws import ScoringError
from lianshou.formats.sheets.book import Sheet
from lianshou.formats.sheets.columns import CellError, Layout
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.parsing import as_choice, as_list, as_text, text_of
from lianshou.formats.sheets.peeking import Peek, peek, uncounted
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Row, Table, recognise, typed_rows
from lianshou.formats.sheets.strangers import Admitted, sheet_called, strangers

DataPath = tuple[str | int, ...]
_COLUMNS = {"key": "name", "time": "outcome", "status": "outcome", "takes": "source"}
"""Fields of the data whose column goes by another key."""
_BOAT = ("drummers", "helms", "paddlers", "reserves", "women")
_GATES = ("needs_insurance", "needs_swimming")
_FLAGS = ("rank_unfinished", "skip_single")


_PARTS = re.compile(r"[、，,；;/\s]+")


@dataclass
class Reading:
    """What was read: the regatta (None while anything is wrong), its boats, the problems."""

    regatta: Regatta | None = None
    rule: CrewRule = field(default_factory=CrewRule)
    athletes: dict[str, Athlete] = field(default_factory=dict)
    seats: dict[str, list[Seat]] = field(default_factory=dict)
    problems: list[Found] = field(default_factory=list)
    notices: list[Wording] = field(default_factory=list)
    has_athletes: bool = True
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

    def at(self, path: DataPath, language: Language) -> str:
        """Where ``path`` of the data stands, for people; the path itself where it came from no workbook."""
        if not self.places:
            return ".".join(map(str, path))
        found = self.found(path, "", Wording("", ""), Wording("", ""))
        return f"{found.file.name} {found.problem.place.say(language)}"


def read_regatta(path: Path) -> Reading:
    """Read the workbook of one regatta. Raises SheetError for a file that cannot be read."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path, self.book, self.peeks = path, read_book(path), peek(path)
        self.reading = Reading()
        self.starts: list[dict[str, object]] = []
        self.reading.places[()] = Place(path, self.book.sheets[0].name)

    def _sheet(self, layout: Layout) -> Sheet | None:
        return sheet_called(self.book, layout)

    def _strangers(self) -> list[Found]:
        """Sheets that nobody reads: 裁判决定 instead of 裁定 would be passed over in silence."""
        read = {sheet.name for layout in layouts.LAYOUTS if (sheet := self._sheet(layout))}
        return [Found(self.path, one) for one in strangers(self.book, Admitted(layouts.LAYOUTS), read=read)]

    def _rows(self, layout: Layout) -> Iterator[tuple[int, Row, Place]]:
        sheet = self._sheet(layout)
        if sheet is None:
            if layout in (layouts.PLAN, layouts.ROUNDS, layouts.CREWS, layouts.RESULTS):
                words = Wording("缺少名为“{title}”的工作表", "there is no sheet called “{title}”").fill(
                    title=layout.title
                )
                self.reading.problems.append(self.reading.found((), "sheet_missing", words, _ADD_SHEET))
            return
        table = self._as_shown(recognise(sheet, layout))
        self.reading.problems += [Found(self.path, one) for one in uncounted(table, self._peek(sheet))]
        typed = typed_rows(table, keep_broken=True)
        self.reading.problems += [Found(self.path, problem) for problem in typed.problems]
        letters = {key: letter_of(column) for key, column in table.places.items()}
        for number, row in enumerate(typed.rows):
            yield number, row, Place(self.path, sheet.name, row.number, letters)

    def _peek(self, sheet: Sheet) -> Peek:
        return self.peeks.get(sheet.name, Peek())

    def _as_shown(self, table: Table) -> Table:
        """Times pasted as numbers with the decimals that their cells show (52.1 in the format 0.00 was taken as 52.10)."""
        column = next((table.places[key] for key in ("outcome", "best") if key in table.places), 0)
        rows = [list(row) for row in table.sheet.rows]
        seen = [
            len(str(row[column - 1]).partition(".")[2])
            for row in rows
            if column and len(row) >= column and row[column - 1] is not None
        ]
        for number in table.body if column else ():
            row = rows[number - 1]
            value = row[column - 1] if len(row) >= column else None
            if not isinstance(value, float | int) or isinstance(value, bool):
                continue
            shown = self._peek(table.sheet).decimals.get((number, column))
            text = f"{value:.{shown}f}" if shown is not None and shown <= 3 else ""
            if text and float(text) == value:
                row[column - 1] = text
            elif len(text_of(value).partition(".")[2]) < max(seen):
                told = {
                    "sheet": table.sheet.name,
                    "cell": f"{letter_of(column)}{number}",
                    "given": text_of(value),
                }
                self.reading.notices.append(_NOUGHTS.fill(**told))
        return replace(table, sheet=replace(table.sheet, rows=[tuple(row) for row in rows]))

    def read(self) -> Reading:
        """The whole book."""
        reading = self.reading
        data: dict[str, Any] = {
            "plan": {**self._plan(), "rounds": self._rounds()},
            "entries": self._list("entries", layouts.CREWS, _crew),
            "outcomes": self._list("outcomes", layouts.RESULTS, _outcome),
            "decisions": self._list("decisions", layouts.DECISIONS, dict),
            "starts": self.starts,
        }
        crews = [one["name"] for one in data["entries"] if "name" in one]
        self._twice(data["entries"], self._unlisted(crews, self._boats(crews)))
        self._orders(data["decisions"], crews)
        reading.problems += self._strangers()
        reading.has_athletes = self._sheet(layouts.ATHLETES) is not None
        if self._sheet(layouts.DECISIONS) is None:
            reading.notices.append(_NO_DECISIONS)
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
            told = [
                reading.found(fault.path, fault.flaw.name.lower(), fault.message, fault.way_out)
                for fault in error.faults
            ]
            reading.problems += dict.fromkeys(told)  # a row of the results is a start and an outcome
        return reading

    def _list(self, name: str, layout: Layout, made: Any) -> list[Any]:
        found = []
        if (sheet := self._sheet(layout)) is not None:
            self.reading.places[name,] = Place(self.path, sheet.name)
        for number, row, place in self._rows(layout):
            self.reading.places["typed" if name == "outcomes" else name, number] = place
            value = made(row.values)
            if name == "outcomes":
                self._start(number, row.values, place)
            found.append(
                value if value is None else {key: one for key, one in value.items() if one is not None}
            )
        return found

    def _start(self, number: int, values: Mapping[str, object], place: Place) -> None:
        """Race and lane of a row of the results, where it was given out with both."""
        keys = ("round", "crew", "race", "lane")
        given = {key: values[key] for key in keys if values[key] is not None}
        if len(given) == len(keys):
            self.reading.places["starts", len(self.starts)] = place
            self.starts.append(given)
        elif ("race" in given) != ("lane" in given):
            empty = "lane" if "race" in given else "race"
            self.reading.problems.append(
                self.reading.found(("typed", number, empty), "missing_value", _HALF_A_SEAT, _BOTH_OR_NONE)
            )

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
            elif item in _GATES:
                boat[item] = self._chosen(item, value) is not False
            elif item in ("points", "union_points"):
                plan[item] = [one for one in _PARTS.split(str(value)) if one]  # equal points stay
            elif item == "finals":
                plan[item] = list(as_list(as_text())(str(value)))
            else:
                plan[item] = self._chosen(item, value)
        self.reading.rule = CrewRule(**boat)
        return plan

    def _chosen(self, item: str, value: object) -> object:
        choices = {
            "seeding": layouts.SEEDINGS, "edge": layouts.EDGES, "rank_by": layouts.RANKS, "share": layouts.SHARES,
            **dict.fromkeys((*_GATES, *_FLAGS), layouts.YES_NO),
        }.get(item)  # fmt: skip
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

    def _orders(self, decisions: list[Any], crews: list[str]) -> None:
        if not crews:
            return
        for number, one in enumerate(decisions):
            one["order"], wrong = crews_named(one.get("order", ()), crews)
            self.reading.problems += [
                self.reading.found(("decisions", number, "order"), "unknown", *words) for words in wrong
            ]

    def _unlisted(self, crews: list[str], strangers: Mapping[str, Sequence[int]]) -> list[str]:
        """Tell crews of athletes that are not listed, once each; those that a crew given twice may have been come back instead."""
        if not crews:
            return []  # told already: there are none at all
        is_twice = len(set(crews)) < len(crews)
        missed = [crew for crew, numbers in strangers.items() if is_twice and len(numbers) > 1]
        for crew in [crew for crew in strangers if crew not in missed]:
            people = counted(len(strangers[crew]), "人", "athlete", "athletes")
            words, way_out = _STRANGERS.fill(given=crew, n=people), _CHECK.fill(known=some_of(crews, crew))
            path = ("athletes", strangers[crew][0], "crew")
            self.reading.problems.append(self.reading.found(path, "unknown", words, way_out))
        return missed

    def _twice(self, entries: list[Any], missed: list[str]) -> None:
        names = [one.get("name") for one in entries]
        for number, name in enumerate(names):
            if name is not None and name in names[:number]:
                words = Wording("“{given}”出现了两次", "“{given}” is given twice").fill(given=name)
                way_out = _OR_THAT.fill(crews=listed(missed)) if missed else _KEEP_ONE
                found = self.reading.found(("entries", number, "name"), "twice", words, way_out)
                self.reading.problems.append(found)

    def _boats(self, crews: list[str]) -> dict[str, list[int]]:
        """Athletes and seats; the crews that are not listed, with the numbers of their rows."""
        reading = self.reading
        strangers: dict[str, list[int]] = {}
        for number, row, place in self._rows(layouts.ATHLETES):
            values = row.values
            key = f"{values['name']}/{values['union'] or ''}"
            reading.places["athletes", number] = place
            reading.athletes[key] = Athlete(
                key, str(values["name"]), str(values["union"] or ""), _or_none(values["is_woman"]), bool(values["insured"]), bool(values["swims"])
            )  # fmt: skip
            if values["crew"] is not None and values["crew"] not in crews:
                strangers.setdefault(str(values["crew"]), []).append(number)
            if isinstance(values["role"], str):
                own = reading.seats.setdefault(str(values["crew"]), [])
                reading.places["seats", str(values["crew"]), len(own)] = place
                own.append(Seat(key, Role(values["role"])))
        return strangers


def _or_none(value: object) -> bool | None:
    return None if value is None else bool(value)


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
_HALF_A_SEAT = Wording("组和道只填了一个", "only one of race and lane is given")
_BOTH_OR_NONE = Wording("请两个都填，或都空着", "give both, or neither")
_KEEP_ONE = Wording("请只保留一次", "keep one of them")
_OR_THAT = Wording(
    "请只保留一次，或把其中一次改为{crews}（“队员”表里有，“队伍”表里没有）",
    "keep one of them, or make one of them {crews} (in “Athletes”, but not in “Crews”)",
)
_STRANGERS = Wording("“队伍”表里没有“{given}”，“队员”表里有{n}", "there is no crew “{given}”, but {n} of it")
_CHECK = Wording("请核对，已有的是：{known}", "check it; known are: {known}")
_NO_DECISIONS = Wording("工作簿里没有“裁定”工作表，裁判的裁定没有算进去。", "There is no sheet “Decisions”; rulings of officials are not counted.")  # fmt: skip
_NOUGHTS = Wording(
    "“{sheet}”{cell}的{given}是数字，末尾的0会丢掉，按{given}计；如果计时是更多位（如52.10），请把格式改为“文本”后重写。",
    "{sheet} {cell}: {given} is a number that may have lost its last nought; it counts as {given}. If it was taken more finely, write it as text.",
)
_DIGITS = Wording("请填阿拉伯数字", "write digits")
