"""What people type about portfolios, tasks, progress and highlights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianshou.core.figures import Figure
from lianshou.core.quantities import FEN, Quantity
from lianshou.core.refusals import Refused
from lianshou.kernel.programmes.enums import Pillar
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below, unions_in_scope
from lianshou.kernel.works.actions import NewLine, NewShare
from lianshou.kernel.works.enums import QUALIFIERS, UNIT_CHOICES, Reason
from lianshou.kernel.works.models import Portfolio, Task
from lianshou.kernel.works.queries import (
    file_limit,
    fitting_figures,
    homes_of_portfolios,
    items_to_end,
    people_to_name,
    unions_to_praise,
)
from lianshou.kernel.works.rules import MOST_FILES
from lianshou.web.filters import day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import page_language, say

_FIELD_OF: dict[object, str] = {
    Reason.TITLE_MISSING: "title",
    Reason.YEAR_EXISTS: "year",
    Reason.REASON_MISSING: "reason",
    Reason.OTHER_UNIT: "union",
    Reason.OTHER_PERSON: "person_name",
    Reason.DUE_BEFORE_START: "due_on",
    Reason.OTHER_YEAR: "due_on",
    Reason.GOAL: "goal",
    Reason.GOAL_WITHOUT_UNIT: "goal",
    Reason.OVER_LIMIT: "over_reason",
    Reason.IN_FUTURE: "happened_on",
    Reason.VALUE_MISSING: "value",
    Reason.LESS_THAN_BEFORE: "words",
    Reason.NOTE_MISSING: "words",
    Reason.NO_FIGURE: "figure",
    Reason.VERSION_IN_USE: "item",
}
_MOST = 10**12
OVER: dict[str, Any] = {
    "label": _("Reason, if beyond the limit of the month"),
    "max_length": 200,
    "required": False,
    "help_text": _(
        "Only where a unit has its limit of tasks for the month already; it is printed with the task."
    ),
}


class RefusingForm(forms.Form):
    """A form that says beside its field why an action refused."""

    def refuse(self, refused: Refused) -> None:
        """Say why, beside the field that it is about."""
        name = _FIELD_OF.get(refused.reason, "")
        self.add_error(name if name in self.fields else None, refused.sentence)


class PortfolioForm(RefusingForm):
    """The six works of a union for a year."""

    union: Any = forms.ModelChoiceField(label=_("Union"), queryset=None, empty_label=None, widget=PickOne)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    title = forms.CharField(label=pgettext_lazy("works", "Title"), max_length=120)
    reason = forms.CharField(
        label=pgettext_lazy("works", "Why in this form"),
        max_length=200,
        help_text=_("What decided the content of this year: a plenary session, a plan, a document."),
    )
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["union"]
        field.queryset = homes_of_portfolios(actor=actor)


class VersionForm(RefusingForm):
    """Why the content changes, and what is taken out."""

    reason = forms.CharField(label=_("Why the content changes"), max_length=200)
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)
    take_out: Any = forms.ModelMultipleChoiceField(
        label=_("Items to take out"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their tasks are withdrawn with this reason. New items are added afterwards."),
    )

    def __init__(self, *args: Any, portfolio: Portfolio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["take_out"]
        field.queryset = items_to_end(portfolio=portfolio)


def _stored(number: int | None, unit: str) -> int | None:
    """A number as it is kept: yuan as fen."""
    return number * FEN if number is not None and unit == "FEN" else number


class LineForm(RefusingForm):
    """One line of a portfolio."""

    pillar = forms.ChoiceField(label=pgettext_lazy("works", "Work"), choices=Pillar.choices)
    item = forms.CharField(
        label=pgettext_lazy("works", "Item"),
        max_length=120,
        help_text=_("The name of an item that is there already adds to it."),
    )
    measure = forms.CharField(label=pgettext_lazy("works", "Measure"), max_length=200)
    title = forms.CharField(label=pgettext_lazy("works", "Task"), max_length=200)
    goal = forms.IntegerField(
        label=_("Goal (a number)"),
        min_value=1,
        max_value=_MOST,
        required=False,
        help_text=_("Left empty for what is only done or not done."),
    )
    unit = forms.ChoiceField(label=_("Counted in"), choices=[("", "–"), *UNIT_CHOICES], required=False)
    qualifier = forms.ChoiceField(
        label=_("Said as"),
        choices=[(one.name, one.value.fill(n="n", unit="").zh) for one in QUALIFIERS],
        required=False,
    )
    union: Any = forms.ModelChoiceField(label=_("Unit answerable"), queryset=None, widget=PickOne)
    person_name = forms.CharField(
        label=_("Person answerable"),
        max_length=40,
        required=False,
        help_text=_("On the page of the task an account can be named, which then finds it in its work."),
    )
    helpers = forms.CharField(label=_("Helping units"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("Starts on"), widget=day_input())
    due_on = forms.DateField(label=pgettext_lazy("works", "Due on"), widget=day_input())
    evidence = forms.CharField(label=_("Evidence expected"), max_length=200, required=False)
    over_reason = forms.CharField(**OVER)

    def __init__(self, *args: Any, actor: Any, portfolio: Portfolio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["union"]
        field.queryset = below(unions_in_scope(actor=actor, verb="works.edit"), portfolio.union)

    @property
    def line(self) -> NewLine:
        """What the action takes."""
        values = {key: value for key, value in self.cleaned_data.items() if key != "over_reason"}
        values["qualifier"] = values["qualifier"] or "EXACT"
        return NewLine(**values | {"goal": _stored(values["goal"], values["unit"])})


class ReportForm(RefusingForm):
    """All that is done by a day, with files to show it; ``value`` for tasks that count, else whether it is done."""

    value = forms.IntegerField(label=_("Done in all"), min_value=0, max_value=_MOST, required=False)
    is_done = forms.BooleanField(label=_("It is done"), required=False)
    happened_on = forms.DateField(label=_("As of the day"), widget=day_input())
    words = forms.CharField(
        label=pgettext_lazy("works", "What was done"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task = task
        del self.fields["is_done" if task.unit else "value"]
        self.fields["happened_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if (unit := task.counts) is not None:
            self.fields["value"].required = True
            self.fields["value"].help_text = _("In %(unit)s, from the beginning on.") % {
                "unit": unit.counters[0]
            }

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes, without the files."""
        values = {key: value for key, value in self.cleaned_data.items() if key != "proofs"}
        if "value" in values:
            values["value"] = _stored(values["value"], self.task.unit)
        return values


