"""What a figure is: a named count over rows, with a unit and a definition in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording

Rows = Any  # a queryset; core knows no Django models


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """One way to cut a figure: ``key`` names a queryset expression; ``label`` says a value of it."""

    slug: str
    title: Wording
    key: str
    label: Callable[[Any], Wording] = lambda value: Wording(str(value), str(value))


@dataclass(frozen=True, kw_only=True)
class RowColumn:
    """One column of the rows behind a figure: ``value`` reads it from a row."""

    title: Wording
    value: Callable[[Any], object]
    link: Callable[[Any], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A named count: ``rows(actor=…, today=…)`` gives exactly the records that are counted, one each.

    The number shown is always ``rows(...).count()``, so a figure cannot differ from the rows that it opens to.
    """

    slug: str
    title: Wording
    definition: Wording
    unit: Unit
    rows: Callable[..., Rows]
    columns: tuple[RowColumn, ...]
    breakdowns: tuple[Breakdown, ...] = field(default=())
