from __future__ import annotations

from typing import Any

from lianshou.kernel.access.models import User
from lianshou.kernel.audit.queries import Change, changes_of
from lianshou.kernel.audit.queries.changes import Names
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries.register import people_in_scope
from lianshou.kernel.unions.queries import names_in_scope as union_names


def changes_in(*, actor: Any, person: Person) -> list[Change]:
    """What changed in a person whom the caller has been let in to, and in their offices."""
    offices = Office.history.filter(person_id=person.pk)
    return changes_of(Person.history.filter(id=person.pk), offices, names=names_in_scope(actor=actor))


def names_in_scope(*, actor: Any) -> Names:
    """The names of persons that the actor may see, and of accounts and unions, for the pages that tell what changed."""

    def people(keys: set[Any]) -> dict[Any, str]:
        return {one.pk: str(one) for one in people_in_scope(actor=actor).filter(pk__in=keys)}

    def accounts(keys: set[Any]) -> dict[Any, str]:
        held = people_in_scope(actor=actor).filter(account__in=keys)
        return dict(held.values_list("account_id", "account__username"))

    return {**union_names(actor=actor), Person: people, User: accounts}
