from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _

from lianshou.core.figures import Figure, RowColumn
from lianshou.web.templatetags.web import say


class RowCell(tables.Column):
    """A cell that asks the figure's own column what to show and where it leads."""

    def __init__(self, column: RowColumn) -> None:
        self.row_column = column
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
        return format_html('<a href="{}">{}</a>', self.row_column.link(record), shown)


def rows_table(figure: Figure, rows: QuerySet[Any]) -> tables.Table:
    """The records behind a figure, in the columns that the figure names."""
    columns = [(f"c{number}", RowCell(column)) for number, column in enumerate(figure.columns)]
    table = tables.Table(
        figure.dress(rows), extra_columns=columns, empty_text=_("Nothing is counted here yet.")
    )
    table.caption = say(figure.title)
    return table
