"""What is drawn: a frozen, numbered list of persons, places, quotas, units that come together, and the public numbers to come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lianshou.core.wording import Wording
from lianshou.engines.draws.canonical import hash_of

SCHEMA = "lianshou.draws.problem/1"


class Counting(StrEnum):
    """What places and quotas count: a couple is two persons, or one unit (in each category of which a member is)."""

    PERSONS = "persons"
    UNITS = "units"


class Method(StrEnum):
    """``SHA256`` is the method of docs/draws.md, ``RFC3797`` that of the memo, which knows neither quotas nor units."""

    SHA256 = "sha256"
    RFC3797 = "rfc3797"


class Kind(StrEnum):
    """What a source publishes: whole numbers in any order, decimal fractions in order, or letters and digits."""

    NUMBERS = "numbers"
    DECIMALS = "decimals"
    TEXT = "text"


class Missing(StrEnum):
    """What happens when a source publishes nothing by the day told: it is left out, or the draw does not take place."""

    SKIP = "skip"
    VOID = "void"


class ProblemError(ValueError):
    """A problem that cannot be; ``wordings`` say everything that is wrong with it."""

    def __init__(self, *wordings: Wording) -> None:
        super().__init__(" ".join(wording.en for wording in wordings))
        self.wordings = wordings


@dataclass(frozen=True, slots=True)
class Person:
    """One of the list. ``values`` by attribute; persons with the same ``unit`` come together; ``excluded`` is the reason."""

    number: int
    name: str
    values: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """Of those with ``value`` in ``attribute`` at least ``least`` and at most ``most`` (None: as many as may be)."""

    attribute: str
    value: str
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A public number to come: what, where and when it is published, and what happens when it is not."""

    name: str
    kind: Kind = Kind.NUMBERS
    where: str = ""
    when: str = ""
    missing: Missing = Missing.SKIP


