"""Visits, what is due, households without a helper, and the helper's own households."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from lianshou.core.duties import DutyRow
from lianshou.kernel.access.queries import scope_of
from lianshou.kinds.aid.enums import State
from lianshou.kinds.aid.models import Helping, Household, Visit
from lianshou.kinds.aid.queries.helping.register import helpings_in_scope

MOST_SHOWN = 20
"""How many visits the page of a household shows; the list has all of them."""
_SIDES = ("helping__household__union", "helping__household__head", "helping__helper__person", "recorded_by")


def without_helper(households: QuerySet[Household]) -> QuerySet[Household]:
    """Narrow to households on file that nobody helps."""
    standing = Helping.objects.admitted().filter(household=OuterRef("pk"), ends_on=None)
    return households.filter(~Exists(standing), state=State.ON_FILE)


def own_helpings(*, actor: Any) -> QuerySet[Helping]:
    """The households of the actor as a helper, what is due first."""
    found = Helping.objects.admitted().filter(helper__person__account=actor.pk, ends_on=None)
    return found.select_related("household__union", "household__head", "helper__person").order_by(
        "due_on", "pk"
    )


def helping_for(*, actor: Any, pk: int) -> Helping | None:
    """Who helps whom, where the actor is the helper or writes in the file; None for everybody else."""
    own = own_helpings(actor=actor).filter(pk=pk).select_related("helper__union").first()
    return own or helpings_in_scope(actor=actor, verb="person.edit").filter(pk=pk).first()


def visits_in_scope(*, actor: Any) -> QuerySet[Visit]:
    """The visits to households in the actor's scope."""
    return Visit.objects.within(scope_of(actor=actor, verb="person.view")).select_related(*_SIDES)


def visits_of(household: Household) -> list[Visit]:
    """The visits to a household, newest first; the caller has been let in to it."""
    found = Visit.objects.admitted().filter(helping__household=household)
    return list(found.select_related("helping__helper__person", "recorded_by")[:MOST_SHOWN])


def last_visits(helpings: Sequence[Helping]) -> dict[int, Visit]:
    """The last visit of each; by anybody, so that a successor sees what was found before."""
    ids = [one.household_id for one in helpings]
    rows = Visit.objects.admitted().filter(helping__household__in=ids).select_related("helping")
    found: dict[int, Visit] = {}
    for row in rows.order_by("visited_on", "pk"):
        found[row.helping.household_id] = row
    return {one.pk: found[one.household_id] for one in helpings if one.household_id in found}


def visit_with_key(key: UUID | None) -> Visit | None:
    """The visit that a browser sent under a key before."""
    return Visit.objects.admitted().filter(key=key).first() if key else None


def helped_counted(*, actor: Any, today: date) -> QuerySet[Household]:
    """Households on file that have a helper, inside the actor's scope for figures."""
    standing = Helping.objects.admitted().filter(household=OuterRef("pk"), ends_on=None)
    found = Household.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(Exists(standing), state=State.ON_FILE)


def overdue_counted(*, actor: Any, today: date) -> QuerySet[Helping]:
    """Households on file whose visit is overdue, inside the actor's scope for figures."""
    found = Helping.objects.within(scope_of(actor=actor, verb="figure.view"))
    return found.filter(ends_on=None, due_on__lt=today, household__state=State.ON_FILE)


def visits_counted(*, actor: Any, today: date) -> QuerySet[Visit]:
    """Every visit, inside the actor's scope for figures."""
    return Visit.objects.within(scope_of(actor=actor, verb="figure.view"))


def own_duty_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many households each of these accounts helps."""
    rows = Helping.objects.admitted().filter(Q(helper__person__account__in=accounts), ends_on=None)
    return dict(rows.values_list("helper__person__account").annotate(n=Count("pk")).order_by())


def own_duty_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """The households that an account helps, those that the actor may see."""
    rows = helpings_in_scope(actor=actor).filter(helper__person__account=account.pk, ends_on=None)
    return [DutyRow(str(one.household), reverse("aid:household", args=[one.household_id])) for one in rows]
