from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.intake.enums import Channel, State
from lianshou.kernel.intake.models import Application
from lianshou.kernel.intake.queries import applications_with_words
from lianshou.web.filters import ListFilter, day_input

_ALL = _("All")


class ApplicationFilter(ListFilter):
    """Narrows the list of a programme's applications."""

    q = django_filters.CharFilter(label=_("Union or person"), method="by_words")
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_ALL)
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
