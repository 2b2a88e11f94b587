"""Industries by GB/T 4754—2017 (with amendment 1 of 2019): 20 sections, 97 divisions; finer codes by their digits.

The names of sections and divisions are ours to know; those of groups and classes an operator may import. Words that
officers use (风电, 纺织系统, 物流快递) lead to codes and to industry chains through ``data/industry_words.csv``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path

from lianshou.china.text import squeeze
from lianshou.core.wording import Wording

_CODE = re.compile(r"([A-T])?(\d{2,4})?")
_PARTS = re.compile(r"[、，,;；/|]|(?<=[\u4e00-\u9fff])[和及与](?=[\u4e00-\u9fff])")
_KINDS_OF_WORD = re.compile(r"(?:行业|产业|企业|系统|领域|公司|类|业)$")
_NO_NAMES: Mapping[str, str] = {}


class Level(IntEnum):
    """The finest level at which two industries are one; a greater value is closer."""

    NONE = 0
    SECTION = 1
    DIVISION = 2
    GROUP = 3
    CLASS = 4

    @property
    def title(self) -> Wording:
        return _LEVELS[self]


_LEVELS = {
    Level.NONE: Wording("行业不同", "different industries"),
    Level.SECTION: Wording("同一门类", "the same section"),
    Level.DIVISION: Wording("同一大类", "the same division"),
    Level.GROUP: Wording("同一中类", "the same group"),
    Level.CLASS: Wording("同一小类", "the same class"),
}


class BadIndustry(StrEnum):
    """Why a text is no industry code."""

    FORM = "form"
    UNKNOWN_DIVISION = "unknown_division"
    WRONG_SECTION = "wrong_section"

    @property
    def message(self) -> Wording:
        return _MESSAGES[self]


_MESSAGES = {
    BadIndustry.FORM: Wording(
        "“{given}”不是行业代码：应当是门类字母，或者2到4位数字。",
        "“{given}” is no industry code: a section letter, or 2 to 4 digits.",
    ),
    BadIndustry.UNKNOWN_DIVISION: Wording(
        "“{given}”的前两位不是国民经济行业大类。", "“{given}” does not begin with a division of GB/T 4754."
    ),
    BadIndustry.WRONG_SECTION: Wording(
        "“{given}”的门类字母和数字对不上。", "In “{given}” the letter does not belong to the digits."
    ),
}


class IndustryError(ValueError):
    """A text that is no industry code; ``reason`` tells why, ``message`` says it."""

    def __init__(self, reason: BadIndustry, given: str) -> None:
        super().__init__(f"{reason}: {given}")
        self.reason = reason
        self.given = given

    @property
    def message(self) -> Wording:
        return self.reason.message.fill(given=self.given)


@dataclass(frozen=True, slots=True)
class Industry:
    """An industry: ``code`` is a letter, or 2 to 4 digits; ``name`` is None where no one has told it."""

    code: str
    name: str | None

    @property
    def section(self) -> str:
        return section_of(self.code)

    @property
    def level(self) -> Level:
        return Level.SECTION if self.code.isalpha() else Level(len(self.code))

    @property
    def above(self) -> tuple[str, ...]:
        """The codes above, nearest first: 3415 → 341, 34, C."""
        digits = (
            tuple(self.code[:size] for size in (3, 2) if size < len(self.code)) if self.code.isdigit() else ()
        )
        return (*digits, self.section) if self.code.isdigit() else ()


def parse_code(text: str, *, finer: Mapping[str, str] = _NO_NAMES) -> Industry:
    """The industry of “C3415”, “3415”, “341”, “34”, “C”; “3400” is the division. Raises IndustryError."""
    code = squeeze(text).upper().replace(".", "")
    match = _CODE.fullmatch(code)
    if not code or not match:
        raise IndustryError(BadIndustry.FORM, text)
    letter, digits = match[1], match[2]
    if digits is None:
        return Industry(letter, name_of(letter))
    if digits[:2] not in _table():
        raise IndustryError(BadIndustry.UNKNOWN_DIVISION, text)
    if letter and letter != section_of(digits):
        raise IndustryError(BadIndustry.WRONG_SECTION, text)
    digits = digits[:2] if digits[2:] and not digits[2:].strip("0") else digits
    return Industry(digits, name_of(digits, finer=finer))


def name_of(code: str, *, finer: Mapping[str, str] = _NO_NAMES) -> str | None:
    """The Chinese name of exactly this code, or None."""
    entry = _table().get(code)
    return entry.name if entry else finer.get(code)


def section_of(code: str) -> str:
    """The letter of the section; raises KeyError for an unknown division."""
    return code if code.isalpha() else _table()[code[:2]].section


def divisions_of(letter: str) -> tuple[str, ...]:
    """The two-digit divisions of a section, in order."""
    return tuple(
        sorted(code for code, entry in _table().items() if entry.section == letter and code != letter)
    )


def section_name(letter: str) -> Wording:
    """A section's name in both languages; raises KeyError."""
    entry = _table()[letter]
    return Wording(entry.name, entry.english)


