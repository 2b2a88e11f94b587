"""What narrows the lists of projects, of aid and of long-term marks."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.funds.enums import Sort
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import AidState, LongGround, Nature
from lianshou.kinds.aid.models import Aid, AidProject, LongTerm
from lianshou.kinds.aid.queries import aiding as queries
from lianshou.kinds.aid.queries import category_choices, cause_choices, unions_that_keep, with_words
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_that_keep(actor=request.user)


def _sorts() -> list[tuple[str, str]]:
    return [(key, say(words)) for key, words in queries.sort_choices()]


class _ByUnion(ListFilter):
    """Rows that belong to a union by ``path``, in years that were entered."""

    path = "union_path"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "year" in self.filters:
            years = queries.years_of_aid(actor=self.request.user)
            self.filters["year"].extra["choices"] = [(year, str(year)) for year in years]

    def by_union(self, queryset: QuerySet[Any], name: str, value: Union) -> QuerySet[Any]:
        return queryset.filter(Scope((value.path,)).q(self.path))


class ProjectFilter(_ByUnion):
    """What narrows the list of projects."""

    q = django_filters.CharFilter(
        label=_("Name of the project, union or document"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    year = django_filters.ChoiceFilter(label=_("Year"))
    sort = django_filters.ChoiceFilter(label=_("Sort of project"), choices=_sorts)
    nature = django_filters.ChoiceFilter(label=_("In what it consists"), choices=Nature.choices)
    closed = django_filters.ChoiceFilter(
        label=pgettext_lazy("project", "State"),
        method="by_closed",
        choices=[("0", pgettext_lazy("project", "Open")), ("1", pgettext_lazy("project", "Closed"))],
    )

    class Meta:
        model = AidProject
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[AidProject], name: str, value: str) -> QuerySet[AidProject]:
        return queries.projects_with_words(queryset, value)

    def by_closed(self, queryset: QuerySet[AidProject], name: str, value: str) -> QuerySet[AidProject]:
        return queryset.filter(closed_on__isnull=value == "0")


class AidFilter(_ByUnion):
    """What narrows the list of aid, and the sums over it."""

    path = "household__union_path"
    q = django_filters.CharFilter(
        label=_("Name, pinyin, number of the file, or project"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    year = django_filters.ChoiceFilter(label=_("Year"))
    sort = django_filters.ChoiceFilter(label=_("Sort of project"), choices=_sorts)
    source = django_filters.ChoiceFilter(
        label=_("Sort of money"), field_name="payment__budget__source__sort", choices=Sort.choices
    )
    state = django_filters.ChoiceFilter(label=pgettext_lazy("aid", "State"), choices=AidState.choices)
    money = django_filters.ChoiceFilter(
        label=_("In what it consists"),
        method="by_money",
        choices=[("1", pgettext_lazy("aid", "Money")), ("0", _("Training, service, job"))],
    )
    long = django_filters.ChoiceFilter(
        label=_("Long-term aid"), method="by_long", choices=[("1", _("Long-term projects"))]
    )
    since = django_filters.DateFilter(
        label=_("Given from"), field_name="given_on", lookup_expr="gte", widget=day_input()
    )
    until = django_filters.DateFilter(
        label=pgettext_lazy("aid", "Given until"),
        field_name="given_on",
        lookup_expr="lte",
        widget=day_input(),
    )
    project = django_filters.NumberFilter(field_name="project", widget=forms.HiddenInput)

    class Meta:
        model = Aid
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Aid], name: str, value: str) -> QuerySet[Aid]:
        return queries.aids_with_words(queryset, value)

    def by_money(self, queryset: QuerySet[Aid], name: str, value: str) -> QuerySet[Aid]:
        is_money = queryset.filter(nature=Nature.MONEY)
        return is_money if value == "1" else queryset.exclude(nature=Nature.MONEY)

    def by_long(self, queryset: QuerySet[Aid], name: str, value: str) -> QuerySet[Aid]:
        return queryset.filter(project__is_long_term=True)


class CandidateFilter(ListFilter):
    """Which households are offered to be helped from a project."""

    q = django_filters.CharFilter(
        label=_("Name, pinyin, or number of the file"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    cause = django_filters.ChoiceFilter(label=_("Main cause"))
    category = django_filters.ChoiceFilter(label=pgettext_lazy("file", "Category"))
    aided = django_filters.ChoiceFilter(
        label=_("Aid of this year"),
        method="by_aided",
        choices=[("0", _("No project yet")), ("1", _("With a project"))],
    )
    long = django_filters.ChoiceFilter(
        label=_("Long-term aid"), method="by_long", choices=[("1", _("Cannot leave hardship"))]
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year
        self.filters["cause"].extra["choices"] = [(key, say(words)) for key, words in cause_choices()]
        self.filters["category"].extra["choices"] = [(key, say(words)) for key, words in category_choices()]

    def by_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return with_words(queryset, value)

    def by_union(self, queryset: QuerySet[Any], name: str, value: Union) -> QuerySet[Any]:
        return queryset.filter(Scope((value.path,)).q("union_path"))

    def by_aided(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        narrow = queries.without_project if value == "0" else queries.with_project
        return narrow(queryset, self.year)

    def by_long(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queries.marked_long_term(queryset, True)


class LongTermFilter(_ByUnion):
    """What narrows the list of households that cannot leave hardship."""

    path = "household__union_path"
    q = django_filters.CharFilter(
        label=_("Name, pinyin, or number of the file"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    ground = django_filters.ChoiceFilter(label=pgettext_lazy("long", "Why"), choices=LongGround.choices)
    past = django_filters.ChoiceFilter(
        label=pgettext_lazy("long", "Mark"),
        method="by_past",
        choices=[("0", pgettext_lazy("long", "Stands")), ("1", pgettext_lazy("long", "Taken off"))],
    )
    aided = django_filters.ChoiceFilter(
        label=_("Aid of this year"),
        method="by_aided",
        choices=[("0", _("No project yet")), ("1", _("With a project"))],
    )

    class Meta:
        model = LongTerm
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[LongTerm], name: str, value: str) -> QuerySet[LongTerm]:
        return queries.long_terms_with_words(queryset, value)

    def by_past(self, queryset: QuerySet[LongTerm], name: str, value: str) -> QuerySet[LongTerm]:
        return queryset.filter(until__isnull=value == "0")

    def by_aided(self, queryset: QuerySet[LongTerm], name: str, value: str) -> QuerySet[LongTerm]:
        return queries.long_terms_aided(queryset, year=timezone.localdate().year, is_aided=value == "1")
