"""A contest worked out by hand, ties, places and awards, and what is refused."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.engines.scoring.contests import JUDGES, contest, contestants, data, numbered, scheme

from lianshou.engines import scoring
from lianshou.engines.scoring import Contest, ScoringError, contest_from, score, team_derivation, verify

AWARDS = [
    {"key": "1", "title": "一等奖", "count": 1},
    {"key": "2", "title": "二等奖", "count": 2},
    {"key": "3", "title": "三等奖", "count": 2},
]


def ranks(contest: Contest) -> list[tuple[str, int]]:
    return [(one.contestant, one.rank) for one in score(contest).scores]


def awards(contest: Contest) -> list[tuple[str, str]]:
    return [(one.contestant, one.award) for one in score(contest).scores]


def refused(data: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(ScoringError) as caught:
        score(contest_from(data))
    return [(fault.flaw.name, fault.place) for fault in caught.value.faults]


def test_every_step_is_what_a_pencil_gives() -> None:
    one = score(contest()).score_of("01")
    assert one is not None
    work = one.panels["work"]
    assert (work.dropped, work.exact, work.value) == (("J4", "J5"), Fraction("153.5") / 3, Fraction("51.17"))
    assert one.panels["safety"].value == 35
    assert (one.parts["theory"].counted, one.parts["practice"].value) == (Fraction("24.6"), Fraction("86.17"))
    assert one.parts["practice"].counted == Fraction("60.32")  # 60.319
    assert one.total == Fraction("84.92")


def test_a_missing_mark_is_never_a_zero() -> None:
    rows = [row for row in data()["marks"] if row[:3] != ["01", "work", "J1"]]
    one = score(contest(marks=rows)).score_of("01")
    assert one is not None
    assert one.panels["work"].exact == Fraction("51.75")  # of 52, 51.5 | 40, 58 dropped


def test_too_few_marks_refuse_and_name_the_place() -> None:
    rows = [row for row in data()["marks"] if row[:2] != ["02", "safety"] or row[2] in ("J1", "J5")]
    with pytest.raises(ScoringError) as caught:
        score(contest(marks=rows))
    (fault,) = caught.value.faults
    assert (fault.flaw.name, fault.path) == ("TOO_FEW_MARKS", ("contestants", 1))
    assert fault.message.zh == "“02 李娜”的“安全操作”只有2个有效分，最少要3个（缺：评委2、评委3、评委4）"


def test_factors_of_a_contestant_come_before_those_of_the_aspect() -> None:
    people = contestants()
    people[0]["factors"] = {"safety": "1.2"}
    plan = scheme()
    plan["aspects"][2] |= {"weight": "0.5", "high": 80}
    one = score(contest(scheme=plan, contestants=people)).score_of("01")
    assert one is not None
    assert one.panels["safety"].score == Fraction(35) * Fraction("1.2") * Fraction("0.5")


def test_bonuses_and_deductions_count_where_they_are_said_to() -> None:
    changes = [
        {"contestant": "01", "points": "-2", "part": "practice", "reason": "超时"},
        {"contestant": "01", "points": "0.5", "reason": "建议"},
    ]
    one = score(contest(adjustments=changes)).score_of("01")
    assert one is not None
    assert one.parts["practice"].value == Fraction("84.17")
    assert one.total == Fraction("24.6") + Fraction("58.92") + Fraction("0.5")


def test_nothing_falls_below_the_floor() -> None:
    changes = [{"contestant": "01", "points": "-500", "reason": "违规"}]
    low, free = scheme(), scheme(floor=None)
    assert score(contest(scheme=low, adjustments=changes)).scores[-1].total == 0
    assert score(contest(scheme=free, adjustments=changes)).scores[-1].total == Fraction("84.92") - 500


@pytest.mark.parametrize(
    ("way", "wanted"),
    [("competition", [1, 2, 2, 4]), ("dense", [1, 2, 2, 3]), ("row", [1, 2, 3, 4])],
)
def test_places_after_a_tie_follow_the_way(way: str, wanted: list[int]) -> None:
    assert [rank for _, rank in ranks(numbered([90, 80, 80, 70], ranks=way))] == wanted


def test_equal_totals_are_told_apart_by_practice_and_then_by_time() -> None:
    people = contestants()
    rows = [
        [who, aspect, judge, value]
        for who in ("01", "02", "03")
        for aspect, value in (("work", "50"), ("safety", "30"))
        for judge in JUDGES
    ]
    rows += [[who, "paper", "J1", "80"] for who in ("01", "02", "03")]
    for one, seconds in zip(people, ("730.5", "730.4", "730.5"), strict=True):
        one["measures"] = {"time": seconds}
    result = score(contest(contestants=people, marks=rows))
    assert [(one.contestant, one.rank) for one in result.scores] == [("02", 1), ("01", 2), ("03", 2)]
    tie = result.scores[0].ties[0]
    assert (tie.other, tie.key and tie.key.key, result.scores[2].ties[0].key) == ("01", "time", None)
    del people[2]["measures"]
    with pytest.raises(ScoringError, match="王强 is tied and “用时” decides"):
        score(contest(contestants=people, marks=rows))


def test_a_measure_is_only_asked_for_where_a_tie_needs_it() -> None:
    assert [who for who, _ in ranks(contest())] == ["02", "01", "03"]


@pytest.mark.parametrize(
    ("edge", "wanted"),
    [("all_in", ["1", "2", "2", "2", "3", ""]), ("all_out", ["1", "2", "3", "3", "3", ""])],
)
def test_those_tied_across_an_edge_are_in_or_out_together(edge: str, wanted: list[str]) -> None:
    plan = [{**award, "edge": edge} for award in AWARDS]
    assert [award for _, award in awards(numbered([90, 80, 70, 70, 60, 50], awards=plan))] == wanted


def test_a_further_key_may_decide_the_edge_while_the_place_stays_shared() -> None:
    key = {"of": "measure", "key": "time"}
    plan = [{"key": "1", "title": "奖", "count": 2, "keys": [key], "edge": "all_out"}]
    timed = {"measures": [{"key": "time", "title": "用时"}], "seconds": [9, 8, 7, 6], "awards": plan}
    assert awards(numbered([90, 80, 80, 70], **timed)) == [("01", "1"), ("02", ""), ("03", "1"), ("04", "")]
    assert [rank for _, rank in ranks(numbered([90, 80, 80, 70], **timed))] == [1, 2, 2, 4]


def test_awards_by_share_are_cut_as_said_and_need_their_least() -> None:
    totals = [90, 85, 80, 75, 70, 65, 60]
    for cut, wanted in (("half_up", 2), ("down", 1), ("up", 2)):
        plan = [{"key": "1", "title": "奖", "share": "0.25", "cut": cut}]
        assert sum(award == "1" for _, award in awards(numbered(totals, awards=plan))) == wanted
    plan = [{**AWARDS[1], "at_least": 88}, AWARDS[2]]
    assert [award for _, award in awards(numbered(totals, awards=plan))] == ["2", "", "3", "3", "", "", ""]


def test_a_team_is_the_sum_of_its_best_and_small_teams_follow_the_rule() -> None:
    plan = scheme(team={"best": 2})
    result = score(contest(scheme=plan))
    (team,) = result.teams
    assert (team.team, team.total, result.unranked_teams) == (
        "一队",
        sum((one.total for one in result.scores[1:]), Fraction(0)),
        ("二队",),
    )
    counted = score(contest(scheme=scheme(team={"best": 2, "short": "count"})))
    assert [(one.team, one.counted, one.rank) for one in counted.teams] == [("一队", 2, 1), ("二队", 1, 2)]


def test_who_is_not_present_has_no_place() -> None:
    people = contestants()
    people[1]["status"], people[2]["status"] = "disqualified", "withdrawn"
    result = score(contest(contestants=people))
    assert ([one.contestant for one in result.scores], result.unranked) == (["01"], ("02", "03"))
    people[1]["status"] = "absent"
    assert refused(data(contestants=people)) == [("MARKS_OF_ABSENT", "contestants[1]")]


def test_marks_that_cannot_be_are_all_named() -> None:
    plan = scheme()
    plan["aspects"][2]["step"] = "0.5"
    judges = data()["judges"]
    judges[4]["aspects"] = ["work"]
    rows = data()["marks"]
    rows[0], rows[5] = ["01", "work", "J1", "60.5"], ["01", "safety", "J1", "35.2"]
    rows.append(rows[1])
    found = refused(data(scheme=plan, judges=judges, marks=rows))
    assert found[:3] == [
        ("MARK_OUT_OF_RANGE", "marks[0]"),
        ("MARK_NOT_ON_STEP", "marks[5]"),
        ("NOT_THEIR_ASPECT", "marks[9]"),
    ]
    assert found[-1] == ("TWICE", f"marks[{len(rows) - 1}]")


def test_a_measure_that_an_edge_needs_and_nobody_gave_refuses() -> None:
    key = {"of": "measure", "key": "time"}
    plan = [{"key": "1", "title": "奖", "count": 2, "keys": [key], "edge": "all_out"}]
    timed = {"measures": [{"key": "time", "title": "用时"}], "seconds": [9, 8], "awards": plan}
    with pytest.raises(ScoringError) as caught:
        score(numbered([90, 80, 80, 70], **timed))
    assert [(fault.flaw.name, fault.path) for fault in caught.value.faults] == [
        ("MEASURE_MISSING", ("contestants", 2))
    ]
    assert awards(numbered([90, 80, 75, 70], **timed))[:2] == [("01", "1"), ("02", "1")]


def test_a_measure_that_teams_need_is_asked_of_the_member_without_it() -> None:
    people = contestants()
    people[0]["measures"] = {"time": "7"}
    rows = [row if row[0] != "02" else ["02", *row[1:3], next(o[3] for o in data()["marks"] if o[:3] == ["01", *row[1:3]])]
            for row in data()["marks"]]  # fmt: skip
    plan = scheme(keys=[], team={"best": 1, "keys": [{"of": "measure", "key": "time"}]})
    assert refused(data(scheme=plan, contestants=people, marks=rows)) == [
        ("MEASURE_MISSING", "contestants[1]")
    ]


def test_shares_that_are_not_the_whole_are_refused_in_data_too() -> None:
    plan = scheme()
    plan["parts"][1]["share"] = "0.8"
    assert refused(data(scheme=plan)) == [("SHARES_DIFFER", "scheme.parts[1].share")]
    for part in plan["parts"]:
        part["share"] = "1"
    assert score(contest(scheme=plan)).scores[0].total > 100


def test_members_that_a_team_has_not_stand_below_all_others() -> None:
    people = [
        {"key": f"{n}", "name": f"{n}", "team": team} for n, team in enumerate(("甲", "甲", "乙"), start=1)
    ]
    marks = [[str(n), "a", "J1", value] for n, value in enumerate(("9", "3", "9"), start=1)]
    plain = {
        "title": "t", "parts": [{"key": "p", "title": "p"}], "aspects": [{"key": "a", "title": "a", "part": "p", "high": 10}],
        "team": {"best": 1, "short": "count"},
        "awards": [{"key": "1", "title": "奖", "count": 1, "for_teams": True, "edge": "all_out", "keys": [{"of": "member", "key": "2"}]}],
    }  # fmt: skip
    one = contest_from(
        {"scheme": plain, "contestants": people, "judges": [{"key": "J1", "name": "J1"}], "marks": marks}
    )
    result = score(one)
    assert [(team.team, team.rank, team.award) for team in result.teams] == [("甲", 1, "1"), ("乙", 1, "")]
    assert verify(result) == []
    assert (
        team_derivation(result, "乙")[-1].zh
        == "甲、乙并列在“奖”的最后一位上；再比“第2名队员总分”：甲 3、乙 无此队员"
    )


def test_no_number_of_the_engine_becomes_a_binary_fraction() -> None:
    folder = Path(scoring.__file__).parent
    for file in [*folder.glob("*.py"), *folder.glob("books/*.py")]:
        calls = [
            node
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        found = [node.lineno for node in calls if getattr(node.func, "id", "") in ("float", "round")]
        assert found == [], file.name
