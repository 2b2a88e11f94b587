"""Derivations, double entry, the judges, appeals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.engines.scoring.contests import JUDGES, contest, contestants, data, numbered, scheme

from lianshou.core.wording import Wording
from lianshou.demo.contest import welders
from lianshou.engines.scoring import (
    ScoringError,
    compared,
    contest_from,
    derivation,
    judges_report,
    score,
    team_derivation,
)
from lianshou.engines.scoring.books.lines import joined_lines
from lianshou.engines.scoring.books.lists import result_sheets
from lianshou.formats.sheets.writing import write_book


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


def test_a_mark_typed_twice_in_one_entry_cannot_hide_a_difference() -> None:
    one = contest()
    again = replace(one, marks=(*one.marks, one.marks[0]._replace(value=one.marks[0].value + 1)))
    with pytest.raises(ScoringError, match="评委1 / 张伟 / 焊接质量"):
        compared(again, one)


def test_an_edge_of_an_award_is_told_with_its_keys_and_its_rule() -> None:
    key = {"of": "measure", "key": "time"}
    plan = [
        {"key": "1", "title": "一等奖", "share": "0.4", "cut": "down", "keys": [key], "edge": "all_out"},
        {"key": "2", "title": "二等奖", "count": 1, "edge": "all_in", "at_least": "75"},
    ]
    timed = {"measures": [{"key": "time", "title": "用时"}], "seconds": [75, 80, 70, 65, 65], "awards": plan}
    result = score(numbered([90, 80, 80, 70, 70], **timed))
    assert [line.zh for line in derivation(result, "02")][-5:] == [
        "总分＝80",
        "与03 选手03总分相同，并列",
        "名次：第2名；二等奖",
        "02、03并列在“一等奖”的最后一位上；再比“用时”：02 1:20、03 1:10",
        "“二等奖”1名，取到名单第3行；本人在第2行",
    ]
    assert derivation(result, "03")[-1].zh == "“一等奖”取5×0.4＝2，舍去＝2名，取到名单第2行；本人在第3行"
    last = score(
        numbered([90, 80, 70, 70], awards=[*plan[1:], {**plan[1], "key": "3", "title": "三等奖", "count": 2}])
    )
    assert [line.en for line in derivation(last, "04")][-3:] == [
        "03, 04 are tied across the last place of “三等奖”: all of them have it (all in)",
        "“三等奖” has 2 places, down to row 3 of the list; this is row 4",
        "the total is below 75, the least for “三等奖”: its place stays empty",
    ]


def test_ties_are_told_key_by_key() -> None:
    people = contestants()
    rows = [
        [who, a, j, v]
        for who in ("01", "02", "03")
        for a, v in (("work", "50"), ("safety", "30"))
        for j in JUDGES
    ]
    rows += [[who, "paper", "J1", "80"] for who in ("01", "02", "03")]
    for one, seconds in zip(people, ("730.5", "730.4", "730.5"), strict=True):
        one["measures"] = {"time": seconds}
    plan = scheme(team={"best": 1, "keys": [{"of": "measure", "key": "time"}]})
    result = score(contest(contestants=people, marks=rows, scheme=plan))
    assert derivation(result, "02")[-2].zh == "与01 张伟总分相同，“实操”同为80，比“用时”：12:10.4对12:10.5"
    assert derivation(result, "03")[-2].zh == "与01 张伟总分相同，“实操”同为80，“用时”同为12:10.5，并列"
    assert team_derivation(result, "一队")[-2].zh == "与二队总分相同，比“用时”：12:10.5对12:10.4"


def test_what_is_kept_exact_is_told_as_a_fraction() -> None:
    plan = scheme(digits=6)
    plan["aspects"][1]["panel"] = {"way": "trimmed", "trim": 1}
    plan["parts"][1] |= {"counted_digits": None}
    lines = [line.zh for line in derivation(score(contest(scheme=plan)), "01")]
    assert "去掉1个最高分、1个最低分（括号内），(50+52+51.5)÷3＝51.16666…，不取整，即307/6" in lines
    assert "总分＝24.6 + 60.31666…＝84.91666666…，四舍五入到6位小数＝84.916667" in lines
    plan["parts"][0] |= {"share": "1", "counted_digits": 0}
    plan["parts"][1] |= {"share": "1"}
    rows = [["01", "paper", "J1", "82.5"] if row[:2] == ["01", "paper"] else row for row in data()["marks"]]
    lines = [line.zh for line in derivation(score(contest(scheme=plan, marks=rows)), "01")]
    assert "计入总分＝82.5×1＝82.5，四舍五入到0位小数＝83" in lines


def test_short_steps_share_a_line_and_a_part_begins_one() -> None:
    lines = [Wording(one, one) for one in ("【理论】", "卷面 1", "得 1", "【实操】", "很长" * 7, "短", "尾")]
    assert [one.zh for one in joined_lines(lines, 30)] == [
        "【理论】卷面 1；得 1",
        f"【实操】{'很长' * 7}",
        "短；尾",
    ]


def test_derivations_fill_their_pages_and_part_nobody(tmp_path: Path) -> None:
    result = score(welders())
    write_book(tmp_path / "results.xlsx", result_sheets(result))
    page = load_workbook(tmp_path / "results.xlsx")["计算过程"]
    starts = [row for row in range(3, page.max_row + 1) if page.cell(row, 1).value]
    ends = [one.id for one in page.row_breaks.brk]
    assert len(starts) == len(result.scores) + len(result.unranked) + len(result.teams)
    assert {end + 1 for end in ends} <= set(starts)
    assert len(ends) < 8  # three or four contestants on a page
    assert page.page_setup.scale == 74  # a sheet fitted to the width would lose its breaks in Excel
