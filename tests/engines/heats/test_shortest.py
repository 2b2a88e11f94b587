"""The shortest timetable: held against trying everything, by both solvers; what is not proven is told as a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianshou.engines.heats.by_rows import by_rows
from lianshou.engines.heats.by_spans import by_spans
from lianshou.engines.heats.question import Answer, Found, Question, crowds_of
from lianshou.engines.heats.shortest import Solver, shortest
from lianshou.engines.heats.timetable import Course, Job, Work, slots_of, timetable, why_unplaced
from lianshou.engines.heats.timetable_verifier import prove

COURSE = Course(
    opens=540, closes=660, slot=10, takes=5, rest=20, gap=15, boats=8, turn=10, breaks=((570, 590),)
)
SOLVERS = [by_rows, *([by_spans] if find_spec("ortools") else [])]


@st.composite
def jobs(draw: st.DrawFn, most: int = 4) -> list[Job]:
    found: list[Job] = []
    for number in range(draw(st.integers(2, most))):
        known = st.sampled_from([job.key for job in found]) if found else st.nothing()
        after = draw(st.lists(known, max_size=2, unique=True)) if found else []
        athletes = draw(st.frozensets(st.sampled_from("abcd"), max_size=3))
        event = draw(st.sampled_from(["", "男子"]))
        found.append(
            Job(f"j{number}", f"第{number}场", athletes, draw(st.integers(1, 6)), tuple(after), event)
        )
    return found


def by_trying(jobs: Sequence[Job], course: Course) -> int | None:
    """The earliest last start over every arrangement of the slots; None where none holds all races."""
    slots = slots_of(course)
    best: list[int] = []

    def go(starts: dict[str, int]) -> None:
        if best and max(starts.values(), default=0) >= best[0]:
            return
        if len(starts) == len(jobs):
            best[:] = [max(starts.values())]
            return
        for at in slots:
            if at in starts.values():
                continue
            tried = {**starts, jobs[len(starts)].key: at}
            part = replace(timetable([], course), jobs=tuple(jobs[: len(tried)]), starts=tried)
            if not prove(part).breaches:
                go(tried)

    go({})
    return best[0] if best else None


@pytest.mark.parametrize("solver", SOLVERS, ids=lambda one: one.__name__)
@given(work=jobs(), closes=st.sampled_from([600, 620, 640]))
@settings(max_examples=25, deadline=None)
def test_no_arrangement_ends_sooner(solver: Solver, work: list[Job], closes: int) -> None:
    course = replace(COURSE, closes=closes)
    wanted = by_trying(work, course)
    found = shortest(work, course, solver=solver)
    assert prove(found).breaches == ()
    assert (found.impossible, bool(found.unplaced)) == (wanted is None, wanted is None)
    if wanted is not None:
        assert (found.last, found.bound, found.is_shortest) == (wanted, wanted, True)


@given(work=jobs(most=9))
@settings(max_examples=25, deadline=None)
def test_both_solvers_agree_and_are_never_later_than_the_quick_way(work: list[Job]) -> None:
    """What is proven is the same by both; rows of whole numbers may run out of time before, and then claim less."""
    course = replace(COURSE, closes=1200)
    quick, found = (
        timetable(work, course),
        [shortest(work, course, seconds=20, solver=one) for one in SOLVERS],
    )
    (best,) = {one.last for one in found if one.is_shortest}
    assert all(one.bound <= best <= one.last <= quick.last for one in found)
    assert quick.bound <= best


def test_waiting_for_an_athlete_may_be_better_than_rowing_at_once() -> None:
    """Whoever fills the second slot with B keeps A, and all that follows it, waiting for the athlete of both."""
    work = [
        Job("P", "P", frozenset(), 2),
        Job("A", "A", frozenset("x"), 2, ("P",)),
        Job("C", "C", frozenset(), 2, ("A",)),
        Job("D", "D", frozenset(), 2, ("C",)),
        Job("B", "B", frozenset("x"), 2),
    ]
    course = replace(COURSE, closes=605, breaks=())
    assert timetable(work, course).unplaced == ("D",)
    for solver in SOLVERS:
        found = shortest(work, course, solver=solver)
        assert (found.unplaced, found.is_shortest, prove(found).breaches) == ((), True, ())
        assert found.starts == {"P": 540, "A": 560, "C": 580, "B": 590, "D": 600}


def test_a_day_that_cannot_hold_its_races_is_proven_to_be_too_short() -> None:
    work = [Job(key, key, frozenset("x"), 2) for key in "abcd"]
    found = shortest(work, replace(COURSE, closes=610))
    assert found.impossible
    assert "已证明按这些规则怎样都排不下" in why_unplaced(found)[0].zh
    assert prove(found).breaches == ()


def test_a_solver_that_runs_out_of_time_leaves_an_honest_bound() -> None:
    work = [Job(key, key, frozenset(), 6, event=key) for key in "abc"]
    seen: list[int] = []

    def asleep(question: Question, seconds: float) -> Found:
        seen.append(len(question.slots))
        return Answer.UNKNOWN

    quick, found = timetable(work, COURSE), shortest(work, COURSE, solver=asleep)
    assert (found.last, found.bound, found.is_shortest) == (quick.last, quick.bound, quick.is_shortest)
    assert quick.is_shortest or seen
    late = iter(range(0, 10_000, 100))
    assert (
        shortest(work, COURSE, seconds=50, solver=asleep, clock=lambda: float(next(late))).starts
        == quick.starts
    )


def test_a_solver_that_breaks_a_rule_is_not_believed() -> None:
    work = [Job(key, key, frozenset(), 6) for key in "abc"]

    def careless(question: Question, seconds: float) -> Found:
        return {race: question.slots[0] for race in range(len(question.work.jobs))}

    assert shortest(work, COURSE, solver=careless).starts == timetable(work, COURSE).starts


@given(work=jobs(most=9))
@settings(max_examples=50, deadline=None)
def test_every_two_races_that_share_an_athlete_are_in_a_crowd(work: list[Job]) -> None:
    meets = Work(work, COURSE).meets
    crowds = crowds_of(meets)
    pairs = {(one, other) for crowd in crowds for one in crowd for other in crowd if one != other}
    assert pairs == {(n, m) for n, row in enumerate(meets) for m, meet in enumerate(row) if meet and n != m}
