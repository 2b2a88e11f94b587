from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.pledges.enums import BatchState, Progress, Sort, State
from lianshou.kernel.pledges.forms.templates import CLAUSE_HELP, ClauseLines
from lianshou.kernel.pledges.models import LetterBatch, Obligation, Pledge
from lianshou.kernel.pledges.queries import (
    in_progress,
    programmes_to_write_in,
    unions_to_write_to,
    with_obligation_words,
    with_words,
)
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne, PickSeveral

_SERIES = r"^[^〔〕\[\]{}\s]+$"


class _PaperForm(forms.Form):
    """What every typed paper needs."""

    programme: Any = forms.ModelChoiceField(label=_("Programme"), queryset=None, empty_label=None)
    title = forms.CharField(label=_("Title"), max_length=120)
    words = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Every line becomes a paragraph."),
    )
    clauses = ClauseLines(label=_("Promises to follow up"), required=False, help_text=CLAUSE_HELP)
    series = forms.RegexField(
        _SERIES,
        label=_("Words before the year in the number"),
        max_length=20,
        error_messages={"invalid": _("Letters and characters only, without brackets and spaces.")},
    )
    starts_on = forms.DateField(label=_("First day"), widget=day_input())
    ends_on = forms.DateField(label=_("Last day"), widget=day_input())

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes_to_write_in(actor=actor)  # type: ignore[attr-defined]
        for name in self.unions:
            self.fields[name].queryset = unions_to_write_to(actor=actor)  # type: ignore[attr-defined]
        self.fields["starts_on"].initial = timezone.localdate()

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed, as the action takes it; a form has a ``prefix`` of its own."""
        facts = dict(self.cleaned_data)
        facts["prefix"] = facts.pop("series")
        return facts

    unions: tuple[str, ...] = ()


class SeveralForm(_PaperForm):
    """An agreement of one leading union and several members."""

    unions = ("hub", "members")
    hub: Any = forms.ModelChoiceField(
        label=_("Leading union"), queryset=None, empty_label=_("Choose …"), widget=PickOne
    )
    members: Any = forms.ModelMultipleChoiceField(
        label=_("Member unions"), queryset=None, widget=PickSeveral(attrs={"size": 8})
    )
    needed = forms.IntegerField(
        label=_("Signatures that bring it into force"),
        min_value=2,
        max_value=200,
        required=False,
        help_text=_("Empty: all parties. A smaller number always counts the leading union."),
    )
    leaving_ends = forms.BooleanField(label=_("It ends for all when one party leaves"), required=False)


class LetterForm(_PaperForm):
    """A letter of one text to many unions."""

    unions = ("receivers",)
    sort = forms.ChoiceField(
        label=_("Sort of letter"),
        choices=[(Sort.LETTER, Sort.LETTER.label), (Sort.OFFICIAL, Sort.OFFICIAL.label)],
    )
    receivers: Any = forms.ModelMultipleChoiceField(
        label=_("To which unions"), queryset=None, widget=PickSeveral(attrs={"size": 10})
    )


class BatchFilter(ListFilter):
    """What the list of bulk letters can be narrowed by."""

    q = django_filters.CharFilter(
        label=_("Title"), field_name="title", lookup_expr="icontains", max_length=60
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=BatchState.choices, empty_label=_("All"))

    class Meta:
        model = LetterBatch
        fields: list[str] = []


class LettersFilter(ListFilter):
    """What the letters of a batch can be narrowed by."""

    q = django_filters.CharFilter(label=_("Number or union"), method="by_words", max_length=60)
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))

    class Meta:
        model = Pledge
        fields: list[str] = []

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        return with_words(queryset, value)


_SHOWN = [one for one in Progress.choices if one[0] != Progress.AHEAD]
"""What a list of promises in force can be narrowed by."""


class ObligationFilter(ListFilter):
    """What the list of obligations can be narrowed by."""

    q = django_filters.CharFilter(label=_("Words, number or union"), method="by_words", max_length=60)
    progress = django_filters.ChoiceFilter(
        label=_("State"), choices=_SHOWN, method="by_progress", empty_label=_("All")
    )
    until = django_filters.DateFilter(
        label=_("Due until"), field_name="due_on", lookup_expr="lte", widget=day_input()
    )

    class Meta:
        model = Obligation
        fields: list[str] = []

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        return with_obligation_words(queryset, value)

    def by_progress(self, queryset: Any, name: str, value: str) -> Any:
        return in_progress(queryset, value, timezone.localdate())
