"""An invented draw to try things with: a group wedding, 120 couples for 36 places, the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

from lianshou.cli.draws.columns import QUOTAS, SETTINGS, SOURCES, people_layout
from lianshou.core.wording import Language
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
_SETTINGS = (
    ("标题", "2026年职工集体婚礼"),
    ("名额", "72"),
    ("计数", "按人"),
    ("候补", "10"),
    ("至少几个公开数", "2"),
)


def write_sample(target: Path, *, language: Language = "zh") -> None:
    """Write the workbook. Raises SheetError when ``target`` cannot be written."""
    people = people_layout(["行业", "一线职工"])
    sheets = (
        _sheet(people, _people()),
        _sheet(QUOTAS, _QUOTAS),
        _sheet(SOURCES, _SOURCES),
        _sheet(SETTINGS, _SETTINGS),
    )
    write_book(target, sheets, language=language)


def _sheet(layout: Layout, rows: Iterable[Sequence[object]]) -> SheetOut:
    columns = tuple(
        ColumnOut(column.title, Form.WHOLE if isinstance(column.example, int) else Form.TEXT)
        for column in layout.columns
    )
    return SheetOut(layout.title, columns, rows, landscape=False)


def _people() -> Iterator[tuple[object, ...]]:
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
            yield (couple * 2 - 2 + place, namer.person(), f"第{couple}对", why, industry, line)
