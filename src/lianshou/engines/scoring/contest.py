"""What was written down on the day: who took part, who judged, every mark, every bonus and deduction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from lianshou.engines.scoring.scheme import Scheme, Status


@dataclass(frozen=True, slots=True)
class Contestant:
    """``key`` is the number drawn, which stands on the sheets; ``factors`` by aspect and ``measures`` by key."""

    key: str
    name: str
    team: str = ""
    status: Status = Status.PRESENT
    factors: Mapping[str, Decimal] = field(default_factory=dict)
    measures: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judge:
    """``aspects`` that this judge marks; empty: all."""

    key: str
    name: str
    aspects: tuple[str, ...] = ()


class Mark(NamedTuple):
    """One mark; a judge who gave none has no Mark."""

    contestant: str
    aspect: str
    judge: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A bonus (above 0) or deduction (below 0) with its reason, in a part before its share, or (``part`` empty) in the total."""

    contestant: str
    points: Decimal
    reason: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """A scheme and what was written down."""

    scheme: Scheme
    contestants: tuple[Contestant, ...]
    judges: tuple[Judge, ...]
    marks: tuple[Mark, ...]
    adjustments: tuple[Adjustment, ...] = ()
