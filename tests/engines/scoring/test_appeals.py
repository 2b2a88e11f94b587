"""Appeals: what was corrected, who moved, and what moved them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from tests.engines.scoring.contests import contest, contestants, contests, data, numbered, scheme

from lianshou.engines.scoring import (
    Contest,
    Moved,
    Status,
    appeal,
    score,
)
from lianshou.engines.scoring.books.telling import change_of


def named(moved: Moved) -> str:
    return " ".join(cause.name for cause in moved.causes)


def test_an_appeal_shows_what_was_corrected_and_who_moved() -> None:
    one = contest()
    marks = [
        mark._replace(value=mark.value + 8) if mark[:2] == ("01", "paper") else mark for mark in one.marks
    ]
    old, new = score(one), score(replace(one, marks=tuple(marks)))
    found = appeal(old, new)
    (correction,) = found.corrections
    assert (
        correction.what.zh,
        correction.contestant,
        correction.old and correction.old.zh,
        correction.new and correction.new.zh,
    ) == (
        "评委1打的卷面分",
        "01",
        "82",
        "90",
    )
    told = [
        (moved.who, moved.old.rank, moved.new.rank, named(moved), moved.changed)
        for moved in found.contestants
    ]
    assert told == [("02", 1, 1, "", False), ("01", 2, 2, "OWN", True), ("03", 3, 3, "", False)]
    assert appeal(old, old).corrections == ()
    assert not any(moved.changed for moved in appeal(old, old).contestants)


def test_an_appeal_tells_who_was_struck_off_or_came_in() -> None:
    people = contestants()
    people[1]["status"] = "disqualified"
    found = appeal(score(contest()), score(contest(contestants=people)))
    assert [
        (one.contestant, one.what.zh, one.old and one.old.zh, one.new and one.new.en)
        for one in found.corrections
    ] == [("02", "状态", "参赛", "disqualified")]
    moved = {one.who: (one.old.rank, one.new.rank, named(one)) for one in found.contestants}
    assert moved == {"01": (2, 1, "OTHERS"), "03": (3, 2, "OTHERS"), "02": (1, None, "OWN")}


def test_an_appeal_with_another_scheme_lists_its_settings_and_sets_old_and_new_side_by_side() -> None:
    plan = scheme(
        digits=1,
        ranks="dense",
        floor=None,
        keys=[{"of": "part", "key": "theory"}],
        team={"best": 1},
        awards=[{"key": "1", "title": "一等奖", "count": 1}],
    )
    plan["parts"][0]["share"], plan["parts"][1]["share"] = "0.6", "0.4"
    plan["aspects"][1]["panel"] = {"way": "mean", "least": 4}
    plan["aspects"] += [
        {"key": "order", "title": "整理", "part": "practice", "high": 0, "low": -5, "weight": 0}
    ]
    plan["parts"][1]["full"] = None
    rows = [*data()["marks"], *(["0" + who, "order", "J1", "0"] for who in "123")]
    judges = [*data()["judges"][:4], {"key": "J5", "name": "评委5", "aspects": ["work", "safety"]}]
    old, new = score(contest()), score(contest(scheme=plan, marks=rows, judges=judges))
    found = appeal(old, new)
    told = [(one.what.zh, one.old and one.old.zh, one.new and one.new.zh) for one in found.scheme]
    assert told == [
        ("总分保留小数", "2", "1"),
        ("名次排法", "并列占位（1、1、3）", "并列不占位（1、1、2）"),
        ("同分办法", "实操；用时", "理论"),
        ("最低不低于", "0", "无"),
        ("团体取前几名", None, "1"),
        ("人数不足", None, "不排名次"),
        ("团体同分办法", None, "无"),
        ("部分“理论”的占比", "30%", "60%"),
        ("部分“实操”的占比", "70%", "40%"),
        ("部分“实操”的满分", "100", "无"),
        ("评分项“焊接质量”的合分办法", "去高去低平均", "平均"),
        ("评分项“焊接质量”的去高去低个数", "1", "0"),
        ("评分项“焊接质量”的合分保留小数", "2", "不取整"),
        ("评分项“整理”", None, "所属部分 实操；满分 0；最低分 -5；系数 1；权重 0；合分办法 平均；去高去低个数 0；最少有效分 1"),
        ("奖项“一等奖”", None, "名额 1；取整 四舍五入；末位同分 全部入围；发给 个人"),
        ("评委“评委5”评的项目", "全部", "焊接质量、安全操作"),
    ]  # fmt: skip
    assert found.scheme[7].what.en == "part “理论”, share"
    moved = [
        (one.who, one.old.rank, one.new.rank, one.old.award, one.new.award, named(one))
        for one in found.contestants
    ]
    assert moved == [
        ("03", 3, 1, "", "一等奖", "SCHEME"),
        ("01", 2, 2, "", "", "SCHEME"),
        ("02", 1, 3, "", "", "SCHEME"),
    ]
    assert all(
        None not in (one.old.total, one.new.total) and one.old.total != one.new.total
        for one in found.contestants
    )
    assert [(one.who, one.old.rank, one.new.rank) for one in found.teams] == [
        ("一队", None, 1),
        ("二队", None, 2),
    ]
    assert (found.corrections, appeal(old, old).scheme) == ((), ())


def test_an_appeal_tells_another_order_of_the_awards() -> None:
    plan = [{"key": "1", "title": "一等奖", "count": 1}, {"key": "2", "title": "二等奖", "count": 1}]
    old, new = (score(numbered([9, 8], awards=awards)) for awards in (plan, plan[::-1]))
    (change,) = appeal(old, new).scheme
    assert (change.what.zh, change.old and change.old.zh, change.new and change.new.zh) == (
        "奖项的次序", "一等奖、二等奖", "二等奖、一等奖"
    )  # fmt: skip


def struck(contest: Contest, *keys: str, **changes: Any) -> Contest:
    """Without the results of some."""
    people = [
        replace(one, status=Status.DISQUALIFIED) if one.key in keys else one for one in contest.contestants
    ]
    return replace(contest, contestants=tuple(people), **changes)


def without_ties(contest: Contest) -> Contest:
    return replace(contest, scheme=replace(contest.scheme, keys=()))


TIMED = {"keys": [{"of": "measure", "key": "time"}], "measures": [{"key": "time", "title": "time"}]}


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (
            numbered([90, 80, 70], **TIMED),
            lambda old: struck(without_ties(old), "01"),
            {"01": "OWN", "02": "OTHERS", "03": "OTHERS"},
        ),
        (
            numbered([90, 80, 80], seconds=[1, 1, 2], **TIMED),
            lambda old: struck(without_ties(old), "01"),
            {"01": "OWN", "02": "OTHERS", "03": "SCHEME OTHERS"},
        ),
        (
            numbered([90, 80, 80], seconds=[1, 1, 2], **TIMED),
            without_ties,
            {"01": "", "02": "", "03": "SCHEME"},
        ),
        (
            numbered([90, 80, 70], **TIMED),
            lambda old: replace(
                without_ties(old),
                contestants=tuple([replace(one, name=f"{one.name}甲") for one in old.contestants]),
            ),
            {"01": "", "02": "", "03": ""},
        ),
        (
            numbered([90, 80, 70]),
            lambda old: replace(
                struck(old, "01"),
                contestants=tuple(
                    [
                        replace(one, name="乙") if one.key == "02" else one
                        for one in struck(old, "01").contestants
                    ]
                ),
            ),
            {"01": "OWN", "02": "OTHERS", "03": "OTHERS"},
        ),
        (
            numbered([90, 80, 70]),
            lambda old: replace(
                without_ties(struck(old, "03")),
                marks=tuple(
                    [
                        mark._replace(value=mark.value + 15) if mark.contestant == "02" else mark
                        for mark in old.marks
                    ]
                ),
                judges=tuple([replace(one, aspects=("a",)) for one in old.judges]),
            ),
            {"02": "OWN", "01": "OTHERS", "03": "OWN"},
        ),
    ],
    ids=["struck off", "both", "scheme", "name only", "name and others", "judges and marks"],
)
def test_an_appeal_tells_what_moved_each(
    before: Contest, after: Callable[[Contest], Contest], wanted: dict[str, str]
) -> None:
    found = appeal(score(before), score(after(before)))
    assert {one.who: named(one) for one in found.contestants} == wanted


def test_an_appeal_scores_each_scheme_with_the_aspects_that_it_has() -> None:
    plan = scheme()
    plan["aspects"] += [{"key": "order", "title": "整理", "part": "practice", "high": 20, "low": -20}]
    plan["parts"][1]["full"] = None
    plan["measures"] = [{"key": "weight", "title": "重量"}]
    people = contestants()
    for one in people:
        one["factors"], one["measures"] = {"order": "1"}, {"weight": "1"}
    people[1]["status"] = "disqualified"
    order = [["01", "order", "J1", "0"], ["02", "order", "J1", "0"], ["03", "order", "J1", "20"]]
    plan["keys"] = [{"of": "measure", "key": "weight"}]
    changed = contest(scheme=plan, contestants=people, marks=[*data()["marks"], *order])
    found = appeal(score(contest()), score(changed))
    assert {one.who: named(one) for one in found.contestants} == {
        "03": "SCHEME",
        "01": "",
        "02": "OWN",
    }


def test_the_corrections_of_members_are_those_of_their_team() -> None:
    plan = scheme(team={"best": 1})
    people = contestants()
    people[0]["status"] = people[2]["status"] = "disqualified"
    found = appeal(score(contest(scheme=plan)), score(contest(scheme=plan, contestants=people)))
    told = {one.who: (change_of(one).zh, change_of(one).en) for one in found.teams}
    assert told == {
        "二队": ("不变", "unchanged"),
        "一队": ("不再排名次，本队队员有更正", "no longer ranked, correction of a member"),
    }
    people[0]["status"], people[1]["status"] = "present", "disqualified"
    found = appeal(score(contest(scheme=plan)), score(contest(scheme=plan, contestants=people)))
    assert {one.who: change_of(one).zh for one in found.teams}["一队"] == "上升1名，因他队更正"


@given(contests(), contests())
@settings(max_examples=60, deadline=None)
def test_any_two_contests_stand_side_by_side(one: Contest, other: Contest) -> None:
    found = appeal(score(one), score(other))
    assert bool(found.scheme) >= (one.scheme != other.scheme)
    assert {moved.who for moved in found.contestants} == {
        known.key for known in (*one.contestants, *other.contestants)
    }
    assert all(bool(moved.causes) is moved.changed for moved in (*found.contestants, *found.teams))
