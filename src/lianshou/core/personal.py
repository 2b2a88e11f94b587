"""Which records hold what is personal, and which lists can be written out: filled in by the apps that own them.

Revealing, exports, consent, retention and a person's own page ask this registry and name no model. What is protected is
read from the model itself: every field that declares a ``data_class``. A new field can therefore not be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.core.wording import Wording

ALL_FIELDS = "all"


@dataclass(frozen=True)
class PersonalField:
    """A protected field: ``name`` in code, ``title`` for people, what it tells (``data_class``), as the model declares it."""

    name: str
    title: Any
    data_class: str
    field: Any

    def masked(self, subject: Any) -> str:
        """The value of ``subject`` as lists show it."""
        return str(self.field.masked(getattr(subject, self.name)))


@dataclass(frozen=True, kw_only=True)
class PersonalRecord:
    """A model with protected fields. ``slug`` names it in addresses, ``title`` for people.

    ``union_of(subject)`` gives the union whose verbs guard the row, ``person_of(subject)`` the person it belongs to,
    ``name_of(subject)`` what a page calls it, ``page_of(subject)`` the address of its page. ``within(scope)`` gives the
    rows inside a scope, ready for those callables; ``of_person(person)`` the rows that belong to a person in hand.
    ``is_child(subject, day)`` tells whether the row is about somebody under 14, whose values are then of the class CHILD.
    ``told(subject, name)`` tells a value that is no plain text, such as the answers of a form, in the reader's language.
    ``open_to(actor, subject)`` narrows who may reveal further than the verb does: who objected is shown to the handling
    officer alone. ``is_of_register`` is False where the rows belong to nobody of the register: retention passes them by.
    """

    slug: str
    title: Wording
    model: Any
    union_of: Callable[[Any], Any]
    person_of: Callable[[Any], Any]
    name_of: Callable[[Any], str]
    page_of: Callable[[Any], str]
    within: Callable[[Any], Any]
    of_person: Callable[[Any], Any]
    is_child: Callable[[Any, date], bool] = lambda _subject, _day: False
    told: Callable[[Any, str], str] = lambda _subject, _name: ""
    open_to: Callable[[Any, Any], bool] = lambda _actor, _subject: True
    is_of_register: bool = True

    @property
    def fields(self) -> tuple[PersonalField, ...]:
        """The protected fields, in the order of the model."""
        return tuple(
            PersonalField(field.name, field.verbose_name, field.data_class.value, field)
            for field in self.model._meta.concrete_fields
            if getattr(field, "data_class", None) is not None
        )

    def fields_called(self, name: str) -> tuple[PersonalField, ...]:
        """One field by its name, those of a data class by the class's, or all; nothing for an unknown name."""
        return tuple(field for field in self.fields if name in (field.name, field.data_class, ALL_FIELDS))

    def said(self, subject: Any, field: PersonalField) -> Any:
        """The value of a field as it is shown in clear: as its app tells it, else as it is kept."""
        return self.told(subject, field.name) or getattr(subject, field.name)

    def class_of(self, subject: Any, field: PersonalField, *, on: date) -> str:
        """What ``field`` tells in this row on a day: the class CHILD for anything about a child under 14."""
        return "child" if self.is_child(subject, on) else field.data_class


@dataclass(frozen=True, kw_only=True)
class PersonalList:
    """A list that can be written out with protected fields in clear, once two persons have agreed.

    ``fields`` are the names that may be shown, with their titles. ``query`` is always the list's own query string.
    ``said(actor, query)`` tells the filters in words; ``count(actor, union, query)`` how many rows lie below ``union`` in
    the actor's scope; ``book(actor, union, query, clear, notes)`` makes the workbook and tells the ids of the persons in it,
    one a row, ``clear`` being the names of fields that are not masked. ``verb`` is the permission to see the list at all,
    which whoever asks must hold besides.
    """

    slug: str
    title: Wording
    fields: Callable[[], Mapping[str, Any]]
    said: Callable[..., Sequence[tuple[str, str]]]
    count: Callable[..., int]
    book: Callable[..., tuple[bytes, Sequence[int]]]
    verb: str = "person.view"


class Personal:
    """The registered records by slug and lists by slug, in the order in which apps start."""

    def __init__(self) -> None:
        self._records: dict[str, PersonalRecord] = {}
        self._lists: dict[str, PersonalList] = {}

    def add_record(self, record: PersonalRecord) -> None:
        """Register a model; two of one slug are a defect and fail loudly."""
        if record.slug in self._records:
            raise ValueError(f"two records are called {record.slug!r}")
        self._records[record.slug] = record

    def add_list(self, listing: PersonalList) -> None:
        """Register a list; two of one slug are a defect and fail loudly."""
        if listing.slug in self._lists:
            raise ValueError(f"two lists are called {listing.slug!r}")
        self._lists[listing.slug] = listing

    def __iter__(self) -> Iterator[PersonalRecord]:
        return iter(self._records.values())

    def record(self, slug: str) -> PersonalRecord | None:
        """The record called ``slug``, or None."""
        return self._records.get(slug)

    def record_of(self, subject: Any) -> PersonalRecord:
        """The record that a row, or its model, belongs to; raises LookupError when its model is not registered."""
        label = subject._meta.label_lower
        found = next((one for one in self if one.model._meta.label_lower == label), None)
        if found is None:
            raise LookupError(f"{label} is not registered as personal")
        return found

    @property
    def lists(self) -> tuple[PersonalList, ...]:
        return tuple(self._lists.values())

    def listing(self, slug: str) -> PersonalList | None:
        """The list called ``slug``, or None."""
        return self._lists.get(slug)


personal = Personal()
