from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.formats.sheets.columns import Column, Layout
from lianshou.kernel.intake.enums import RowState
from lianshou.kernel.intake.models import ImportRow
from lianshou.kernel.intake.rules import text
from lianshou.web.templatetags.web import page_language, say


class UploadForm(forms.Form):
    """One workbook or .csv."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("Excel, WPS or .csv; columns in any order; title rows and totals are passed over."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.et"}),
    )


class RowForm(forms.Form):
    """The cells of one row as texts; what is wrong stands at its field."""

    def __init__(self, *, layout: Layout, data: Mapping[str, str]) -> None:
        super().__init__(data=data)
        for column in layout.columns:
            self.fields[column.key] = _field(column)

    def wrong(self) -> list[forms.BoundField]:
        """The fields with problems: what a person came to correct stands first."""
        return [self[name] for name in self.fields if self.errors.get(name)]

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if not self.errors.get(name)]

    def blame(self, problems: Sequence[Mapping[str, Any]]) -> None:
        """Show the problems of the row at their cells."""
        self.full_clean()
        for problem in problems:
            key = problem["key"] if problem["key"] in self.fields else None
            self.add_error(key, f"{say(problem['message'])}{say(problem['way_out'])}")


def texts_of(row: ImportRow) -> dict[str, str]:
    """The cells of a row as a form shows them."""
    return {key: text(cell) for key, cell in row.cells.items()}


class ShowForm(forms.Form):
    """Which rows to show."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("all", _("All rows")),
            (RowState.BAD, _("To correct")),
            (RowState.GOOD, _("Understood")),
            (RowState.TAKEN, _("Taken over")),
            (RowState.DROPPED, _("Set aside")),
        ],
    )


def _field(column: Column) -> forms.Field:
    language = page_language()
    note = column.note.say(language) if column.note else ""
    if column.choices:
        titles = " / ".join(choice.title.say(language) for choice in column.choices)
        note = f"{note}（{titles}）" if language == "zh" else f"{note} ({titles})"
    return forms.CharField(
        label=f"{column.said(language)}{' *' if column.required else ''}",
        required=False,
        max_length=1000,
        help_text=note,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
