from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lianshou.china.coordinates import why_not_point
from lianshou.core.wording import Wording
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.problems import Problem, SheetError
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Row, Table, recognise_book, typed_rows
from lianshou.kernel.unions.rules import PlaceList, why_not_enter_place
from lianshou.web.templatetags.web import say_both


class PlacesForm(forms.Form):
    """A small workbook; ``rows`` when all of it is sound, otherwise ``problems`` cell by cell."""

    file = forms.FileField(
        label=_("Workbook (.xlsx, .xls, .ods or .csv)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def __init__(self, *args: Any, listing: PlaceList, areas: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing, self.areas = listing, areas
        self.rows: list[dict[str, Any]] = []
        self.problems: list[Problem] = []

    def clean_file(self) -> Any:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > settings.LIANSHOU_UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 20 MB."))
        try:
            table = recognise_book(read_book(file.read(), name=file.name or ""), self.listing.layout)
        except SheetError as error:
            raise forms.ValidationError(say_both(error.message, error.way_out)) from error
        self._take(table)
        if self.problems:
            raise forms.ValidationError(
                _("Nothing was taken over: correct the cells below and upload the file again.")
            )
        if not self.rows:
            raise forms.ValidationError(_("There is no row below the header."))
        return file

    def _take(self, table: Table) -> None:
        typed = typed_rows(table)
        checks = (self._point, self._area, _repeats(self.listing.key))
        found = [problem for row in typed.rows for check in checks if (problem := check(table, row))]
        self.problems = sorted(
            [*typed.problems, *found], key=lambda one: (one.row or 0, one.column_letter or "")
        )
        self.rows = [row.values for row in typed.rows]

    def _point(self, table: Table, row: Row) -> Problem | None:
        lon, lat = row.values.get("longitude"), row.values.get("latitude")
        if not self.listing.located or (lon, lat) == (None, None):
            return None
        fault = why_not_point(*(cast("float | None", degree) for degree in (lon, lat)))
        return _problem(table, row, "longitude", fault.message, fault.way_out) if fault else None

    def _area(self, table: Table, row: Row) -> Problem | None:
        if not self.listing.located:
            return None
        reason = why_not_enter_place(division_code=str(row.values["division_code"]), areas=self.areas)
        label = str(reason.label) if reason else ""
        return _problem(table, row, "division_code", Wording(label, label), _AREA_WAY_OUT) if reason else None


_AREA_WAY_OUT = Wording(
    "只收本级总工会辖区内的地方。", "Only places inside your own federation's area are taken."
)


def _repeats(key: tuple[str, ...]) -> Callable[[Table, Row], Problem | None]:
    seen: dict[tuple[object, ...], int] = {}

    def check(table: Table, row: Row) -> Problem | None:
        first = seen.setdefault(tuple(row.values[part] for part in key), row.number)
        said = Wording("与第{row}行重复。", "Row {row} says the same.").fill(row=first)
        return _problem(table, row, key[0], said, _REPEAT_WAY_OUT) if first != row.number else None

    return check


_REPEAT_WAY_OUT = Wording("请只保留一行。", "Keep only one of them.")


def _problem(table: Table, row: Row, key: str, message: Wording, way_out: Wording) -> Problem:
    letter = letter_of(table.places[key]) if key in table.places else None
    return Problem(row.sheet, row.number, letter, key, "place", message, way_out)
