"""What is kept about one person, why, until when, and who looked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import QuerySet

from lianshou.core.decisions import Decision, decisions
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import SealedField
from lianshou.kernel.people.models import Office, Person, Relative
from lianshou.kernel.rights.enums import Clock, KeptClass
from lianshou.kernel.rights.queries.consents import InForce, texts_in_force
from lianshou.kernel.rights.queries.kept import KeptModel, kept_models
from lianshou.kernel.rights.queries.retention import all_periods, period_of
from lianshou.kernel.rights.rules.keeping import Period, due_since


def own_person(*, actor: Any) -> Person | None:
    """The person of an account, who needs no post to see their own data."""
    return Person.objects.admitted().filter(account=actor.pk).select_related("union").first()


def relatives_of(*, person: Person) -> QuerySet[Relative]:
    """The relatives that a person entered; the caller has been let in to the person."""
    return Relative.objects.admitted().filter(person=person)


def offices_held(*, person: Person) -> QuerySet[Office]:
    """The offices of a person, the present ones first; the caller is that person."""
    return Office.objects.filter(person=person).select_related("union").order_by("-starts_on", "pk")


@dataclass(frozen=True)
class KeptValue:
    """One protected field of one record: masked for the page, whole for the person who asked to see it."""

    key: str
    row: int
    label: str
    data_class: str
    masked: str
    value: str = field(repr=False)

    @property
    def class_label(self) -> str:
        return str(DataClass(self.data_class).label)

    @property
    def choice(self) -> str:
        """How a form names it."""
        return f"{self.key}:{self.row}"


@dataclass(frozen=True)
class KeptRecord:
    """One record about a person, or about a relative they entered, with what is filled in."""

    title: str
    relative: int | None
    values: tuple[KeptValue, ...]


def kept_about(*, person: Person) -> list[KeptRecord]:
    """Every record of the registry about a person with the protected fields that are filled; the caller is that person."""
    found = []
    for kept in kept_models():
        for row in kept.rows(person):
            values = tuple(_values(kept, row))
            if values:
                relative = row.pk if isinstance(row, Relative) else None
                found.append(KeptRecord(_title(kept, row), relative, values))
    return found


def _title(kept: KeptModel, row: models.Model) -> str:
    return str(kept.title)


def _values(kept: KeptModel, row: models.Model) -> Iterable[KeptValue]:
    for sealed in kept.fields(DataClass.values):
        value = getattr(row, sealed.attname)
        if value not in (None, "", [], {}):
            yield KeptValue(
                key=key_of(sealed),
                row=int(row.pk),
                label=str(kept.words_of(sealed)),
                data_class=sealed.data_class.value,
                masked=sealed.masked(value),
                value=sealed._text(value),
            )


def key_of(sealed: SealedField) -> str:
    """How requests name a field: ``people.person.phone``."""
    return f"{sealed.model._meta.label_lower}.{sealed.name}"


@dataclass(frozen=True)
class Correctable:
    """A field of a record that a person may ask to be corrected, filled or not."""

    kept: KeptModel
    sealed: SealedField
    row: models.Model

    @property
    def choice(self) -> str:
        return f"{key_of(self.sealed)}:{self.row.pk}"

    @property
    def label(self) -> str:
        title = str(self.row) if isinstance(self.row, Relative) else str(self.kept.title)
        return f"{title} · {self.kept.words_of(self.sealed)}"


def correctable(*, person: Person) -> list[Correctable]:
    """Every field that a person may ask to be corrected: of themselves and of the relatives they entered."""
    return [
        Correctable(kept, sealed, row)
        for kept in kept_models()
        if kept.is_correctable
        for row in kept.rows(person)
        for sealed in kept.fields(DataClass.values)
    ]


def field_called(*, person: Person, field: str, row: int | None) -> Correctable | None:
    """The field of that name in that record of the person, or None."""
    wanted = f"{field}:{row}"
    return next((one for one in correctable(person=person) if one.choice == wanted), None)


def is_own_field(*, person: Person, field: str, row: int | None) -> bool:
    return bool(field) and field_called(person=person, field=field, row=row) is not None


@dataclass(frozen=True)
class Why:
    """Why a class of data is kept: the purposes that cover it, and how long."""

    data_class: str
    purposes: tuple[InForce, ...]
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
    return Why(name, tuple(one for one in texts if name in one.text.classes), period, until)


@dataclass(frozen=True)
class Look:
    """Somebody saw something about the person unmasked: who, from which post, when, what, and the reason given."""

    at: datetime
    who: str
    what: str
    why: str


def decisions_about(*, person: Person) -> list[Decision]:
    """What computations decided about a person."""
    return decisions.about(person)
