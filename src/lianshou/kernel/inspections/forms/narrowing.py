"""What the lists of inspections can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.inspections import queries
from lianshou.kernel.inspections.enums import Done, Severity, Sort, Source, Stage, Standing
from lianshou.kernel.inspections.models import Checklist, FieldVisit, Finding, Plan, Problem, Visit
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne

_ALL = _("All")


def _unions(request: Any) -> QuerySet[Union]:
    return unions_in_scope(actor=request.user, verb="inspection.view")


class _Inside(ListFilter):
    """A list that can be narrowed to a union and everything below it."""

    def by_union(self, queryset: QuerySet[Any], name: str, value: Union) -> QuerySet[Any]:
        return queries.narrowed_to(queryset, actor=self.request.user, union=value)


def _union_filter() -> Any:
    return django_filters.ModelChoiceFilter(
        label=_("Union and everything below it"),
        queryset=_unions,
        empty_label=_ALL,
        method="by_union",
        widget=PickOne,
    )


class ChecklistFilter(ListFilter):
    q = django_filters.CharFilter(label=_("Title or union"), method="by_words", max_length=60)
    sort = django_filters.ChoiceFilter(label=_("For which unions"), choices=Sort.choices, empty_label=_ALL)

    class Meta:
        model = Checklist
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Checklist], name: str, value: str) -> QuerySet[Checklist]:
        return queries.checklists_with_words(queryset, value)


class _YearFilter(django_filters.ChoiceFilter):
    """The years that there are, asked when the list is shown."""

    @property
    def field(self) -> Any:
        request = self.parent.request
        years = queries.years_of_plans(actor=request.user) if request else []
        self.extra["choices"] = [(year, str(year)) for year in years]
        return super().field


class PlanFilter(ListFilter):
    q = django_filters.CharFilter(label=_("Title, basis or union"), method="by_words", max_length=60)
    year = _YearFilter(label=_("Year"), empty_label=_ALL)
    stage = django_filters.ChoiceFilter(label=_("State"), choices=Stage.choices, empty_label=_ALL)

    class Meta:
        model = Plan
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Plan], name: str, value: str) -> QuerySet[Plan]:
        return queries.plans_with_words(queryset, value)


class VisitFilter(_Inside):
    q = django_filters.CharFilter(label=_("Inspection, unit or group"), method="by_words", max_length=60)
    done = django_filters.ChoiceFilter(
        label=pgettext_lazy("inspection", "Visited"), choices=Done.choices, empty_label=_ALL, method="by_done"
    )
    is_passed = django_filters.ChoiceFilter(
        label=pgettext_lazy("inspection", "Result"),
        empty_label=_ALL,
        choices=[
            ("True", pgettext_lazy("inspection", "Passed")),
            ("False", pgettext_lazy("inspection", "Not passed")),
        ],
    )
    union = _union_filter()
    since = django_filters.DateFilter(
        label=pgettext_lazy("inspection", "Planned from"),
        field_name="planned_on",
        lookup_expr="gte",
        widget=day_input(),
    )

    class Meta:
        model = Visit
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Visit], name: str, value: str) -> QuerySet[Visit]:
        return queries.visits_with_words(queryset, value)

    def by_done(self, queryset: QuerySet[Visit], name: str, value: str) -> QuerySet[Visit]:
        return queries.visits_standing(queryset, value)


class FindingFilter(_Inside):
    q = django_filters.CharFilter(label=_("Finding, place, unit or person"), method="by_words", max_length=60)
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Standing.choices, empty_label=_ALL, method="by_state"
    )
    source = django_filters.ChoiceFilter(
        label=pgettext_lazy("finding", "Source"), choices=Source.choices, empty_label=_ALL
    )
    severity = django_filters.ChoiceFilter(label=_("Severity"), choices=Severity.choices, empty_label=_ALL)
    union = _union_filter()
    until = django_filters.DateFilter(
        label=pgettext_lazy("finding", "To be mended by"),
        field_name="due_on",
        lookup_expr="lte",
        widget=day_input(),
    )

    class Meta:
        model = Finding
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        return queries.findings_with_words(queryset, value)

    def by_state(self, queryset: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        return queries.findings_standing(queryset, value, timezone.localdate())


class FieldVisitFilter(_Inside):
    q = django_filters.CharFilter(label=_("Union, people or help"), method="by_words", max_length=60)
    union = _union_filter()
    since = django_filters.DateFilter(
        label=_("From"), field_name="visited_on", lookup_expr="gte", widget=day_input()
    )

    class Meta:
        model = FieldVisit
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[FieldVisit], name: str, value: str) -> QuerySet[FieldVisit]:
        return queries.field_visits_with_words(queryset, value)


class ProblemFilter(ListFilter):
    q = django_filters.CharFilter(label=_("Problem, union or solver"), method="by_words", max_length=60)
    done = django_filters.ChoiceFilter(
        label=pgettext_lazy("problem", "Solved"), choices=Done.choices, empty_label=_ALL, method="by_done"
    )

    class Meta:
        model = Problem
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        return queries.problems_with_words(queryset, value)

    def by_done(self, queryset: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        return queries.problems_standing(queryset, value)