@dataclass(frozen=True)
class Problem:
    """A draw before the draw. ``needed`` is how many sources must be known; ``reserves`` how many are told to keep ready.

    Raises ProblemError with everything that is wrong.
    """

    places: int
    people: tuple[Person, ...]
    quotas: tuple[Quota, ...] = ()
    sources: tuple[Source, ...] = ()
    title: str = ""
    counting: Counting = Counting.PERSONS
    method: Method = Method.SHA256
    reserves: int = 0
    needed: int = 1

    def __post_init__(self) -> None:
        if wrong := [*_wrong_people(self), *_wrong_rules(self), *_wrong_sources(self)]:
            raise ProblemError(*wrong)

    @property
    def json(self) -> dict[str, Any]:
        """The problem as its canonical JSON holds it."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "places": self.places,
            "counting": self.counting.value,
            "method": self.method.value,
            "reserves": self.reserves,
            "needed": self.needed,
            "people": [
                [one.number, one.name, one.unit, dict(sorted(one.values.items())), one.excluded]
                for one in self.people
            ],
            "quotas": [[one.attribute, one.value, one.least, one.most] for one in self.quotas],
            "sources": [
                [one.name, one.kind.value, one.where, one.when, one.missing.value] for one in self.sources
            ],
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        return hash_of(self.json)


def problem_of(told: Any) -> Problem:
    """The problem of its JSON. Raises ProblemError, also for anything that is no such JSON."""
    try:
        if told["schema"] != SCHEMA:
            raise ValueError(f"schema {told['schema']!r}")
        return Problem(
            title=_text(told["title"]),
            places=_whole(told["places"]),
            counting=Counting(told["counting"]),
            method=Method(told["method"]),
            reserves=_whole(told["reserves"]),
            needed=_whole(told["needed"]),
            people=tuple(_person(*one) for one in told["people"]),
            quotas=tuple(_quota(*one) for one in told["quotas"]),
            sources=tuple(
                Source(_text(name), Kind(kind), _text(where), _text(when), Missing(missing))
                for name, kind, where, when, missing in told["sources"]
            ),
        )
    except ProblemError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ProblemError(_NO_PROBLEM.fill(error=f"{type(error).__name__}: {error}")) from error


def _person(number: Any, name: Any, unit: Any, values: Any, excluded: Any) -> Person:
    known = {_text(key): _text(value) for key, value in values.items()}
    return Person(_whole(number), _text(name), known, _text(unit), _text(excluded))


def _quota(attribute: Any, value: Any, least: Any, most: Any) -> Quota:
    return Quota(_text(attribute), _text(value), _whole(least), None if most is None else _whole(most))


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"not a whole number: {value!r}")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError(f"not a text: {value!r}")
    return value


def _wrong_people(problem: Problem) -> list[Wording]:
    wrong = [
        _TWICE.fill(number=number)
        for number, times in Counter(one.number for one in problem.people).items()
        if times > 1
    ]
    wrong += [_NUMBER.fill(number=one.number, name=one.name) for one in problem.people if one.number < 1]
    numbers = [one.number for one in problem.people]
    if not wrong and numbers != sorted(numbers):
        wrong.append(_ORDER)
    return wrong


def _wrong_rules(problem: Problem) -> list[Wording]:
    wrong = [_NEGATIVE.fill(value=one) for one in (problem.places, problem.reserves) if one < 0]
    for (attribute, value), times in Counter((one.attribute, one.value) for one in problem.quotas).items():
        if times > 1:
            wrong.append(_QUOTA_TWICE.fill(attribute=attribute, value=value))
    for quota in problem.quotas:
        if quota.least < 0 or (quota.most is not None and quota.most < quota.least):
            wrong.append(
                _RANGE.fill(attribute=quota.attribute, value=quota.value, least=quota.least, most=quota.most)
            )
    if problem.method is Method.RFC3797 and (problem.quotas or any(one.unit for one in problem.people)):
        wrong.append(_PLAIN)
    if problem.method is Method.RFC3797 and len(problem.people) > 65_535:
        wrong.append(_TOO_MANY)
    return wrong


def _wrong_sources(problem: Problem) -> list[Wording]:
    wrong = [
        _SOURCE_TWICE.fill(name=name)
        for name, times in Counter(one.name for one in problem.sources).items()
        if times > 1
    ]
    if problem.sources and not 1 <= problem.needed <= len(problem.sources):
        wrong.append(_NEEDED.fill(needed=problem.needed, given=len(problem.sources)))
    return wrong


_NO_PROBLEM = Wording("这不是一份抽签方案（{error}）。", "This is no problem of a draw ({error}).")
_TWICE = Wording("名单编号{number}出现了不止一次。", "The number {number} stands in the list more than once.")
_NUMBER = Wording("“{name}”的名单编号{number}小于1。", "The number {number} of “{name}” is below 1.")
_ORDER = Wording("名单没有按编号排列。", "The list is not in the order of its numbers.")
_NEGATIVE = Wording("名额不能小于零（{value}）。", "Places cannot be below zero ({value}).")
_QUOTA_TWICE = Wording(
    "“{attribute}：{value}”写了不止一条名额规定。", "“{attribute}: {value}” has more than one quota."
)
_RANGE = Wording(
    "“{attribute}：{value}”最少{least}、最多{most}，前后矛盾。",
    "“{attribute}: {value}”: at least {least} and at most {most} cannot both be.",
)
_PLAIN = Wording(
    "RFC 3797 只管不设名额规定、不成组的抽签；有名额规定或成组的，请改用 SHA-256。",
    "RFC 3797 knows neither quotas nor units that come together: choose the method SHA-256.",
)
_TOO_MANY = Wording("RFC 3797 最多65535人。", "RFC 3797 draws from 65,535 at most.")
_SOURCE_TWICE = Wording("公开数来源“{name}”写了不止一次。", "The source “{name}” is named more than once.")
_NEEDED = Wording(
    "至少要有{needed}个公开数，可来源只有{given}个。",
    "{needed} public numbers are needed, of {given} sources.",
)
