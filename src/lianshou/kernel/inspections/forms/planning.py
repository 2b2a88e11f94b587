"""What people type about checklists, plans, groups, strata and the days of visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.formats.sheets.problems import Problem, SheetError
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import recognise_book, typed_rows
from lianshou.kernel.inspections import queries
from lianshou.kernel.inspections.enums import Reason, Sort
from lianshou.kernel.inspections.forms.refusing import RefusingForm
from lianshou.kernel.inspections.models import Plan
from lianshou.kernel.inspections.rules import NewLine, checklist_layout, line_of
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import day_input
from lianshou.web.picking import PickOne, PickSeveral
from lianshou.web.templatetags.web import say

_MOST_POINTS = 1000
_BAR = ("|", "｜")
_YES = ("必达", "是", "yes", "must")


class HomedForm(RefusingForm):
    """About a union for which the actor inspects."""

    union: Any = forms.ModelChoiceField(label=_("Union"), queryset=None, empty_label=None, widget=PickOne)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["union"]
        field.queryset = queries.homes_of_inspections(actor=actor)


class _Listing(HomedForm):
    title = forms.CharField(label=pgettext_lazy("inspection", "Title"), max_length=120)
    sort = forms.ChoiceField(label=_("For which unions"), choices=Sort.choices, initial=Sort.ALL)
    pass_mark = forms.IntegerField(
        label=_("Points to pass"),
        min_value=0,
        max_value=_MOST_POINTS * 200,
        initial=0,
        help_text=_("Whoever has fewer, or misses a mandatory line, has not passed."),
    )


class ChecklistForm(_Listing):
    """A checklist typed line by line."""

    lines = forms.CharField(
        label=pgettext_lazy("checklist", "Lines"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "One line an item: what is looked at | points | 必达 where it is mandatory. For instance: 按期换届 | 10 | 必达"
        ),
    )

    def clean_lines(self) -> list[NewLine]:
        text: str = self.cleaned_data["lines"]
        made, faults = [], []
        for number, typed in enumerate(text.splitlines(), start=1):
            if not typed.strip():
                continue
            line = _line(typed)
            if line is None:
                faults.append(
                    _("Line %(number)s: after the text comes a bar and the points, for instance “| 10”.")
                    % {"number": number}
                )
            else:
                made.append(line)
        if faults:
            raise ValidationError(faults[:20])
        return made


def _line(typed: str) -> NewLine | None:
    """A line as it was typed; None where it has no text or no points."""
    text, *more = (part.strip() for part in typed.replace(_BAR[1], _BAR[0]).split(_BAR[0]))
    points = more[0] if more else ""
    if not text or len(text) > 400 or not (points.isascii() and points.isdigit()):
        return None
    if not 1 <= int(points[:9]) <= _MOST_POINTS:
        return None
    return NewLine(text, int(points), len(more) > 1 and more[1].casefold() in _YES)


class ChecklistUploadForm(_Listing):
    """A checklist as a workbook; all of it is taken over, or nothing."""

    file = forms.FileField(
        label=pgettext_lazy("checklist", "Workbook (.xlsx, .xls or .csv)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[Problem] = []

    def clean_file(self) -> list[NewLine]:
        file: Any = self.cleaned_data["file"]
        if (file.size or 0) > settings.LIANSHOU_UPLOAD_LIMIT:
            raise ValidationError(_("The file is larger than 20 MB."))
        try:
            table = recognise_book(read_book(file.read(), name=file.name or ""), checklist_layout())
        except SheetError as error:
            raise ValidationError(f"{say(error.message)} {say(error.way_out)}") from error
        typed = typed_rows(table)
        self.problems = list(typed.problems)
        if self.problems:
            raise ValidationError(
                _("Nothing was taken over: correct the cells below and upload the file again.")
            )
        if not typed.rows:
            raise ValidationError(Reason.NO_ROWS.label)
        return [line_of(row.values) for row in typed.rows]


class PlanForm(HomedForm):
    """An inspection."""

    title = forms.CharField(label=pgettext_lazy("inspection", "Title"), max_length=120)
    basis = forms.CharField(
        label=_("Reason or basis"), max_length=200, help_text=_("For instance a document with its number.")
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=day_input())
    ends_on = forms.DateField(label=pgettext_lazy("inspection", "Ends on"), widget=day_input())


class GroupForm(RefusingForm):
    """A group: who leads it, who goes along, whose units it inspects."""

    name = forms.CharField(
        label=pgettext_lazy("inspection", "Group"),
        max_length=40,
        help_text=_("The name of a group that is there already changes that group."),
    )
    leader: Any = forms.ModelChoiceField(
        label=pgettext_lazy("inspection", "Leader"), queryset=None, widget=PickOne
    )
    members: Any = forms.ModelMultipleChoiceField(
        label=pgettext_lazy("inspection", "Members"), queryset=None, required=False, widget=PickSeveral
    )
    covers: Any = forms.ModelMultipleChoiceField(label=_("Unions covered"), queryset=None, widget=PickSeveral)

    def __init__(self, *args: Any, actor: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = queries.people_to_send(actor=actor, union=plan.union)
        for name in ("leader", "members"):
            self._choices(name, people)
        self._choices("covers", queries.unions_to_cover(actor=actor, union=plan.union))

    def _choices(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        lists = {name: list(self.cleaned_data[name]) for name in ("members", "covers")}
        return self.cleaned_data | lists


class StratumForm(RefusingForm):
    """Of which unions how many are drawn, and by which checklist they are inspected."""

    sort = forms.ChoiceField(label=_("Stratum"), choices=Sort.choices)
    months = forms.IntegerField(
        label=_("Newly founded: within months"), min_value=1, max_value=120, required=False
    )
    count = forms.IntegerField(label=_("Drawn for each union covered"), min_value=1, max_value=100, initial=2)
    checklist: Any = forms.ModelChoiceField(label=_("Checklist"), queryset=None)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["checklist"]
        field.queryset = queries.checklists_in_scope(actor=actor)


OVER: dict[str, Any] = {
    "label": _("Reason, if beyond the limit of the month"),
    "max_length": 200,
    "required": False,
    "help_text": _(
        "Only where a union has its limit for the month already; it is printed with the inspection."
    ),
}


class DaysForm(RefusingForm):
    """The day on which a group comes to the units drawn in each union that is covered."""

    over_reason = forms.CharField(**OVER)

    def __init__(self, *args: Any, plan: Plan, unions: Sequence[Union] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unions = unions
        for one in unions:
            self.fields[f"day_{one.pk}"] = forms.DateField(
                label=one.name,
                initial=plan.starts_on,
                widget=day_input(min=plan.starts_on.isoformat(), max=plan.ends_on.isoformat()),
            )
        self.order_fields([f"day_{one.pk}" for one in unions])

    @property
    def days(self) -> dict[int, date]:
        """What the action takes."""
        return {one.pk: self.cleaned_data[f"day_{one.pk}"] for one in self.unions}


class MoveForm(RefusingForm):
    """Another day for a visit."""

    planned_on = forms.DateField(label=_("Planned for"), widget=day_input())
    words = forms.CharField(
        label=_("Why the day changes"), max_length=200, help_text=_("Everybody concerned can read this.")
    )
