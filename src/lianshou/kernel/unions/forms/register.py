from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lianshou.china.industries import name_of, section_name, section_of
from lianshou.kernel.unions.enums import Grade, HonourLevel, Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import (
    below,
    chains_in_scope,
    divisions_in_use,
    holding_honour,
    in_industries,
    matching_words,
    unions_in_scope,
    zones_in_scope,
)
from lianshou.web.filters import ListFilter
from lianshou.web.templatetags.web import say


class RegisterFilter(ListFilter):
    """What narrows the register; every choice offered stands in the actor's own subtree."""

    q = filters.CharFilter(label=_("Name, pinyin, initials or credit code"), method="by_words")
    level = filters.ChoiceFilter(label=_("Level"), choices=Level.choices)
    honour = filters.ChoiceFilter(label=_("Honour"), choices=HonourLevel.choices, method="by_honour")
    grade = filters.ChoiceFilter(label=_("Home grade"), choices=Grade.choices)
    section = filters.ChoiceFilter(label=_("Industry section"), method="by_section")
    division = filters.ChoiceFilter(label=_("Industry division"), method="by_division")
    chain = filters.ModelChoiceFilter(label=_("Industry chain"), field_name="chains", queryset=None)
    zone = filters.ModelChoiceFilter(label=_("Zone"), queryset=None)
    sector = filters.ChoiceFilter(
        label=_("New sector"),
        choices=[("yes", _("New-sector unions")), ("no", _("Other unions"))],
        method="by_sector",
    )
    under = filters.NumberFilter(method="by_parent", widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Union], actor: Any) -> None:
        super().__init__(data, queryset=queryset)
        self.actor = actor
        self._codes = divisions_in_use(actor=actor)
        self.filters["chain"].queryset = chains_in_scope(actor=actor)
        self.filters["zone"].queryset = zones_in_scope(actor=actor)
        self.filters["section"].extra["choices"] = _sections(self._codes)
        self.filters["division"].extra["choices"] = [
            (code, f"{code} {name_of(code) or ''}") for code in self._codes if name_of(code)
        ]

    def by_words(self, queryset: QuerySet[Union], name: str, value: str) -> QuerySet[Union]:
        return matching_words(queryset, value)

    def by_honour(self, queryset: QuerySet[Union], name: str, value: str) -> QuerySet[Union]:
        return holding_honour(queryset, value)

    def by_section(self, queryset: QuerySet[Union], name: str, value: str) -> QuerySet[Union]:
        return in_industries(queryset, [value, *(code for code in self._codes if _section(code) == value)])

    def by_division(self, queryset: QuerySet[Union], name: str, value: str) -> QuerySet[Union]:
        return in_industries(queryset, [value])

    def by_sector(self, queryset: QuerySet[Union], name: str, value: str) -> QuerySet[Union]:
        return queryset.filter(is_new_sector=value == "yes")

    def by_parent(self, queryset: QuerySet[Union], name: str, value: Any) -> QuerySet[Union]:
        parent = unions_in_scope(actor=self.actor).filter(pk=value).first()
        return below(queryset, parent) if parent else queryset.none()


def _section(code: str) -> str:
    return section_of(code) if name_of(code) else ""


def _sections(codes: list[str]) -> list[tuple[str, str]]:
    letters = sorted({_section(code) for code in codes} - {""})
    return [(letter, f"{letter} {say(section_name(letter))}") for letter in letters]
