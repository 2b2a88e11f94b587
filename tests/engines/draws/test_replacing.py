"""Replacements against trying out every set of those in reserve."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.draws.worlds import SOURCES, VALUES, keeps, panels_of, person, problems

from lianshou.engines.draws.announcement import announcement_of
from lianshou.engines.draws.canonical import canonical, hash_of
from lianshou.engines.draws.problem import Problem, Quota
from lianshou.engines.draws.replacing import ReplacingError, replacement_of
from lianshou.engines.draws.transcript import transcript_of
from lianshou.engines.draws.verifier import faults_of


def first_that_keeps(
    problem: Problem, staying: list[list[int]], waiting: list[list[int]]
) -> list[list[int]] | None:
    """Of all sets of those waiting that make a panel, the one that comes first in their order."""
    people = {one.number: one for one in problem.people}
    found = [
        places
        for size in range(len(waiting) + 1)
        for places in combinations(range(len(waiting)), size)
        if keeps(
            problem, [[people[one] for one in unit] for unit in [*staying, *(waiting[p] for p in places)]]
        )
    ]
    return [waiting[place] for place in min(found)] if found else None


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.data())
def test_first_in_order_with_whom_every_rule_is_kept(problem: Problem, data: st.DataObject) -> None:
    if not panels_of(problem):
        return
    transcript = transcript_of(announcement_of(problem), VALUES)
    everybody = [number for unit in transcript["selected"] + transcript["reserves"] for number in unit]
    if not everybody:
        return
    gone = data.draw(st.lists(st.sampled_from(everybody), min_size=1, max_size=3, unique=True))
    staying = [unit for unit in transcript["selected"] if not set(unit) & set(gone)]
    waiting = [unit for unit in transcript["reserves"] if not set(unit) & set(gone)]
    expected = first_that_keeps(problem, staying, waiting)
    made = replacement_of(transcript, [gone])
    if expected is None:
        assert (made["rounds"][0]["came"], made["selected"]) == ([], staying)
        assert made["rounds"][0]["vacant"] >= 0
        assert faults_of(canonical(made)) == []
        return
    assert made["rounds"][0]["vacant"] == 0
    assert made["rounds"][0]["came"] == expected
    assert made["selected"] == sorted(staying + expected)
    assert faults_of(canonical(made)) == []


@pytest.fixture
def transcript() -> dict[str, Any]:
    people = tuple(person(one, 性别="女" if one % 3 == 0 else "男") for one in range(1, 31))
    return transcript_of(
        announcement_of(Problem(9, people, (Quota("性别", "女", 4, 5),), sources=SOURCES)), VALUES
    )


def test_rounds_follow_each_other(transcript: dict[str, Any]) -> None:
    first = transcript["selected"][0][0]
    once = replacement_of(transcript, [[first]])
    (came,) = once["rounds"][0]["came"]
    twice = replacement_of(transcript, [[first], came])
    assert twice["rounds"][0] == once["rounds"][0]
    assert came not in twice["selected"]
    assert len(twice["selected"]) == 9
    assert faults_of(canonical(twice), digest=transcript["announcement"]["digest"]) == []


def test_number_that_is_not_there_is_refused(transcript: dict[str, Any]) -> None:
    with pytest.raises(ReplacingError) as refused:
        replacement_of(transcript, [transcript["selected"][0], [77]])
    assert refused.value.wording.zh.startswith("第2轮：77号")


def test_places_nobody_can_fill_are_vacant_and_the_quota_is_named(transcript: dict[str, Any]) -> None:
    man = next(unit for unit in transcript["selected"] if unit[0] % 3)
    made = replacement_of(transcript, [man, list(range(3, 31, 3))])
    first, second = made["rounds"]
    assert (len(first["came"]), first["vacant"], first["hindering"]) == (1, 0, [])
    assert (second["came"], second["vacant"], second["hindering"]) == ([], len(second["left"]), [1])
    assert faults_of(canonical(made)) == []


@pytest.mark.parametrize("part", ["selected", "reserves", "rounds"])
def test_touched_replacement_is_caught_though_sealed_anew(transcript: dict[str, Any], part: str) -> None:
    made = replacement_of(transcript, [[transcript["selected"][0][0]]])
    forged = {**made, part: made[part][:-1]}
    assert faults_of(canonical(forged)) != []
    rest = {key: value for key, value in forged.items() if key != "seal"}
    assert faults_of(canonical({**rest, "seal": hash_of(rest)})) != []
