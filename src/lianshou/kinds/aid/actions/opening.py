from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.china import identity_numbers
from lianshou.china.text import tidy_name
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require, scope_of
from lianshou.kernel.intake.actions import enter_application
from lianshou.kernel.people.actions import add_person
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions.holding import note, refuse
from lianshou.kinds.aid.actions.verifying.rounds import begin_round
from lianshou.kinds.aid.enums import Level, Reason
from lianshou.kinds.aid.models import Household, Member, Series
from lianshou.kinds.aid.queries import division_of, file_in_sight, holder, standing_member
from lianshou.kinds.aid.queries.leaving import file_that_left
from lianshou.kinds.aid.rules.deciding import number_of, why_not_hold


@transaction.atomic
def open_file(
    *,
    actor: Any,
    union: Union,
    name: str,
    id_number: str,
    now: datetime,
    level: str = Level.NATION,
    programme: Programme | None = None,
) -> Household:
    """Open the file of a household at ``union`` for a worker, who is entered in the register of persons where they do not stand there.

    In a ``programme`` the worker's application is entered, too. Raises PermissionDenied, or Refused with a reason of this kind
    (HELD_IN_SIGHT / HELD_ELSEWHERE for a number that stands in a file, OTHER_NAME, PERSON_ELSEWHERE; HAS_LEFT for a worker whose file ended by leaving hardship) or of the register of
    persons. Leaves ``household.opened`` and, for somebody new, ``person.added``.
    """
    require(actor, "person.edit", on=union)
    number = identity_numbers.normalise(id_number)
    refuse(None if number else Reason.NO_IDENTITY)
    refuse_held(actor=actor, number=number)
    head = _head(actor, union, tidy_name(name), number, now)
    refuse(Reason.HAS_LEFT if file_that_left(person=head.pk) else None)
    household = _opened(union, head, level, now)
    if programme is not None:
        household.application = enter_application(
            actor=actor, programme=programme, union=head.union, person=head, now=now
        )
    _save(household)
    Member.objects.create(
        household=household,
        person=head,
        is_head=True,
        name=head.name,
        id_number=number,
        birth_on=head.birth_on or identity_numbers.birth_of(number),
    )
    note("household.opened", actor=actor, household=household, now=now)
    begin_round(actor=actor, household=household, now=now)
    return household


def refuse_held(*, actor: Any, number: str, but: int | None = None) -> None:
    """Refuse a number that stands in another standing file; only who may see that file learns that there is one in sight."""
    member = standing_member(number, but=but) if number else None
    if member is not None:
        seen = file_in_sight(actor=actor, number=number, but=but) is not None
        refuse(why_not_hold(held=True, in_sight=seen))


def _head(actor: Any, union: Union, name: str, number: str, now: datetime) -> Person:
    """Whoever has the number, at the union or below it; else somebody new there."""
    known: Person | None = holder(number)
    if known is None:
        return add_person(actor=actor, union=union, name=name, id_number=number, now=now)
    inside = known.union.path.startswith(union.path)
    if not (inside and scope_of(actor=actor, verb="person.view").covers(known.union.path)):
        raise Refused(Reason.PERSON_ELSEWHERE)
    refuse(None if known.name == name else Reason.OTHER_NAME)
    return known


def _opened(union: Union, head: Person, level: str, now: datetime) -> Household:
    today = timezone.localdate(now)
    division = division_of(union)
    running = _next_of(union, division, today.year)
    number = number_of(division=division, year=today.year, running=running)
    return Household(
        number=number, union=union, head=head, level=level, opened_on=today, opened_year=today.year
    )


def numbers_for(union: Union, division: str, year: int, count: int) -> Iterator[str]:
    """The next numbers of files of a division in a year, drawn at once; in a transaction."""
    last = _next_of(union, division, year, count)
    return (
        number_of(division=division, year=year, running=running)
        for running in range(last - count + 1, last + 1)
    )


def _next_of(union: Union, division: str, year: int, count: int = 1) -> int:
    """The last of the next numbers of a division in a year; two who draw at once come one after the other."""
    facts = {"division": division, "year": year}
    Series.objects.admitted().get_or_create(**facts, defaults={"union": union})
    series = Series.objects.admitted().select_for_update().get(**facts)
    series.last += count
    series.save(update_fields=["last"])
    return series.last


def _save(household: Household) -> None:
    """Two who open a file for the same worker at once meet at the constraint."""
    try:
        with transaction.atomic():
            household.save()
    except IntegrityError as error:
        raise Refused(Reason.HELD_IN_SIGHT) from error
