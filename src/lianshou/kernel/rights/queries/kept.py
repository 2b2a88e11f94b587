"""What the registry says is kept about persons, class by class."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Length

from lianshou.core.personal import PersonalField, PersonalRecord, personal
from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.guard.models import ScopeMixin
from lianshou.kernel.people.models import Person

# what is known of a relative is of the class CHILD while the relative is under 14, and of these otherwise
_OF_RELATIVES = frozenset({DataClass.CHILD.value, DataClass.RELATIONS.value})


def fields_of_class(
    record: PersonalRecord, row: Any, classes: Collection[str], on: date
) -> list[PersonalField]:
    """The protected fields of a row that tell something of these classes on a day."""
    return [field for field in record.fields if record.class_of(row, field, on=on) in classes]


def filled(row: Any, field: PersonalField) -> bool:
    return getattr(row, field.name) not in (None, "", [], {})


def kept_rows(person: Person) -> Iterator[tuple[PersonalRecord, Any]]:
    """Every row of every registered model that belongs to a person whom the caller has been let in to."""
    for record in personal:
        for row in record.of_person(person):
            yield record, row


def classes_kept(person: Person, on: date) -> set[str]:
    """The classes of which something is kept about a person on a day; the caller has been let in to the person."""
    return {name for record, row in kept_rows(person) for name in _classes_of(record, row, on)}


def classes_of_relatives(people: Collection[int], scope: Any, on: date) -> dict[int, set[str]]:
    """The classes of which something is kept in rows that may be about a child, by person."""
    found: dict[int, set[str]] = defaultdict(set)
    for record in personal:
        if record.is_of_register and any(field.data_class in _OF_RELATIVES for field in record.fields):
            for row in record.within(scope).filter(person__in=people):
                found[row.person_id] |= _classes_of(record, row, on)
    return found


def _classes_of(record: PersonalRecord, row: Any, on: date) -> set[str]:
    return {record.class_of(row, field, on=on) for field in record.fields if filled(row, field)}


def may_hold(scope: Any, data_class: str) -> Q:
    """A condition on persons: the database holds something that is, or may be, of this class about them.

    Lengths tell whether a sealed value is empty; whether a relative is a child is sealed, so the two classes of relatives
    are told apart row by row afterwards (``classes_of_relatives``).
    """
    wanted = _OF_RELATIVES if data_class in _OF_RELATIVES else {data_class}
    condition = Q(pk__in=[])
    for record in personal:
        names = [field.name for field in record.fields if field.data_class in wanted]
        if names and record.is_of_register:
            condition |= Q(pk__in=_owners(record, scope, names))
    return condition


def is_told_apart(data_class: str) -> bool:
    """Whether only the rows themselves tell that something is of this class."""
    return data_class in _OF_RELATIVES


def _owners(record: PersonalRecord, scope: Any, names: list[str]) -> QuerySet[Any]:
    lengths = {f"length_of_{name}": Length(name) for name in names}
    some = Q()
    for name in names:
        some |= Q(**{f"length_of_{name}__gt": 0})
    owner = "pk" if record.model is Person else "person"
    rows: QuerySet[Any] = record.within(scope).select_related(None).alias(**lengths).filter(some)
    return rows.values(owner)


def history_of_rows(model: type[Model]) -> Any:
    """The manager of a model's row history, or None when none is kept."""
    name = getattr(model._meta, "simple_history_manager_attribute", None)
    return getattr(model, name) if name else None


def admitted(rows: Any) -> QuerySet[Any]:
    """Rows for a caller who has been let in to the person, whether their model is guarded or not."""
    found: QuerySet[Any] = rows.admitted() if isinstance(rows, ScopeMixin) else rows
    return found
