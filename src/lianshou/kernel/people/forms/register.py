from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.people import queries
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.rules import is_personal_number
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.filters import ListFilter


class PersonFilter(ListFilter):
    """What narrows the register of persons. Whole numbers are searched for without an address (``sought``)."""

    q = filters.CharFilter(
        label=_("Name, pinyin or initials; or a whole telephone or identity number"), method="by_words"
    )
    unit = filters.CharFilter(label=_("Union (name or pinyin)"), method="by_unit")
    position = filters.ChoiceFilter(label=_("Position"), choices=Position.choices, method="by_position")
    account = filters.ChoiceFilter(
        label=_("Account"),
        choices=[("yes", _("Has an account")), ("no", _("Has no account"))],
        method="by_account",
    )
    left = filters.ChoiceFilter(
        label=_("Membership"), choices=[("no", _("Present")), ("yes", _("Has left"))], method="by_left"
    )
    under = filters.NumberFilter(method="by_parent", widget=forms.HiddenInput)
    brought = filters.NumberFilter(method="by_list", widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict, *, queryset: QuerySet[Person], actor: Any, brought: Sequence[int] = ()
    ) -> None:
        super().__init__(data, queryset=queryset)
        self.actor, self.brought = actor, brought

    def by_words(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.none() if is_personal_number(value) else queries.with_words(queryset, value)

    def by_unit(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queries.of_unions_called(queryset, value, actor=self.actor)

    def by_position(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queries.holding(queryset, value)

    def by_account(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.filter(account__isnull=value == "no")

    def by_left(self, queryset: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return queryset.filter(left_on__isnull=value == "no")

    def by_list(self, queryset: QuerySet[Person], name: str, value: Any) -> QuerySet[Person]:
        """Those whom the reader has just imported; without that nobody, rather than everybody."""
        return queries.brought(queryset, self.brought)

    def by_parent(self, queryset: QuerySet[Person], name: str, value: Any) -> QuerySet[Person]:
        union = unions_in_scope(actor=self.actor, verb="person.view").filter(pk=value).first()
        return queries.below(queryset, union) if union else queryset.none()

    @property
    def under_union(self) -> Any:
        """The union that the list is narrowed to, for the page to say so."""
        value = self.form.cleaned_data.get("under") if self.form.is_valid() else None
        return (
            unions_in_scope(actor=self.actor, verb="person.view").filter(pk=value).first() if value else None
        )
