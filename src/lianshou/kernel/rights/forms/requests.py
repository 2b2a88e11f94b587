from __future__ import annotations

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.rights.enums import RequestKind, RequestState, Why
from lianshou.kernel.rights.models import PersonRequest
from lianshou.kernel.rights.queries.requests import overdue, with_words
from lianshou.web.filters import ListFilter


class RequestFilter(ListFilter):
    """What narrows the list of requests."""

    q = filters.CharFilter(label=_("Person or union"), method="by_words", max_length=60)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=RequestKind.choices, empty_label=_("All"))
    state = filters.ChoiceFilter(label=_("State"), choices=RequestState.choices, empty_label=_("All"))
    late = filters.ChoiceFilter(
        label=_("Deadline"), choices=[("yes", _("Overdue"))], method="by_deadline", empty_label=_("All")
    )

    class Meta:
        model = PersonRequest
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[PersonRequest], name: str, value: str) -> QuerySet[PersonRequest]:
        return with_words(queryset, value)

    def by_deadline(
        self, queryset: QuerySet[PersonRequest], name: str, value: str
    ) -> QuerySet[PersonRequest]:
        return overdue(queryset, timezone.localdate())


class GrantForm(forms.Form):
    """What the person reads when a request is granted."""

    answer = forms.CharField(
        label=_("Answer to the person"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RefuseForm(forms.Form):
    """Why a request is refused; the person reads both."""

    why = forms.ChoiceField(label=_("Reason"), choices=Why.choices, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("In your own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
