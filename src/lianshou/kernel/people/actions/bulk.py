"""Long lists of persons: entered many at once, with one line in the book for each step, and taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lianshou.core.kinds import Trace
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import insert_with_history
from lianshou.kernel.guard.models import Sketch
from lianshou.kernel.people.actions.persons import FACTS, add_person, edit_person
from lianshou.kernel.people.enums import Reason
from lianshou.kernel.people.models import Office, Person
from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.people.queries.listing import (
    known_persons,
    numbers_held,
    units_of,
    versions_of,
    what_hangs_on,
)
from lianshou.kernel.people.rules import faults_of, search_key, tidied, why_not_days, with_birth
from lianshou.kernel.people.rules.listing import facts_of_row
from lianshou.kernel.people.rules.undoing import why_kept
from lianshou.kernel.unions.models import Union

Answer = tuple[Trace, ...] | Refused
_PERSON, _OFFICE = "people.person", "people.office"


@transaction.atomic
def take_persons(
    *, actor: Any, union: Union, rows: Sequence[Mapping[str, Any]], now: datetime
) -> list[Answer]:
    """Enter a part of a long list of persons: each row answers with what it made or changed, or with why it is refused.

    Somebody on record takes the facts that the row fills in, as in ``enter_persons``. Raises PermissionDenied. Leaves
    ``persons.entered`` with the counts and a digest of the new ones' numbers, and ``person.edited`` for each on record.
    """
    require(actor, "person.edit", on=union)
    units = units_of(rows, actor=actor)
    meant = [{**row, "union": units.get(str(row.get("unit"))) or union} for row in rows]
    held = numbers_held({str(row["id_number"]) for row in meant if row.get("id_number")})
    known = known_persons(meant, held, actor=actor)
    answers: list[Answer] = [()] * len(rows)
    for place, person in known.items():
        answers[place] = _edited(actor, person, meant[place], now)
    fresh = {place: row for place, row in enumerate(meant) if place not in known}
    made = _entered(actor, fresh, held, now)
    answers = [made.get(place, answer) for place, answer in enumerate(answers)]
    _tell(actor, union, answers, len(known), now)
    return answers


@transaction.atomic
def untake_persons(
    *, actor: Any, traces: Sequence[Trace], rows: Sequence[int], now: datetime
) -> list[Wording | None]:
    """Take back what ``take_persons`` did: new persons are struck with their history, changed ones become what they were.

    A person stays on whom anything depends, or who was changed since, with the words why. Raises PermissionDenied. Leaves
    ``persons.struck``, and ``person.edited`` for each who was on record.
    """
    del rows  # a row is about one person, whose answer its office shares
    offices = {one.key for one in traces if one.label == _OFFICE}
    of_office = dict(Office.objects.admitted().filter(pk__in=offices).values_list("pk", "person_id"))
    persons = {one.key: one for one in traces if one.label == _PERSON}
    answers = _why_kept(actor, persons, offices)
    new = [key for key, one in persons.items() if one.is_new and answers.get(key) is None]
    for key, one in persons.items():
        if not one.is_new and answers.get(key) is None:
            _restored(actor, key, one.version, now)
    _strike(actor, new, now)
    return [answers.get(of_office.get(one.key, 0) if one.label == _OFFICE else one.key) for one in traces]


def _edited(actor: Any, person: Person, row: Mapping[str, Any], now: datetime) -> Answer:
    if person.name != tidied({"name": row["name"]})["name"]:
        return Refused(Reason.IDENTITY_TAKEN)
    before = versions_of(Person, [person.pk]).get(person.pk, [0])[0]
    try:
        with transaction.atomic():
            edit_person(actor=actor, person=person, now=now, **facts_of_row(row))
    except Refused as refused:
        return refused
    after = versions_of(Person, [person.pk]).get(person.pk, [0])[0]
    return (Trace(_PERSON, person.pk, False, after),) if after != before else ()


def _entered(
    actor: Any, rows: Mapping[int, Mapping[str, Any]], held: set[str], now: datetime
) -> dict[int, Answer]:
    """Enter persons who are not on record, all with one statement; where somebody else was quicker, one by one."""
    today = timezone.localdate(now)
    answers: dict[int, Answer] = {}
    people: dict[int, Sketch] = {}
    for place, row in rows.items():
        person, reason = _person(row, held, today)
        if reason is None:
            people[place] = person
        else:
            answers[place] = Refused(reason)
    try:
        with transaction.atomic():
            return answers | _saved(people, rows, today)
    except IntegrityError:
        return answers | {place: _alone(actor, rows[place], now) for place in people}


def _person(row: Mapping[str, Any], held: set[str], today: date) -> tuple[Sketch, Reason | None]:
    """The person that a row describes; ``held`` are the identity numbers that are taken, this one's from now on too."""
    given = with_birth(tidied(facts_of_row(row)))
    person: Any = Sketch(Person, union_id=row["union"].pk, search=search_key(given["name"]), **given)
    days = {key: getattr(person, key) for key in ("birth_on", "id_number", "joined_on", "left_on")}
    if person.id_number in held:
        return person, Reason.IDENTITY_ELSEWHERE
    if faults_of(given, today=today):
        return person, Reason.NOT_SOUND
    reason = why_not_days(**days, today=today)
    if person.id_number and reason is None:
        held.add(person.id_number)
    return person, reason


