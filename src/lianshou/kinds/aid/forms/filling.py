"""The archive form as a page fills it in: built from the data of the form, so that a new form year needs no new page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lianshou.kinds.aid.queries import masked
from lianshou.kinds.aid.rules.form import (
    ERASE,
    GONE,
    ROW,
    Answers,
    Fault,
    Field,
    Form,
    Hide,
    Section,
    Shown,
    Sort,
    place_of,
    shown_in,
    words_for,
    yes,
)
from lianshou.web.templatetags.web import say, say_both

OPEN_ROWS = 1
"""How many empty rows stand open; the others unfold."""


@dataclass(frozen=True)
class Option:
    key: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Line:
    """A field on the page: what stands in it, what of it is hidden, where it came from, what is wrong with it."""

    place: str
    field: Field
    value: Any
    hidden: str = ""
    source: str = ""
    before: str = ""
    errors: Sequence[str] = ()

    @property
    def id(self) -> str:
        return f"id_{self.place}"

    @property
    def label(self) -> str:
        return say(self.field.title)

    @property
    def help(self) -> str:
        return say(self.field.note)

    @property
    def sort(self) -> str:
        return self.field.sort.value

    @property
    def numeric(self) -> str:
        """The keyboard of a telephone."""
        modes = {Sort.YUAN: "decimal", Sort.WHOLE: "numeric", Sort.PHONE: "tel", Sort.CARD: "numeric"}
        return modes.get(self.field.sort, "text")

    @property
    def ticked(self) -> bool:
        return yes(self.value)

    @property
    def options(self) -> list[Option]:
        chosen = set(self.value) if self.field.sort is Sort.SEVERAL else {self.value}
        return [Option(key, say(words), key in chosen) for key, words in self.field.choices]

    @property
    def is_changed(self) -> bool:
        """Whether it says otherwise than the survey before."""
        return self.source == "changed"

    @property
    def described(self) -> str:
        """What stands below the field, for those who hear the page."""
        parts = [f"{self.id}_error"] if self.errors else []
        return " ".join([*parts, *([f"{self.id}_help"] if self.help else []), f"{self.id}_source"])


@dataclass(frozen=True)
class Row:
    """A member on the page, counted from 0."""

    number: int
    key: str
    lines: list[Line]
    is_blank: bool

    @property
    def shown_number(self) -> int:
        return self.number + 1

    @property
    def title(self) -> str:
        """Who it is: the name under its mask, once there is one."""
        first = self.lines[0]
        return str(first.hidden or "")

    @property
    def has_errors(self) -> bool:
        return any(one.errors for one in self.lines)


@dataclass(frozen=True)
class Part:
    """A section on the page. ``told`` is what was answered before, ``seen`` what the visitor says of it."""

    section: Section
    lines: list[Line]
    rows: list[Row]
    told: list[list[Shown]]
    seen: str
    seen_errors: Sequence[str] = ()

    @property
    def key(self) -> str:
        return self.section.key

    @property
    def title(self) -> str:
        return say(self.section.title)

    @property
    def note(self) -> str:
        return say(self.section.note)

    @property
    def has_errors(self) -> bool:
        wrong = any(one.errors for one in self.lines) or any(row.has_errors for row in self.rows)
        return bool(self.seen_errors) or wrong


@dataclass(frozen=True)
class Sheet:
    """The whole form in hand: ``stored`` are the answers of the draft, ``given`` what was typed (None: nothing yet),
    ``old`` the answers of the survey before in the words of this form."""

    form: Form
    stored: Answers = field(default_factory=dict)
    given: Answers | None = None
    old: Answers | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    faults: Sequence[Fault] = ()

    @property
    def parts(self) -> list[Part]:
        return [self._part(section) for section in self.form.sections]

    @property
    def summary(self) -> list[tuple[str, str]]:
        """What is wrong, by the address on the page; of a member it says of which."""
        return [(one.place, _of_member(one.place, say_both(one.problem, one.way_out))) for one in self.faults]

    def _part(self, section: Section) -> Part:
        told = shown_in(section, self.old, masked) if self.old is not None else []
        lines = (
            []
            if section.rows
            else [self._line(one, one.key, self._given, self.stored, self.old) for one in section.fields]
        )
        seen = self.seen.get(section.key, "")
        errors = self._errors(f"seen-{section.key}")
        return Part(section, lines, list(self._rows(section)), told, seen, errors)

    @property
    def _given(self) -> Answers:
        return self.stored if self.given is None else self.given

    def _rows(self, section: Section) -> Iterator[Row]:
        if not section.rows:
            return
        stored = {str(row.get(ROW, "")): row for row in self.stored.get(section.key) or []}
        old = {str(row.get(ROW, "")): row for row in (self.old or {}).get(section.key) or []}
        given = list(self._given.get(section.key) or [])
        for number in range(section.rows):
            row = given[number] if number < len(given) else {}
            key = str(row.get(ROW, ""))
            was = old.get(key) if key else None
            lines = [
                self._line(one, place_of(section.key, number, one.key), row, stored.get(key, {}), was)
                for one in section.fields
            ]
            yield Row(number, key, lines, is_blank=number >= len(given))

    def _line(self, one: Field, place: str, given: Answers, stored: Answers, old: Answers | None) -> Line:
        value = given.get(one.key, "") or ([] if one.sort is Sort.SEVERAL else "")
        hides = one.hide is not Hide.NOT and bool(stored.get(one.key))
        if one.hide is not Hide.NOT and self.given is None:
            value = ""
        hidden = masked(one.hide, str(stored[one.key])) if hides else ""
        source, before = self._source(one, place, value, given, stored, old)
        return Line(place, one, value, hidden, source, before, self._errors(place))

    def _source(
        self, one: Field, place: str, value: Any, given: Answers, stored: Answers, old: Answers | None
    ) -> tuple[str, str]:
        """Where the value came from: "register", "before", "changed" with what stood there before, or nothing."""
        now = value if value or one.hide is Hide.NOT else stored.get(one.key, "")
        if old is None:
            known = self.marks.get(one.key) == "register" and place == one.key and bool(now)
            return ("register", "") if known and not (one.hide is not Hide.NOT and value) else ("", "")
        was = old.get(one.key, "") or ([] if one.sort is Sort.SEVERAL else "")
        if not was and not now:
            return "", ""
        if was == (now or ([] if one.sort is Sort.SEVERAL else "")):
            return "before", ""
        return "changed", say(words_for(one, was, masked))

    def _errors(self, place: str) -> list[str]:
        return [say_both(one.problem, one.way_out) for one in self.faults if one.place == place]


_ROW = re.compile(r"\w+-(\d+)-")


def _of_member(place: str, said: str) -> str:
    row = _ROW.match(place)
    return _("Member %(n)d: %(said)s") % {"n": int(row[1]) + 1, "said": said} if row else said


__all__ = ["ERASE", "GONE", "Line", "Part", "Row", "Sheet"]
