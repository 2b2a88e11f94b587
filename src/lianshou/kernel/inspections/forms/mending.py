"""What people type about visits, findings, mendings, urging and field visits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.inspections import queries
from lianshou.kernel.inspections.enums import Severity, Source
from lianshou.kernel.inspections.forms.planning import HomedForm
from lianshou.kernel.inspections.forms.refusing import RefusingForm
from lianshou.kernel.inspections.models import ChecklistLine, Finding
from lianshou.web.filters import day_input
from lianshou.web.picking import PickOne

_ROWS = {"rows": 3}


class VisitForm(RefusingForm):
    """What each line of a checklist got, one after the other; made for a telephone."""

    visited_on = forms.DateField(label=pgettext_lazy("inspection", "Day of the visit"), widget=day_input())
    words = forms.CharField(
        label=pgettext_lazy("inspection", "Remark on the whole"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, lines: Sequence[ChecklistLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"score_{line.pk}"] = forms.IntegerField(
                label=_("Points (of %(points)s)") % {"points": line.points},
                min_value=0,
                max_value=line.points,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            self.fields[f"remark_{line.pk}"] = forms.CharField(
                label=_("Remark"), max_length=400, required=False
            )

    @property
    def pairs(self) -> list[tuple[ChecklistLine, Any, Any]]:
        """Each line with its two fields."""
        return [(line, self[f"score_{line.pk}"], self[f"remark_{line.pk}"]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for line in self.lines:
            score, remark = values.get(f"score_{line.pk}"), values.get(f"remark_{line.pk}", "")
            if line.is_mandatory and score is not None and score < line.points and not remark.strip():
                self.add_error(
                    f"remark_{line.pk}", _("This line is mandatory: say what is wrong, it becomes a finding.")
                )
        return values

    @property
    def marks(self) -> dict[int, tuple[int | None, str]]:
        """What the action takes."""
        return {
            line.pk: (self.cleaned_data[f"score_{line.pk}"], self.cleaned_data[f"remark_{line.pk}"])
            for line in self.lines
        }


class MarksForm(RefusingForm):
    """The same as a program sends it: a line of text for each line of the checklist."""

    visited_on = forms.DateField(label=pgettext_lazy("inspection", "Day of the visit"))
    words = forms.CharField(
        label=pgettext_lazy("inspection", "Remark on the whole"), max_length=400, required=False
    )
    marks = forms.CharField(
        label=_("For each line of the checklist its number, its points and a remark, with spaces between"),
        max_length=20_000,
    )

    def __init__(self, *args: Any, lines: Sequence[ChecklistLine] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {line.number: line for line in lines}

    def clean_marks(self) -> dict[int, tuple[int | None, str]]:
        found: dict[int, tuple[int | None, str]] = {}
        for typed in self.cleaned_data["marks"].splitlines():
            number, points, remark = (*typed.split(maxsplit=2), "", "", "")[:3]
            line = self.lines.get(_whole(number))
            if line is None or _whole(points) < 0:
                raise ValidationError(
                    _("There is no such line, or it has no points: %(typed)s") % {"typed": typed[:60]}
                )
            found[line.pk] = (_whole(points), remark)
        return found


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


class FindingForm(HomedForm):
    """Something that is wrong, found elsewhere than on an inspection's checklist."""

    unit: Any = forms.ModelChoiceField(label=_("Unit that mends"), queryset=None, widget=PickOne)
    source = forms.ChoiceField(
        label=pgettext_lazy("finding", "Source"), choices=Source.choices, initial=Source.REPORT
    )
    text = forms.CharField(
        label=pgettext_lazy("finding", "What is wrong"), max_length=400, widget=forms.Textarea(attrs=_ROWS)
    )
    place = forms.CharField(label=pgettext_lazy("finding", "Where"), max_length=120, required=False)
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices, initial=Severity.USUAL)
    found_on = forms.DateField(label=_("Found on"), widget=day_input())

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["union"].label = _("Union that inspects")
        field: Any = self.fields["union"]
        field.queryset = queries.homes_of_inspections(actor=actor, verb="inspection.record")
        field = self.fields["unit"]
        field.queryset = queries.unions_to_find_at(actor=actor)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        return {"laid_by": values.pop("union"), "union": values.pop("unit"), **values}


