from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.funds.enums import BatchState, PayeeSort, Sort, State
from lianshou.kernel.funds.models import Batch, Budget, Payment, Source
from lianshou.kernel.funds.queries import (
    batches_in_scope,
    budgets_in_scope,
    budgets_with_words,
    payments_to_pay,
    payments_waiting_for,
    payments_with_words,
    programmes_with_budgets,
    sources_in_scope,
    sources_with_words,
    years_of_sources,
)
from lianshou.kernel.funds.rules import LIVE, MOVED
from lianshou.web.filters import ListFilter, day_input

_ALL = _("All")
_GROUPS = {"live": LIVE, "moved": MOVED}
_HIDDEN = forms.HiddenInput


def _years(request: Any) -> list[tuple[int, str]]:
    return [(year, str(year)) for year in years_of_sources(actor=request.user)] if request else []


def _programmes(request: Any) -> QuerySet[Any]:
    return programmes_with_budgets(actor=request.user)


def _sources(request: Any) -> QuerySet[Source]:
    return sources_in_scope(actor=request.user)


def _budgets(request: Any) -> QuerySet[Budget]:
    return budgets_in_scope(actor=request.user)


def _batches(request: Any) -> QuerySet[Batch]:
    return batches_in_scope(actor=request.user)


class _YearFilter(django_filters.ChoiceFilter):
    """The years that there are, asked when the list is shown."""

    @property
    def field(self) -> Any:
        self.extra["choices"] = _years(self.parent.request)
        return super().field


class SourceFilter(ListFilter):
    """Narrows the list of sources."""

    q = django_filters.CharFilter(label=_("Title, document or union"), method="by_words")
    year = _YearFilter(label=_("Year"), empty_label=_ALL)
    sort = django_filters.ChoiceFilter(label=_("Sort of money"), choices=Sort.choices, empty_label=_ALL)
    union = django_filters.NumberFilter(field_name="union", widget=_HIDDEN)

    class Meta:
        model = Source
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Source], name: str, value: str) -> QuerySet[Source]:
        return sources_with_words(queryset, value)


class BudgetFilter(ListFilter):
    """Narrows the list of budgets."""

    q = django_filters.CharFilter(label=_("Item, programme or source"), method="by_words")
    year = _YearFilter(label=_("Year"), field_name="source__year", empty_label=_ALL)
    programme = django_filters.ModelChoiceFilter(label=_("Programme"), queryset=_programmes, empty_label=_ALL)
    source = django_filters.ModelChoiceFilter(label=_("Source"), queryset=_sources, empty_label=_ALL)

    class Meta:
        model = Budget
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Budget], name: str, value: str) -> QuerySet[Budget]:
        return budgets_with_words(queryset, value)


class PaymentFilter(ListFilter):
    """Narrows the list of payments; every number of another page opens to it with some of these."""

    q = django_filters.CharFilter(label=_("Payee, purpose, number or receipt"), method="by_words")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            *State.choices,
            ("live", _("All that counts against the budget")),
            ("moved", _("Paid, with or without receipt")),
        ],
        empty_label=_ALL,
        method="by_state",
    )
    payee_sort = django_filters.ChoiceFilter(
        label=_("Sort of payee"), choices=PayeeSort.choices, empty_label=_ALL
    )
    programme = django_filters.ModelChoiceFilter(
        label=_("Programme"), field_name="budget__programme", queryset=_programmes, empty_label=_ALL
    )
    source = django_filters.ModelChoiceFilter(
        label=_("Source"), field_name="budget__source", queryset=_sources, empty_label=_ALL
    )
    since = django_filters.DateFilter(
        label=_("Paid from"), field_name="paid_on", lookup_expr="gte", widget=day_input()
    )
    until = django_filters.DateFilter(
        label=pgettext_lazy("day", "Paid to"), field_name="paid_on", lookup_expr="lte", widget=day_input()
    )
    budget = django_filters.ModelChoiceFilter(queryset=_budgets, widget=_HIDDEN)
    batch = django_filters.ModelChoiceFilter(queryset=_batches, widget=_HIDDEN)
    person = django_filters.NumberFilter(field_name="person", widget=_HIDDEN)
    mine = django_filters.BooleanFilter(method="waiting_for_me", widget=_HIDDEN)
    own = django_filters.BooleanFilter(method="entered_by_me", widget=_HIDDEN)
    failed = django_filters.BooleanFilter(method="not_paid", widget=_HIDDEN)
    to_pay = django_filters.NumberFilter(method="to_pay_from", widget=_HIDDEN)
    account = django_filters.BooleanFilter(field_name="has_account", widget=_HIDDEN)

    class Meta:
        model = Payment
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Payment], name: str, value: str) -> QuerySet[Payment]:
        return payments_with_words(queryset, value)

    def by_state(self, queryset: QuerySet[Payment], name: str, value: str) -> QuerySet[Payment]:
        return queryset.filter(state__in=_GROUPS.get(value, [value]))

    def waiting_for_me(self, queryset: QuerySet[Payment], name: str, value: bool) -> QuerySet[Payment]:
        if not value:
            return queryset
        return queryset.filter(pk__in=payments_waiting_for(actor=self.request.user).values("pk"))

    def entered_by_me(self, queryset: QuerySet[Payment], name: str, value: bool) -> QuerySet[Payment]:
        return queryset.filter(entered_by=self.request.user.pk) if value else queryset

    def not_paid(self, queryset: QuerySet[Payment], name: str, value: bool) -> QuerySet[Payment]:
        return queryset.exclude(failure="") if value else queryset.filter(failure="")

    def to_pay_from(self, queryset: QuerySet[Payment], name: str, value: int) -> QuerySet[Payment]:
        waiting = payments_to_pay(actor=self.request.user).filter(budget__source__union=value)
        return queryset.filter(pk__in=waiting.values("pk"))


class BatchFilter(ListFilter):
    """Narrows the lists for the bank."""

    q = django_filters.CharFilter(
        label=_("Name of the union"), field_name="union__search", lookup_expr="icontains"
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=BatchState.choices, empty_label=_ALL)

    class Meta:
        model = Batch
        fields: list[str] = []
