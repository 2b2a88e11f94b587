"""A layout as plain values: its columns, what is wrong with them, its rows; and the one that is built in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lianshou.core.wording import Wording
from lianshou.kinds.aid.enums import ShapeReason, Spread
from lianshou.kinds.aid.rules.form import FORMS as ARCHIVE_FORMS
from lianshou.kinds.aid.rules.form import MEMBERS, Answers, Form, Hide, form_of
from lianshou.kinds.aid.rules.shaping.sources import MEMBER_SOURCES, SOURCES, Source
from lianshou.kinds.aid.rules.shaping.writing import FORMS, written

FIXED, BLANK = "fixed", "blank"
BUILT_IN = "national-"
Masks = Callable[[Hide, str], str]
_SIGNS = "=:：＝"


@dataclass(frozen=True)
class Line:
    """One column: its heading; the source that fills it, a ``fixed`` text, or nothing; how it is written, and other words."""

    heading: str
    source: str = BLANK
    fixed: str = ""
    form: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON that holds all of it."""
        return {
            "heading": self.heading,
            "source": self.source,
            "fixed": self.fixed,
            "form": self.form,
            "codes": dict(self.codes),
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Line:
        """The line that ``as_json`` gave."""
        return cls(**{key: given[key] for key in ("heading", "source", "fixed", "form", "codes")})


@dataclass(frozen=True)
class Record:
    """A household as exports see it: ``facts`` by the keys of the sources that are no answers, and its answers."""

    facts: Mapping[str, Any]
    answers: Answers
    person: int = 0

    def value(self, key: str) -> Any:
        """What a source of a household says."""
        return self.answers.get(key[2:]) if key.startswith("a.") else self.facts.get(key)


@dataclass(frozen=True)
class Shape:
    """A layout: the columns of a household and of its members, and where these stand."""

    name: str
    year: int
    sheet: str
    lines: tuple[Line, ...]
    member_lines: tuple[Line, ...] = ()
    title: str = ""
    spread: str = Spread.NONE.value

    @property
    def called(self) -> Wording:
        """Its name; that of a built-in one in the two languages."""
        english = f"Form of the national aid system ({self.year})"
        return Wording(self.name, english if self.name == _usual_name(self.year) else self.name)

    def rows(self, record: Record, masked: Masks, clear: Collection[str] = ()) -> list[list[str]]:
        """The rows of a household on the first sheet: one, or one for each member, the worker's first."""
        own = [self._cell(line, record, {}, masked, clear) for line in self.lines]
        if self.spread != Spread.ROWS:
            return [own]
        empty = [""] * len(self.member_lines)
        return [[*own, *empty], *([*own, *cells] for cells in self._members(record, masked, clear))]

    def member_rows(self, record: Record, masked: Masks, clear: Collection[str] = ()) -> list[list[str]]:
        """The rows of a household on the second sheet."""
        return list(self._members(record, masked, clear)) if self.spread == Spread.SHEET else []

    @property
    def headings(self) -> list[str]:
        """Those of the first sheet."""
        beside = self.member_lines if self.spread == Spread.ROWS else ()
        return [line.heading for line in (*self.lines, *beside)]

    def _members(self, record: Record, masked: Masks, clear: Collection[str]) -> Iterator[list[str]]:
        for row in record.answers.get(MEMBERS.key) or []:
            yield [self._cell(line, record, row, masked, clear) for line in self.member_lines]

    def _cell(
        self, line: Line, record: Record, row: Mapping[str, Any], masked: Masks, clear: Collection[str]
    ) -> str:
        if line.source == FIXED:
            return line.fixed
        source = MEMBER_SOURCES.get(line.source) or SOURCES.get(line.source)
        if source is None:
            return ""
        value = row.get(source.key[2:]) if source.key.startswith("m.") else record.value(source.key)
        if source.hide is not Hide.NOT and value and source.key not in clear:
            return masked(source.hide, str(value))
        return written(source, value, form=line.form, codes=line.codes)


def faults_of(shape: Shape) -> list[tuple[int, bool, ShapeReason]]:
    """What is wrong with a layout: the place of the line, whether it is a member's, why. (-1: the layout as a whole.)"""
    found: list[tuple[int, bool, ShapeReason]] = [] if shape.lines else [(-1, False, ShapeReason.NO_LINES)]
    for member, lines in ((False, shape.lines), (True, shape.member_lines)):
        seen: set[str] = set()
        for place, line in enumerate(lines):
            if line.source not in (FIXED, BLANK) and _source(line.source, member=member) is None:
                found.append((place, member, ShapeReason.FIELD_GONE))
            if line.heading in seen:
                found.append((place, member, ShapeReason.TWICE))
            seen.add(line.heading)
    return found


def _source(key: str, *, member: bool) -> Source | None:
    return SOURCES.get(key) or (MEMBER_SOURCES.get(key) if member else None)


def codes_from(text: str, source: Source | None) -> tuple[dict[str, str], list[str]]:
    """Other words for choices, a line each (重特大疾病=6), by the key of the choice; and the lines that name none."""
    known = {
        word: key for key, words in (source.choices if source else ()) for word in (words.zh, words.en, key)
    }
    known |= {"是": "1", "否": "", "空": ""} if source else {}
    codes, strange = dict[str, str](), list[str]()
    for line in filter(None, map(str.strip, text.splitlines())):
        place = next((at for at, sign in enumerate(line) if sign in _SIGNS), -1)
        word, code = (line[:place].strip(), line[place + 1 :].strip()) if place > 0 else ("", "")
        if word in known and place > 0:
            codes[known[word]] = code
        else:
            strange.append(line)
    return codes, strange


def codes_said(codes: Mapping[str, str], source: Source | None) -> str:
    """The same as a page shows them."""
    words = dict.fromkeys(codes, "") | {key: words.zh for key, words in (source.choices if source else ())}
    words |= {} if source and source.choices else {"1": "是", "": "否"}
    return "\n".join(f"{words.get(key) or (key if key else '空')}={code}" for key, code in codes.items())


_MONEY = "yuan2"


def _usual_name(year: int) -> str:
    return f"全国工会帮扶系统档案表（{year}版）"


def built_in(year: int) -> Shape:
    """Laid out like the form of the national aid system in a year: what it asks for, in its order, members on a second sheet.

    The import recognises every column of it.
    """
    form = form_of(year)
    head = [
        Line("全国系统档案编号", "f.outer_number"),
        Line("档案级别", "f.level"),
        Line("建档工会", "f.union"),
        Line("建档日期", "f.filed_on"),
        Line("困难类别", "f.category"),
    ]
    answers = [
        Line(one.title.zh, f"a.{one.key}", form=_MONEY if one.sort.value == "yuan" else "")
        for one in form.single
    ]
    tail = [Line("家庭月人均纯收入（元）", "f.monthly", form=_MONEY), Line("调查日期", "f.taken_on")]
    return Shape(
        name=_usual_name(form.year),
        year=form.year,
        sheet="困难职工档案",
        lines=(*head, *answers, *tail),
        member_lines=(
            Line("职工身份证号", "a.id_number"),
            *(Line(one.title.zh, f"m.{one.key}") for one in _member_fields(form)),
        ),
        spread=Spread.SHEET.value,
    )


def _member_fields(form: Form) -> Sequence[Any]:
    return next(section.fields for section in form.repeated if section.key == MEMBERS.key)


def is_form_year(year: int) -> bool:
    """Whether there is a form of the year."""
    return any(form.year == year for form in ARCHIVE_FORMS)


def words_of_form(key: str) -> Wording:
    """How a value is written, in words."""
    return FORMS.get(key, FORMS[""])
