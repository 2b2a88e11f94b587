from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.db.models import QuerySet

from lianshou.core.figures import Figure
from lianshou.core.periods import said
from lianshou.core.quantities import FEN, Money, Quantity, Unit
from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.figures.queries import Narrowing, Overview
from lianshou.web.templatetags.web import page_language, say


def rows_book(*, figure: Figure, rows: QuerySet[Any], number: Quantity[Unit], on: date) -> bytes:
    """The records behind a figure as a workbook: number and definition above, one row per record."""
    columns = tuple(ColumnOut(title=column.title, form=Form.DECIMAL) for column in figure.columns)
    shown = figure.dress(rows).iterator(chunk_size=500)
    title = Wording("{title}：{n}{unit}", "{title}: {n} {unit}")
    sheet = SheetOut(
        title=figure.title,
        heading=title.fill(title=figure.title, n=number.in_full()[0], unit=figure.counted_in),
        columns=columns,
        rows=([_plain(column.value(row)) for column in figure.columns] for row in shown),
        notes=(figure.definition, Wording("导出日期：{day}", "Exported on {day}").fill(day=on)),
    )
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()


PLACES_TITLE = Wording("单位", "Union")


def lines_book(
    *,
    figure: Figure,
    title: Wording,
    lines: Sequence[tuple[Any, int]],
    number: Quantity[Unit],
    to: Narrowing,
    on: date,
) -> bytes:
    """A figure cut by something as a workbook: what it is cut by, the number in each; the whole number and its definition."""
    money = isinstance(figure.unit, Money)
    notes = [
        figure.definition,
        Wording("合计：{n}{unit}", "In all: {n} {unit}").fill(n=number.in_full()[0], unit=figure.counted_in),
    ]
    if figure.each:
        notes.append(DISTINCT)
    sheet = SheetOut(
        title=figure.title,
        heading=figure.title,
        columns=(
            ColumnOut(title=title, form=Form.TEXT),
            ColumnOut(title=figure.counted_in, form=Form.DECIMAL),
        ),
        rows=([_plain(say(label)), Decimal(count) / FEN if money else count] for label, count in lines),
        notes=(*notes, *_about(to, on)),
    )
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()


def overview_book(*, shown: Overview, to: Narrowing, on: date) -> bytes:
    """The six works as a workbook: a sheet of every figure by work, and one of the chosen figure by union and work."""
    notes = _about(to, on)
    works = SheetOut(
        title=PILLARS_TITLE,
        heading=PILLARS_TITLE,
        columns=(
            ColumnOut(title=PILLARS_TITLE, form=Form.TEXT),
            *(ColumnOut(title=_with_unit(figure), form=Form.DECIMAL) for figure in shown.figures),
        ),
        rows=[
            *([say(row.label), *(cell.quantity.value for cell in row.cells)] for row in shown.pillars),
            [say(_IN_ALL), *(total.value for total in shown.totals)],
        ],
        notes=notes,
    )
    places = SheetOut(
        title=PLACES_TITLE,
        heading=_with_unit(shown.chosen),
        columns=(
            ColumnOut(title=PLACES_TITLE, form=Form.TEXT),
            *(ColumnOut(title=_worded(row.label), form=Form.DECIMAL) for row in shown.pillars),
            ColumnOut(title=_IN_ALL, form=Form.DECIMAL),
        ),
        rows=[
            [
                say(_ITSELF.fill(name=place.union.name)) if place.is_own else place.union.name,
                *(cell.quantity.value for cell in place.cells),
                place.whole.value,
            ]
            for place in shown.places
        ],
        notes=(shown.chosen.definition, *notes),
    )
    target = BytesIO()
    write_book(target, [works, places], language=page_language())
    return target.getvalue()


PILLARS_TITLE = Wording("六大工程", "The six works")
_IN_ALL = Wording("合计", "In all")
_ITSELF = Wording("{name}本级", "{name} itself")


def _with_unit(figure: Figure) -> Wording:
    return Wording("{title}（{unit}）", "{title} ({unit})").fill(title=figure.title, unit=figure.counted_in)


def _worded(label: Any) -> Wording:
    return label if isinstance(label, Wording) else Wording(str(label), str(label))


def _about(to: Narrowing, on: date) -> tuple[Wording, ...]:
    period = (
        (Wording("期间：{period}", "Period: {period}").fill(period=said(to.period)),)
        if to.period is not None and to.period.ends_on is not None
        else ()
    )
    return (*period, Wording("导出日期：{day}", "Exported on {day}").fill(day=on))


DISTINCT = Wording(
    "去重统计：同一条记录可能出现在几行里，各行相加可以大于合计。",
    "A distinct count: one record may stand in several lines, so that the lines may add up to more than the whole.",
)


def _plain(value: object) -> object:
    return value if isinstance(value, int | Decimal | date | Wording | None) else str(value)
