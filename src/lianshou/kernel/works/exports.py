from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from lianshou.core.quantities import FEN
from lianshou.core.wording import Wording
from lianshou.formats.sheets.templates import write_template
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.works.models import Highlight, Portfolio
from lianshou.kernel.works.queries import PillarBlock, Row
from lianshou.kernel.works.rules import works_layout
from lianshou.web.templatetags.web import page_language

_USUAL = (
    ColumnOut(Wording("序号", "No."), Form.WHOLE, 6),
    ColumnOut(Wording("工程", "Work"), width=12),
    ColumnOut(Wording("项目", "Item"), width=22),
    ColumnOut(Wording("措施", "Measure"), width=30),
    ColumnOut(Wording("目标", "Goal"), width=30),
    ColumnOut(Wording("数量", "Number"), Form.WHOLE, 10),
    ColumnOut(Wording("计量单位", "Counted in"), width=10),
    ColumnOut(Wording("责任单位", "Unit answerable"), width=22),
    ColumnOut(Wording("责任人", "Person answerable"), width=12),
    ColumnOut(Wording("协同单位", "Helping units"), width=18),
    ColumnOut(Wording("开始时间", "Starts on"), Form.DAY, 12),
    ColumnOut(Wording("完成时限", "Due on"), Form.DAY, 12),
    ColumnOut(Wording("佐证材料", "Evidence expected"), width=20),
    ColumnOut(Wording("进展", "Progress"), width=24),
    ColumnOut(Wording("亮灯", "Light"), width=12),
    ColumnOut(Wording("亮灯依据", "Why this light"), width=36),
    ColumnOut(Wording("超出当月上限的理由", "Why beyond the limit of the month"), width=24),
)
_HIGHLIGHTS = (
    ColumnOut(Wording("标题", "Title"), width=32),
    ColumnOut(Wording("工程", "Work"), width=12),
    ColumnOut(Wording("工会", "Union"), width=26),
    ColumnOut(Wording("日期", "Day"), Form.DAY, 12),
    ColumnOut(Wording("状态", "State"), width=14),
    ColumnOut(Wording("做法和成效", "Story"), width=60),
)


def portfolio_book(portfolio: Portfolio, blocks: Sequence[PillarBlock]) -> bytes:
    """A portfolio in the form that officers use, one line a task; it can be taken in again."""
    rows = [row for block in blocks for row in block.rows]
    return _book(Wording(portfolio.title, portfolio.title), rows)


def tasks_book(rows: Iterable[Row]) -> bytes:
    """Tasks of any portfolio in the same form."""
    return _book(Wording("六大工程任务", "Tasks of the six works"), list(rows))


def highlights_book(highlights: Iterable[Highlight]) -> bytes:
    """The listed highlights with their stories."""
    rows = [
        [
            one.title,
            str(one.get_pillar_display()),
            one.union.name,
            one.happened_on,
            str(one.get_state_display()),
            one.story,
        ]
        for one in highlights
    ]
    return _written(SheetOut(Wording("亮点工作", "Highlights"), _HIGHLIGHTS, rows))


def empty_book() -> bytes:
    """The form to fill in, with its explanations."""
    out = BytesIO()
    write_template(works_layout(), out, language=page_language())
    return out.getvalue()


def _book(title: Wording, rows: Sequence[Row]) -> bytes:
    lines = [_line(number, row) for number, row in enumerate(rows, start=1)]
    return _written(SheetOut(title, _USUAL, lines, heading=title))


def _line(number: int, row: Row) -> list[object]:
    task = row.task
    unit, done = task.counts, row.done_said
    return [
        number,
        str(task.measure.item.get_pillar_display()),
        task.measure.item.title,
        task.measure.title,
        task.title,
        (task.goal or 0) // (FEN if task.unit == "FEN" else 1) if unit else None,
        unit.wording.say(page_language()) if unit else "",
        task.union.name,
        task.answerable,
        task.helpers,
        task.starts_on,
        task.due_on,
        task.evidence,
        f"{done.say(page_language())}（{row.percent}%）" if done else f"{row.percent}%",
        row.light_said,
        row.why,
        task.over_reason,
    ]


def _written(sheet: SheetOut) -> bytes:
    out = BytesIO()
    write_book(out, [sheet], language=page_language())
    return out.getvalue()
