"""The table of permissions as it stands in the code: roles, verbs, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.urls import URLPattern, URLResolver, get_resolver

from lianshou.core.wording import Wording
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.access.rules.sentences import SUBJECTS
from lianshou.web.doors import ANYONE, CONCERNED, PUBLIC, Door, door_of


class Others(StrEnum):
    """What an address does with records of unions beside and above the reader's subtrees."""

    REFUSED = "refused"
    LEFT_OUT = "left out"
    """It names no record: its lists and forms hold the reader's own only."""
    SHARED = "shared downwards"
    """What a federation wrote for all unions below it is read there; what lies beside is refused."""
    PUBLIC = "–"


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the desk: its name, its path, its door. One that names a record opens only within the reader's subtree."""

    name: str
    path: str
    door: Door

    @property
    def names_a_record(self) -> bool:
        """Whether something in the path may be a record; a word is not."""
        return re.search(r"<(?!slug:)", self.path) is not None

    @property
    def others(self) -> Others:
        """What becomes of records of unions beside and above."""
        if self.door.is_public:
            return Others.PUBLIC
        if not self.names_a_record:
            return Others.LEFT_OUT
        return Others.SHARED if self.door.is_shared else Others.REFUSED

    def roles(self, method: str) -> tuple[Role, ...]:
        """The roles that a method lets in."""
        return let_in(self.door.needs(method))


def let_in(need: str | None) -> tuple[Role, ...]:
    """The roles that a need of a door lets in, in the order of the roles."""
    if need is None:
        return ()
    if need in (PUBLIC, ANYONE, CONCERNED):
        return tuple(Role)
    granting = roles_granting(need)
    return tuple(role for role in Role if role in granting)


@dataclass(frozen=True, slots=True)
class VerbRow:
    """A line of the table of permissions: a verb, what it allows, the roles that grant it; ``subject`` counts from 0."""

    subject: int
    title: Wording
    verb: str
    words: Wording
    roles: tuple[Role, ...]

    @property
    def told(self) -> str:
        """Everything that the line says, to search in."""
        return f"{self.verb} {self.words.zh} {self.words.en} {self.title.zh} {self.title.en}".casefold()


def verb_rows() -> list[VerbRow]:
    """The table of permissions, in the order of its subjects."""
    return [
        VerbRow(number, subject.title, verb, words, let_in(verb))
        for number, subject in enumerate(SUBJECTS)
        for verb, words in subject.verbs.items()
    ]


def addresses() -> list[Address]:
    """Every address of the desk, by name. One without a door raises LookupError: it would let nobody in."""
    return sorted(_walk(get_resolver(), names="", path=""), key=lambda address: address.name)


def _walk(resolver: URLResolver, *, names: str, path: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = path + str(entry.pattern)
        if isinstance(entry, URLPattern):
            door = door_of(entry.callback)
            if door is None:
                raise LookupError(f"{names}{entry.name} has no door")
            yield Address(f"{names}{entry.name}", f"/{here}", door)
        else:
            inner = f"{names}{entry.namespace}:" if entry.namespace else names
            yield from _walk(entry, names=inner, path=here)
