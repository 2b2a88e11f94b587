"""Times, splits and boats on their own."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianshou.engines.heats.boats import Athlete, CrewRule, Role, Seat, gates
from lianshou.engines.heats.places import by_time
from lianshou.engines.heats.plan import Crew, Decision
from lianshou.engines.heats.seeding import lanes_for, split, together_in
from lianshou.engines.heats.times import Time, parse_time


@pytest.mark.parametrize(
    ("text", "ms", "digits", "shown"),
    [("50.4", 50_400, 1, "50.4"), ("50.400", 50_400, 3, "50.400"), ("1:50.40", 110_400, 2, "1:50.40"), ("2分03秒5", 123_500, 1, "2:03.5"),
     ("1:02:03", 3_723_000, 0, "1:02:03"), ("59", 59_000, 0, "59"), ("1′05″2", 65_200, 1, "1:05.2")],
)  # fmt: skip
def test_times_keep_how_finely_they_were_taken(text: str, ms: int, digits: int, shown: str) -> None:
    found = parse_time(text)
    assert (found.ms, found.digits, str(found)) == (ms, digits, shown)
    assert parse_time(str(found)) == found


@pytest.mark.parametrize("text", ["", "DNS", "1:60.0", "50.1234", "-3", "1:2:3:4"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_time(text)


def test_a_time_finer_than_it_was_taken_cannot_be() -> None:
    for ms, digits in ((50_450, 1), (0, 1), (1000, 4)):
        with pytest.raises(ValueError, match="no time"):
            Time(ms, digits)


def test_a_hand_time_and_a_photo_that_agree_are_a_tie() -> None:
    times = {
        "a": parse_time("50.4"),
        "b": parse_time("50.400"),
        "c": parse_time("50.41"),
        "d": parse_time("50.39"),
        "e": parse_time("50.50"),
    }
    assert by_time(times, []) == [["d"], ["a", "b", "c"], ["e"]]
    finer = {"a": parse_time("50.410"), "b": parse_time("50.400"), "c": parse_time("51.0")}
    assert by_time(finer, []) == [["b"], ["a"], ["c"]]


def test_fine_times_tie_as_long_as_a_coarse_one_lies_between_them() -> None:
    times = {"a": parse_time("53.21"), "b": parse_time("53.20"), "c": parse_time("53.2")}
    assert by_time(times, []) == [["a", "b", "c"]]


def test_only_a_decision_on_all_who_are_tied_takes_them_apart() -> None:
    times = {key: parse_time("50.40") for key in "abc"}
    assert by_time(times, [Decision("r", ("b", "a"))]) == [["a", "b", "c"]]
    assert by_time(times, [Decision("r", ("c", "x", "a", "b"))]) == [["c"], ["a"], ["b"]]


def test_lanes_begin_in_the_middle() -> None:
    assert (lanes_for(6, 6), lanes_for(3, 4), lanes_for(5, 5)) == (
        [3, 4, 2, 5, 1, 6],
        [2, 3, 1],
        [3, 2, 4, 1, 5],
    )


@st.composite
def fields(draw: st.DrawFn) -> tuple[tuple[Crew, ...], int]:
    count = draw(st.integers(2, 7))
    unions = st.lists(st.sampled_from("甲乙丙"), max_size=2, unique=True).map(tuple)
    return tuple([Crew(str(n), str(n), draw(unions)) for n in range(count)]), draw(st.integers(2, 3))


def _best(crews: tuple[Crew, ...], heats: int) -> int:
    """The least by trying every order over heats of the same sizes."""
    sizes = [len(crews) // heats + (n < len(crews) % heats) for n in range(heats)]
    best = 10**6
    for order in permutations(crews):
        at, parts = 0, []
        for size in sizes:
            parts.append(order[at : at + size])
            at += size
        best = min(best, together_in(parts))
    return best


@given(fields())
@settings(max_examples=40, deadline=None)
def test_crews_of_one_union_are_as_far_apart_as_trying_everything_finds(
    field: tuple[tuple[Crew, ...], int],
) -> None:
    crews, heats = field
    found = split(crews, heats, by_strength=False)
    assert found.together == together_in(found.heats)
    assert found.least <= _best(crews, heats) == found.together


@given(fields())
@settings(max_examples=100, deadline=None)
def test_the_strong_are_apart_whatever_their_unions(field: tuple[tuple[Crew, ...], int]) -> None:
    crews, heats = field
    found = split(crews, heats, by_strength=True)
    heat_of = {crew.key: number for number, heat in enumerate(found.heats) for crew in heat}
    for at in range(0, len(crews), heats):
        pot = [heat_of[crew.key] for crew in crews[at : at + heats]]
        assert len(set(pot)) == len(pot)
    sizes = [len(heat) for heat in found.heats]
    assert max(sizes) - min(sizes) <= 1


def _crew(**changes: object) -> tuple[list[Seat], dict[str, Athlete]]:
    roles = [Role.DRUM, Role.HELM, *[Role.PADDLE] * 10, Role.RESERVE]
    people = {
        f"a{n}": Athlete(f"a{n}", f"队员{n}", "甲工会", n % 3 == 0, insured=True, swims=True)
        for n in range(len(roles))
    }
    return [Seat(f"a{n}", role) for n, role in enumerate(roles)], people


RULE = CrewRule(paddlers=10, reserves=2, women=4)


def test_a_crew_that_may_start_passes_every_gate() -> None:
    seats, people = _crew()
    found = gates(RULE, seats, people, ("甲工会",))
    assert [gate.key for gate in found if not gate.holds] == []
    assert [gate.wording.zh for gate in found][:5] == [
        "鼓手1人，应为1人",
        "舵手1人，应为1人",
        "划手10人，应为10人",
        "替补1人，最多2人",
        "上船女队员4人，至少4人",
    ]


def test_every_gate_that_does_not_hold_names_who() -> None:
    seats, people = _crew()
    people["a1"] = Athlete("a1", "队员1", "乙工会", False, insured=False, swims=False)
    seats += [Seat("a2", Role.RESERVE), Seat("a2", Role.DRUM)]
    failed = {gate.key: gate.wording.zh for gate in gates(RULE, seats, people, ("甲工会",)) if not gate.holds}
    assert failed == {
        "drum": "鼓手2人，应为1人",
        "twice": "占了两个位置：队员2",
        "insurance": "没有保险：队员1",
        "swimming": "没有会游泳承诺：队员1",
        "unions": "不是本队所属工会的：队员1",
    }
    joint = gates(RULE, *_crew(), ("甲工会", "乙工会"))
    assert all(gate.holds for gate in joint)


@pytest.mark.parametrize(
    ("unknown", "failed"),
    [
        (["a3"], {"sex": "没有填性别：队员3"}),  # three women and one of whom nobody knows
        (["a0", "a1", "a3"], {"sex": "没有填性别：队员0、队员1、队员3"}),
        (["a1"], {"sex": "没有填性别：队员1"}),
    ],
)
def test_a_sex_that_is_not_given_is_asked_for(unknown: list[str], failed: dict[str, str]) -> None:
    seats, people = _crew()
    people |= {key: replace(people[key], is_woman=None) for key in unknown}
    found = [gate for gate in gates(RULE, seats, people, ("甲工会",)) if not gate.holds]
    assert {gate.key: gate.wording.zh for gate in found} == failed
    assert [gate.who for gate in found] == [tuple(unknown)]


def test_too_few_women_are_told_beside_a_missing_sex() -> None:
    seats, people = _crew()
    people |= {"a3": replace(people["a3"], is_woman=None), "a0": replace(people["a0"], is_woman=False)}
    people |= {"a6": replace(people["a6"], is_woman=False)}
    failed = [gate.key for gate in gates(RULE, seats, people) if not gate.holds]
    assert failed == ["sex", "women"]
