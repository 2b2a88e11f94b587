"""What a field and a section of the archive form are: plain data, from which pages, checks, comparisons and facts are made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from lianshou.core.wording import Wording

NOTHING = Wording("", "")
FOREVER = 9999
Choice = tuple[str, Wording]
Answers = Mapping[str, Any]
"""What was answered: texts by the key of the field, a list of keys for SEVERAL, a list of such mappings for a section that repeats."""


class Sort(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    LONG = "long"
    WHOLE = "whole"
    YUAN = "yuan"
    DAY = "day"
    CHOICE = "choice"
    SEVERAL = "several"
    TICK = "tick"
    PHONE = "phone"
    IDENTITY = "identity"
    CARD = "card"


class Hide(StrEnum):
    """How an answer is shown to those who need not know it: by the masks of the house. NOT is shown as it is."""

    NOT = ""
    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"
    CARD = "card"
    HEAD = "head"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of the form.

    ``since`` and ``until`` are the form years that have it; ``feeds`` tells that the computation sees it. ``fact`` names the
    field of ``people.Person`` in which the register holds it already. ``hide`` is how it is shown; what is hidden is never put
    into a page: an empty answer keeps what was there.
    """

    key: str
    title: Wording
    sort: Sort = Sort.TEXT
    required: bool = False
    choices: tuple[Choice, ...] = ()
    note: Wording = NOTHING
    most: int = 60
    since: int = 0
    until: int = FOREVER
    feeds: bool = False
    fact: str = ""
    hide: Hide = Hide.NOT

    def is_in(self, year: int) -> bool:
        """Whether the form of a year has it."""
        return self.since <= year <= self.until

    def words_of(self, key: str) -> Wording:
        """What a choice is called; the key itself where no such choice is known any longer."""
        return dict(self.choices).get(key, Wording(key, key))


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the form; ``rows`` is how often it can be filled in at most, where it repeats."""

    key: str
    title: Wording
    fields: tuple[Field, ...]
    note: Wording = NOTHING
    rows: int = 0

    def of(self, year: int) -> Section:
        """The section as the form of a year has it."""
        return replace(self, fields=tuple(one for one in self.fields if one.is_in(year)))

    def field_called(self, key: str) -> Field | None:
        """The field of that key, or None."""
        return next((one for one in self.fields if one.key == key), None)


@dataclass(frozen=True)
class Form:
    """The form of one year. ``year`` names it: a survey keeps which one it was filled in on."""

    year: int
    title: Wording
    sections: tuple[Section, ...]

    @cached_property
    def single(self) -> tuple[Field, ...]:
        """The fields that are filled in once, in the order of the form."""
        return tuple(one for section in self.sections if not section.rows for one in section.fields)

    @cached_property
    def repeated(self) -> tuple[Section, ...]:
        """The sections that are filled in several times."""
        return tuple(section for section in self.sections if section.rows)

    def places(self, answers: Answers) -> Iterator[tuple[str, Field, Any]]:
        """Every place of the form with its name on the page, its field and what stands there: ``members-1-name``."""
        for section in self.sections:
            if not section.rows:
                for one in section.fields:
                    yield one.key, one, answers.get(one.key, "")
                continue
            for number, row in enumerate(answers.get(section.key) or []):
                for one in section.fields:
                    yield place_of(section.key, number, one.key), one, row.get(one.key, "")


def place_of(section: str, number: int, key: str) -> str:
    """The name on the page of a field in a row, counted from 0."""
    return f"{section}-{number}-{key}"


def yes(value: Any) -> bool:
    """Whether a tick is set."""
    return value in ("1", "on", True)
