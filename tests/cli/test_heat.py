"""`lianshou heat` from the plan to the correction."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from tests.factories.workbooks import chinese_in

Run = Callable[..., Result]


@pytest.fixture
def sample(run: Run, tmp_path: Path) -> Path:
    assert run("heat", "sample", "-o", tmp_path).exit_code == 0
    return tmp_path / "regatta.xlsx"


def filled(path: Path, target: Path) -> Path:
    """Every row of the results that has no time yet, rowed."""
    book = load_workbook(path)
    page = book["成绩"]
    for number in range(2, page.max_row + 1):
        if page.cell(number, 6).value is None:
            page.cell(number, 6).value = f"{50 + number}.{number % 10}0"
    book.save(target)
    return target


def test_a_regatta_is_rowed_round_by_round_from_one_book_to_the_next(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    first = run("heat", "run", sample, "-o", tmp_path / "a")
    assert (first.exit_code, first.output.splitlines()[:4]) == (
        0,
        ["预赛：已赛完", "复活赛：已编排", "决赛：等待", "等“复活赛”的成绩"],
    )
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [
        "lists.xlsx",
        "next.xlsx",
        "regatta.json",
    ]
    second = run(
        "heat", "run", filled(tmp_path / "a" / "next.xlsx", tmp_path / "two.xlsx"), "-o", tmp_path / "b"
    )
    assert second.output.splitlines()[:3] == ["预赛：已赛完", "复活赛：已赛完", "决赛：已编排"]
    third = run(
        "heat",
        "run",
        filled(tmp_path / "b" / "next.xlsx", tmp_path / "three.xlsx"),
        "-o",
        tmp_path / "c",
        "--lang",
        "en",
    )
    assert third.output.splitlines()[:3] == ["Heats: done", "Repechage: done", "Final: done"]
    book = load_workbook(tmp_path / "c" / "lists.xlsx")
    assert book.sheetnames == [
        "Standing",
        "Final places",
        "Points of unions",
        "Heats results",
        "Repechage results",
        "Final results",
    ]
    places = [row[0] for row in book["Final places"].iter_rows(min_row=3, max_row=15, values_only=True)]
    assert places == list(range(1, 14))  # the fourteenth was disqualified


def test_a_correction_shows_what_follows(run: Run, sample: Path, tmp_path: Path) -> None:
    book = load_workbook(sample)
    book["成绩"]["F2"] = "DSQ"
    book.save(tmp_path / "new.xlsx")
    done = run("heat", "correct", sample, tmp_path / "new.xlsx", "-o", tmp_path / "changes.xlsx")
    assert done.exit_code == 0
    rows = list(
        load_workbook(tmp_path / "changes.xlsx")
        .worksheets[0]
        .iter_rows(min_row=3, max_row=3, values_only=True)
    )
    assert rows[0][0] == "预赛"
    assert rows[0][2].endswith("更正为取消资格（DSQ）")
    same = run("heat", "correct", sample, sample, "-o", tmp_path / "changes.xlsx")
    assert "变动0处。" in same.output


def test_a_correction_after_the_final_keeps_the_lanes_that_were_rowed(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    run("heat", "run", sample, "-o", tmp_path / "a")
    run("heat", "run", filled(tmp_path / "a" / "next.xlsx", tmp_path / "two.xlsx"), "-o", tmp_path / "b")
    old = filled(tmp_path / "b" / "next.xlsx", tmp_path / "old.xlsx")
    book = load_workbook(old)
    page = book["成绩"]
    times = {
        page.cell(row, 5).value: row
        for row in range(page.max_row, 1, -1)
        if page.cell(row, 2).value == "复活赛"
    }
    finalists = {
        page.cell(row, 5).value for row in range(2, page.max_row + 1) if page.cell(row, 2).value == "决赛"
    }
    winner = next(crew for crew in times if crew in finalists)
    page.cell(times[winner], 6).value = "DSQ"
    book.save(tmp_path / "new.xlsx")
    done = run("heat", "correct", old, tmp_path / "new.xlsx", "-o", tmp_path / "changes.xlsx")
    assert f"决赛：这一轮已经赛过，按更正后的成绩{winner}不该参加。请裁判长决定：要重赛" in done.output
    rows = list(load_workbook(tmp_path / "changes.xlsx").worksheets[0].iter_rows(min_row=3, values_only=True))
    told = [f"{row[0]}{row[1] or ''}{row[2]}" for row in rows if row[2]]
    assert f"决赛{winner}已经赛过这一轮，按更正后的成绩不该参加" in told
    assert not [line for line in told if line.startswith("决赛") and "第1组第" in line]
    assert [line for line in told if line.startswith("总名次") and line.endswith("改为未定")]
    assert not [line for line in told if "—" in line]


def test_a_round_that_was_rowed_is_never_drawn_anew(run: Run, sample: Path, tmp_path: Path) -> None:
    run("heat", "run", sample, "-o", tmp_path / "a")
    two = filled(tmp_path / "a" / "next.xlsx", tmp_path / "two.xlsx")
    book = load_workbook(two)
    page = book["成绩"]
    heats = [row for row in range(2, page.max_row + 1) if page.cell(row, 2).value == "预赛"]
    listed = [
        [page.cell(row, column).value for column in (3, 4, 5)]
        for row in range(2, page.max_row + 1)
        if page.cell(row, 2).value == "复活赛"
    ]
    fastest = next(row for row in heats if page.cell(row, 5).value == "电力队")
    page.cell(fastest, 6).value = "59.99"  # still in the repechage, in another lane by right
    book.save(two)
    done = run("heat", "run", two, "-o", tmp_path / "b")
    assert done.exit_code == 0
    assert "复活赛已经有成绩，编组和道次仍按赛时的名单。按现在的成绩：" in done.output
    assert "电力队" in done.output
    again = load_workbook(tmp_path / "b" / "next.xlsx")["成绩"]
    rows = [[again.cell(row, column).value for column in (2, 3, 4, 5)] for row in range(2, again.max_row + 1)]
    assert [row[1:] for row in rows if row[0] == "复活赛"] == listed
    results = load_workbook(tmp_path / "b" / "lists.xlsx")["复活赛成绩"]
    assert {(row[0], row[2], row[3]) for row in results.iter_rows(min_row=3, values_only=True) if row[3]} == {
        tuple(row) for row in listed
    }
    page.cell(fastest, 6).value = "DSQ"
    page.cell(fastest + 1, 4).value = None
    book.save(two)
    half = run("heat", "run", two, "-o", tmp_path / "c")
    assert (half.exit_code, "组和道只填了一个" in half.output) == (1, True)
    page.cell(fastest + 1, 4).value = 9
    book.save(two)
    wide = run("heat", "run", two, "-o", tmp_path / "c")
    assert (wide.exit_code, "道次填的9不合理" in wide.output, f"第{fastest + 1}行" in wide.output) == (
        1,
        True,
        True,
    )


def test_crews_that_may_not_start_are_named(run: Run, sample: Path, tmp_path: Path) -> None:
    done = run("heat", "crews", sample, "-o", tmp_path / "crews.xlsx")
    assert (done.exit_code, "卫生队：没有保险：陈春梅一" in done.output) == (3, True)
    book = load_workbook(tmp_path / "crews.xlsx")
    assert book.sheetnames[:2] == ["资格检查", "纺织一队"]
    rows = list(book["资格检查"].iter_rows(min_row=3, values_only=True))
    assert rows[0][:3] == ("卫生队", "✗ 不能上船", "没有保险：陈春梅一（“队员”G135）")
    assert [row[1] for row in rows[1:]] == ["可以上船"] * 13


def test_a_timetable_is_made_and_proven(run: Run, sample: Path, tmp_path: Path) -> None:
    done = run("heat", "timetable", sample, "-o", tmp_path / "day.xlsx")
    assert (done.exit_code, "违反规则0处" in done.output) == (0, True)
    page = load_workbook(tmp_path / "day.xlsx").worksheets[0]
    assert [cell.value for cell in page[3]][:3] == [1, "09:00", "职工龙舟赛·混合200米　预赛第1组"]
    short = run("heat", "timetable", sample, "--closes", "09:30", "-o", tmp_path / "day.xlsx")
    assert (short.exit_code, "一天排不下，还有3场没有排上" in short.output) == (3, True)
    few = run("heat", "timetable", sample, "--boats", "3", "-o", tmp_path / "day.xlsx")
    assert (few.exit_code, "条龙舟，只有3条" in few.output) == (1, True)
    lunch = run("heat", "timetable", sample, "--lunch", "中午", "-o", tmp_path / "day.xlsx")
    assert (lunch.exit_code, "请写成 12:00-13:00" in lunch.output) == (2, True)
    wrong = run("heat", "timetable", sample, "--opens", "早上", "-o", tmp_path / "day.xlsx")
    assert (wrong.exit_code, "“早上”不是时刻" in wrong.output) == (2, True)


@pytest.mark.parametrize("family", ["place", "fastest", "repechage", "time", "points"])
def test_every_family_has_a_blank_book_that_asks_for_its_crews(run: Run, tmp_path: Path, family: str) -> None:
    assert run("heat", "template", "--family", family, "-o", tmp_path / "blank.xlsx").exit_code == 0
    done = run("heat", "run", tmp_path / "blank.xlsx", "-o", tmp_path / "out")
    assert (done.exit_code, "“队伍”：“队伍”一项也没有" in done.output) == (1, True)


def test_what_is_wrong_is_marked_in_its_cell(run: Run, sample: Path, tmp_path: Path) -> None:
    book = load_workbook(sample)
    book["成绩"]["F2"] = "很快"
    book.save(sample)
    done = run("heat", "run", sample, "-o", tmp_path / "out")
    assert (done.exit_code, [path.name for path in (tmp_path / "out").iterdir()]) == (
        1,
        ["errors-regatta.xlsx"],
    )
    assert load_workbook(tmp_path / "out" / "errors-regatta.xlsx")["成绩"]["F2"].comment is not None


def test_a_crew_listed_twice_in_a_round_is_told(run: Run, sample: Path, tmp_path: Path) -> None:
    book = load_workbook(sample)
    page = book["成绩"]
    page["E3"] = page["E2"].value
    book.save(sample)
    done = run("heat", "run", sample, "-o", tmp_path / "out")
    assert (done.exit_code, "“成绩”第3行" in done.output, "出现了两次" in done.output) == (1, True, True)


def test_a_regatta_may_be_written_as_data(run: Run, sample: Path, tmp_path: Path) -> None:
    run("heat", "run", sample, "-o", tmp_path / "a")
    done = run("heat", "run", tmp_path / "a" / "regatta.json", "-o", tmp_path / "b")
    assert done.exit_code == 0
    assert (tmp_path / "a" / "regatta.json").read_bytes() == (tmp_path / "b" / "regatta.json").read_bytes()
    (tmp_path / "bad.json").write_text('{"plan": {"title": "t", "lanes": "六"}}', encoding="utf-8")
    bad = run("heat", "run", tmp_path / "bad.json", "-o", tmp_path / "c")
    assert (bad.exit_code, "bad.json plan.lanes：“航道数”填的“六”不是数字" in bad.output) == (1, True)


def test_a_plan_that_cannot_hold_its_crews_is_refused_at_once(run: Run, tmp_path: Path) -> None:
    run("heat", "template", "--family", "place", "--heats", "3", "-o", tmp_path / "blank.xlsx")
    book = load_workbook(tmp_path / "blank.xlsx")
    for number in range(2, 16):
        book["队伍"].cell(number, 2).value = f"{number}队"
    page = book["轮次"]
    heads = [cell.value for cell in page[1]]
    last = page.max_row
    page.cell(last, heads.index("到第几名") + 1 if "到第几名" in heads else 7).value = 4
    book.save(tmp_path / "crews.xlsx")
    done = run("heat", "run", tmp_path / "crews.xlsx", "-o", tmp_path / "out")
    assert (done.exit_code, "只容得下" in done.output, "“轮次”第" in done.output) == (1, True, True)


def test_idle_decisions_and_stray_results_are_told(run: Run, sample: Path, tmp_path: Path) -> None:
    book = load_workbook(sample)
    crews = [book["成绩"].cell(row, 5).value for row in (2, 3)]
    page = book["裁定"]
    for column, value in enumerate(["预赛", "、".join(crews), "终点照片"], start=2):
        page.cell(3, column).value = value
    results = book["成绩"]
    for column, value in zip((2, 5, 6), ["决赛", crews[0], "55.00"], strict=True):
        results.cell(results.max_row + (column == 2), column).value = value
    book.save(tmp_path / "new.xlsx")
    done = run("heat", "run", tmp_path / "new.xlsx", "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert f"“裁定”第3行C列：{'、'.join(crews)}没有并列，这条裁定没有起作用" in done.output
    assert f"决赛的{crews[0]}有成绩，但现在不在这一轮里" in done.output
    lists = load_workbook(tmp_path / "out" / "lists.xlsx")["预赛成绩"]
    assert not [1 for row in lists.iter_rows(values_only=True) if "终点照片" in map(str, row)]


def test_crews_without_athletes_are_no_gates(run: Run, sample: Path, tmp_path: Path) -> None:
    book = load_workbook(sample)
    del book["队员"]
    book.save(tmp_path / "new.xlsx")
    done = run("heat", "crews", tmp_path / "new.xlsx", "-o", tmp_path / "crews.xlsx")
    assert (done.exit_code, "缺少“队员”工作表" in done.output) == (1, True)
    assert not (tmp_path / "crews.xlsx").exists()


def test_points_of_unions_are_added_over_several_regattas(run: Run, sample: Path, tmp_path: Path) -> None:
    early = run("heat", "points", sample, "-o", tmp_path / "points.xlsx")
    assert (early.exit_code, "“职工龙舟赛·混合200米”还没有赛完，没有计入。" in early.output) == (3, True)
    assert not (tmp_path / "points.xlsx").exists()
    run("heat", "run", sample, "-o", tmp_path / "a")
    run("heat", "run", filled(tmp_path / "a" / "next.xlsx", tmp_path / "two.xlsx"), "-o", tmp_path / "b")
    whole = filled(tmp_path / "b" / "next.xlsx", tmp_path / "whole.xlsx")
    book = load_workbook(whole)
    plan = {row[1].value: row[2] for row in book["规程"].iter_rows(min_row=2)}
    plan["比赛名称"].value, plan["工会积分"].value, plan["联队积分"].value = "另一场", "9、7、6", "平分"
    book.save(tmp_path / "other.xlsx")
    done = run("heat", "points", whole, tmp_path / "other.xlsx", "-o", tmp_path / "points.xlsx")
    assert done.exit_code == 0
    page = load_workbook(tmp_path / "points.xlsx").worksheets[0]
    heads = [cell.value for cell in page[2]]
    assert heads == ["名次", "工会", "职工龙舟赛·混合200米", "另一场", "总分", "金", "银", "铜"]
    rows = [row for row in page.iter_rows(min_row=3, values_only=True) if isinstance(row[0], int)]
    assert sum(row[3] for row in rows) == 22
    assert [row[4] for row in rows] == sorted((row[2] + row[3] for row in rows), reverse=True)
    assert sum(row[5] or 0 for row in rows) >= 2


def test_the_shortest_day_is_proven_on_request(run: Run, sample: Path, tmp_path: Path) -> None:
    quick = run("heat", "timetable", sample, "-o", tmp_path / "day.xlsx")
    assert "任何排法都不会早于10:00，最多还能提前30分钟" in quick.output
    done = run("heats", "timetable", sample, "--shortest", "-o", tmp_path / "day.xlsx", "--lang", "en")
    assert (done.exit_code, "Proven: no timetable ends sooner." in done.output) == (0, True)
    page = load_workbook(tmp_path / "day.xlsx").worksheets[0]
    notes = [row[0] for row in page.iter_rows(min_row=3, values_only=True) if isinstance(row[0], str)]
    assert "Last start 10:30. Proven: no timetable ends sooner." in notes
    assert "Last start 10:30. Proven: no timetable ends sooner." in done.output


def test_what_an_english_organiser_gets_holds_no_chinese(run: Run, tmp_path: Path) -> None:
    run("heats", "sample", "-o", tmp_path, "--lang", "en")
    book = tmp_path / "regatta.xlsx"
    run("heats", "run", book, "-o", tmp_path / "a", "--lang", "en")
    for command, name in (("crews", "crews.xlsx"), ("timetable", "day.xlsx")):
        assert not re.search(
            r"[\u4e00-\u9fff]", run("heats", command, book, "-o", tmp_path / name, "--lang", "en").output
        )
    for path in (
        book,
        tmp_path / "a" / "lists.xlsx",
        tmp_path / "a" / "next.xlsx",
        tmp_path / "crews.xlsx",
        tmp_path / "day.xlsx",
    ):
        assert chinese_in(path) == []


@pytest.mark.parametrize("family", ["place", "fastest", "repechage", "time", "points"])
def test_an_english_template_speaks_english(run: Run, tmp_path: Path, family: str) -> None:
    run("heat", "template", "--lang", "en", "--family", family, "-o", tmp_path / "blank.xlsx")
    assert chinese_in(tmp_path / "blank.xlsx") == []
    assert load_workbook(tmp_path / "blank.xlsx")["Crews"].oddFooter.center.text == "Page &P of &N"
