from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.db.models import QuerySet

from lianshou.core.figures import Figure
from lianshou.core.quantities import Quantity, Unit
from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.web.templatetags.web import page_language


def rows_book(*, figure: Figure, rows: QuerySet[Any], number: Quantity[Unit], on: date) -> bytes:
    """The records behind a figure as a workbook: number and definition above, one row per record."""
    columns = tuple(ColumnOut(title=column.title, form=Form.DECIMAL) for column in figure.columns)
    shown = figure.dress(rows).iterator(chunk_size=500)
    title = Wording("{title}：{n}{unit}", "{title}: {n} {unit}")
    sheet = SheetOut(
        title=figure.title,
        heading=title.fill(title=figure.title, n=number.in_full()[0], unit=figure.unit.wording),
        columns=columns,
        rows=([_plain(column.value(row)) for column in figure.columns] for row in shown),
        notes=(figure.definition, Wording("导出日期：{day}", "Exported on {day}").fill(day=on)),
    )
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()


def _plain(value: object) -> object:
    return value if isinstance(value, int | Decimal | date | Wording | None) else str(value)
