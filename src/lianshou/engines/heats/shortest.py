"""The shortest timetable, or how far from it one is.

Is there a timetable that needs no slot after the h-th? A solver that finds one lowers the last start, one that refutes it raises the
bound; halving the slots between the two ends with a proof, or with what the seconds given allowed. CP-SAT is asked where OR-Tools is
installed (extra ``large``), else HiGHS, which comes with scipy. ``timetable_verifier`` checks whatever is found.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec

from lianshou.engines.heats.by_rows import by_rows
from lianshou.engines.heats.by_spans import by_spans
from lianshou.engines.heats.question import Answer, Found, Question, asked, crowds_of
from lianshou.engines.heats.timetable import Course, Job, Timetable, Work, made, slots_of, timetable
from lianshou.engines.heats.timetable_verifier import prove

_LEAST_SECONDS = 0.5
Solver = Callable[[Question, float], Found]


def solver_at_hand() -> Solver:
    """The faster of the two that is installed."""
    return by_spans if find_spec("ortools") else by_rows


def shortest(
    jobs: Sequence[Job],
    course: Course,
    *,
    seconds: float = 60.0,
    solver: Solver | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Timetable:
    """The timetable of ``jobs`` with the earliest last start, as far as ``seconds`` go; ``bound`` says what is proven.

    The same jobs give the same timetable whenever it is proven. Start times are those of the course: every ``slot`` minutes from
    its opening, and again from the end of each break.
    """
    found = timetable(jobs, course)
    if found.is_shortest or found.impossible:
        return found
    search = _Search(jobs, course, solver or solver_at_hand(), clock() + seconds, clock)
    if found.unplaced:
        whole = search.within(len(search.slots), seconds)
        if whole is Answer.NONE:
            return replace(found, impossible=True, bound=course.closes)
        if isinstance(whole, Answer):
            return found
        found = made(jobs, course, whole, found.bound)
    return search.closer(found)


class _Search:
    def __init__(
        self,
        jobs: Sequence[Job],
        course: Course,
        solver: Solver,
        until: float,
        clock: Callable[[], float],
    ) -> None:
        self.jobs, self.course, self.solver = jobs, course, solver
        self.until, self.clock = until, clock
        self.slots = slots_of(course)
        self.work = Work(jobs, course)
        self.crowds = crowds_of(self.work.meets)

    @property
    def left(self) -> float:
        return self.until - self.clock()

    def closer(self, found: Timetable) -> Timetable:
        """``found`` with its last start and its bound brought together."""
        low, high = self.slots.index(found.bound), self.slots.index(found.last)
        top = high  # slots from here on were tried without an answer
        while low < top and self.left > _LEAST_SECONDS:
            middle = (low + top) // 2
            answer = self.within(middle + 1, self.left / 2)
            if answer is Answer.NONE:
                low = middle + 1
            elif isinstance(answer, Answer):
                top = middle
            else:
                found = made(self.jobs, self.course, answer, found.bound)
                high = top = self.slots.index(found.last)
        while low < high and self.left > _LEAST_SECONDS:
            answer = self.within(high, self.left)
            if isinstance(answer, Answer):
                low = high if answer is Answer.NONE else low
                break
            found = made(self.jobs, self.course, answer, found.bound)
            high = self.slots.index(found.last)
        return replace(found, bound=self.slots[low])

    def within(self, count: int, seconds: float) -> Found:
        """Starts by race in the first ``count`` slots, checked; or that there are none, or that nobody knows yet."""
        question = asked(self.work, self.slots[:count], self.crowds)
        if not question.is_open:
            return Answer.NONE
        found = self.solver(question, max(seconds, _LEAST_SECONDS))
        if isinstance(found, Answer):
            return found
        whole = made(self.jobs, self.course, found, 0)
        return found if not whole.unplaced and not prove(whole).breaches else Answer.UNKNOWN