def describe(code: str, *, finer: Mapping[str, str] = _NO_NAMES) -> str:
    """The code with the names that are known, from the section down: 制造业 › 通用设备制造业 › 3415."""
    industry = parse_code(code, finer=finer)
    names = [name_of(one, finer=finer) for one in (*reversed(industry.above), industry.code)]
    known = " › ".join(name for name in names if name)
    return known if industry.name else f"{known} › {industry.code}"


def shared_level(a: str, b: str) -> Level:
    """The finest level at which ``a`` and ``b`` are one industry. Raises IndustryError."""
    first, second = parse_code(a), parse_code(b)
    if first.section != second.section:
        return Level.NONE
    if first.code.isalpha() or second.code.isalpha():
        return Level.SECTION
    for level in (Level.CLASS, Level.GROUP, Level.DIVISION):
        if len(first.code) >= level <= len(second.code) and first.code[:level] == second.code[:level]:
            return level
    return Level.SECTION


class Found(StrEnum):
    """How sure a look-up is."""

    UNIQUE = "unique"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Lookup:
    """What an industry given in words may be: equally good codes, the chains it belongs to, the words that told."""

    found: Found
    codes: tuple[str, ...] = ()
    chains: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def code(self) -> str | None:
        """The one code, when there is just one."""
        return self.codes[0] if self.found is Found.UNIQUE else None


def lookup(words: str, *, finer: Mapping[str, str] = _NO_NAMES) -> Lookup:
    """The industry meant by ``words``: a code, an official name, a usual word, or a text that holds such words.

    UNIQUE with one code, UNCLEAR with several that are equally good (chains may be sure all the same), UNKNOWN.
    """
    wanted = squeeze(words).casefold()
    if not wanted:
        return Lookup(Found.UNKNOWN)
    try:
        code = parse_code(wanted, finer=finer).code
        return Lookup(Found.UNIQUE, (code,), chains_of(code), (wanted,))
    except IndustryError:
        pass
    known = _whole(wanted, finer)
    if known:
        return _answer(known)
    parts = [part for part in _PARTS.split(wanted) if part]
    by_part = [found for part in parts for found in (_whole(part, finer) or _held(part))]
    return _answer(list(dict.fromkeys(by_part)))


@dataclass(frozen=True, slots=True)
class _Word:
    word: str
    codes: tuple[str, ...]
    chains: tuple[str, ...]


def _answer(found: list[_Word]) -> Lookup:
    codes = tuple(dict.fromkeys(code for one in found for code in one.codes))
    finest = tuple(
        code for code in codes if not any(other != code and other.startswith(code) for other in codes)
    )
    chains = tuple(dict.fromkeys(chain for one in found for chain in one.chains))
    sure = Found.UNIQUE if len(finest) == 1 else Found.UNCLEAR if finest else Found.UNKNOWN
    return Lookup(sure, finest, chains, tuple(one.word for one in found))


