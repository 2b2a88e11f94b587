"""Derivations, double entry, the judges, appeals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.engines.scoring.contests import contest, contestants, data, numbered, scheme

from lianshou.engines.scoring import (
    appeal,
    compared,
    contest_from,
    derivation,
    judges_report,
    score,
    team_derivation,
)


def test_a_derivation_can_be_checked_line_by_line() -> None:
    changes = [{"contestant": "01", "points": "-2", "part": "practice", "reason": "超时2分钟"}]
    lines = [line.zh for line in derivation(score(contest(adjustments=changes)), "01")]
    assert lines == [
        "01号 张伟",
        "【理论】",
        "卷面：评委1 82（缺：评委2、评委3、评委4、评委5，不当零分）；得82",
        "理论得分＝82",
        "计入总分＝82×0.3＝24.6",
        "【实操】",
        "焊接质量：评委1 50、评委2 52、评委3 51.5、评委4 (40)、评委5 (58)",
        "去掉1个最高分、1个最低分（括号内），(50+52+51.5)÷3＝51.16666…，四舍五入到2位小数＝51.17",
        "安全操作：评委1 35、评委2 36、评委3 34、评委4 35、评委5 36",
        "由低到高34、35、35、36、36，居中的一个＝35",
        "实操得分＝51.17 + 35 − 2＝84.17（超时2分钟）",
        "计入总分＝84.17×0.7＝58.919，四舍五入到2位小数＝58.92",
        "总分＝24.6 + 58.92＝83.52",
        "名次：第2名",
    ]


def test_a_derivation_speaks_english_too_and_tells_ties() -> None:
    tied = score(
        numbered(
            [80, 80],
            keys=[{"of": "measure", "key": "time"}],
            measures=[{"key": "time", "title": "time"}],
            seconds=[7, 6],
        )
    )
    assert [line.en for line in derivation(tied, "02")][-2:] == [
        "tied with 01 选手01; “time”: 6 against 7",
        "place: 1",
    ]
    people = contestants(status="withdrawn")
    assert derivation(score(contest(contestants=people)), "03")[-1].en == "withdrawn: no score, no place."
    with pytest.raises(KeyError):
        derivation(tied, "09")


def test_a_team_is_derived_from_its_members() -> None:
    result = score(contest(scheme=scheme(team={"best": 1})))
    assert [line.zh for line in team_derivation(result, "一队")] == [
        "代表队：一队",
        "取总分最高的1名队员，不足的不排名次",
        "第1名队员 张伟：84.92",
        "第2名队员 王强：80.9（不计入）",
        "团体总分＝84.92",
        "名次：第2名",
    ]


def test_double_entry_names_every_cell_that_differs() -> None:
    one = contest()
    marks = list(one.marks)
    marks[0] = marks[0]._replace(value=marks[0].value + 1)
    gone = marks.pop(7)
    found = compared(one, replace(one, marks=tuple(marks)))
    assert found.cells == len(one.marks)
    told = [(cell.judge, cell.contestant, cell.aspect, cell.first, cell.second) for cell in found.differences]
    assert told == [
        ("J1", "01", "work", one.marks[0].value, marks[0].value),
        (gone.judge, "01", "safety", gone.value, None),
    ]
    assert compared(one, one).differences == ()


def test_a_judge_is_held_against_the_others_only() -> None:
    rows = [
        [f"{n:02d}", "a", judge, value]
        for n in range(1, 7)
        for judge, value in (("J1", 80), ("J2", 80), ("J3", 90))
    ]
    rows[-1][3] = 50
    plain = {
        "title": "t",
        "parts": [{"key": "p", "title": "p"}],
        "aspects": [{"key": "a", "title": "a", "part": "p", "high": 100}],
    }
    people = [{"key": f"{n:02d}", "name": f"{n}"} for n in range(1, 7)]
    judges = [{"key": key, "name": key} for key in ("J1", "J2", "J3", "J4")]
    report = {
        one.judge: one
        for one in judges_report(
            contest_from({"scheme": plain, "contestants": people, "judges": judges, "marks": rows})
        )
    }
    assert report["J3"].offset == Fraction(5 * 10 - 30, 6)
    assert report["J1"].offset == Fraction(5 * -5 + 15, 6)
    assert [(far.contestant, far.value, far.others) for far in report["J3"].outlying] == [("06", 50, 80)]
    assert (report["J4"].offset, report["J4"].wording.zh) == (None, "没有别的评委可比")
    assert report["J3"].wording.zh == "比其他评委平均高3.3%"


def test_orders_are_compared_pair_by_pair() -> None:
    rows = []
    for key, one, two, three in (("01", 90, 70, 71), ("02", 80, 80, 79), ("03", 70, 90, 90)):
        rows += [[key, "paper", "J1", one], [key, "paper", "J2", two], [key, "paper", "J3", three]]
    rows += [row for row in data()["marks"] if row[1] != "paper"]
    only = contest(marks=rows)
    only = replace(only, marks=tuple(mark for mark in only.marks if mark.aspect == "paper"))
    report = {one.judge: one for one in judges_report(only)}
    assert (report["J1"].same, report["J1"].against) == (0, 3)
    assert not report["J1"].enough  # three marks are too few to judge a judge by
    assert report["J1"].wording.zh == "可比的分太少，只列数字，不作判断"


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
        (moved.who, moved.old.rank, moved.new.rank, moved.own, moved.changed) for moved in found.contestants
    ]
    assert told == [("02", 1, 1, False, False), ("01", 2, 2, True, True), ("03", 3, 3, False, False)]
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
    moved = {one.who: (one.old.rank, one.new.rank, one.own) for one in found.contestants}
    assert moved == {"01": (2, 1, False), "03": (3, 2, False), "02": (1, None, True)}
