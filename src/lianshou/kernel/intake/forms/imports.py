"""What narrows the list of the lists that were taken in."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.intake.enums import Stage
from lianshou.kernel.intake.models import Import
from lianshou.kernel.intake.queries import imports_to_finish, imports_with_words, lists_known, unions_to_fill
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say

_ALL = _("All")


def _lists() -> list[tuple[str, str]]:
    return [(slug, say(title)) for slug, title in lists_known().items()]


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_to_fill(actor=request.user)


class ImportFilter(ListFilter):
    """By words, list, union and those below it, state, what is left to do, and day."""

    q = django_filters.CharFilter(label=_("File, union or who uploaded it"), method="by_words", max_length=60)
    list = django_filters.ChoiceFilter(
        label=pgettext_lazy("import", "List"), field_name="list_slug", choices=_lists, empty_label=_ALL
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"),
        queryset=_unions,
        method="by_union",
        widget=PickOne,
        empty_label=_ALL,
    )
    stage = django_filters.ChoiceFilter(label=_("State"), choices=Stage.choices, empty_label=_ALL)
    left = django_filters.ChoiceFilter(
        label=_("Left to do"),
        choices=[("1", _("Rows to correct or to take over"))],
        method="by_left",
        empty_label=_ALL,
    )
    since = django_filters.DateFilter(
        label=_("Uploaded from"), field_name="uploaded_at", lookup_expr="date__gte", widget=day_input()
    )
    until = django_filters.DateFilter(
        label=pgettext_lazy("day", "Uploaded to"),
        field_name="uploaded_at",
        lookup_expr="date__lte",
        widget=day_input(),
    )

    class Meta:
        model = Import
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Import], name: str, value: str) -> QuerySet[Import]:
        return imports_with_words(queryset, value)

    def by_union(self, queryset: QuerySet[Import], name: str, value: Union) -> QuerySet[Import]:
        return queryset.filter(union__path__startswith=value.path)

    def by_left(self, queryset: QuerySet[Import], name: str, value: str) -> QuerySet[Import]:
        return imports_to_finish(queryset)
