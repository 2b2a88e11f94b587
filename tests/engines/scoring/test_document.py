"""Schemes and contests as data: everything wrong is named with its place, kindly, at once."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engines.scoring.contests import contest, data, scheme

from lianshou.engines.scoring import (
    ScoringError,
    contest_from,
    contest_to,
    loads,
    result_bytes,
    result_to,
    scheme_from,
    score,
)


def faults(data: Any, read: Any = contest_from) -> list[tuple[str, str]]:
    with pytest.raises(ScoringError) as caught:
        read(data)
    return [(fault.flaw.name, fault.place) for fault in caught.value.faults]


def changed(**parts: Any) -> list[tuple[str, str]]:
    return faults(scheme(**parts), scheme_from)


def test_a_contest_survives_its_document_and_json() -> None:
    one = contest()
    assert contest_from(loads(result_bytes(contest_to(one)))) == one


def test_json_numbers_are_read_as_they_are_written() -> None:
    text = result_bytes(contest_to(contest())).replace(b'"0.3"', b"0.3").replace(b'"76.5"', b"76.5")
    assert contest_from(loads(text)) == contest()
    assert faults(data(marks=[["01", "work", "J1", 50.1]])) == [("NOT_NUMBER", "marks[0].value")]


def test_the_result_tells_the_contest_that_it_came_from() -> None:
    told = loads(result_bytes(result_to(score(contest()))))
    assert result_to(score(contest_from(told["contest"]))) == told


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ({"parts": []}, [("EMPTY", "parts"), ("UNKNOWN", "aspects[0].part"), ("UNKNOWN", "aspects[1].part"), ("UNKNOWN", "aspects[2].part"), ("UNKNOWN", "keys[0].key")]),
        ({"title": ""}, [("MISSING", "title")]),
        ({"title": 5}, [("NOT_TEXT", "title")]),
        ({"digits": "2.5"}, [("NOT_WHOLE", "digits")]),
        ({"digits": 7}, [("OUT_OF_RANGE", "digits")]),
        ({"digits": True}, [("NOT_NUMBER", "digits")]),
        ({"rank": "dense"}, [("UNKNOWN_FIELD", "rank")]),
        ({"ranks": "densest"}, [("NOT_A_CHOICE", "ranks")]),
        ({"keys": {}}, [("NOT_A_LIST", "keys")]),
        ({"keys": [{"of": "measure", "key": "tiem"}]}, [("UNKNOWN", "keys[0].key")]),
        ({"keys": [{"of": "member", "key": "1"}]}, [("NO_MEMBER_KEY", "keys[0].of")]),
        ({"team": {}}, [("MISSING", "team.best")]),
        ({"awards": [{"key": "1", "title": "奖"}]}, [("COUNT_OR_SHARE", "awards[0].count")]),
        ({"awards": [{"key": "1", "title": "奖", "count": 1, "share": "0.1"}]}, [("COUNT_OR_SHARE", "awards[0].count")]),
        ({"awards": [{"key": "1", "title": "奖", "count": 1, "for_teams": True}]}, [("NO_TEAM_RULE", "awards[0].for_teams")]),
        ({"measures": [{"key": "time", "title": "用时"}] * 2}, [("TWICE", "measures[1].key"), ("TWICE", "measures[1].title")]),
    ],
)  # fmt: skip
def test_faults_of_a_scheme_are_named(parts: dict[str, Any], wanted: list[tuple[str, str]]) -> None:
    assert changed(**parts) == wanted


def test_full_marks_are_held_against_their_aspects() -> None:
    plan = scheme()
    plan["aspects"][1]["high"] = 70
    with pytest.raises(ScoringError) as caught:
        scheme_from(plan)
    (fault,) = caught.value.faults
    assert (fault.place, fault.message.zh) == (
        "parts[1].full",
        "“实操”的满分是100，各评分项按系数和权重合计却是110",
    )


def test_a_panel_needs_enough_marks_for_what_it_drops() -> None:
    plan = scheme()
    plan["aspects"][1]["panel"] = {"way": "trimmed", "trim": 2, "least": 4}
    with pytest.raises(ScoringError) as caught:
        scheme_from(plan)
    (fault,) = caught.value.faults
    assert (fault.place, "至少要有5个有效分" in fault.message.zh) == ("aspects[1].panel.least", True)


def test_names_that_do_not_exist_are_named_with_those_that_do() -> None:
    with pytest.raises(ScoringError) as caught:
        contest_from(data(marks=[["04", "paper", "J1", 1], ["01", "paperr", "J9", 1]]))
    assert [fault.place for fault in caught.value.faults] == [
        "marks[0].contestant",
        "marks[1].aspect",
        "marks[1].judge",
    ]


@pytest.mark.parametrize("bad", [None, [], "x", 5, {}, {"schema": "else"}, {"scheme": [], "contestants": {}}])
def test_what_is_no_contest_is_refused_and_never_breaks(bad: object) -> None:
    assert faults(bad) != []


def test_what_is_no_json_is_refused() -> None:
    for text in ("{", "[" * 100_000, "\x00"):
        with pytest.raises(ScoringError):
            loads(text)
