"""Draws from end to end: computed twice, verified, altered, and simulated."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from math import sqrt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.stats import chi2
from tests.engines.draws.second import drawn
from tests.engines.draws.worlds import SOURCES, VALUES, crowd, panels_of, person, problems

from lianshou.engines.draws.announcement import announcement_of
from lianshou.engines.draws.canonical import canonical, hash_of
from lianshou.engines.draws.explanation import Explained
from lianshou.engines.draws.problem import Method, Problem, Quota
from lianshou.engines.draws.replacing import replacement_of
from lianshou.engines.draws.transcript import result_of, transcript_of
from lianshou.engines.draws.verifier import NoDrawError, faults_of

PEOPLE = (
    person(1, unit="一", 行业="纺织", 性别="女"),
    person(2, unit="一", 行业="建筑", 性别="男"),
    person(3, 行业="纺织", 性别="女"),
    person(4, 行业="纺织", 性别="男"),
    person(5, 行业="建筑", 性别="男"),
    person(6, 行业="教育", 性别="女"),
    person(7, 行业="教育", 性别="女", excluded="请假"),
    person(8, 行业="建筑", 性别="女"),
    person(9, unit="二", 行业="教育", 性别="男"),
    person(10, unit="二", 行业="教育", 性别="女"),
    person(11, 行业="𠮷祥物流", 性别="男"),
)
WEDDING = Problem(
    5,
    PEOPLE,
    (Quota("行业", "纺织", 1, 1), Quota("行业", "教育", 2, 3), Quota("性别", "女", 2, 3)),
    SOURCES,
    "集体婚礼",
)


@pytest.fixture(scope="module")
def transcript() -> dict[str, Any]:
    return transcript_of(announcement_of(WEDDING), VALUES)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_second_implementation_draws_the_same_and_every_rule_is_kept(problem: Problem) -> None:
    panels = panels_of(problem)
    if not panels:
        return
    made = transcript_of(announcement_of(problem), VALUES)
    assert (made["panel"], made["selected"], made["reserves"]) == drawn(made["announcement"], made["key"])
    assert faults_of(canonical(made), digest=made["announcement"]["digest"]) == []
    assert frozenset(number for unit in made["selected"] for number in unit) in set(panels)
    everybody = sorted(number for unit in made["selected"] + made["reserves"] for number in unit)
    assert everybody == sorted(Explained(made["announcement"]).standings)


def test_large_draw_is_the_same_twice() -> None:
    made = transcript_of(announcement_of(crowd(300, 40, [5, 4])), VALUES)
    assert len(made["announcement"]["panels"]) > 10
    assert (made["panel"], made["selected"], made["reserves"]) == drawn(made["announcement"], made["key"])


def test_draw_by_the_memo_is_that_of_its_worked_example() -> None:
    problem = Problem(10, tuple(person(one) for one in range(1, 26)), (), SOURCES[:1], method=Method.RFC3797)
    announcement = announcement_of(problem)
    found = result_of(announcement, "9319./2.5.8.10.12./9.18.26.34.41.45./")
    assert found.selected == [[17], [7], [2], [16], [25], [23], [8], [24], [19], [13]]
    assert found.reserves[:6] == [[22], [5], [18], [9], [1], [4]]
    assert {one.chance for one in Explained(announcement).standings.values()} == {Fraction(2, 5)}
    made = transcript_of(announcement, {SOURCES[0].name: ["9319"]})
    assert faults_of(canonical(made)) == []
    assert (0, made["selected"], made["reserves"]) == drawn(announcement, made["key"])


def test_public_numbers_change_the_result(transcript: dict[str, Any]) -> None:
    announcement = transcript["announcement"]
    results = {
        str(transcript_of(announcement, {**VALUES, SOURCES[0].name: [str(one)]})["selected"])
        for one in range(30)
    }
    assert len(results) >= 6


def test_every_altered_byte_is_caught(transcript: dict[str, Any]) -> None:
    content = canonical(transcript)
    assert faults_of(content) == []
    for place in range(len(content)):
        for bit in (1, 4, 32):
            assert _caught(_flipped(content, place, bit)), (place, bit)


@pytest.mark.parametrize("kind", ["announcement", "transcript", "replacement"])
def test_every_byte_altered_left_out_or_put_in_is_caught(transcript: dict[str, Any], kind: str) -> None:
    document = {
        "announcement": transcript["announcement"],
        "transcript": transcript,
        "replacement": replacement_of(transcript, [[transcript["selected"][0][0]]]),
    }[kind]
    content = canonical(document)
    assert faults_of(content) == []
    for place in range(len(content)):
        assert _caught(_flipped(content, place, 1 << place % 8)), place
        assert _caught(content[:place] + content[place + 1 :]), place
        assert _caught(content[:place] + content[place : place + 1] + content[place:]), place
    assert _caught(content + b"\n")


def _flipped(content: bytes, place: int, bit: int) -> bytes:
    altered = bytearray(content)
    altered[place] ^= bit
    return bytes(altered)


def _caught(content: bytes) -> bool:
    try:
        return faults_of(content) != []
    except NoDrawError:
        return True


def _resealed(transcript: dict[str, Any]) -> bytes:
    """A forger who computes digest and seal anew."""
    announcement = transcript["announcement"]
    announcement["digest"] = hash_of({key: value for key, value in announcement.items() if key != "digest"})
    transcript["seal"] = hash_of({key: value for key, value in transcript.items() if key != "seal"})
    return canonical(transcript)


def _swap(made: dict[str, Any]) -> None:
    made["selected"][0], made["reserves"][0] = made["reserves"][0], made["selected"][0]


def _weights(made: dict[str, Any]) -> None:
    panels = made["announcement"]["panels"]
    panels[0][0], panels[1][0] = str(int(panels[0][0]) + 1), str(int(panels[1][0]) - 1)


def _chance(made: dict[str, Any]) -> None:
    made["announcement"]["levels"][0][0] = "1/1000"


def _prices(made: dict[str, Any]) -> None:
    prices = made["announcement"]["levels"][0][2]
    prices[0] = str(Fraction(prices[0]) + 1)


def _levels(made: dict[str, Any]) -> None:
    made["announcement"]["levels"].reverse()


def _profiles(made: dict[str, Any]) -> None:
    made["announcement"]["profiles"].reverse()


def _panel(made: dict[str, Any]) -> None:
    made["announcement"]["panels"][0][1] = []


def _quota(made: dict[str, Any]) -> None:
    made["announcement"]["problem"]["quotas"][2][3] = 2


def _value(made: dict[str, Any]) -> None:
    made["values"][SOURCES[0].name] = ["1"]


def _missing(made: dict[str, Any]) -> None:
    made["values"] = dict.fromkeys(made["values"])


def _nonsense(made: dict[str, Any]) -> None:
    made["values"] = 7


def _no_levels(made: dict[str, Any]) -> None:
    made["announcement"]["levels"] = 7


def _cut(made: dict[str, Any]) -> None:
    made["announcement"]["cuts"][0][1] -= 1


def _tree(made: dict[str, Any]) -> None:
    made["announcement"]["cuts"][0][2]["low"] = {"prices": ["0"] * 5}


def _empty(made: dict[str, Any]) -> None:
    made["announcement"]["cuts"][0][2]["low"]["low"] = {"empty": ["0"] * 6}


def _no_tree(made: dict[str, Any]) -> None:
    made["announcement"]["cuts"] = []


def _extra(made: dict[str, Any]) -> None:
    made["announcement"]["note"] = "x"


def _source(made: dict[str, Any]) -> None:
    made["announcement"]["problem"]["sources"][0][0] = "别的彩票"


@pytest.mark.parametrize(
    "forge",
    [
        _swap, _weights, _chance, _prices, _levels, _profiles, _panel, _quota, _value, _missing, _nonsense, _no_levels, _extra, _source,
        _cut, _tree, _empty, _no_tree,
    ],
)  # fmt: skip
def test_forger_who_seals_anew_is_caught(transcript: dict[str, Any], forge: Any) -> None:
    made = deepcopy(transcript)
    forge(made)
    assert faults_of(_resealed(made)) != []


NONSENSE = (
    None,
    True,
    -1,
    10**30,
    "",
    "x",
    "1e999999999",
    "1/0",
    [],
    {},
    [[]],
    [None],
    {"profile": -1, "most": 0},
    ["1", ["1"]],
)


def _places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path, *(found for key, one in inner for found in _places(one, (*path, key)))]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nonsense_anywhere_is_told_and_never_an_accident(
    transcript: dict[str, Any], data: st.DataObject
) -> None:
    departed = replacement_of(transcript, [[transcript["selected"][0][0]]])
    made = deepcopy(departed)
    *path, last = data.draw(st.sampled_from(_places(made)[1:]))
    holder: Any = made
    for key in path:
        holder = holder[key]
    holder[last] = data.draw(st.sampled_from(NONSENSE))
    if made == departed and canonical(made) == canonical(departed):
        return
    inner = made["transcript"]
    content = canonical(made)
    if isinstance(inner, dict) and isinstance(inner.get("announcement"), dict) and data.draw(st.booleans()):
        _resealed(inner)
        made["seal"] = hash_of({key: value for key, value in made.items() if key != "seal"})
        content = canonical(made)
        _caught(content)  # a change of the list makes another draw, which may come out the same
    else:
        assert _caught(content)


def test_whole_new_draw_is_caught_by_the_digest_made_public(transcript: dict[str, Any]) -> None:
    other = replace(WEDDING, people=(replace(PEOPLE[0], name="换人"), *PEOPLE[1:]))
    made = transcript_of(announcement_of(other), VALUES)
    assert faults_of(canonical(made)) == []
    (fault,) = faults_of(canonical(made), digest=transcript["announcement"]["digest"])
    assert "事先公布" in fault.zh


@pytest.mark.parametrize("content", [b"[]", b"{}", b'{"schema":"x"}', b"3"])
def test_other_json_is_no_draw(content: bytes) -> None:
    with pytest.raises(NoDrawError):
        faults_of(content)


DRAWS = 100_000


def test_hundred_thousand_draws_agree_with_the_chances(transcript: dict[str, Any]) -> None:
    announcement = transcript["announcement"]
    total, chances = int(announcement["total"]), Explained(announcement).standings
    panels, selected, first_reserve = Counter[int](), Counter[int](), Counter[int]()
    for number in range(DRAWS):
        result = result_of(announcement, f"{number}./")
        panels[result.panel] += 1
        selected.update(one for unit in result.selected for one in unit)
        first_reserve[result.reserves[0][0]] += 1
    weights = [int(weight) / total for weight, _ in announcement["panels"]]
    expected = [DRAWS * weight for weight in weights]
    distance = sum((panels[place] - one) ** 2 / one for place, one in enumerate(expected))
    assert distance < chi2.ppf(0.9999, len(weights) - 1)
    for number, standing in chances.items():
        chance = float(standing.chance)
        assert abs(selected[number] - DRAWS * chance) <= 4.5 * sqrt(DRAWS * chance * (1 - chance))
    # whoever is alike comes first in reserve equally often
    for units in announcement["profiles"]:
        seen = [first_reserve[unit[0]] for unit in units]
        mean = sum(seen) / len(seen)
        if len(seen) > 1 and mean:
            assert sum((one - mean) ** 2 / mean for one in seen) < chi2.ppf(0.9999, len(seen) - 1)


def test_explanation_tells_the_chance_and_what_holds_it(transcript: dict[str, Any]) -> None:
    explained = Explained(transcript["announcement"])
    lowest = min(explained.standings, key=lambda number: explained.standings[number].chance)
    told = explained.person(lowest)
    assert told.zh.startswith(f"{lowest}号 职工{lowest}：机会{explained.standings[lowest].chance}")
    assert "第1档" in told.zh
    assert "at " in told.en
    assert explained.person(7).zh == "7号 职工7：不参加抽签（请假）。"
    assert explained.person(99).zh == "名单上没有99号。"
    overview = list(explained.overview())
    assert overview[0].zh.startswith("名单11人，可抽8个（人或组），选5个名额")
    assert len(overview) == 2 + len(transcript["announcement"]["levels"])
