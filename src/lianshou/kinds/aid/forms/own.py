"""What a household writes on its own page, how it is answered, and what narrows the list of it."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums.own import WRITTEN
from lianshou.kinds.aid.models import Concern
from lianshou.kinds.aid.queries import unions_that_keep, with_words
from lianshou.web.filters import ListFilter
from lianshou.web.picking import PickOne

MOST_WORDS = 1000


class SayForm(forms.Form):
    """Words of a household, as long as they need to be."""

    words = forms.CharField(
        label=pgettext_lazy("concern", "What it is about"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Your union reads it; nobody else does."),
    )


class AnswerForm(forms.Form):
    """The answer that the household reads."""

    answer = forms.CharField(
        label=pgettext_lazy("concern", "Answer"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "The household reads it as it stands here: say what was done, or why not and what comes next."
        ),
    )


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_that_keep(actor=request.user)


class ConcernFilter(ListFilter):
    """What narrows the list of what households said."""

    q = django_filters.CharFilter(
        label=_("Name, pinyin, or number of the file"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("concern", "What it is"), choices=[(one.value, one.label) for one in WRITTEN]
    )
    open = django_filters.ChoiceFilter(
        label=pgettext_lazy("concern", "Answer"),
        method="by_open",
        choices=[("1", pgettext_lazy("concern", "Waits")), ("0", pgettext_lazy("concern", "Answered"))],
    )

    class Meta:
        model = Concern
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Concern], name: str, value: str) -> QuerySet[Concern]:
        return with_words(queryset, value, of="household__")

    def by_union(self, queryset: QuerySet[Concern], name: str, value: Union) -> QuerySet[Concern]:
        return queryset.filter(Scope((value.path,)).q("household__union_path"))

    def by_open(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(answered_at__isnull=value == "1")
