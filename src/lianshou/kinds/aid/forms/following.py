"""What is typed about a call, a warning and a return; and what narrows the lists of leaving and of what follows it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Alarm, CallState, Ground, LeaveState, LeaveStep, Source
from lianshou.kinds.aid.forms.leaving import Blaming, said_to_household
from lianshou.kinds.aid.models import Call, Leaving, ReturnWarning
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.queries import unions_that_keep
from lianshou.kinds.aid.rules.leaving.words import SIGNALS
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say

SOON = 30


class CallForm(Blaming):
    """A try to reach a household: with as little typing as can be."""

    is_reached = forms.TypedChoiceField(
        label=pgettext_lazy("call", "Outcome"),
        choices=[("yes", pgettext_lazy("call", "Reached")), ("no", pgettext_lazy("call", "Not reached"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    signals = forms.MultipleChoiceField(
        label=_("Signals noticed"), required=False, widget=forms.CheckboxSelectMultiple
    )
    said = forms.CharField(
        label=_("What was said (needed where somebody was reached)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept sealed: income, work, health, what is needed."),
    )
    called_on = forms.DateField(label=_("Day of the call"), widget=day_input())
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["signals"]
        field.choices = signals_said(known, but=("missed",))
        self.fields["called_on"].widget.attrs["max"] = timezone.localdate().isoformat()


class WarningForm(Blaming):
    """What was noticed of a household that left."""

    signal = forms.ChoiceField(label=pgettext_lazy("warning", "Signal"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=pgettext_lazy("warning", "What was noticed"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept sealed: say what you know and from whom."),
    )

    def __init__(self, *args: Any, known: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["signal"]
        field.choices = signals_said(known)


class SettleForm(Blaming):
    """How a warning comes out."""

    to = forms.ChoiceField(
        label=pgettext_lazy("warning", "What follows"),
        choices=[
            (Alarm.LOOKED_AT, pgettext_lazy("warning", "Being looked into")),
            (Alarm.DISMISSED, pgettext_lazy("warning", "Dismissed: no return")),
        ],
    )
    words = forms.CharField(
        label=pgettext_lazy("warning", "Reason"),
        max_length=400,
        required=False,
        widget=forms.TextInput(),
    )


class ReturnForm(Blaming):
    """Why a file is taken up again."""

    words = said_to_household(pgettext_lazy("return", "Why the household is in hardship again"))


def signals_said(known: Any = None, *, but: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The signals by key, in words; those that count in a region."""
    return [(key, say(words)) for key, words in SIGNALS if (known is None or key in known) and key not in but]


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_that_keep(actor=request.user)


class _OfFiles(ListFilter):
    q = django_filters.CharFilter(
        label=_("Name, pinyin, or number of the file"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )

    def by_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queries.leavings_with_words(queryset, value)

    def by_union(self, queryset: QuerySet[Any], name: str, value: Union) -> QuerySet[Any]:
        return queries.leavings_below(queryset, value)


class LeavingFilter(_OfFiles):
    """What narrows the list of leavings."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=LeaveState.choices)
    waits = django_filters.ChoiceFilter(
        label=pgettext_lazy("leaving", "Waits at"), field_name="waits_at", choices=LeaveStep.choices
    )
    ground = django_filters.ChoiceFilter(
        label=pgettext_lazy("leaving", "Ground"),
        choices=[one for one in Ground.choices if one[0] != Ground.MERGED],
    )
    followed = django_filters.ChoiceFilter(
        label=_("Follow-up"), method="by_followed", choices=[("1", _("Being followed up"))]
    )

    class Meta:
        model = Leaving
        fields: list[str] = []

    def by_followed(self, queryset: QuerySet[Leaving], name: str, value: str) -> QuerySet[Leaving]:
        return queryset.filter(pk__in=queries.followed_up(today=timezone.localdate()).values("pk"))


class CallFilter(_OfFiles):
    """What narrows the list of calls."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=CallState.choices)
    due = django_filters.ChoiceFilter(
        label=pgettext_lazy("call", "Call by"),
        method="by_due",
        choices=[("late", _("Overdue")), ("soon", _("Due within 30 days"))],
    )

    class Meta:
        model = Call
        fields: list[str] = []

    def by_due(self, queryset: QuerySet[Call], name: str, value: str) -> QuerySet[Call]:
        today = timezone.localdate()
        if value == "late":
            return queries.calls_overdue(queryset, today)
        return queryset.filter(state=CallState.DUE, due_on__range=(today, today + timedelta(days=SOON)))


class WarningFilter(_OfFiles):
    """What narrows the list of warnings."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=Alarm.choices)
    signal = django_filters.ChoiceFilter(label=pgettext_lazy("warning", "Signal"), choices=signals_said)
    source = django_filters.ChoiceFilter(label=pgettext_lazy("warning", "Source"), choices=Source.choices)

    class Meta:
        model = ReturnWarning
        fields: list[str] = []
