"""A timetable as a whole-number programme, given to HiGHS through scipy: x[r,t] says that race r has slot t.

Every race has one slot, no slot two races; of a crowd one race only has a slot within the minutes of a race and its rest; no race has
a slot before those it follows are over and the gap is past; the boats on the water and not yet ready again are no more than there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lianshou.engines.heats.question import Answer, Found, Question


def by_rows(question: Question, seconds: float) -> Found:
    """Starts within the slots of ``question``, or what is known after ``seconds`` by the clock on the wall."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    model = _Model(question)
    matrix, low, high = model.rows()
    size, count = len(model.room), len(question.slots)
    result = milp(
        [0.0] * size,
        integrality=[1] * size,
        bounds=Bounds([0.0] * size, model.room),
        constraints=LinearConstraint(matrix, low, high),
        options={"time_limit": seconds},
    )
    if result.status == 2:
        return Answer.NONE
    if result.x is None:
        return Answer.UNKNOWN
    return {n // count: question.slots[n % count] for n, value in enumerate(result.x) if value > 0.5}


class _Model:
    """The rows of one programme. ``room``: 0 for slots that a race cannot have, with what comes before and after it."""

    def __init__(self, question: Question) -> None:
        self.question, self.slots = question, question.slots
        self.count, self.races = len(question.slots), len(question.work.jobs)
        self.low: list[float] = []
        self.high: list[float] = []
        self.cells: list[tuple[int, int, float]] = []
        self.room = [
            float(first <= slot <= last)
            for first, last in zip(question.first, question.last, strict=True)
            for slot in range(self.count)
        ]

    def rows(self) -> tuple[Any, list[float], list[float]]:
        """The matrix with the least and the most of each of its rows."""
        from scipy.sparse import coo_array

        self._one_each()
        self._rests()
        self._order()
        self._boats()
        numbers, columns, values = zip(*self.cells, strict=True)
        shape = (len(self.low), self.races * self.count)
        return coo_array((values, (numbers, columns)), shape=shape).tocsr(), self.low, self.high

    def _row(self, cells: Sequence[tuple[int, int, float]], low: float, high: float) -> None:
        """One row: (race, slot, factor)."""
        number = len(self.low)
        self.cells += [(number, race * self.count + slot, factor) for race, slot, factor in cells]
        self.low.append(low)
        self.high.append(high)

    def _one_each(self) -> None:
        races, slots = range(self.races), range(self.count)
        for race in races:
            self._row([(race, slot, 1) for slot in slots], 1, 1)
        for slot in slots:
            self._row([(race, slot, 1) for race in races], 0, 1)

    def _rests(self) -> None:
        apart = self.question.course.takes + self.question.course.rest
        for crowd in self.question.crowds:
            for slot in range(self.count):
                window = self._from(slot, apart)
                self._row([(race, one, 1) for race in crowd for one in window], 0, 1)

    def _from(self, slot: int, minutes: int) -> list[int]:
        return [one for one in range(slot, self.count) if self.slots[one] < self.slots[slot] + minutes]

    def _order(self) -> None:
        """Who has a slot up to here has those before it early enough."""
        work = self.question.work
        for race, before in enumerate(work.before):
            for earlier in before:
                between = work.between(earlier, race)
                for slot in range(self.count):
                    over = [one for one in range(slot) if self.slots[one] + between <= self.slots[slot]]
                    here = [(race, one, 1.0) for one in range(slot + 1)]
                    self._row([*here, *((earlier, one, -1.0) for one in over)], -len(here), 0)

    def _boats(self) -> None:
        course, jobs = self.question.course, self.question.work.jobs
        busy = course.takes + course.turn
        for slot in range(self.count):
            at = self.slots[slot]
            window = [one for one in range(slot + 1) if self.slots[one] + busy > at]
            cells = [(race, one, float(job.boats)) for race, job in enumerate(jobs) for one in window]
            self._row(cells, 0, course.boats)