class AssignForm(RefusingForm):
    """What is to be done about a finding, by when, and who answers for it."""

    todo = forms.CharField(label=_("What is to be done"), max_length=400, widget=forms.Textarea(attrs=_ROWS))
    due_on = forms.DateField(label=pgettext_lazy("finding", "To be mended by"), widget=day_input())
    person: Any = forms.ModelChoiceField(
        label=_("Person answerable"), queryset=None, required=False, empty_label=_("None: the name below")
    )
    person_name = forms.CharField(label=_("Name, without an account"), max_length=40, required=False)
    why = forms.CharField(label=_("Why the day is put off"), max_length=200, required=False)

    def __init__(self, *args: Any, actor: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if finding.due_on is None:
            del self.fields["why"]
        field: Any = self.fields["person"]
        field.queryset = queries.people_to_mend(actor=actor, union=finding.union)


class MendingForm(RefusingForm):
    """How a finding was mended."""

    words = forms.CharField(
        label=pgettext_lazy("finding", "What was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReturnForm(RefusingForm):
    """What is missing."""

    words = forms.CharField(label=_("What is missing"), max_length=400, widget=forms.Textarea(attrs=_ROWS))


class RemindForm(RefusingForm):
    words = forms.CharField(label=pgettext_lazy("urging", "Words"), max_length=400, required=False)


class LetterForm(RefusingForm):
    """A letter (催办函)."""

    number_prefix = forms.CharField(
        label=_("The number begins with"),
        max_length=20,
        help_text=_("For instance 盐工督; year and number follow."),
    )
    due_on = forms.DateField(label=_("Answer by"), widget=day_input())
    words = forms.CharField(label=pgettext_lazy("urging", "Words"), max_length=400, required=False)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        return {"prefix": values.pop("number_prefix"), **values}


class HomeForm(HomedForm):
    """For which union something is done."""


class FieldVisitForm(HomedForm):
    """Who went down to which union, and what they helped with."""

    visited: Any = forms.ModelChoiceField(label=_("Union visited"), queryset=None, widget=PickOne)
    who = forms.CharField(label=_("Who went"), max_length=120)
    visited_on = forms.DateField(label=_("Day"), widget=day_input())
    helped_with = forms.CharField(
        label=_("What they helped with"), max_length=400, widget=forms.Textarea(attrs=_ROWS)
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["union"].label = _("Union that went down")
        field: Any = self.fields["union"]
        field.queryset = queries.homes_of_inspections(actor=actor, verb="inspection.record")
        field = self.fields["visited"]
        field.queryset = queries.unions_to_find_at(actor=actor)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        return {"home": values.pop("union"), "union": values.pop("visited"), **values}


class ProblemForm(RefusingForm):
    """What the grass roots raised."""

    text = forms.CharField(
        label=pgettext_lazy("problem", "What it is about"), max_length=400, widget=forms.Textarea(attrs=_ROWS)
    )
    raised_by = forms.CharField(
        label=_("Raised by"),
        max_length=80,
        required=False,
        help_text=_("A team or a post, for instance 一线班组; no names of workers."),
    )
    assigned_to: Any = forms.ModelChoiceField(label=_("Union that solves it"), queryset=None, widget=PickOne)
    due_on = forms.DateField(label=_("To be solved by"), required=False, widget=day_input())

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assigned_to"]
        field.queryset = queries.unions_to_solve(actor=actor)


class SolutionForm(RefusingForm):
    """How a problem was solved."""

    words = forms.CharField(label=_("How it was solved"), max_length=400, widget=forms.Textarea(attrs=_ROWS))
    solved_on = forms.DateField(label=_("Solved on"), widget=day_input())
