from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lianshou.core.duties import DutyRow
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.models import Union


def in_office(day: date) -> Q:
    """Offices held on ``day``: an office ends on the day on which the next one begins."""
    begun = Q(starts_on=None) | Q(starts_on__lte=day)
    return begun & (Q(ends_on=None) | Q(ends_on__gt=day))


def offices_in_scope(*, actor: Any) -> QuerySet[Office]:
    """The offices of the unions where the actor may see persons."""
    scope = scope_of(actor=actor, verb="person.view")
    return Office.objects.within(scope).select_related("person", "union")


def offices_of(*, union: Union) -> QuerySet[Office]:
    """Everybody who holds or held office in a union that the caller has been let in to."""
    return Office.objects.admitted().filter(union=union).select_related("person").order_by("-starts_on", "pk")


def offices_of_person(*, person: Person) -> QuerySet[Office]:
    """The offices of a person whom the caller has been let in to, those still held first."""
    return person.offices.select_related("union").order_by(
        F("ends_on").desc(nulls_first=True), "-starts_on", "pk"
    )


def chairs_of(unions: Iterable[Union]) -> dict[int, Person]:
    """The sitting chair of each union, by the union's id; the caller has already been let in to the unions."""
    held = in_office(timezone.localdate())
    offices = Office.objects.admitted().filter(held, union__in=list(unions), position=Position.CHAIR)
    return {office.union_id: office.person for office in offices.select_related("person")}


def office_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many offices, today or to come, the persons of each account hold."""
    held = Office.objects.admitted().filter(_later(today), person__account__in=accounts)
    return dict(held.order_by().values_list("person__account").annotate(n=Count("pk")))


def office_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those offices, where the actor may see persons."""
    held = offices_in_scope(actor=actor).filter(_later(today), person__account=account).order_by("pk")
    return [
        DutyRow(
            f"{office.union} · {office.get_position_display()}",
            reverse("unions:detail", args=[office.union_id]),
        )
        for office in held
    ]


def _later(today: date) -> Q:
    return Q(ends_on=None) | Q(ends_on__gt=today)


def count_persons(scope: Scope) -> int:
    """How many persons belong to the unions of a subtree."""
    return Person.objects.within(scope).count()
