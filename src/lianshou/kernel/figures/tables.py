from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lianshou.core.figures import Figure, RowColumn
from lianshou.web.templatetags.web import say


class RowCell(tables.Column):
    """A cell that asks the figure's own column what to show and where it leads; no link where the reader is not let in."""

    def __init__(self, column: RowColumn, may_open: Callable[[str], bool]) -> None:
        self.row_column, self.may_open = column, may_open
        super().__init__(
            verbose_name=say(column.title),
            accessor="pk",
            empty_values=(),
            order_by=(column.sort,) if column.sort else None,
            orderable=bool(column.sort),
        )

    def render(self, record: Any) -> Any:
        value = self.row_column.value(record)
        shown = "–" if value in (None, "") else say(value)  # type: ignore[arg-type]
        if self.row_column.link is None or shown == "–":
            return shown
        url = self.row_column.link(record)
        return format_html('<a href="{}">{}</a>', url, shown) if self.may_open(url) else shown


def paginator_of(number: int) -> type[Paginator[Any]]:
    """A paginator for rows that have been counted already: they are as many as the figure says."""

    class Counted(Paginator[Any]):
        count = number

    return Counted


def rows_table(figure: Figure, rows: QuerySet[Any], may_open: Callable[[str], bool]) -> tables.Table:
    """The records behind a figure, in the columns that the figure names; ``may_open`` tells which addresses are links."""
    columns = [(f"c{number}", RowCell(column, may_open)) for number, column in enumerate(figure.columns)]
    table = tables.Table(
        figure.dress(rows), extra_columns=columns, empty_text=_("Nothing is counted here yet.")
    )
    table.caption = say(figure.title)
    return table
