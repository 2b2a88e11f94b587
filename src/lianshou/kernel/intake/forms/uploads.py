from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianshou.china.text import same_name_key
from lianshou.formats.sheets.columns import Column, Layout
from lianshou.kernel.intake.enums import RowState
from lianshou.kernel.intake.models import ImportRow
from lianshou.kernel.intake.queries import union_to_fill
from lianshou.kernel.intake.rules import text
from lianshou.kernel.unions.models import Union
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import page_language, say_both


class UploadForm(forms.Form):
    """One workbook or .csv."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("Excel, WPS or .csv; columns in any order; title rows and totals are passed over."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.et"}),
    )


class RegisterUploadForm(UploadForm):
    """A workbook that fills the register, and the union to which rows belong that name none."""

    unit = forms.CharField(
        label=_("Union of rows that name none"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("unit", "file")

    def __init__(self, *args: Any, actor: Any, union: Union, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"unit": union.name}, **kwargs})
        self.actor, self.union = actor, union

    def clean_unit(self) -> str:
        name: str = self.cleaned_data["unit"].strip()
        if name != self.union.name:
            found = union_to_fill(actor=self.actor, name=name)
            if found is None:
                raise forms.ValidationError(_("There is no union of this name where you may enter persons."))
            self.union = found
        return name


class RowForm(forms.Form):
    """The cells of one row as texts, those of a column with choices as a list to choose from; what is wrong stands at its field."""

    def __init__(self, *, layout: Layout, data: Mapping[str, str]) -> None:
        super().__init__(data=data)
        for column in layout.columns:
            self.fields[column.key] = _field(column, data.get(column.key, ""))

    def wrong(self) -> list[forms.BoundField]:
        """The fields with problems: what a person came to correct stands first."""
        return [self[name] for name in self.fields if self.errors.get(name)]

    def filled(self) -> list[forms.BoundField]:
        """The other fields that hold something."""
        return [self[name] for name in self.fields if self.data.get(name) and not self.errors.get(name)]

    def blank(self) -> list[forms.BoundField]:
        """The other fields that hold nothing: a row of a wide list has a hundred of them."""
        return [self[name] for name in self.fields if not self.data.get(name) and not self.errors.get(name)]

    def blame(self, problems: Sequence[Mapping[str, Any]]) -> None:
        """Show the problems of the row at their cells."""
        self.full_clean()
        for problem in problems:
            key = problem["key"] if problem["key"] in self.fields else None
            self.add_error(key, say_both(problem["message"], problem["way_out"]))


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

    def narrow(self, rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
        """The rows to show."""
        show = self.cleaned_data["show"]
        return rows if show in ("", "all") else rows.filter(state=show)


def _field(column: Column, given: str) -> forms.Field:
    language = page_language()
    return forms.CharField(
        label=f"{column.said(language)}{' *' if column.required else ''}",
        required=False,
        max_length=1000,
        help_text=column.note.say(language) if column.note else "",
        widget=PickOne(choices=_options(column, given))
        if column.choices
        else forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _options(column: Column, given: str) -> list[tuple[str, str]]:
    """What a cell can be: nothing, the choices, and what stands there as long as it stands there."""
    language, key = page_language(), same_name_key(given)
    options = [("", "–")]
    is_known = False
    for choice in column.choices:
        is_given = bool(key) and not is_known and key in map(same_name_key, choice.spellings)
        is_known = is_known or is_given
        title = choice.title.say(language)
        options.append((given if is_given else title, title))
    if given and not is_known:
        options.insert(1, (given, gettext("%(text)s (as in the list)") % {"text": given}))
    return options
