"""What the computation answers: plain values that turn into JSON and back, so that a survey can freeze them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from lianshou.core.wording import Wording, join
from lianshou.kinds.aid.rules.facts import Category, Exclusion, Where
from lianshou.kinds.aid.rules.settings import REGION
from lianshou.kinds.aid.rules.words import CATEGORIES, EXCLUSIONS

PARTS = {
    "income": Wording("一年的收入", "Income of the year"),
    "expense": Wording("一年的刚性支出", "Rigid expenses of the year"),
    "net": Wording("月人均纯收入", "Net income a person and month"),
    "test": Wording("逐项比较", "Compared one by one"),
    "exclusion": Wording("不予认定的情形", "What keeps a household out"),
}
"""What lines belong to, in the order in which one reckons."""
_TOTALS = {"income": "income", "expense": "expense", "monthly": "net"}
Operands = tuple[tuple[str, int | str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the computation that can be checked by hand. ``part`` is what it belongs to: income, expense, net, test,
    exclusion. ``words`` is the whole line with its numbers, ``operands`` what was reckoned with, ``fen`` what came out
    (None for a line that only judges) and ``holds`` whether a test was met."""

    key: str
    part: str
    title: Wording
    words: Wording
    operands: Operands = ()
    fen: int | None = None
    holds: bool | None = None

    @property
    def is_total(self) -> bool:
        """Whether the line sums up what stands above it."""
        return self.key in _TOTALS and self.part == _TOTALS[self.key]

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "part": self.part,
            "title": self.title.both,
            "words": self.words.both,
            "operands": [list(one) for one in self.operands],
            "fen": self.fen,
            "holds": self.holds,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Line:
        return cls(
            key=given["key"],
            part=given["part"],
            title=Wording(**given["title"]),
            words=Wording(**given["words"]),
            operands=tuple((name, value) for name, value in given["operands"]),
            fen=given["fen"],
            holds=given["holds"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that, being otherwise, would lead to ``category``. ``by`` is how far it is (fen of a year, fen of the line
    a month, months, persons), ``distance`` the same as fen of a household's year, by which changes are ordered."""

    key: str
    words: Wording
    category: Category
    by: int
    distance: int

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "words": self.words.both,
            "category": self.category.value,
            "by": self.by,
            "distance": self.distance,
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Change:
        return cls(
            key=given["key"],
            words=Wording(**given["words"]),
            category=Category(given["category"]),
            by=given["by"],
            distance=given["distance"],
        )


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a household was found to be, and why.

    ``monthly`` is the net income a person and month in fen, exactly; ``category`` the finding, ``by_income`` what it would
    be if nothing excluded it. ``settings`` are the values that counted, by key, as they are kept; ``unset`` names those of
    them that are only examples, because the region has set none of its own. ``would_change`` is None where it was left to be
    worked out when somebody looks (``with_changes``), as for the thousands of rows of a list.
    """

    where: Where
    category: Category
    by_income: Category
    monthly: Fraction
    lines: tuple[Line, ...]
    exclusions: tuple[Exclusion, ...] = ()
    would_change: tuple[Change, ...] | None = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    unset: tuple[str, ...] = ()

    @property
    def monthly_fen(self) -> int:
        """As it is shown: rounded half up to whole fen."""
        return half_up(self.monthly)

    @property
    def is_hardship(self) -> bool:
        return self.category is not Category.NONE

    @property
    def title(self) -> Wording:
        """The finding in words."""
        return CATEGORIES[self.category]

    @property
    def by_income_title(self) -> Wording:
        return CATEGORIES[self.by_income]

    @property
    def reasons_out(self) -> tuple[Wording, ...]:
        """What excluded it, in words."""
        return tuple(EXCLUSIONS[one] for one in self.exclusions)

    @property
    def groups(self) -> tuple[tuple[Wording, tuple[Line, ...]], ...]:
        """The lines by what they belong to, each with its heading, as pages show them."""
        found = [
            (title, tuple(one for one in self.lines if one.part == part)) for part, title in PARTS.items()
        ]
        return tuple((title, lines) for title, lines in found if lines)

    @property
    def settings_said(self) -> tuple[tuple[Wording, Wording], ...]:
        """The values that counted: title and words of each."""
        kept = self.settings
        return tuple((one.title, one.say(kept[one.key])) for one in REGION if one.key in kept)

    @property
    def unset_said(self) -> Wording:
        """The titles of those that are only examples."""
        return join([one.title for one in REGION if one.key in self.unset], zh="、", en=", ")

    def as_json(self) -> dict[str, Any]:
        """Plain JSON that holds all of it."""
        return {
            "region": self.where.region,
            "on": self.where.on.isoformat(),
            "category": self.category.value,
            "by_income": self.by_income.value,
            "monthly": str(self.monthly),
            "monthly_fen": self.monthly_fen,
            "lines": _listed(self.lines),
            "exclusions": [one.value for one in self.exclusions],
            "would_change": None if self.would_change is None else _listed(self.would_change),
            "settings": dict(self.settings),
            "unset": list(self.unset),
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Outcome:
        """The outcome that ``as_json`` gave."""
        return cls(
            where=Where(given["region"], date.fromisoformat(given["on"])),
            category=Category(given["category"]),
            by_income=Category(given["by_income"]),
            monthly=Fraction(given["monthly"]),
            lines=tuple(map(Line.from_json, given["lines"])),
            exclusions=tuple(map(Exclusion, given["exclusions"])),
            would_change=_changes(given["would_change"]),
            settings=given["settings"],
            unset=tuple(given["unset"]),
        )


def _changes(given: Iterable[Mapping[str, Any]] | None) -> tuple[Change, ...] | None:
    return None if given is None else tuple(map(Change.from_json, given))


def half_up(number: Fraction) -> int:
    """A number that is not negative, rounded half up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def _listed(rows: Iterable[Line | Change]) -> list[dict[str, Any]]:
    return [one.as_json() for one in rows]
