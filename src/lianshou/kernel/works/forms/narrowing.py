"""What lists of tasks and highlights can be narrowed to, and which portfolio, union or month a page shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.programmes.enums import Pillar
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import below
from lianshou.kernel.works.enums import Standing, State
from lianshou.kernel.works.models import Highlight, Portfolio, Task
from lianshou.kernel.works.queries import (
    highlights_with_words,
    portfolios_in_scope,
    standing_as,
    unions_owing,
    with_words,
    years_of_tasks,
)
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne

_ALL = _("All")
_HIDDEN = forms.HiddenInput


def _unions(request: Any) -> QuerySet[Union]:
    return unions_owing(actor=request.user)


def _portfolios(request: Any) -> QuerySet[Portfolio]:
    return portfolios_in_scope(actor=request.user)


class _YearFilter(django_filters.ChoiceFilter):
    """The years that there are, asked when the list is shown."""

    @property
    def field(self) -> Any:
        request = self.parent.request
        years = years_of_tasks(actor=request.user) if request else []
        self.extra["choices"] = [(year, str(year)) for year in years]
        return super().field


class TaskFilter(ListFilter):
    """Narrows the list of tasks."""

    q = django_filters.CharFilter(label=_("Task, item, unit or person"), method="by_words", max_length=60)
    year = _YearFilter(label=_("Year"), field_name="measure__item__portfolio__year", empty_label=_ALL)
    pillar = django_filters.ChoiceFilter(
        label=pgettext_lazy("works", "Work"),
        field_name="measure__item__pillar",
        choices=Pillar.choices,
        empty_label=_ALL,
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Standing.choices, empty_label=_ALL, method="by_state"
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and everything below it"),
        queryset=_unions,
        empty_label=_ALL,
        method="by_union",
        widget=PickOne,
    )
    until = django_filters.DateFilter(
        label=pgettext_lazy("works", "Due until"), field_name="due_on", lookup_expr="lte", widget=day_input()
    )
    mine = django_filters.BooleanFilter(method="answered_by_me", widget=_HIDDEN)
    portfolio = django_filters.ModelChoiceFilter(
        field_name="measure__item__portfolio", queryset=_portfolios, widget=_HIDDEN
    )

    class Meta:
        model = Task
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        return with_words(queryset, value)

    def by_state(self, queryset: QuerySet[Task], name: str, value: str) -> QuerySet[Task]:
        return standing_as(queryset, value, timezone.localdate())

    def by_union(self, queryset: QuerySet[Task], name: str, value: Union) -> QuerySet[Task]:
        inside = below(unions_owing(actor=self.request.user), value)
        return queryset.filter(union__in=inside.order_by().values("pk"))

    def answered_by_me(self, queryset: QuerySet[Task], name: str, value: bool) -> QuerySet[Task]:
        return queryset.filter(person=self.request.user.pk) if value else queryset


class HighlightFilter(ListFilter):
    """Narrows the list of highlights."""

    q = django_filters.CharFilter(label=_("Title, story or union"), method="by_words", max_length=60)
    pillar = django_filters.ChoiceFilter(
        label=pgettext_lazy("works", "Work"), choices=Pillar.choices, empty_label=_ALL
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_ALL)
    since = django_filters.DateFilter(
        label=_("From"), field_name="happened_on", lookup_expr="gte", widget=day_input()
    )

    class Meta:
        model = Highlight
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Highlight], name: str, value: str) -> QuerySet[Highlight]:
        return highlights_with_words(queryset, value)


class AskedForm(forms.Form):
    """Which union a page is about; the first that the reader may see where none, or none of them, is asked for."""

    union: Any = forms.ModelChoiceField(
        label=_("Union"), queryset=None, required=False, empty_label=None, widget=PickOne
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["union"]
        field.queryset = unions_owing(actor=actor)

    @property
    def asked(self) -> Union | None:
        """The union asked for."""
        field: Any = self.fields["union"]
        found: Union | None = self.cleaned_data.get("union") if self.is_valid() else None
        return found or field.queryset.first()


def whole(text: str) -> int | None:
    """A number of a record as an address gives it, None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def month_asked(text: str, today: date) -> date:
    """The first day of a month as "2020-06", of the present one for anything else."""
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return found if 2000 <= found.year <= 2100 else today.replace(day=1)
