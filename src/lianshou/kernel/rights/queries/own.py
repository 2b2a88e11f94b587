"""What is kept about one person, why, until when, and who looked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lianshou.core.decisions import Decision, decisions
from lianshou.core.personal import PersonalField, PersonalRecord
from lianshou.core.wording import Wording
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.people.models import Office, Person, Relative
from lianshou.kernel.people.rules import faults_of, tidied
from lianshou.kernel.rights.enums import Clock, KeptClass, Reason
from lianshou.kernel.rights.models import ConsentText
from lianshou.kernel.rights.queries.consents import InForce, texts_in_force, why_not_process
from lianshou.kernel.rights.queries.kept import filled, kept_rows
from lianshou.kernel.rights.queries.retention import all_periods, period_of
from lianshou.kernel.rights.rules.keeping import Period, due_since

CORRECTABLE = frozenset({"person", "relative"})
"""The records whose fields a person may ask to be corrected."""


def own_person(*, actor: Any) -> Person | None:
    """The person of an account, who needs no post to see their own data."""
    return Person.objects.admitted().filter(account=actor.pk).select_related("union").first()


def relatives_of(*, person: Person) -> QuerySet[Relative]:
    """The relatives that a person entered; the caller has been let in to the person."""
    return Relative.objects.admitted().filter(person=person)


def offices_held(*, person: Person) -> QuerySet[Office]:
    """The offices of a person, the present ones first; the caller is that person."""
    return (
        Office.objects.admitted().filter(person=person).select_related("union").order_by("-starts_on", "pk")
    )


@dataclass(frozen=True)
class KeptValue:
    """One protected field of one record: masked for the page, whole for the person who asked to see it."""

    choice: str
    label: str
    data_class: str
    masked: str
    value: str = field(repr=False)

    @property
    def class_label(self) -> str:
        return str(DataClass(self.data_class).label)


@dataclass(frozen=True)
class KeptRecord:
    """One record about a person, or about a relative they entered, with what is filled in."""

    slug: str
    title: Wording
    name: str
    values: tuple[KeptValue, ...]

    @property
    def is_correctable(self) -> bool:
        return self.slug in CORRECTABLE


def kept_about(*, person: Person, today: date, but: Collection[str] = ()) -> list[KeptRecord]:
    """Every registered record about a person with the protected fields that are filled; the caller is that person.

    Records called in ``but`` are left out: those that have a place of their own on the page.
    """
    found = []
    for record, row in kept_rows(person):
        if record.slug in but:
            continue
        values = tuple(_value(record, row, one, today) for one in record.fields if filled(row, one))
        if values:
            found.append(KeptRecord(record.slug, record.title, _named(row), values))
    return found


def _named(row: Any) -> str:
    """Which of several records: the relation of a relative; nothing for the person."""
    return "" if isinstance(row, Person) else str(row)


def _value(record: PersonalRecord, row: Any, one: PersonalField, today: date) -> KeptValue:
    return KeptValue(
        choice=f"{record.slug}.{one.name}:{row.pk}",
        label=str(one.title),
        data_class=record.class_of(row, one, on=today),
        masked=one.masked(row),
        value=_plain(record.said(row, one)),
    )


def _plain(value: Any) -> str:
    """A value as a person reads it: the answers of a form one after another."""
    if isinstance(value, dict):
        return "；".join(str(one) for one in value.values() if one)
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class Correctable:
    """A field of a record that a person may ask to be corrected, filled or not; requests name it ``person.phone``."""

    record: PersonalRecord
    one: PersonalField
    row: Any

    @property
    def key(self) -> str:
        return f"{self.record.slug}.{self.one.name}"

    @property
    def choice(self) -> str:
        return f"{self.key}:{self.row.pk}"

    @property
    def label(self) -> str:
        named = _named(self.row)
        return f"{named} · {self.one.title}" if named else str(self.one.title)

    def masked(self, value: str) -> str:
        """A proposed value under the mask of the field."""
        return str(self.one.field.mask.over(value))

    def read(self, value: str) -> Any:
        """What the field would hold; raises ValueError for what it cannot."""
        return self.one.field._value(value)

    def reads(self, value: str, today: date) -> bool:
        """Whether the field can hold it, by the same rules as what an officer types."""
        try:
            given = tidied({self.one.name: self.read(value)})
        except ValueError:
            return False
        return not faults_of(given, today=today)


def correctable(*, person: Person) -> list[Correctable]:
    """Every field that a person may ask to be corrected: of themselves and of the relatives they entered."""
    return [
        Correctable(record, one, row)
        for record, row in kept_rows(person)
        if record.slug in CORRECTABLE
        for one in record.fields
    ]


def field_called(*, person: Person, field: str, row: int | None) -> Correctable | None:
    """The field of that name in that record of the person, or None."""
    wanted = f"{field}:{row}"
    return next((one for one in correctable(person=person) if one.choice == wanted), None)


@dataclass(frozen=True)
class Ground:
    """One purpose that covers a class of data; ``barred`` says why the data are not used for it now."""

    purpose: InForce
    barred: Reason | None

    @property
    def text(self) -> ConsentText:
        return self.purpose.text

    @property
    def stands_on_law(self) -> bool:
        return self.purpose.stands_on_law


@dataclass(frozen=True)
class Why:
    """Why a class of data is kept: the purposes that cover it, and how long."""

    data_class: str
    purposes: tuple[Ground, ...]
    period: Period | None
    until: date | None

    @property
    def label(self) -> str:
        return str(KeptClass(self.data_class).label)

    @property
    def clock_label(self) -> str:
        return str(Clock(self.period.clock).label) if self.period else ""


def whys_for(*, person: Person, classes: Iterable[str], today: date) -> dict[str, Why]:
    """Purposes and periods of each class that is kept about a person."""
    periods, texts = all_periods(), texts_in_force(union=person.union, on=today).values()
    return {name: _why(person, name, texts, periods, today) for name in dict.fromkeys(classes)}


def _why(person: Person, name: str, texts: Iterable[InForce], periods: list[Period], today: date) -> Why:
    period = period_of(data_class=name, union=person.union, on=today, periods=periods)
    counted = person.left_on if period and period.clock == Clock.LEFT else None
    until = due_since(counted_from=counted, months=period.months) if period else None
    grounds = tuple(
        Ground(one, _barred(person, name, one, today)) for one in texts if name in one.text.classes
    )
    return Why(name, grounds, period, until)


def _barred(person: Person, name: str, purpose: InForce, today: date) -> Reason | None:
    """Why a class is not used for a purpose: what is told of relatives waits for the word of each."""
    asked: list[Relative | None] = [None]
    if name in (DataClass.RELATIONS, DataClass.CHILD):
        asked = [one for one in relatives_of(person=person) if name != DataClass.CHILD or one.is_child(today)]
    reasons = (
        why_not_process(
            person=person, purpose=purpose.text.purpose, classes=[name], on=today, relative=relative
        )
        for relative in asked
    )
    return next(filter(None, reasons), None)


def decisions_about(*, person: Person) -> list[Decision]:
    """What computations decided about a person."""
    return decisions.about(person)
