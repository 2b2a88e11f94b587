"""What narrows the list of verifications, and that of reports on civil-affairs lists."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Layer, Mismatch, Sort
from lianshou.kinds.aid.models import CivilLine, Verification
from lianshou.kinds.aid.queries import (
    lines_that_differ,
    lines_with_words,
    unions_that_keep,
    verifications_below,
    verifications_with_words,
)
from lianshou.web.filters import ListFilter
from lianshou.web.picking import PickOne


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_that_keep(actor=request.user)


class VerificationFilter(ListFilter):
    """What narrows the households that are being verified."""

    q = django_filters.CharFilter(
        label=_("Name, pinyin, or number of the file"), method="by_words", max_length=60
    )
    waits = django_filters.ChoiceFilter(
        label=pgettext_lazy("verification", "Waits at"), field_name="waits_at", choices=Layer.choices
    )
    sort = django_filters.ChoiceFilter(label=pgettext_lazy("verification", "Sort"), choices=Sort.choices)
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )

    class Meta:
        model = Verification
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Verification], name: str, value: str) -> QuerySet[Verification]:
        return verifications_with_words(queryset, value)

    def by_union(self, queryset: QuerySet[Verification], name: str, value: Union) -> QuerySet[Verification]:
        return verifications_below(queryset, value)


DIFFERING = "differs"
_FINDINGS = [(DIFFERING, pgettext_lazy("civil", "Whatever is to be looked at")), *Mismatch.choices]


class CivilLineFilter(ListFilter):
    """What narrows a report."""

    q = django_filters.CharFilter(
        label=_("Name, pinyin, or number of the file"), method="by_words", max_length=60
    )
    mismatch = django_filters.ChoiceFilter(
        label=pgettext_lazy("civil", "Finding"), choices=_FINDINGS, method="by_finding"
    )

    class Meta:
        model = CivilLine
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[CivilLine], name: str, value: str) -> QuerySet[CivilLine]:
        return lines_with_words(queryset, value)

    def by_finding(self, queryset: QuerySet[CivilLine], name: str, value: str) -> QuerySet[CivilLine]:
        return lines_that_differ(queryset) if value == DIFFERING else queryset.filter(mismatch=value)
