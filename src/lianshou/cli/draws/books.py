"""Announcement, transcript and replacement as workbooks to print and post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from lianshou.cli.draws import words
from lianshou.cli.draws.columns import COUNTINGS, KINDS, METHODS, MISSINGS
from lianshou.core.wording import Wording, join
from lianshou.engines.draws.explanation import CERTAIN, Explained, quota_said, rule_said, said
from lianshou.engines.draws.problem import Problem
from lianshou.formats.sheets.columns import Choice
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut

Json = dict[str, Any]


class Books:
    """The sheets of one draw."""

    def __init__(self, announcement: Json) -> None:
        self.announcement = announcement
        self.explained = Explained(announcement)
        self.problem: Problem = self.explained.problem
        self.people = {one.number: one for one in self.problem.people}
        self.attributes = list(dict.fromkeys(one.attribute for one in self.problem.quotas))

    def announced(self) -> list[SheetOut]:
        """What is posted before the draw."""
        found = [self._notice(), self._list(), self._sources(), self._levels(), self._panels()]
        return [*found[:2], *([self._quotas()] if self.problem.quotas else []), *found[2:]]

    def drawn(self, transcript: Json) -> list[SheetOut]:
        """What is posted after the draw."""
        return [
            self._selected(transcript["selected"], words.SELECTED),
            self._reserves(transcript["reserves"]),
            *([self._kept(transcript["selected"])] if self.problem.quotas else []),
            self._record(transcript),
        ]

    def replaced(self, replacement: Json) -> list[SheetOut]:
        """What is posted after departures."""
        rows = [
            (
                number,
                self._names(one["gone"]),
                self._units(one["left"]),
                self._units(one["came"]),
                one["vacant"],
                self.round_said(number, one),
            )
            for number, one in enumerate(replacement["rounds"], start=1)
        ]
        titles = (words.GONE, words.LEFT, words.CAME)
        columns = (
            ColumnOut(words.ROUND, Form.PLACE),
            *(ColumnOut(one) for one in titles),
            ColumnOut(words.VACANT, Form.PLACE),
            ColumnOut(words.REMARK, width=50),
        )
        return [
            SheetOut(
                words.REPLACED, columns, rows, heading=self._heading(words.REPLACED), notes=(words.SIGNED,)
            ),
            self._selected(replacement["selected"], words.NOW),
            self._reserves(replacement["reserves"]),
        ]

    def round_said(self, number: int, one: Json) -> Wording:
        """One round in words: who left, who came, what stays empty and why."""
        gone = self._names(one["gone"])
        if one["came"]:
            said_ = words.CAME_SAID.fill(number=number, gone=gone, came=self._units(one["came"]))
        elif not one["left"] and not one["vacant"]:
            return words.RESERVE_SAID.fill(number=number, gone=gone)
        else:
            quotas = [quota_said(self.problem, self.problem.quotas[row - 1]) for row in one["hindering"]]
            why = words.BECAUSE.fill(quotas=join(quotas, zh="、", en=", ")) if quotas else words.NOBODY
            said_ = words.EMPTY_SAID.fill(number=number, gone=gone, why=why)
        return (
            join([said_, words.VACANT_SAID.fill(vacant=one["vacant"])], zh="", en=" ")
            if one["vacant"]
            else said_
        )

    def _heading(self, title: Wording) -> Wording:
        name = self.problem.title
        return Wording(f"{name} {title.zh}".strip(), f"{name} {title.en}".strip())

    def _notice(self) -> SheetOut:
        problem, units = self.problem, sum(len(some) for some in self.announcement["profiles"])
        rows: list[tuple[object, object]] = [
            (words.LISTED, str(len(problem.people))),
            (words.CAN, str(units)),
            (words.PLACES, str(problem.places)),
            (words.COUNTING, _title(COUNTINGS, problem.counting)),
            (words.METHOD, _title(METHODS, problem.method)),
            (words.RESERVES, str(problem.reserves)),
            (words.NEEDED, str(problem.needed)),
            (words.DIGEST, self.announcement["digest"]),
        ]
        return SheetOut(
            words.NOTICE,
            (ColumnOut(words.ITEM, width=26), ColumnOut(words.CONTENT, width=70)),
            rows,
            heading=self._heading(words.NOTICE),
            notes=(*self.explained.sizes(), words.HOW, words.SIGNED),
            filters=False,
            landscape=False,
        )

    def _list(self) -> SheetOut:
        columns = (
            ColumnOut(words.NUMBER, Form.PLACE),
            ColumnOut(words.NAME),
            *(ColumnOut(one) for one in self.attributes),
            ColumnOut(words.UNIT),
            ColumnOut(words.CHANCE),
            ColumnOut(words.PERCENT, Form.PERCENT, width=10),
            ColumnOut(words.EXCLUDED),
        )
        return SheetOut(
            words.LIST, columns, self._list_rows(), heading=self._heading(words.LIST), landscape=False
        )

    def _list_rows(self) -> Iterator[Sequence[object]]:
        for one in self.problem.people:
            standing = self.explained.standings.get(one.number)
            yield (
                *self._cells(one.number),
                one.unit,
                None if standing is None else _exact(standing.chance),
                None if standing is None else float(standing.chance),
                one.excluded,
            )

    def _quotas(self) -> SheetOut:
        rows = [
            (one.attribute, one.value, one.least, one.most, self._count([[n] for n in self.people], place))
            for place, one in enumerate(self.problem.quotas)
        ]
        forms = (Form.TEXT, Form.TEXT, Form.PLACE, Form.PLACE, Form.PLACE)
        titles = (words.ATTRIBUTE, words.VALUE, words.LEAST, words.MOST, words.ON_LIST)
        columns = tuple(ColumnOut(title, form) for title, form in zip(titles, forms, strict=True))
        return SheetOut(words.QUOTAS, columns, rows, heading=self._heading(words.QUOTAS), landscape=False)

    def _sources(self) -> SheetOut:
        rows = [
            (place, one.name, _title(KINDS, one.kind), one.where, one.when, _title(MISSINGS, one.missing))
            for place, one in enumerate(self.problem.sources, start=1)
        ]
        columns = (
            ColumnOut(words.ORDER, Form.PLACE),
            *(ColumnOut(one) for one in (words.SOURCE, words.FORM, words.WHERE, words.WHEN, words.MISSING)),
        )
        return SheetOut(
            words.SOURCES, columns, rows, heading=self._heading(words.SOURCES), notes=(words.SOURCES_NOTE,)
        )

    def _levels(self) -> SheetOut:
        """A row per level and rule that holds it."""
        rows = []
        for place, (chance, profiles, prices) in enumerate(self.announcement["levels"], start=1):
            units = sum(len(self.announcement["profiles"][one]) for one in profiles)
            exact = Fraction(chance)
            level: tuple[object, ...] = (place, said(exact), float(exact), units)
            for rule, price in self._priced([Fraction(one) for one in prices]):
                rows.append((*level, rule, price))
                level = (place, None, None, None)
        columns = (
            ColumnOut(words.LEVEL, Form.PLACE),
            ColumnOut(words.CHANCE, width=24),
            ColumnOut(words.PERCENT, Form.PERCENT, width=10),
            ColumnOut(words.UNITS, Form.PLACE),
            ColumnOut(words.WHY),
            ColumnOut(words.PRICE),
        )
        return SheetOut(
            words.LEVELS, columns, rows, heading=self._heading(words.LEVELS), notes=(words.PROOF_NOTE,)
        )

    def _priced(self, prices: Sequence[Fraction]) -> Iterator[tuple[Wording, str | None]]:
        """The rules that hold a level, each with its multiplier."""
        if not any(prices):
            yield CERTAIN, None
        for place, price in enumerate(prices):
            if price:
                yield rule_said(self.problem, place, price), str(price)

    def _panels(self) -> SheetOut:
        """The lots of each panel, and how many it has under each quota."""
        rows, start, total = [], 0, int(self.announcement["total"])
        quotas = range(len(self.problem.quotas))
        firsts = [units[:1] for units in self.announcement["profiles"]]
        adds = [[self._count(first, quota) for quota in quotas] for first in firsts]
        for place, (weight, counts) in enumerate(self.announcement["panels"], start=1):
            end = start + int(weight) - 1
            sums = [sum(adds[one][quota] * count for one, count in counts) for quota in quotas]
            rows.append((place, str(start), str(end), int(weight) / total, *sums))
            start = end + 1
        columns = (
            ColumnOut(words.PANEL, Form.PLACE),
            ColumnOut(words.FROM),
            ColumnOut(words.TO),
            ColumnOut(words.PERCENT, Form.PERCENT, width=10),
            *(
                ColumnOut(
                    Wording(f"{one.attribute}：{one.value}", f"{one.attribute}: {one.value}"), Form.PLACE
                )
                for one in self.problem.quotas
            ),
        )
        return SheetOut(
            words.PANELS, columns, rows, heading=self._heading(words.PANELS), notes=(words.PANELS_NOTE,)
        )

    def _selected(self, units: Sequence[Sequence[int]], title: Wording) -> SheetOut:
        rows = [
            (place, *self._cells(number), self.people[number].unit)
            for place, number in enumerate((number for unit in units for number in unit), start=1)
        ]
        return SheetOut(
            title,
            (ColumnOut(words.ORDER, Form.PLACE), *self._person_columns()),
            rows,
            heading=self._heading(title),
            landscape=False,
            notes=(words.SIGNED,),
        )

    def _reserves(self, units: Sequence[Sequence[int]]) -> SheetOut:
        ready = self.problem.reserves
        rows = [
            (place, *self._cells(number), self.people[number].unit, words.READY if place <= ready else None)
            for place, unit in enumerate(units, start=1)
            for number in unit
        ]
        columns = (ColumnOut(words.ORDER, Form.PLACE), *self._person_columns(), ColumnOut(words.REMARK))
        return SheetOut(
            words.IN_RESERVE,
            columns,
            rows,
            heading=self._heading(words.IN_RESERVE),
            landscape=False,
            notes=(words.RESERVES_NOTE,),
        )

    def _person_columns(self) -> tuple[ColumnOut, ...]:
        return (
            ColumnOut(words.NUMBER, Form.PLACE),
            ColumnOut(words.NAME),
            *(ColumnOut(one) for one in self.attributes),
            ColumnOut(words.UNIT),
        )

    def _cells(self, number: int) -> tuple[object, ...]:
        one = self.people[number]
        return (number, one.name, *(one.values.get(attribute, "") for attribute in self.attributes))

    def _kept(self, units: Sequence[Sequence[int]]) -> SheetOut:
        rows = [
            (one.attribute, one.value, one.least, one.most, self._count(units, place))
            for place, one in enumerate(self.problem.quotas)
        ]
        forms = (Form.TEXT, Form.TEXT, Form.PLACE, Form.PLACE, Form.PLACE)
        titles = (words.ATTRIBUTE, words.VALUE, words.LEAST, words.MOST, words.SELECTED)
        columns = tuple(ColumnOut(title, form) for title, form in zip(titles, forms, strict=True))
        return SheetOut(words.KEPT, columns, rows, heading=self._heading(words.KEPT), landscape=False)

    def _count(self, units: Sequence[Sequence[int]], place: int) -> int:
        """How many of the units (or their members) a quota counts."""
        quota, persons = self.problem.quotas[place], self.problem.counting.value == "persons"
        held = [
            sum(self.people[number].values.get(quota.attribute) == quota.value for number in unit)
            for unit in units
        ]
        return sum(held) if persons else sum(map(bool, held))

    def _record(self, transcript: Json) -> SheetOut:
        rows: list[tuple[object, object]] = [
            (name, words.NOT_PUBLISHED if values is None else " ".join(values))
            for name, values in transcript["values"].items()
        ]
        rows += [
            (words.KEY, transcript["key"]),
            (words.PANEL, str(transcript["panel"] + 1)),
            (words.DIGEST, self.announcement["digest"]),
            (words.SEAL, transcript["seal"]),
        ]
        return SheetOut(
            words.RECORD,
            (ColumnOut(words.ITEM, width=30), ColumnOut(words.CONTENT, width=70)),
            rows,
            heading=self._heading(words.RECORD),
            notes=(words.CHECK_NOTE, words.SIGNED),
            filters=False,
            landscape=False,
        )

    def _names(self, numbers: Sequence[int]) -> str:
        return "、".join(f"{number} {self.people[number].name}" for number in numbers)

    def _units(self, units: Sequence[Sequence[int]]) -> str:
        return "；".join(self._names(unit) for unit in units) or "—"


def _exact(chance: Fraction) -> str:
    return said(chance).zh.split("（")[0]


def _title(choices: tuple[Choice, ...], value: object) -> Wording:
    return next(one.title for one in choices if one.value == value)
