"""The settings of a region and day as the computation reads them: once for as many households as there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from lianshou.kinds.aid.rules.facts import Category, Exclusion, Income, Where
from lianshou.kinds.aid.rules.settings import COUNTING, KEYS, REGION, SWITCHES
from lianshou.kinds.aid.rules.settings import exclusions as shut
from lianshou.kinds.aid.rules.settings import incomes as earned
from lianshou.kinds.aid.rules.settings import lines as drawn

_DECLARED = {one.key: one for one in REGION}
ONE = 100
"""Multiples and percentages are whole hundredths."""


class Book(Protocol):
    """Whatever knows the settings: ``programmes.queries.rule_book(*KEYS)``."""

    def row(self, key: str, *, region: str, on: date) -> object | None: ...

    def kept(self, key: str, *, region: str, on: date) -> Any: ...

    def value(self, key: str, *, region: str, on: date) -> Any: ...


@dataclass(frozen=True, slots=True)
class Limit:
    """A category that a household belongs to when its income lies below a multiple (hundredths) of the line."""

    category: Category
    multiple: int
    boundary: str


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Every rule of a region and day. ``limits`` are tried in their order, then the accident; ``ceiling`` is None where
    there is none. ``kept`` is all of it as plain JSON by key, ``unset`` the keys whose usual value is an example only and
    which nobody has set."""

    line_fen: int
    limits: tuple[Limit, ...]
    share: int
    share_boundary: str
    ceiling: Limit | None
    not_counted: frozenset[Income]
    imputes: bool
    wage_fen: int
    excluding: frozenset[Exclusion]
    homes: int
    floor: Decimal
    school: Decimal
    kept: dict[str, Any]
    unset: tuple[str, ...]


def rules_of(book: Book, where: Where) -> Rules:
    """The rules that hold ``where``; raises Undeclared for a book that was not opened with ``KEYS``."""

    def read(key: str) -> Any:
        return book.value(key, region=where.region, on=where.on)

    return Rules(
        line_fen=read(drawn.LINE),
        limits=_limits(read),
        share=read(drawn.SHARE),
        share_boundary=read(drawn.SHARE_BOUNDARY),
        ceiling=_ceiling(read),
        not_counted=frozenset(one for one, key in COUNTING.items() if not read(key)),
        imputes=read(earned.IMPUTES),
        wage_fen=read(earned.WAGE),
        excluding=frozenset(one for one, key in SWITCHES.items() if read(key)),
        homes=read(shut.HOMES),
        floor=read(shut.FLOOR),
        school=read(shut.SCHOOL),
        kept={key: book.kept(key, region=where.region, on=where.on) for key in KEYS},
        unset=tuple(
            key
            for key in (drawn.LINE, earned.WAGE)
            if book.row(key, region=where.region, on=where.on) is None
        ),
    )


def kept_rules(kept: Mapping[str, Any], where: Where) -> Rules:
    """The rules as they were frozen with an outcome (``Rules.kept``); a setting that is younger has its usual value."""
    return rules_of(_Kept(kept), where)


@dataclass(frozen=True)
class _Kept:
    """A book of frozen values: the same for every region and day."""

    values: Mapping[str, Any]

    def row(self, key: str, *, region: str, on: date) -> object | None:
        return self.values.get(key)

    def kept(self, key: str, *, region: str, on: date) -> Any:
        return self.values.get(key, _DECLARED[key].usual)

    def value(self, key: str, *, region: str, on: date) -> Any:
        return _DECLARED[key].form.read(self.kept(key, region=region, on=on))


def _limits(read: Any) -> tuple[Limit, ...]:
    if read(drawn.CATEGORY_SET) == drawn.OLD:
        return (
            Limit(Category.MINIMUM, ONE, read(drawn.MINIMUM_BOUNDARY)),
            Limit(Category.MARGIN, _hundredths(read(drawn.MARGIN_MULTIPLE)), read(drawn.MARGIN_BOUNDARY)),
        )
    return (
        Limit(Category.DEEP, ONE, read(drawn.DEEP_BOUNDARY)),
        Limit(Category.RELATIVE, _hundredths(read(drawn.RELATIVE_MULTIPLE)), read(drawn.RELATIVE_BOUNDARY)),
    )


def _ceiling(read: Any) -> Limit | None:
    multiple = _hundredths(read(drawn.CEILING))
    return Limit(Category.ACCIDENT, multiple, read(drawn.CEILING_BOUNDARY)) if multiple else None


def _hundredths(number: Decimal) -> int:
    return int(number * ONE)
