from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianshou.core.wording import Wording
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.problems import Problem, SheetError
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Row, Table, recognise_book, typed_rows
from lianshou.kernel.access.queries import unions_meant
from lianshou.kernel.people.forms.naming import UnionNamed
from lianshou.kernel.people.queries import (
    numbers_elsewhere,
    people_in_scope,
    same_persons,
    unions_called,
    unions_to_fill,
)
from lianshou.kernel.people.rules import listing
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import names_meant
from lianshou.web.templatetags.web import say, say_both


class PersonsForm(UnionNamed):
    """A workbook of persons; ``rows`` when all of it is sound, otherwise ``problems`` cell by cell."""

    unit = forms.CharField(
        label=_("Union of rows that name none"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "union-names"}),
        help_text=_("The full name, or enough of it or of its pinyin to be the only one."),
    )
    file = forms.FileField(
        label=_("Workbook (.xlsx, .xls, .ods or .csv)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def __init__(self, *args: Any, actor: Any, union: Union, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"unit": union.name}, **kwargs})
        self.actor, self.union = actor, union
        self.rows: list[dict[str, Any]] = []
        self.problems: list[Problem] = []

    def clean_file(self) -> Any:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > settings.LIANSHOU_UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        layout = listing.persons_layout(today=timezone.localdate())
        try:
            table = recognise_book(read_book(file.read(), name=file.name or ""), layout)
        except SheetError as error:
            raise forms.ValidationError(say_both(error.message, error.way_out)) from error
        if len(table.body) > listing.MOST_ROWS:
            raise forms.ValidationError(say(listing.TOO_MANY))
        self._take(table)
        if self.problems:
            raise forms.ValidationError(
                _("Nothing was taken over: correct the cells below and upload the file again.")
            )
        if not self.rows:
            raise forms.ValidationError(_("There is no row below the header."))
        return file

    def _take(self, table: Table) -> None:
        typed = typed_rows(table, keep_broken=True)
        rows = list(typed.rows)
        names = {str(row.values["unit"]) for row in rows if row.values.get("unit")}
        units = unions_called(actor=self.actor, names=sorted(names))
        several = self._by_parts(names - units.keys(), units)
        found = [
            *_unions(table, rows, units, several),
            *_repeats(table, rows),
            *self._identities(table, rows, units),
        ]
        self.problems = sorted(
            [*typed.problems, *found], key=lambda one: (one.row or 0, one.column_letter or "")
        )
        self.rows = [{**row.values, "union": units.get(str(row.values.get("unit")))} for row in rows]

    def _by_parts(self, names: set[str], units: dict[str, Union]) -> dict[str, str]:
        """Add to ``units`` those that a part of a name means alone; gives those that mean several, with the several."""
        several: dict[str, str] = {}
        for name in names:
            found = unions_meant(unions_to_fill(actor=self.actor), name)
            if len(found) == 1:
                units[name] = found[0]
            elif found:
                several[name] = names_meant(found)
        return several

    def _identities(self, table: Table, rows: list[Row], units: dict[str, Union]) -> Iterator[Problem]:
        numbers = [str(row.values["id_number"]) for row in rows if row.values.get("id_number")]
        elsewhere = numbers_elsewhere(actor=self.actor, numbers=numbers)
        meant = [{**row.values, "union": units.get(str(row.values.get("unit")), self.union)} for row in rows]
        known = same_persons(people=people_in_scope(actor=self.actor, verb="person.edit"), rows=meant)
        for place, row in enumerate(rows):
            if row.values.get("id_number") in elsewhere:
                yield _problem(table, row, "id_number", *listing.ON_RECORD_ELSEWHERE)
            elif place in known and row.values["name"] and known[place].name != row.values["name"]:
                yield _problem(table, row, "id_number", *listing.OTHER_NAME)


def _unions(
    table: Table, rows: list[Row], units: dict[str, Union], several: dict[str, str]
) -> Iterator[Problem]:
    for row in rows:
        name = str(row.values.get("unit") or "")
        if name in several:
            said = listing.SEVERAL_UNIONS.fill(names=several[name])
            yield _problem(table, row, "unit", said, listing.SEVERAL_WAY_OUT)
        elif name and name not in units:
            yield _problem(table, row, "unit", *listing.NO_SUCH_UNION)


def _repeats(table: Table, rows: list[Row]) -> Iterator[Problem]:
    seen: dict[object, int] = {}
    for row in rows:
        number = row.values.get("id_number")
        first = seen.setdefault(number, row.number) if number else row.number
        if first != row.number:
            yield _problem(table, row, "id_number", listing.TWICE.fill(row=first), listing.TWICE_WAY_OUT)


def _problem(table: Table, row: Row, key: str, message: Wording, way_out: Wording) -> Problem:
    letter = letter_of(table.places[key]) if key in table.places else None
    return Problem(row.sheet, row.number, letter, key, "person", message, way_out)