def _whole(text: str, finer: Mapping[str, str]) -> list[_Word]:
    """The word or official name that ``text`` is as a whole, with or without 行业 and the like."""
    for spelling in dict.fromkeys((text, _KINDS_OF_WORD.sub("", text))):
        if spelling in _words():
            return [_words()[spelling]]
        if code := _official().get(spelling) or _by_name(finer, spelling):
            return [_Word(spelling, (code,), chains_of(code))]
    return []


def _by_name(finer: Mapping[str, str], spelling: str) -> str | None:
    return next((code for code, name in finer.items() if squeeze(name).casefold() == spelling), None)


def _held(text: str) -> list[_Word]:
    """The usual words that ``text`` holds, without those that lie within a longer one."""
    held = [word for word in _words() if len(word) >= 2 and word in text]
    longest = [word for word in held if not any(word != other and word in other for other in held)]
    return [_words()[word] for word in sorted(longest, key=text.index)]


def chains_of(code: str) -> tuple[str, ...]:
    """The industry chains of a code: those that every usual word for just this code, or a code above it, agrees on."""
    for one in (code, *Industry(code, None).above):
        tags = [word.chains for word in _words().values() if word.codes == (one,)]
        if tags:
            shared = set(tags[0]).intersection(*map(set, tags))
            return tuple(tag for tag in tags[0] if tag in shared)
    return ()


def all_chains() -> tuple[str, ...]:
    """Every industry chain that the words know, in the order of the table."""
    return tuple(dict.fromkeys(chain for word in _words().values() for chain in word.chains))


@dataclass(frozen=True, slots=True)
class Finer:
    """Names of groups and classes from an operator's file, and what was wrong, by 1-based line."""

    names: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[int, Wording]] = field(default_factory=list)


def load_finer(path: Path) -> Finer:
    """Read a UTF-8 CSV of “code,name” (3 or 4 digits; a heading line may stand first). Raises OSError, UnicodeError."""
    loaded = Finer()
    for line, record in enumerate(csv.reader(StringIO(path.read_text(encoding="utf-8-sig"))), start=1):
        cells = [squeeze(cell) for cell in record]
        if not any(cells) or (line == 1 and not re.search(r"\d", cells[0])):
            continue
        problem = _why_not_finer(cells, loaded.names)
        if problem:
            loaded.problems.append((line, problem))
        else:
            loaded.names[parse_code(cells[0]).code] = cells[1]
    return loaded


def _why_not_finer(cells: list[str], names: Mapping[str, str]) -> Wording | None:
    if len(cells) < 2 or not cells[1]:
        return Wording("缺少行业名称。", "The name of the industry is missing.")
    try:
        code = parse_code(cells[0]).code
    except IndustryError as error:
        return error.message
    if len(code) < 3:
        return Wording("只收3位（中类）和4位（小类）代码。", "Only codes of 3 or 4 digits are taken.")
    if names.get(code, cells[1]) != cells[1]:
        return Wording("代码{code}前面已经有另一个名称。", "Code {code} has another name above.").fill(
            code=code
        )
    return None


@dataclass(frozen=True, slots=True)
class _Entry:
    section: str
    name: str
    english: str


def _records(file: str) -> list[dict[str, str]]:
    text = (files("lianshou.china") / "data" / file).read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))


@cache
def _table() -> dict[str, _Entry]:
    return {
        record["code"]: _Entry(record["section"], record["name"], record["english"])
        for record in _records("industries.csv")
    }


@cache
def _official() -> dict[str, str]:
    """Codes by official name, with and without 业; a division before the section of the same name."""
    found: dict[str, str] = {}
    for code, entry in sorted(_table().items()):
        for spelling in (entry.name, entry.name.removesuffix("业")):
            found.setdefault(spelling, code)
    return found


@cache
def _words() -> dict[str, _Word]:
    return {
        record["word"].casefold(): _Word(
            record["word"], tuple(record["codes"].split()), tuple(record["chains"].split())
        )
        for record in _records("industry_words.csv")
    }
