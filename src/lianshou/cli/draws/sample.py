"""An invented draw to try things with: a group wedding, 120 couples for 36 places, the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from lianshou.china.names import sort_key
from lianshou.cli.draws.columns import ITEMS, QUOTAS, SETTINGS, SOURCES, people_layout, setting_rows
from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book

COUPLES = 120
_INDUSTRIES = (
    ("制造", 9), ("纺织服装", 6), ("建筑", 4), ("教育", 3), ("医疗卫生", 3), ("快递物流", 4), ("网约车代驾", 1),
)  # fmt: skip
_QUOTAS = (
    ("行业", "纺织服装", 8, 16),
    ("行业", "建筑", 6, 12),
    ("行业", "教育", 6, 12),
    ("行业", "医疗卫生", 8, 14),
    ("行业", "快递物流", 12, 20),
    ("行业", "网约车代驾", 3, None),
    ("行业", "制造", None, 18),
    ("一线职工", "是", 40, None),
)
_SOURCES = (
    ("双色球第2026088期红球", "整数", "中国福利彩票网", "2026年8月4日21:15", "略过"),
    ("排列5第26203期", "整数", "中国体彩网", "2026年8月4日20:30", "略过"),
    ("上证指数收盘", "小数", "上海证券交易所", "2026年8月5日15:00", "略过"),
)
_ENGLISH = {
    "制造": "manufacturing", "纺织服装": "textiles", "建筑": "building", "教育": "education", "医疗卫生": "health care",
    "快递物流": "delivery", "网约车代驾": "drivers", "行业": "industry", "一线职工": "front line", "是": "yes", "否": "no",
    "双色球第2026088期红球": "Double Colour Ball 2026088, red balls", "排列5第26203期": "Pick Five 26203",
    "上证指数收盘": "Shanghai Composite at close", "整数": "whole numbers", "小数": "decimals",
    "中国福利彩票网": "site of the welfare lottery", "中国体彩网": "site of the sports lottery",
    "上海证券交易所": "Shanghai Stock Exchange", "2026年8月4日21:15": "2026-08-04 21:15",
    "2026年8月4日20:30": "2026-08-04 20:30", "2026年8月5日15:00": "2026-08-05 15:00", "略过": "leave out",
    "结婚证日期不符合条件": "married before the days that count",
}  # fmt: skip
_SETTINGS = setting_rows(
    title=Wording("2026年职工集体婚礼", "Group wedding of workers 2026"),
    places="72",
    reserves="10",
    needed="2",
)


def write_sample(target: Path, *, language: Language = "zh") -> None:
    """Write the workbook; in English, names are as they are spoken. Raises SheetError when ``target`` cannot be written."""

    def said(value: object) -> object:
        return _ENGLISH.get(value, value) if language == "en" and isinstance(value, str) else value

    def translated(rows: Iterable[Sequence[object]]) -> Iterator[tuple[object, ...]]:
        return (tuple(map(said, row)) for row in rows)

    people = people_layout([str(said(name)) for name in ("行业", "一线职工")])
    sheets = (
        _sheet(people, translated(_people(language))),
        _sheet(QUOTAS, translated(_QUOTAS)),
        _sheet(SOURCES, translated(_SOURCES)),
        _sheet(SETTINGS, _settings()),
    )
    write_book(target, sheets, language=language)


def _settings() -> Iterator[tuple[object, ...]]:
    titles = {one.value: one.title for one in ITEMS}
    return ((titles[row["item"]], row["content"], row["about"]) for row in _SETTINGS)


def _sheet(layout: Layout, rows: Iterable[Sequence[object]]) -> SheetOut:
    columns = tuple(
        ColumnOut(column.title, Form.WHOLE if isinstance(column.example, int) else Form.TEXT)
        for column in layout.columns
    )
    return SheetOut(layout.title, columns, rows, landscape=False)


def _people(language: Language) -> Iterator[tuple[object, ...]]:
    """Two rows per couple: number, name, couple, why excluded, industry, whether in the front line."""
    from lianshou.demo.names import Namer

    random = Random(20260804)  # noqa: S311  invented people, no lot
    namer = Namer(random)
    industries, weights = zip(*_INDUSTRIES, strict=True)
    for couple in range(1, COUPLES + 1):
        why = "结婚证日期不符合条件" if couple in (17, 64) else None
        for place in (1, 2):
            industry = random.choices(industries, weights)[0]
            line = "是" if random.random() < 0.6 else "否"
            name, together = namer.person(), f"第{couple}对"
            if language == "en":
                name, together = _spoken(name), f"couple {couple}"
            yield (couple * 2 - 2 + place, name, together, why, industry, line)


def _spoken(name: str) -> str:
    surname, *given = sort_key(name, person=True)[0]
    return f"{surname.title()} {''.join(given).title()}"
