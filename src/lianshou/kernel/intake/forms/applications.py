from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.intake.enums import Channel, State
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import (
    applications_with_words,
    programmes_applied_to,
    under_way,
    unions_applied_for,
)
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListFilter, day_input

_ALL = _("All")
_UNDER_WAY = "under_way"


def _programmes(request: HttpRequest) -> QuerySet[Programme]:
    return programmes_applied_to(actor=request.user)


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_applied_for(actor=request.user)


class ApplicationFilter(ListFilter):
    """Narrows the list of a programme's applications."""

    q = django_filters.CharFilter(label=_("Union or person"), method="by_words")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*State.choices, (_UNDER_WAY, _("Not decided yet"))],
        empty_label=_ALL,
        method="by_state",
    )
    channel = django_filters.ChoiceFilter(
        label=_("How it came in"), choices=Channel.choices, empty_label=_ALL
    )
    since = django_filters.DateFilter(
        label=_("Sent in from"), field_name="submitted_at", lookup_expr="date__gte", widget=day_input()
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        return applications_with_words(queryset, value)

    def by_state(self, queryset: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        return under_way(queryset) if value == _UNDER_WAY else queryset.filter(state=value)


class OwnApplicationFilter(ListFilter):
    """Narrows the list of what the reader sent in."""

    q = django_filters.CharFilter(label=_("Union or person"), method="by_words", max_length=60)
    programme = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=_programmes, empty_label=_ALL)
    union = django_filters.ModelChoiceFilter(label=_("Union"), queryset=_unions, empty_label=_ALL)
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_ALL)

    class Meta:
        model = Application
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        return applications_with_words(queryset, value)
