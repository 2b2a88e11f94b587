"""A workbook of tasks as officers keep them, checked cell by cell before anything is written."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianshou.china.text import same_name_key
from lianshou.core.quantities import FEN
from lianshou.core.wording import Wording
from lianshou.formats.sheets.problems import Problem, SheetError
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import recognise_book, typed_rows
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below, unions_in_scope
from lianshou.kernel.works.actions import NewLine
from lianshou.kernel.works.forms.typing import OVER, RefusingForm
from lianshou.kernel.works.models import Portfolio
from lianshou.kernel.works.rules import Line, line_of, works_layout
from lianshou.web.templatetags.web import say

MOST_LINES = 1000
_UNKNOWN = Wording(
    "第{row}行：没有找到责任单位“{name}”。", "Row {row}: no unit answerable is called “{name}”."
)
_SEVERAL = Wording("第{row}行：有几个工会叫“{name}”。", "Row {row}: several unions are called “{name}”.")


class UploadForm(RefusingForm):
    """The usual form as a workbook; all of it is taken over, or nothing."""

    file = forms.FileField(
        label=_("Workbook (.xlsx, .xls or .csv)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
    over_reason = forms.CharField(**OVER)

    def __init__(self, *args: Any, actor: Any, portfolio: Portfolio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.portfolio = actor, portfolio
        self.problems: list[Problem] = []

    def clean_file(self) -> list[NewLine]:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > settings.LIANSHOU_UPLOAD_LIMIT:
            raise ValidationError(_("The file is larger than 20 MB."))
        try:
            table = recognise_book(read_book(file.read(), name=file.name or ""), works_layout())
        except SheetError as error:
            raise ValidationError(f"{say(error.message)} {say(error.way_out)}") from error
        typed = typed_rows(table)
        self.problems = list(typed.problems)
        if self.problems:
            raise ValidationError(
                _("Nothing was taken over: correct the cells below and upload the file again.")
            )
        if len(typed.rows) > MOST_LINES:
            raise ValidationError(_("A portfolio has at most 1,000 lines."))
        return self._lines([line_of(row.number, row.values) for row in typed.rows])

    def _lines(self, lines: list[Line]) -> list[NewLine]:
        known = self._unions({same_name_key(line.union)[:120] for line in lines})
        faults, made = [], []
        for line in lines:
            found = known.get(same_name_key(line.union)[:120], [])
            if len(found) == 1:
                made.append(self._new(line, found[0]))
            else:
                wording = _SEVERAL if found else _UNKNOWN
                faults.append(say(wording.fill(row=line.number, name=line.union)))
        if faults:
            raise ValidationError(faults[:50])
        return made

    def _unions(self, keys: set[str]) -> dict[str, list[Union]]:
        inside = below(unions_in_scope(actor=self.actor, verb="works.edit"), self.portfolio.union)
        known: dict[str, list[Union]] = {}
        for union in inside.filter(name_key__in=keys, dissolved_on=None):
            known.setdefault(union.name_key, []).append(union)
        return known

    def _new(self, line: Line, union: Union) -> NewLine:
        goal = line.goal * FEN if line.goal and line.unit == "FEN" else line.goal
        return NewLine(
            pillar=line.pillar,
            item=line.item,
            measure=line.measure,
            title=line.title,
            union=union,
            due_on=line.due_on,
            starts_on=line.starts_on or date(self.portfolio.year, 1, 1),
            person_name=line.person,
            helpers=line.helpers,
            evidence=line.evidence,
            goal=goal,
            unit=line.unit,
        )
