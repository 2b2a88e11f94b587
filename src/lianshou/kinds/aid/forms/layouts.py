"""What narrows the list of layouts."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import Spread
from lianshou.kinds.aid.models import ColumnMap
from lianshou.kinds.aid.queries.shaping import maps_with_words, unions_with_maps
from lianshou.kinds.aid.rules.form import FORMS
from lianshou.web.filters import ListFilter
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say


def _years() -> list[tuple[str, str]]:
    return [(str(one.year), say(one.title)) for one in reversed(FORMS)]


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_with_maps(actor=request.user)


class ColumnMapFilter(ListFilter):
    """By the name or the union, the form of the year, where members stand, and who keeps it."""

    q = django_filters.CharFilter(
        label=_("Name of the layout or of its union"), method="by_words", max_length=60
    )
    vintage = django_filters.ChoiceFilter(label=_("Form of the year"), choices=_years)
    spread = django_filters.ChoiceFilter(label=pgettext_lazy("layout", "Members"), choices=Spread.choices)
    union = django_filters.ModelChoiceFilter(
        label=_("Union that keeps the layout"), queryset=_unions, widget=PickOne
    )

    class Meta:
        model = ColumnMap
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[ColumnMap], name: str, value: str) -> QuerySet[ColumnMap]:
        return maps_with_words(queryset, value)
