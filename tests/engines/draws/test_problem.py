from __future__ import annotations

from dataclasses import replace
from json import dumps, loads
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.draws.worlds import SOURCES, person, problems

from lianshou.engines.draws.canonical import NotCanonicalError, canonical, read
from lianshou.engines.draws.problem import Method, Problem, ProblemError, Quota, problem_of
from lianshou.engines.draws.shape import shape_of

PEOPLE = (person(1, a="x"), person(2, a="y"), person(3, a="x"))
PLAIN = Problem(1, PEOPLE, (Quota("a", "x", 0, 1),), SOURCES)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_problem_comes_back_from_its_json(problem: Problem) -> None:
    assert problem_of(loads(dumps(problem.json))) == problem
    assert read(canonical(problem.json)) == problem.json


def test_digest_tells_any_change() -> None:
    changed = [
        replace(PLAIN, places=2),
        replace(PLAIN, title="集体婚礼"),
        replace(PLAIN, people=PEOPLE[:2]),
        replace(PLAIN, people=(*PEOPLE[:2], replace(PEOPLE[2], name="𠮷田"))),
        replace(PLAIN, quotas=(Quota("a", "x", 0, 2),)),
        replace(PLAIN, sources=SOURCES[::-1]),
        replace(PLAIN, reserves=1),
    ]
    assert len({PLAIN.digest, *(one.digest for one in changed)}) == 8


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"people": (PEOPLE[0], PEOPLE[0])}, "不止一次"),
        ({"people": (PEOPLE[1], PEOPLE[0])}, "按编号"),
        ({"people": (person(0, a="x"),)}, "小于1"),
        ({"places": -1}, "小于零"),
        ({"quotas": (Quota("a", "x"), Quota("a", "x", 1))}, "不止一条"),
        ({"quotas": (Quota("a", "x", 3, 2),)}, "矛盾"),
        ({"method": Method.RFC3797}, "RFC 3797"),
        ({"sources": (SOURCES[0], SOURCES[0])}, "不止一次"),
        ({"needed": 3}, "来源只有2个"),
    ],
)
def test_what_cannot_be_is_said_in_words(change: dict[str, Any], word: str) -> None:
    with pytest.raises(ProblemError) as refused:
        replace(PLAIN, **change)
    assert word in refused.value.wordings[0].zh


@pytest.mark.parametrize(
    "change",
    [
        {"places": "1"},
        {"places": True},
        {"places": 1.0},
        {"people": [[1, "甲"]]},
        {"people": [[1, 5, "", {}, ""]]},
        {"people": [[1, "甲", "", [], ""]]},
        {"quotas": [["a", "x", None, 1]]},
        {"schema": "lianshou.draws.problem/2"},
        {"method": "coin"},
    ],
)
def test_nonsense_is_no_problem(change: dict[str, Any]) -> None:
    with pytest.raises(ProblemError):
        problem_of({**PLAIN.json, **change})


@pytest.mark.parametrize("nonsense", [None, [], "x", {}])
def test_anything_else_is_no_problem(nonsense: Any) -> None:
    with pytest.raises(ProblemError):
        problem_of(nonsense)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b'{"a":1.5}',
        b'{"a":"\\u4e2d"}',
        b"\xff",
        b"1\n",
        b"NaN",
    ],
)
def test_only_one_way_of_writing_is_read(content: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        read(content)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda some: st.lists(some) | st.dictionaries(st.text(), some),
    )
)
def test_what_is_written_is_read(document: Any) -> None:
    try:
        content = canonical(document)
    except UnicodeEncodeError:
        return  # half a surrogate pair is no text
    assert read(content) == document


def test_same_effect_is_one_profile_whatever_else_differs() -> None:
    people = (person(1, a="x", b="p"), person(2, a="x", b="q"), person(3, a="z", b="p"), person(4, a="w"))
    shape = shape_of(Problem(1, people, (Quota("a", "x", 0, 1),)))
    assert [[unit.members for unit in one.units] for one in shape.profiles] == [[(1,), (2,)], [(3,), (4,)]]


def test_whoever_is_excluded_takes_the_unit_along() -> None:
    people = (person(1, unit="一"), person(2, unit="一", excluded="请假"), person(3))
    shape = shape_of(Problem(1, people))
    assert [[unit.members for unit in one.units] for one in shape.profiles] == [[(3,)]]
