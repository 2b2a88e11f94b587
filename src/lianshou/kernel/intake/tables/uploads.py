from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lianshou.core.kinds import ListIntake, OnRegister
from lianshou.kernel.intake.models import ImportRow
from lianshou.kernel.intake.rules import text
from lianshou.web.templatetags.web import page_language


class RowTable(tables.Table):
    """The rows of an upload: where each stands in the file, its name, what is wrong and what can be done."""

    place = tables.Column(verbose_name=_("Row"), accessor="number", order_by=("sheet", "number"))
    name = tables.Column(verbose_name=_("Name"), empty_values=(), orderable=False)
    cells = tables.Column(verbose_name=_("What was understood"), empty_values=(), orderable=False)
    state = tables.Column(verbose_name=_("State"))
    acts = tables.Column(verbose_name="", empty_values=(), orderable=False)

    caption = _("Rows of the upload")

    class Meta:
        model = ImportRow
        fields: tuple[str, ...] = ()
        sequence = ("name", "place", "cells", "state", "acts")
        order_by = ("pk",)
        empty_text = _("No row here. Choose another filter.")

    def __init__(
        self,
        *args: Any,
        entry: ListIntake,
        naming: str,
        known: Mapping[int, OnRegister],
        idle: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.layout, self.naming = entry, entry.layout(), naming
        self.known, self.idle = known, idle

    def render_place(self, record: ImportRow) -> str:
        return f"{record.sheet} {record.number}"

    def render_name(self, record: ImportRow) -> str:
        return text(record.cells.get(self.naming)) or "–"

    def render_cells(self, record: ImportRow) -> SafeString:
        return render_to_string("intake/cells.html", self._context(record))

    def render_acts(self, record: ImportRow) -> SafeString:
        if not self.idle:
            return SafeString("")
        return render_to_string("intake/row_acts.html", {"row": record, "csrf": get_token(self.request)})

    def _context(self, record: ImportRow) -> dict[str, Any]:
        by_key: dict[str | None, list[Mapping[str, Any]]] = {}
        for problem in record.problems:
            by_key.setdefault(problem["key"], []).append(problem)
        titles = {column.key: column.said(page_language()) for column in self.layout.columns}
        return {
            "row": record,
            "known": self.known.get(record.pk),
            "filled": [
                (titles[key], self.entry.masked(key, text(record.cells[key])))
                for key in titles
                if key in record.cells
            ],
            "wrong": [
                (titles.get(key or "", ""), text(record.cells.get(key or "")), problems)
                for key, problems in by_key.items()
            ],
        }
