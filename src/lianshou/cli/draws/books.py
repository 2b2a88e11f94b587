"""Announcement, transcript and replacement as workbooks to print and post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

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
            self._selected(transcript["selected"], _SELECTED),
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
        titles = (_GONE, _LEFT, _CAME)
        columns = (
            ColumnOut(_ROUND, Form.PLACE),
            *(ColumnOut(one) for one in titles),
            ColumnOut(_VACANT, Form.PLACE),
            ColumnOut(_REMARK, width=50),
        )
        return [
            SheetOut(_REPLACED, columns, rows, heading=self._heading(_REPLACED), notes=(_SIGNED,)),
            self._selected(replacement["selected"], _NOW),
            self._reserves(replacement["reserves"]),
        ]

    def round_said(self, number: int, one: Json) -> Wording:
        """One round in words: who left, who came, what stays empty and why."""
        gone = self._names(one["gone"])
        if one["came"]:
            said_ = _CAME_SAID.fill(number=number, gone=gone, came=self._units(one["came"]))
        elif not one["left"] and not one["vacant"]:
            return _RESERVE_SAID.fill(number=number, gone=gone)
        else:
            quotas = [quota_said(self.problem.quotas[row - 1]) for row in one["hindering"]]
            why = _BECAUSE.fill(quotas=join(quotas, zh="、", en=", ")) if quotas else _NOBODY
            said_ = _EMPTY_SAID.fill(number=number, gone=gone, why=why)
        return (
            join([said_, _VACANT_SAID.fill(vacant=one["vacant"])], zh="", en=" ") if one["vacant"] else said_
        )

    def _heading(self, title: Wording) -> Wording:
        name = self.problem.title
        return Wording(f"{name} {title.zh}".strip(), f"{name} {title.en}".strip())

    def _notice(self) -> SheetOut:
        problem, units = self.problem, sum(len(some) for some in self.announcement["profiles"])
        rows: list[tuple[object, object]] = [
            (_LISTED, str(len(problem.people))),
            (_CAN, str(units)),
            (_PLACES, str(problem.places)),
            (_COUNTING, _title(COUNTINGS, problem.counting)),
            (_METHOD, _title(METHODS, problem.method)),
            (_RESERVES, str(problem.reserves)),
            (_NEEDED, str(problem.needed)),
            (_DIGEST, self.announcement["digest"]),
        ]
        return SheetOut(
            _NOTICE,
            (ColumnOut(_ITEM, width=26), ColumnOut(_CONTENT, width=70)),
            rows,
            heading=self._heading(_NOTICE),
            notes=(_HOW,),
            filters=False,
            landscape=False,
        )

    def _list(self) -> SheetOut:
        columns = (
            ColumnOut(_NUMBER, Form.WHOLE),
            ColumnOut(_NAME),
            *(ColumnOut(one) for one in self.attributes),
            ColumnOut(_UNIT),
            ColumnOut(_CHANCE),
            ColumnOut(_PERCENT, Form.PERCENT, width=10),
            ColumnOut(_EXCLUDED),
        )
        return SheetOut(_LIST, columns, self._list_rows(), heading=self._heading(_LIST), landscape=False)

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
        forms = (Form.TEXT, Form.TEXT, Form.WHOLE, Form.WHOLE, Form.WHOLE)
        titles = (_ATTRIBUTE, _VALUE, _LEAST, _MOST, _ON_LIST)
        columns = tuple(ColumnOut(title, form) for title, form in zip(titles, forms, strict=True))
        return SheetOut(_QUOTAS, columns, rows, heading=self._heading(_QUOTAS), landscape=False)

    def _sources(self) -> SheetOut:
        rows = [
            (place, one.name, _title(KINDS, one.kind), one.where, one.when, _title(MISSINGS, one.missing))
            for place, one in enumerate(self.problem.sources, start=1)
        ]
        columns = (
            ColumnOut(_ORDER, Form.WHOLE),
            *(ColumnOut(one) for one in (_SOURCE, _FORM, _WHERE, _WHEN, _MISSING)),
        )
        return SheetOut(_SOURCES, columns, rows, heading=self._heading(_SOURCES), notes=(_SOURCES_NOTE,))

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
            ColumnOut(_LEVEL, Form.WHOLE),
            ColumnOut(_CHANCE, width=24),
            ColumnOut(_PERCENT, Form.PERCENT, width=10),
            ColumnOut(_UNITS, Form.WHOLE),
            ColumnOut(_WHY),
            ColumnOut(_PRICE),
        )
        return SheetOut(_LEVELS, columns, rows, heading=self._heading(_LEVELS), notes=(_PROOF_NOTE,))

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
            ColumnOut(_PANEL, Form.WHOLE),
            ColumnOut(_FROM),
            ColumnOut(_TO),
            ColumnOut(_PERCENT, Form.PERCENT, width=10),
            *(ColumnOut(f"{one.attribute}：{one.value}", Form.WHOLE) for one in self.problem.quotas),
        )
        return SheetOut(_PANELS, columns, rows, heading=self._heading(_PANELS), notes=(_PANELS_NOTE,))

    def _selected(self, units: Sequence[Sequence[int]], title: Wording) -> SheetOut:
        rows = [
            (place, *self._cells(number), self.people[number].unit)
            for place, number in enumerate((number for unit in units for number in unit), start=1)
        ]
        return SheetOut(
            title,
            (ColumnOut(_ORDER, Form.WHOLE), *self._person_columns()),
            rows,
            heading=self._heading(title),
            landscape=False,
        )

    def _reserves(self, units: Sequence[Sequence[int]]) -> SheetOut:
        ready = self.problem.reserves
        rows = [
            (place, *self._cells(number), self.people[number].unit, _READY if place <= ready else None)
            for place, unit in enumerate(units, start=1)
            for number in unit
        ]
        columns = (ColumnOut(_ORDER, Form.WHOLE), *self._person_columns(), ColumnOut(_REMARK))
        return SheetOut(
            _IN_RESERVE,
            columns,
            rows,
            heading=self._heading(_IN_RESERVE),
            landscape=False,
            notes=(_RESERVES_NOTE,),
        )

    def _person_columns(self) -> tuple[ColumnOut, ...]:
        return (
            ColumnOut(_NUMBER, Form.WHOLE),
            ColumnOut(_NAME),
            *(ColumnOut(one) for one in self.attributes),
            ColumnOut(_UNIT),
        )

    def _cells(self, number: int) -> tuple[object, ...]:
        one = self.people[number]
        return (number, one.name, *(one.values.get(attribute, "") for attribute in self.attributes))

    def _kept(self, units: Sequence[Sequence[int]]) -> SheetOut:
        rows = [
            (one.attribute, one.value, one.least, one.most, self._count(units, place))
            for place, one in enumerate(self.problem.quotas)
        ]
        forms = (Form.TEXT, Form.TEXT, Form.WHOLE, Form.WHOLE, Form.WHOLE)
        titles = (_ATTRIBUTE, _VALUE, _LEAST, _MOST, _SELECTED)
        columns = tuple(ColumnOut(title, form) for title, form in zip(titles, forms, strict=True))
        return SheetOut(_KEPT, columns, rows, heading=self._heading(_KEPT), landscape=False)

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
            (name, _NOT_PUBLISHED if values is None else " ".join(values))
            for name, values in transcript["values"].items()
        ]
        rows += [
            (_KEY, transcript["key"]),
            (_PANEL, str(transcript["panel"] + 1)),
            (_DIGEST, self.announcement["digest"]),
            (_SEAL, transcript["seal"]),
        ]
        return SheetOut(
            _RECORD,
            (ColumnOut(_ITEM, width=30), ColumnOut(_CONTENT, width=70)),
            rows,
            heading=self._heading(_RECORD),
            notes=(_CHECK_NOTE,),
            filters=False,
            landscape=False,
        )

    def _names(self, numbers: Sequence[int]) -> str:
        return "、".join(f"{number} {self.people[number].name}" for number in numbers)

    def _units(self, units: Sequence[Sequence[int]]) -> str:
        return "；".join(self._names(unit) for unit in units) or "—"


def _exact(chance: Fraction) -> str:
    return said(chance).zh.split("（")[0] if len(str(chance)) > 15 else str(chance)


def _title(choices: tuple[Choice, ...], value: object) -> Wording:
    return next(one.title for one in choices if one.value == value)


_NOTICE = Wording("抽签公告", "Announcement")
_LIST = Wording("抽签名单", "List")
_QUOTAS = Wording("名额规定", "Quotas")
_SOURCES = Wording("公开数", "Public numbers")
_LEVELS = Wording("机会与证明", "Chances and proof")
_PANELS = Wording("抽签方案", "Lottery")
_SELECTED = Wording("中签名单", "Selected")
_IN_RESERVE = Wording("候补次序", "Reserves")
_KEPT = Wording("名额核对", "Quotas kept")
_RECORD = Wording("抽签记录", "Record")
_REPLACED = Wording("递补情况", "Replacements")
_NOW = Wording("现在的名单", "Selected now")
_ITEM, _CONTENT = Wording("项目", "Item"), Wording("内容", "Content")
_LISTED, _CAN = (
    Wording("名单人数", "On the list"),
    Wording("可抽（人或组）", "Can be drawn (persons or units)"),
)
_PLACES, _COUNTING = Wording("名额", "Places"), Wording("计数", "Counting")
_METHOD, _RESERVES = Wording("方法", "Method"), Wording("准备候补", "Reserves to keep ready")
_NEEDED, _DIGEST = (
    Wording("至少几个公开数", "Public numbers needed"),
    Wording("公告摘要（SHA-256）", "Digest (SHA-256)"),
)
_NUMBER, _NAME, _UNIT = (
    Wording("抽签号", "Draw number"),
    Wording("姓名或名称", "Name"),
    Wording("同组", "Together"),
)
_CHANCE, _PERCENT = Wording("机会", "Chance"), Wording("百分比", "Per cent")
_EXCLUDED = Wording("不参加原因", "Excluded because")
_ATTRIBUTE, _VALUE = Wording("类别", "Attribute"), Wording("取值", "Value")
_LEAST, _MOST, _ON_LIST = (
    Wording("最少", "At least"),
    Wording("最多", "At most"),
    Wording("名单上", "On the list"),
)
_ORDER, _SOURCE, _FORM = Wording("次序", "Order"), Wording("公开数", "Public number"), Wording("形式", "Form")
_WHERE, _WHEN, _MISSING = (
    Wording("哪里公布", "Where"),
    Wording("何时公布", "When"),
    Wording("没有公布时", "If missing"),
)
_LEVEL, _UNITS = Wording("档", "Level"), Wording("人或组", "Units")
_WHY, _PRICE = Wording("卡住这一档的规则", "Rules that hold it"), Wording("乘数", "Multiplier")
_PANEL, _FROM, _TO = Wording("组合", "Panel"), Wording("签号自", "Lots from"), Wording("签号至", "Lots to")
_READY, _REMARK = Wording("请作准备", "keep ready"), Wording("备注", "Remark")
_KEY, _SEAL = Wording("密钥", "Key"), Wording("封存摘要（SHA-256）", "Seal (SHA-256)")
_NOT_PUBLISHED = Wording("没有公布", "not published")
_ROUND, _GONE = Wording("轮次", "Round"), Wording("退出", "Gone")
_LEFT, _CAME = Wording("空出", "Places left"), Wording("递补", "Came")
_VACANT = Wording("空缺", "Vacant")
_CAME_SAID = Wording(
    "第{number}轮：{gone} 退出，由 {came} 递补。", "Round {number}: {gone} left, {came} came."
)
_RESERVE_SAID = Wording(
    "第{number}轮：{gone} 退出候补，没有空出名额。",
    "Round {number}: {gone} left the reserves; no place is empty.",
)
_EMPTY_SAID = Wording(
    "第{number}轮：{gone} 退出，没有人递补：{why}。", "Round {number}: {gone} left and nobody came: {why}."
)
_BECAUSE = Wording("候补里谁来都守不住{quotas}", "nobody in reserve can come with this kept: {quotas}")
_NOBODY = Wording(
    "候补里没有人能补满名额并守住全部名额规定", "nobody in reserve fills the places with every quota kept"
)
_VACANT_SAID = Wording(
    "空缺{vacant}个名额，请由主办工会决定空着，或者另行公告补抽。",
    "{vacant} places stay empty: leave them so by a decision, or announce another draw.",
)
_SIGNED = Wording(
    "主办（签字）：____________    监督（签字）：____________    日期：______年____月____日",
    "Organiser (signature): ____________    Witness (signature): ____________    Date: ____________",
)
_HOW = Wording(
    "名单、名额规定和抽签方案已经固定，摘要变一个字就不同。抽签号由下列公开数推算，谁都可以用 lianshou draw verify 重算。",
    "List, quotas and lottery are fixed; the digest changes with any letter. The lot follows from the public numbers named here, "
    "and anybody can compute it again with lianshou draw verify.",
)
_SOURCES_NOTE = Wording("抽签按这里的次序使用已公布的数。", "The numbers are used in this order.")
_PROOF_NOTE = Wording(
    "把所列规则各乘乘数相加，就得出这一档不能再高的算式；算法见 docs/draws.md。",
    "The rules times their multipliers add up to the inequality that holds the level; see docs/draws.md.",
)
_PANELS_NOTE = Wording(
    "抽出的签号落在哪一段，就用哪个组合；各类各选几个见公告文件（announcement.json）。",
    "The lot falls on one panel; how many of each profile it has stands in announcement.json.",
)
_RESERVES_NOTE = Wording(
    "有人退出时，按此次序由第一个不违反名额规定的人递补。",
    "Whoever leaves is replaced by the first in this order with whom every quota is kept.",
)
_CHECK_NOTE = Wording(
    "核验：lianshou draw verify transcript.json --digest 公告摘要",
    "To check: lianshou draw verify transcript.json --digest DIGEST",
)
