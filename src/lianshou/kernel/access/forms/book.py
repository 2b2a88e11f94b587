from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.access.queries import subtrees_named
from lianshou.kernel.audit.enums import DOORS, SUBJECTS, Outcome, verbs_grouped
from lianshou.kernel.audit.models import Entry
from lianshou.web.filters import ListFilter, day_input


class EntryFilter(ListFilter):
    """What narrows the book; ``q`` is a name, a number of an entry, or ``record number`` when a type is chosen."""

    q = filters.CharFilter(label=_("Name of whoever did it, or number of an entry"), method="by_words")
    verb = filters.ChoiceFilter(label=_("What was done"))
    subject = filters.ChoiceFilter(label=_("Sort of record"), field_name="subject_type")
    number = filters.CharFilter(label=_("Number of the record"), field_name="subject_id")
    union = filters.CharFilter(label=_("Union, with all below it"), method="by_union")
    since = filters.DateFilter(label=_("From day"), method="by_first_day", widget=day_input())
    until = filters.DateFilter(label=_("To day"), method="by_last_day", widget=day_input())
    door = filters.ChoiceFilter(label=_("Through"), choices=tuple(DOORS.items()))
    address = filters.CharFilter(label=_("Address begins with"), lookup_expr="startswith")
    outcome = filters.ChoiceFilter(label=_("Outcome"), choices=Outcome.choices)
    order = filters.ChoiceFilter(
        label=_("Order"),
        method="by_order",
        choices=(("old", _("Oldest first")),),
        empty_label=_("Newest first"),
    )

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Entry], actor: Any) -> None:
        self.actor = actor
        super().__init__(data, queryset=queryset)
        subjects = sorted(((key, str(label)) for key, label in SUBJECTS.items()), key=lambda pair: pair[1])
        self.filters["verb"].extra["choices"] = verbs_grouped()
        self.filters["subject"].extra["choices"] = subjects

    @property
    def is_oldest_first(self) -> bool:
        return bool(self.form.cleaned_data.get("order") == "old")

    def by_words(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        is_number = value.isascii() and value.isdigit() and len(value) < 19
        return entries.filter(pk=int(value)) if is_number else entries.filter(actor_name__icontains=value)

    def by_union(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return entries.filter(subtrees_named(actor=self.actor, words=value.strip()).q("union_path"))

    def by_first_day(self, entries: QuerySet[Entry], name: str, value: date) -> QuerySet[Entry]:
        return entries.filter(Q(at__gte=_midnight(value)))

    def by_last_day(self, entries: QuerySet[Entry], name: str, value: date) -> QuerySet[Entry]:
        return entries if value == date.max else entries.filter(at__lt=_midnight(value + timedelta(days=1)))

    def by_order(self, entries: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return entries


def _midnight(day: date) -> datetime:
    """The moment at which a day begins here; a range of moments is found by the index, a date of each row is not."""
    return timezone.make_aware(datetime.combine(day, time.min))
