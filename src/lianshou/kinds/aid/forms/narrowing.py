from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.intake.queries import keys_taken
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Level, State
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries import (
    category_choices,
    cause_choices,
    kept_below,
    unions_that_keep,
    with_words,
    years_of_surveys,
)
from lianshou.kinds.aid.queries.aiding import marked_long_term, with_project, without_project
from lianshou.kinds.aid.queries.checking import with_check, without_check
from lianshou.kinds.aid.queries.helping import without_helper
from lianshou.kinds.aid.queries.leaving import is_leaving
from lianshou.web.filters import ListFilter
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_that_keep(actor=request.user)


def _categories() -> list[tuple[str, str]]:
    return [(key, say(words)) for key, words in category_choices()]


def _causes() -> list[tuple[str, str]]:
    return [(key, say(words)) for key, words in cause_choices()]


class HouseholdFilter(ListFilter):
    """What narrows the register of households."""

    q = django_filters.CharFilter(
        label=_("Name, pinyin, or number of the file"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    category = django_filters.ChoiceFilter(label=pgettext_lazy("file", "Category"), choices=_categories)
    cause = django_filters.ChoiceFilter(label=_("Main cause"), choices=_causes)
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices)
    level = django_filters.ChoiceFilter(label=pgettext_lazy("file", "Level"), choices=Level.choices)
    year = django_filters.ChoiceFilter(label=_("Year of the last survey"), field_name="surveyed_year")
    due = django_filters.ChoiceFilter(
        label=_("Survey of this year"), method="by_due", choices=[("1", _("Not yet")), ("0", _("Done"))]
    )

    helped = django_filters.ChoiceFilter(
        label=_("Helper"),
        method="by_helper",
        choices=[("0", _("Without a helper")), ("1", _("With a helper"))],
    )
    aided = django_filters.ChoiceFilter(
        label=_("Aid of this year"),
        method="by_aid",
        choices=[("0", _("No project yet")), ("1", _("With a project"))],
    )
    long = django_filters.ChoiceFilter(
        label=_("Long-term aid"), method="by_long", choices=[("1", _("Cannot leave hardship"))]
    )

    checked = django_filters.ChoiceFilter(
        label=_("Check-list of this year"), method="by_check", choices=[("0", _("Not yet")), ("1", _("Done"))]
    )

    leaving = django_filters.ChoiceFilter(
        label=pgettext_lazy("leaving", "Leaving"),
        method="by_leaving",
        choices=[
            ("0", pgettext_lazy("leaving", "Not leaving")),
            ("1", pgettext_lazy("leaving", "Under way")),
        ],
    )
    batch = django_filters.NumberFilter(method="by_batch", widget=forms.HiddenInput)

    class Meta:
        model = Household
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = years_of_surveys(actor=self.request.user)
        self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]

    def by_words(self, queryset: QuerySet[Household], name: str, value: str) -> QuerySet[Household]:
        return with_words(queryset, value)

    def by_union(self, queryset: QuerySet[Household], name: str, value: Union) -> QuerySet[Household]:
        return kept_below(queryset, value)

    def by_due(self, queryset: QuerySet[Household], name: str, value: str) -> QuerySet[Household]:
        year = timezone.localdate().year
        late = Q(surveyed_year__lt=year) | Q(surveyed_year=None)
        return (
            queryset.filter(late, state=State.ON_FILE)
            if value == "1"
            else queryset.filter(surveyed_year=year)
        )

    def by_helper(self, queryset: QuerySet[Household], name: str, value: str) -> QuerySet[Household]:
        if value == "0":
            return without_helper(queryset)
        return queryset.filter(helpings__ends_on=None, helpings__isnull=False, state=State.ON_FILE)

    def by_aid(self, queryset: QuerySet[Household], name: str, value: str) -> QuerySet[Household]:
        narrow = without_project if value == "0" else with_project
        return narrow(queryset, timezone.localdate().year)

    def by_long(self, queryset: QuerySet[Household], name: str, value: str) -> QuerySet[Household]:
        return marked_long_term(queryset, True)

    def by_leaving(self, queryset: QuerySet[Household], name: str, value: str) -> QuerySet[Household]:
        return is_leaving(queryset, value == "1")

    def by_batch(self, queryset: QuerySet[Household], name: str, value: int) -> QuerySet[Household]:
        """What the rows of an upload became."""
        return queryset.filter(
            pk__in=keys_taken(actor=self.request.user, batch=int(value), label="aid.household")
        )

    def by_check(self, queryset: QuerySet[Household], name: str, value: str) -> QuerySet[Household]:
        year = timezone.localdate().year
        if value == "0":
            return without_check(queryset, year=year)
        return with_check(queryset, year=year)