def _saved(
    people: Mapping[int, Sketch], rows: Mapping[int, Mapping[str, Any]], today: date
) -> dict[int, Answer]:
    made = list(people.values())
    versions = insert_with_history(Person, made)
    sitting = {
        place: Sketch(
            Office,
            person_id=person.pk,
            union_id=rows[place]["union"].pk,
            position=rows[place]["position"],
            starts_on=today,
        )
        for place, person in people.items()
        if rows[place].get("position")
    }
    insert_with_history(Office, list(sitting.values()))
    return {
        place: (
            Trace(_PERSON, person.pk, True, version),
            *([Trace(_OFFICE, sitting[place].pk, True)] if place in sitting else []),
        )
        for (place, person), version in zip(people.items(), versions, strict=True)
    }


def _alone(actor: Any, row: Mapping[str, Any], now: datetime) -> Answer:
    try:
        with transaction.atomic():
            person = add_person(
                actor=actor,
                union=row["union"],
                now=now,
                position=row.get("position") or "",
                **facts_of_row(row),
            )
    except Refused as refused:
        return refused
    offices = [Trace(_OFFICE, office.pk, True) for office in person.offices.all()]
    return (Trace(_PERSON, person.pk, True, versions_of(Person, [person.pk])[person.pk][0]), *offices)


def _tell(actor: Any, union: Union, answers: Sequence[Answer], known: int, now: datetime) -> None:
    new = [
        one.key
        for answer in answers
        if not isinstance(answer, Refused)
        for one in answer
        if one.is_new and one.label == _PERSON
    ]
    path = union.path
    record(
        actor=actor, verb="persons.entered", subject=union, at=now, union_path=path,
        added=len(new), known=known, digest=_digest(new),
    )  # fmt: skip


def _digest(keys: Sequence[int]) -> str:
    return hashlib.sha256(",".join(map(str, keys)).encode()).hexdigest()


def _why_kept(actor: Any, traces: Mapping[int, Trace], offices: Collection[int]) -> dict[int, Wording | None]:
    mine = set(
        people_in_scope(actor=actor, verb="person.edit").filter(pk__in=traces).values_list("pk", flat=True)
    )
    there = set(Person.objects.admitted().filter(pk__in=traces).values_list("pk", flat=True))
    hanging = what_hangs_on([key for key, one in traces.items() if one.is_new], offices=offices)
    versions = versions_of(Person, traces)
    return {
        key: why_kept(
            there=key in there,
            in_scope=key in mine,
            hangs=hanging[key]._meta.label_lower if key in hanging else "",
            changed=versions.get(key, [0])[0] != one.version,
        )
        for key, one in traces.items()
    }


def _restored(actor: Any, key: int, version: int, now: datetime) -> None:
    person = Person.objects.admitted().select_related("union").get(pk=key)
    before = Person.history.filter(id=key, history_id__lt=version).order_by("-history_id").first()
    if before is not None:
        edit_person(actor=actor, person=person, now=now, **{name: getattr(before, name) for name in FACTS})


def _strike(actor: Any, keys: Sequence[int], now: datetime) -> None:
    """Strike new persons with their offices; their history goes too, or it would be kept of nobody for ever."""
    if not keys:
        return
    one = Person.objects.admitted().select_related("union").filter(pk__in=keys).order_by("pk").first()
    if one is None:
        return
    offices = Office.objects.admitted().filter(person__in=keys)
    of_office = list(offices.values_list("pk", flat=True))
    offices.delete()
    Person.objects.admitted().filter(pk__in=keys).delete()
    Person.history.filter(id__in=keys).delete()
    Office.history.filter(id__in=of_office).delete()
    path = one.union.path
    record(
        actor=actor, verb="persons.struck", subject=one.union, at=now, union_path=path,
        struck=len(keys), digest=_digest(sorted(keys)),
    )  # fmt: skip