class _Files(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; gives their bytes."""

    def __init__(self, **kwargs: Any) -> None:
        accept = "application/pdf,image/jpeg,image/png,image/webp"
        super().__init__(widget=_Files(attrs={"accept": accept, "multiple": True}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST_FILES:
            raise ValidationError(Reason.TOO_MANY_FILES.label)
        if any((file.size or 0) > file_limit() for file in files):
            raise ValidationError(Reason.FILE_TOO_LARGE.label)
        return [file.read() for file in files]


class EvidenceForm(ReportForm):
    """A report with its files."""

    proofs = FilesField(
        label=_("Evidence"), required=False, help_text=_("PDF or pictures, up to 9 files of 10 MB each.")
    )


class PersonForm(RefusingForm):
    """The one person who answers for a task."""

    person: Any = forms.ModelChoiceField(
        label=_("Account"), queryset=None, required=False, empty_label=_("None: the name below")
    )
    person_name = forms.CharField(label=_("Name, without an account"), max_length=40, required=False)

    def __init__(self, *args: Any, actor: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people_to_name(actor=actor, union=task.union)


class ChangeForm(RefusingForm):
    """Other days or another goal, and why."""

    starts_on = forms.DateField(label=_("Starts on"), widget=day_input())
    due_on = forms.DateField(label=pgettext_lazy("works", "Due on"), widget=day_input())
    goal = forms.IntegerField(label=_("Goal (a number)"), min_value=1, max_value=_MOST, required=False)
    words = forms.CharField(label=_("Why it changes"), max_length=200)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        given = (task.goal or 0) // (FEN if task.unit == "FEN" else 1) or None
        initial = {"starts_on": task.starts_on, "due_on": task.due_on, "goal": given}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.task = task
        if not task.unit:
            del self.fields["goal"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data | {"goal": _stored(self.cleaned_data.get("goal"), self.task.unit)}


class FeedForm(RefusingForm):
    """The figure that tells the progress, each with what it says now."""

    figure = forms.ChoiceField(
        label=_("Figure"),
        required=False,
        help_text=_(
            "The number of the unit's own records in the whole year, read anew whenever somebody looks. It takes the place of what was reported."
        ),
    )
    words = forms.CharField(
        label=_("Why it counts instead of the reports"), max_length=200, required=False,
        help_text=_("Only where progress was reported already; the reports stay on record."),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"figure": task.figure}, **kwargs})
        field: Any = self.fields["figure"]
        fitting = fitting_figures(actor=actor, task=task, today=timezone.localdate())
        field.choices = [
            ("", _("None: progress is reported")),
            *((one.slug, self._said(one, number, task)) for one, number in fitting),
        ]

    @staticmethod
    def _said(figure: Figure, number: int | None, task: Task) -> str:
        title = say(figure.title)
        if number is None or task.counts is None:
            return title
        told = {"figure": title, "number": Quantity(number, task.counts).say(page_language())}
        return gettext("%(figure)s: %(number)s so far") % told


class WordsForm(RefusingForm):
    """Why something is withdrawn."""

    words = forms.CharField(label=_("Why"), max_length=200, help_text=_("Everybody concerned can read this."))


class SplitForm(RefusingForm):
    """A share for each lower union; an empty one gets none."""

    over_reason = forms.CharField(**OVER)

    def __init__(self, *args: Any, task: Task, unions: Sequence[Union], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.unions = task, unions
        per = FEN if task.unit == "FEN" else 1
        self.whole = (task.goal or 0) // per
        even, rest = divmod(self.whole, len(unions)) if unions else (0, 0)
        for place, one in enumerate(unions):
            name = f"share_{one.pk}"
            if task.goal:
                given = even + (place < rest)
                self.fields[name] = forms.IntegerField(
                    label=one.name, min_value=1, max_value=_MOST, required=False, initial=given or None
                )
            else:
                self.fields[name] = forms.BooleanField(label=one.name, required=False, initial=True)
        self.order_fields([f"share_{one.pk}" for one in unions])

    @property
    def shares(self) -> list[NewShare]:
        """What the action takes."""
        given = [(one, self.cleaned_data[f"share_{one.pk}"]) for one in self.unions]
        return [
            NewShare(one, _stored(value, self.task.unit) if self.task.goal else None)
            for one, value in given
            if value
        ]

    @property
    def added(self) -> int:
        """What the shares as typed add up to."""
        return sum(int(self.cleaned_data.get(f"share_{one.pk}") or 0) for one in self.unions)


class HighlightForm(RefusingForm):
    """A highlight with its story."""

    union: Any = forms.ModelChoiceField(label=_("Union"), queryset=None, empty_label=None, widget=PickOne)
    pillar = forms.ChoiceField(label=pgettext_lazy("works", "Work"), choices=Pillar.choices)
    title = forms.CharField(label=pgettext_lazy("highlight", "Title"), max_length=120)
    happened_on = forms.DateField(label=_("Day"), widget=day_input())
    story = forms.CharField(
        label=pgettext_lazy("highlight", "Story"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What was done, what is new in it, what came of it."),
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["union"]
        field.queryset = unions_to_praise(actor=actor)
