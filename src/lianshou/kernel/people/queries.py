from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.queries import Change, changes_of
from lianshou.kernel.audit.queries.changes import Names
from lianshou.kernel.guard.rules.masks import Mask
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import names_in_scope as union_names


def offices_in_scope(*, actor: Any) -> QuerySet[Office]:
    return Office.objects.filter(scope_of(actor=actor, verb="person.view").q("union__path")).select_related(
        "person", "union"
    )


def people_in_scope(*, actor: Any) -> QuerySet[Person]:
    """The persons of the unions where the actor may see persons."""
    return Person.objects.filter(scope_of(actor=actor, verb="person.view").q("union__path")).select_related(
        "union"
    )


def changes_in(*, actor: Any, person: Person) -> list[Change]:
    """What changed in a person whom the caller has been let in to, and in their offices."""
    offices = Office.history.filter(person_id=person.pk)
    names, masks = names_in_scope(actor=actor), {"phone": Mask.PHONE}
    return changes_of(Person.history.filter(id=person.pk), offices, names=names, masks=masks)


def names_in_scope(*, actor: Any) -> Names:
    """The names of persons that the actor may see, and of accounts and unions, for the pages that tell what changed."""

    def people(keys: set[Any]) -> dict[Any, str]:
        return {one.pk: str(one) for one in people_in_scope(actor=actor).filter(pk__in=keys)}

    def accounts(keys: set[Any]) -> dict[Any, str]:
        held = people_in_scope(actor=actor).filter(account__in=keys)
        return dict(held.values_list("account_id", "account__username"))

    return {**union_names(actor=actor), Person: people, User: accounts}


def offices_of(*, union: Union) -> QuerySet[Office]:
    """Everybody who holds or held office in a union that the caller has been let in to."""
    return Office.objects.filter(union=union).select_related("person").order_by("-starts_on", "pk")


def chairs_of(unions: Iterable[Union]) -> dict[int, Person]:
    """The sitting chair of each union, by the union's id; the caller has already been let in to the unions."""
    offices = Office.objects.filter(union__in=list(unions), position=Position.CHAIR, ends_on=None)
    return {office.union_id: office.person for office in offices.select_related("person")}
