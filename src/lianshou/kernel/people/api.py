from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.people import actions, queries
from lianshou.kernel.people.forms import LeavingForm, OfficeForm, PersonFilter, PersonForm
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.rules import is_personal_number
from lianshou.kernel.people.tables import PersonTable
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.api import (
    Acting,
    Fault,
    Item,
    Listing,
    Reading,
    Rejected,
    act_at,
    list_at,
    orders_of,
    read_at,
    router_for,
)

router = router_for(pgettext_lazy("api", "Persons"))


class OfficeItem(Item):
    id: int
    position: str
    starts_on: date | None
    ends_on: date | None


class PersonItem(Item):
    """Protected fields stand in ``masked``, as lists show them."""

    id: int
    name: str
    union_id: int
    joined_on: date | None
    left_on: date | None
    has_account: bool
    masked: dict[str, str]

    @staticmethod
    def resolve_has_account(person: Person) -> bool:
        return person.account_id is not None

    @staticmethod
    def resolve_masked(person: Person) -> dict[str, str]:
        return dict(person.masked)


def _person(request: HttpRequest, pk: int) -> Person | None:
    return queries.people_in_scope(actor=request.user).filter(pk=pk).first()


def _office(request: HttpRequest, pk: int) -> Office | None:
    return queries.offices_in_scope(actor=request.user).filter(pk=pk).first()


def _union(request: HttpRequest, pk: int) -> Any:
    return unions_in_scope(actor=request.user, verb="person.edit").filter(pk=pk).first()


def _narrowed(request: HttpRequest, rows: Any) -> PersonFilter:
    """The page's filters; a whole number of a person belongs into no address, and finds nobody."""
    if is_personal_number(request.GET.get("q", "")):
        words = _("Numbers of persons do not belong into addresses.")
        raise Rejected(422, faults=[Fault(place="query.q", code="personal", words=words)])
    return PersonFilter(request.GET, queryset=rows, actor=request.user)


def _entered(actor: Any, union: Any, now: Any, said: Any) -> Person:
    return actions.add_person(actor=actor, now=now, **said)


def _facts(form: Any) -> dict[str, Any]:
    return {"union": form.union, "position": form.cleaned_data.get("position", ""), **form.facts}


list_at(
    router,
    Listing(
        path="/persons",
        name="persons",
        door="person.view",
        item=PersonItem,
        rows=lambda request: queries.people_listed(actor=request.user),
        filters=PersonFilter,
        narrow=_narrowed,
        orders=orders_of(PersonTable, first=("search", "pk")),
        pages=("people:list", "people:export"),
        told=pgettext_lazy("api", "The register of persons, protected fields masked"),
    ),
)
read_at(
    router,
    Reading(
        path="/persons/{int:pk}",
        name="person",
        door="person.view",
        item=PersonItem,
        find=_person,
        label="people.person",
        told=pgettext_lazy("api", "A person, protected fields masked"),
    ),
)
act_at(
    router,
    Acting(
        path="/unions/{int:pk}/persons",
        name="add_person",
        door="person.edit",
        find=_union,
        form=PersonForm,
        but=("unit",),
        fill=lambda request, union, data: PersonForm(
            data.dict() | {"unit": union.name}, actor=request.user, union=union
        ),
        facts=_facts,
        act=_entered,
        item=PersonItem,
        status=201,
        told=pgettext_lazy("api", "Enter a person of a union"),
    ),
)
act_at(
    router,
    Acting(
        path="/persons/{int:pk}/leave",
        name="mark_left",
        door="person.edit",
        find=_person,
        form=LeavingForm,
        act=lambda actor, found, now, said: actions.mark_left(actor=actor, person=found, now=now, **said),
        item=PersonItem,
        told=pgettext_lazy("api", "A person has left"),
    ),
)
act_at(
    router,
    Acting(
        path="/persons/{int:pk}/take-back",
        name="take_back",
        door="person.edit",
        find=_person,
        act=lambda actor, found, now, said: actions.take_back(actor=actor, person=found, now=now),
        item=PersonItem,
        told=pgettext_lazy("api", "A person is back"),
    ),
)
act_at(
    router,
    Acting(
        path="/persons/{int:pk}/offices",
        name="give_office",
        door="person.edit",
        find=_person,
        form=OfficeForm,
        act=lambda actor, found, now, said: actions.give_office(actor=actor, person=found, now=now, **said),
        item=OfficeItem,
        status=201,
        told=pgettext_lazy("api", "A person takes an office in their union"),
    ),
)
act_at(
    router,
    Acting(
        path="/offices/{int:pk}/end",
        name="end_office",
        door="person.edit",
        find=_office,
        act=lambda actor, found, now, said: actions.end_office(actor=actor, office=found, now=now),
        item=OfficeItem,
        told=pgettext_lazy("api", "An office ends"),
    ),
)
