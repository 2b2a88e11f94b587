"""A list of the civil-affairs office as a workbook: read, put together by identity number, and what is wrong told cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china import identity_numbers
from lianshou.core.wording import Wording
from lianshou.formats.sheets.letters import letter_of
from lianshou.formats.sheets.problems import Problem, SheetError
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Row, Table, recognise_book, typed_rows
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions import Payee
from lianshou.kinds.aid.queries import unions_to_keep
from lianshou.kinds.aid.rules.civil_list import civil_layout, fen_a_month
from lianshou.web.filters import day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say_both

MOST_ROWS = 50_000
_OTHER_NAME = Wording(
    "这个身份证号在第{row}行写的是另一个姓名。", "This identity number stands in row {row} with another name."
)
_OTHER_NAME_WAY = Wording("请核对两行，或跳过这一行。", "Look at both rows, or leave this one out.")


@dataclass
class TheirList:
    """Whom a list names, each once; the cells that could not be read, and how many rows are left out for them."""

    payees: list[Payee] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0


class CivilListForm(forms.Form):
    """A list of the civil-affairs office as a workbook; compared as a whole, or without the rows that cannot be read."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Compare with the files of this union and those below it"), queryset=None, widget=PickOne
    )
    title = forms.CharField(
        label=pgettext_lazy("civil", "Title"),
        max_length=120,
        help_text=_("For instance: 城乡低保对象名单（2026年6月）"),
    )
    drawn_on = forms.DateField(label=_("Day of the list"), widget=day_input())
    file = forms.FileField(
        label=_("List of the civil-affairs office (.xlsx, .xls or .csv)"),
        help_text=_(
            "Name, identity number, what they get and, if known, yuan a month. The columns are found by their headings; of those "
            "who stand in no file nothing is kept beyond the report."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
    skip = forms.BooleanField(
        label=_("Leave the rows with these faults out and compare the others"), required=False
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[Problem] = []
        unions = unions_to_keep(actor=actor)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        self.fields["union"].initial = unions.order_by("path").first()
        self.fields["drawn_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if not self.is_bound:
            del self.fields["skip"]

    def full_clean(self) -> None:
        super().full_clean()
        if not self.problems:  # nothing to leave out
            self.fields.pop("skip", None)

    def clean_file(self) -> TheirList:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > settings.LIANSHOU_UPLOAD_LIMIT:
            raise ValidationError(_("The file is larger than 20 MB."))
        try:
            told = list_in(file.read(), name=file.name or "")
        except SheetError as error:
            raise ValidationError(say_both(error.message, error.way_out)) from error
        self.problems = told.problems
        if told.problems and not (told.payees and "skip" in self.data):
            raise ValidationError(
                _(
                    "Nothing was compared yet: correct the cells named above, or leave those rows out, and choose the file again."
                )
            )
        if len(told.payees) > MOST_ROWS:
            raise ValidationError(_("A list has at most 50,000 rows: split it by county."))
        return told


def list_in(content: bytes, *, name: str) -> TheirList:
    """What a workbook of theirs tells. Whoever stands in several rows gets what these say together.

    Raises SheetError for a file that cannot be read.
    """
    table = recognise_book(read_book(content, name=name), civil_layout())
    typed = typed_rows(table)
    told = TheirList(problems=list(typed.problems))
    found: dict[str, tuple[int, Payee]] = {}
    for row in typed.rows:
        one = _payee(row.values)
        number = identity_numbers.normalise(one.id_number)
        first, before = found.get(number, (row.number, None))
        if before is not None and before.name != one.name:
            told.problems.append(_other_name(table, row, first))
        else:
            found[number] = (first, _together(before, one))
    told.payees = [one for _row, one in found.values()]
    told.skipped = len({(one.sheet, one.row) for one in told.problems if one.row is not None})
    return told


def _other_name(table: Table, row: Row, first: int) -> Problem:
    letter = letter_of(table.places["name"])
    said = _OTHER_NAME.fill(row=first)
    return Problem(row.sheet, row.number, letter, "name", "other_name", said, _OTHER_NAME_WAY)


def _together(before: Payee | None, one: Payee) -> Payee:
    """What two rows of one person say: 城市低保、临时救助, and the sum of the months."""
    if before is None:
        return one
    what = "、".join(dict.fromkeys(part for part in (before.what, one.what) if part))[:60]
    told = [fen for fen in (before.monthly_fen, one.monthly_fen) if fen is not None]
    return Payee(name=one.name, id_number=one.id_number, what=what, monthly_fen=sum(told) if told else None)


def _payee(values: dict[str, Any]) -> Payee:
    return Payee(
        name=str(values["name"]),
        id_number=str(values["id_number"]),
        what=str(values.get("what") or ""),
        monthly_fen=fen_a_month(values.get("monthly")),
    )
