"""One question about a day: is there a timetable that needs no slot but these? What every solver asks of it is worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from lianshou.engines.heats.timetable import Course, Work


class Answer(Enum):
    """What a solver says beside a timetable."""

    NONE = "none"
    UNKNOWN = "unknown"


Found = dict[int, int] | Answer
"""Starts (minutes after midnight) by the number of the race; or that there are none, or that the time was too short to know."""


@dataclass(frozen=True, slots=True)
class Question:
    """Races, slots and the rules between them: ``first`` and ``last`` slot (by number) that each race can have with what comes before
    and after it; ``crowds`` of races of which every two share an athlete, so many that every such pair is in one."""

    work: Work
    slots: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    crowds: tuple[tuple[int, ...], ...]

    @property
    def course(self) -> Course:
        return self.work.course

    @property
    def is_open(self) -> bool:
        """Whether every race has a slot left; False proves that there is no timetable."""
        return all(one <= other for one, other in zip(self.first, self.last, strict=True))


def asked(work: Work, slots: Sequence[int], crowds: tuple[tuple[int, ...], ...]) -> Question:
    """The question for ``slots``."""
    first = work.earliest(slots)
    if first is None:
        return Question(work, tuple(slots), (len(slots),) * len(work.jobs), (-1,) * len(work.jobs), crowds)
    return Question(work, tuple(slots), tuple(first), tuple(_latest(work, slots)), crowds)


def _latest(work: Work, slots: Sequence[int]) -> list[int]:
    """The last slot of each race that leaves those behind it enough time; -1 where there is none."""
    found = [len(slots) - 1] * len(work.jobs)
    for race in range(len(found) - 1, -1, -1):
        for earlier in work.before[race]:
            limit = (slots[found[race]] if found[race] >= 0 else -1) - work.between(earlier, race)
            found[earlier] = min(found[earlier], sum(slot <= limit for slot in slots) - 1)
    return found


def crowds_of(meets: Sequence[Sequence[bool]]) -> tuple[tuple[int, ...], ...]:
    """Races of which every two share an athlete, as few and as large as they are found one by one, so that every such pair is in one."""
    left = {(one, other) for one, row in enumerate(meets) for other in range(one) if row[other]}
    found: list[tuple[int, ...]] = []
    while left:
        crowd = list(min(left))
        while True:
            others = [race for race in range(len(meets)) if race not in crowd]
            more = [race for race in others if all(meets[race][one] for one in crowd)]
            if not more:
                break
            crowd.append(max(more, key=lambda race: (_pairs(race, crowd, left), -race)))
        left -= {(one, other) for one in crowd for other in crowd}
        found.append(tuple(sorted(crowd)))
    return tuple(found)


def _pairs(race: int, crowd: Sequence[int], left: set[tuple[int, int]]) -> int:
    """How many pairs that are in no crowd yet ``race`` would add."""
    return sum((max(race, one), min(race, one)) in left for one in crowd)
