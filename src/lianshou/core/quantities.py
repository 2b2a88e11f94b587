"""Counts with their unit and the qualifier they are said with; unlike units are never added."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from lianshou.core.wording import Language, Wording


class Unit(enum.Enum):
    """What is counted. Persons, person-times, households, couples and unions never add up with each other."""

    UNION = Wording("家", "unions")
    ENTRY = Wording("家次", "entries")
    PAIR = Wording("对", "pairs")
    PERSON = Wording("人", "persons")
    PERSON_TIME = Wording("人次", "person-times")
    HOUSEHOLD = Wording("户", "households")
    COUPLE = Wording("对新人", "couples")
    ACTIVITY = Wording("场", "activities")
    PAPER = Wording("份", "papers")
    FEN = Wording("分", "fen")

    @property
    def wording(self) -> Wording:
        return self.value


class Qualifier(enum.Enum):
    """How a count is said: exactly, or with the page's own 多、余、近、以上."""

    EXACT = Wording("{n}{unit}", "{n} {unit}")
    MORE = Wording("{n}多{unit}", "more than {n} {unit}")
    ODD = Wording("{n}余{unit}", "some {n} {unit}")
    NEARLY = Wording("近{n}{unit}", "nearly {n} {unit}")
    AT_LEAST = Wording("{n}{unit}以上", "{n} {unit} or more")


class UnlikeUnits(TypeError):
    """Two quantities of different units were added or compared."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact ``value`` of ``unit``, said with ``qualifier``."""

    value: int
    unit: Unit
    qualifier: Qualifier = Qualifier.EXACT

    def __add__(self, other: Quantity) -> Quantity:
        self._same_unit(other)
        return Quantity(self.value + other.value, self.unit)

    def __lt__(self, other: Quantity) -> bool:
        self._same_unit(other)
        return self.value < other.value

    def say(self, language: Language = "zh") -> str:
        return self.qualifier.value.fill(n=self.value, unit=self.unit.wording).say(language)

    def _same_unit(self, other: Quantity) -> None:
        if self.unit is not other.unit:
            raise UnlikeUnits(f"{self.unit.name} and {other.unit.name}")
