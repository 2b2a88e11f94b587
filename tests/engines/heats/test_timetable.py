"""Timetables: every rule holds, the verifier finds what is broken, what does not fit is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.heats.regattas import crews

from lianshou.core.wording import Wording
from lianshou.engines.heats.deriving import derive
from lianshou.engines.heats.ordering import finals_last
from lianshou.engines.heats.plan import Edge, HeatsError, Regatta
from lianshou.engines.heats.templates import by_place, by_time, with_fastest
from lianshou.engines.heats.timetable import Course, Job, clock, jobs_of, timetable, why_unplaced
from lianshou.engines.heats.timetable_verifier import prove

COURSE = Course(opens=540, closes=720, slot=10, takes=5, rest=20, gap=15, boats=12, turn=5, breaks=())


@st.composite
def jobs(draw: st.DrawFn) -> list[Job]:
    found: list[Job] = []
    for number in range(draw(st.integers(1, 12))):
        after = (
            draw(st.lists(st.sampled_from([job.key for job in found]), max_size=2, unique=True))
            if found
            else []
        )
        athletes = draw(st.frozensets(st.sampled_from("abcdefgh"), max_size=4))
        event = draw(st.sampled_from(["", "男子", "女子"]))
        found.append(
            Job(f"j{number}", f"第{number}场", athletes, draw(st.integers(1, 6)), tuple(after), event)
        )
    return found


@given(jobs())
@settings(max_examples=150, deadline=None)
def test_no_timetable_breaks_a_rule(jobs: list[Job]) -> None:
    found = timetable(jobs, replace(COURSE, closes=24 * 60))
    proof = prove(found)
    assert (proof.breaches, found.unplaced) == ((), ())
    assert found.last >= found.bound


@given(jobs())
@settings(max_examples=100, deadline=None)
def test_a_short_day_leaves_races_over_but_breaks_no_rule(jobs: list[Job]) -> None:
    found = timetable(jobs, replace(COURSE, closes=570, breaks=((550, 560),)))
    assert prove(found).breaches == ()
    assert sorted([*found.starts, *found.unplaced]) == sorted(job.key for job in jobs)
    assert bool(why_unplaced(found)) is bool(found.unplaced)


def test_an_athlete_rests_and_a_timetable_as_short_as_can_be_says_so() -> None:
    work = [
        Job("a", "A", frozenset("x"), 6),
        Job("b", "B", frozenset("x"), 6),
        Job("c", "C", frozenset("y"), 6),
    ]
    found = timetable(work, COURSE)
    assert {key: clock(at) for key, at in found.starts.items()} == {"a": "09:00", "c": "09:10", "b": "09:30"}
    assert (found.is_shortest, prove(found).shortest_rest) == (True, 25)


def test_boats_are_waited_for() -> None:
    work = [Job(key, key, frozenset(), 6) for key in "abc"]
    found = timetable(work, replace(COURSE, boats=6, turn=10))
    assert sorted(found.starts.values()) == [540, 560, 580]


def test_the_verifier_names_every_broken_rule() -> None:
    work = [Job("a", "A", frozenset("x"), 8), Job("b", "B", frozenset("x"), 8, ("a",))]
    found = replace(timetable(work, COURSE), starts={"a": 540, "b": 545})
    told = [
        wording.zh for wording in prove(replace(found, course=replace(COURSE, breaks=((544, 600),)))).breaches
    ]
    assert told == [
        "A与B间隔不足", "A不能在09:00开始", "B不能在09:05开始", "B应当在A结束后再隔规定时间", "A与B之间休息不足", "同时要用16条龙舟，只有12条",
    ]  # fmt: skip


def test_rounds_to_come_count_with_everybody_who_may_get_there() -> None:
    standing = derive(Regatta(by_place("男子", 4, heats=2), crews(8)))
    rowers = {crew.key: [f"{crew.key}-{n}" for n in range(3)] for crew in standing.regatta.entries}
    work = {job.key: job for job in jobs_of(standing, rowers)}
    assert len(work) == 6
    assert (len(work["男子/heats/1"].athletes), len(work["男子/final/1"].athletes)) == (12, 24)
    assert work["男子/final/1"].after == ("男子/semifinals/1", "男子/semifinals/2")
    found = timetable(list(work.values()), COURSE)
    assert prove(found).breaches == ()
    assert (
        abs(found.starts["男子/semifinals/1"] - found.starts["男子/semifinals/2"]) == 10
    )  # nobody rows in both


def test_nobody_may_be_in_two_crews_of_one_event() -> None:
    standing = derive(Regatta(by_time("t", 4, heats=1), crews(2)))
    with pytest.raises(HeatsError) as caught:
        jobs_of(standing, {"01": ["张伟", "李娜"], "02": ["王强", "李娜"]})
    assert caught.value.faults[0].wording.zh == "李娜同时在01、02；同一项目里一人只能在一个队"


def test_a_race_of_one_crew_takes_no_time() -> None:
    standing = derive(Regatta(by_time("t", 4, heats=2), crews(3)))
    titles = [job.title for job in jobs_of(standing, {})]
    assert titles == [
        Wording("t　预赛", "t · Heats"), Wording("t　决赛", "t · Final"), Wording("t　小决赛", "t · Small final"),
    ]  # fmt: skip


def test_the_final_is_the_last_race() -> None:
    plan = with_fastest("t", 4, heats=2)
    jobs = jobs_of(derive(Regatta(plan, crews(8))), {})
    found = finals_last(timetable(jobs, Course(boats=40)))
    finals = sorted((job for job in jobs if job.final), key=lambda job: job.final)
    starts = [found.starts[job.key] for job in finals]
    assert (len(starts), starts) == (2, sorted(starts, reverse=True))
    assert not prove(found).breaches


def test_a_race_to_come_needs_a_boat_for_each_crew_that_the_plan_sends_there() -> None:
    plan = by_time("t", 5, heats=2)
    boats = {job.key: job.boats for job in jobs_of(derive(Regatta(plan, crews(9))), {})}
    assert boats == {"t/heats/1": 5, "t/heats/2": 4, "t/final/1": 5, "t/small/1": 4}
    ties = replace(plan, edge=Edge.ALL_IN)  # may fill every lane
    assert [job.boats for job in jobs_of(derive(Regatta(ties, crews(9))), {})] == [5, 4, 5, 5]


def test_a_round_without_a_number_of_heats_has_as_many_races_as_its_crews_need() -> None:
    plan = by_place("t", 4, heats=4, semifinals=2)
    plan = replace(plan, rounds=(plan.rounds[0], replace(plan.rounds[1], heats=None), *plan.rounds[2:]))
    jobs = [job.key for job in jobs_of(derive(Regatta(plan, crews(16))), {})]
    assert [key for key in jobs if "semifinals" in key] == ["t/semifinals/1", "t/semifinals/2"]
