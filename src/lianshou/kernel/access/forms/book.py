from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.access.enums import Reason
from lianshou.kernel.audit.enums import verb_said
from lianshou.kernel.audit.models import Entry
from lianshou.web.filters import ListFilter, day_input


class EntryFilter(ListFilter):
    """What narrows the book: what was done, by whom, and when."""

    verb = filters.ChoiceFilter(label=_("What was done"))
    actor = filters.CharFilter(label=_("By whom"), field_name="actor_name", lookup_expr="icontains")
    since = filters.DateFilter(
        label=_("From day"), field_name="at", lookup_expr="date__gte", widget=day_input()
    )
    until = filters.DateFilter(
        label=_("To day"), field_name="at", lookup_expr="date__lte", widget=day_input()
    )

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Entry], verbs: list[str]) -> None:
        super().__init__(data, queryset=queryset)
        choices: list[tuple[str, Any]] = [(verb, verb_said(verb)) for verb in verbs]
        self.filters["verb"].extra["choices"] = choices


_MOST_NAMED = 200  # unions offered while typing; any other is found by its name all the same
_FIELD_OF: Mapping[Any, str] = {
    Reason.NAME_TAKEN: "username",
    Reason.ENDS_BEFORE_START: "ends_on",
    Reason.DELEGATION_TOO_LONG: "ends_on",
    Reason.OUTSIDE_POST: "starts_on",
    Reason.SEPARATE_OFFICES: "role",
    Reason.NO_CASE_DATA: "role",
    Reason.ALREADY_HELD: "role",
    Reason.ENDED: "last_day",
    Reason.ENDS_EARLIER: "last_day",
    Reason.LAST_ADMIN: "last_day",
    Reason.SAME_PERSON: "to",
    Reason.NOT_YOUR_OWN: "to",
}
