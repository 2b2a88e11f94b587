"""What is typed and chosen: at the desk, here; by everybody, in ``self_test``."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.models import Entry
from lianshou.kinds.aid.queries import unions_to_enter, with_words
from lianshou.web.filters import ListFilter


class EntryFilter(ListFilter):
    """What narrows the list."""

    q = django_filters.CharFilter(label=_("Name of the union"), method="by_words", max_length=60)

    class Meta:
        model = Entry
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return with_words(queryset, value)


class EntryForm(forms.Form):
    """A union that takes part."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(label=_("Union"), queryset=None)
    wish = forms.CharField(label=_("What the union wishes for"), max_length=200)

    def __init__(self, *args: Any, actor: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = unions_to_enter(  # type: ignore[attr-defined]
            actor=actor, programme=programme
        )
