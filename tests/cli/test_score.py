"""`lianshou score` from the blank workbook to the appeal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from tests.factories.workbooks import CHINESE, chinese_in

Run = Callable[..., Result]


@pytest.fixture
def sample(run: Run, tmp_path: Path) -> Path:
    assert run("score", "sample", "-o", tmp_path).exit_code == 0
    return tmp_path


def changed(path: Path, target: Path, sheet: str, **cells: object) -> Path:
    book = load_workbook(path)
    for address, value in cells.items():
        book[sheet][address] = value
    book.save(target)
    return target


def run_sample(run: Run, folder: Path, *options: object) -> Result:
    return run(
        "score", "run", folder / "book.xlsx", "--marks", folder / "marks.xlsx", "-o", folder / "out", *options
    )


def test_a_contest_is_scored_checked_and_written(run: Run, sample: Path) -> None:
    done = run_sample(run, sample)
    assert (done.exit_code, sorted(path.name for path in (sample / "out").iterdir())) == (
        0,
        ["result.json", "results.xlsx"],
    )
    assert "343个分，23人有名次；已由独立程序重算核对。" in done.output
    result = json.loads((sample / "out" / "result.json").read_text(encoding="utf-8"))
    assert (len(result["scores"]), result["unranked"], result["unranked_teams"]) == (23, ["08"], ["纺织工会"])


def test_missing_marks_are_listed_and_a_missing_sheet_is_refused(run: Run, sample: Path) -> None:
    assert (
        "缺分2处：14 沈晓明／作业质量／柳评委；14 沈晓明／安全文明／柳评委。"
        in run_sample(run, sample).output
    )
    book = load_workbook(sample / "marks.xlsx")
    del book["石评委"]
    book.save(sample / "marks.xlsx")
    done = run_sample(run, sample)
    assert (done.exit_code, "这些评委一个分也没有：石评委" in done.output) == (1, True)
    assert run_sample(run, sample, "--without", "石评委", "--again").exit_code == 0
    assert run_sample(run, sample, "--without", "石评委", "--without", "方评委").exit_code == 2
    changed(sample / "marks.xlsx", sample / "marks.xlsx", "任评委", B3=99)
    both = run_sample(run, sample)
    assert ("这些评委一个分也没有：石评委" in both.output, "打了99分" in both.output) == (True, True)
    assert "个有效分，最少要" not in both.output


def test_results_that_stand_are_left_alone(run: Run, sample: Path) -> None:
    assert run_sample(run, sample).exit_code == 0
    before = {path.name: path.read_bytes() for path in (sample / "out").iterdir()}
    assert run_sample(run, sample).exit_code == 0
    changed(sample / "marks.xlsx", sample / "marks.xlsx", "方评委", B6=94)
    other = run_sample(run, sample)
    assert (other.exit_code, other.stderr.splitlines()) == (
        1,
        [
            f"{sample / 'out' / 'result.json'}已经有了，成绩不同，没有改动它。还没有公布的，加 --again 换掉；"
            "已经公布的，请用 -o 换一个文件夹，更正用 lianshou score appeal。"
        ],
    )
    assert {path.name: path.read_bytes() for path in (sample / "out").iterdir()} == before
    (sample / "out" / "result.json").unlink()
    assert "results.xlsx已经有了" in run_sample(run, sample).output
    assert run_sample(run, sample, "--again").exit_code == 0
    assert json.loads((sample / "out" / "result.json").read_text(encoding="utf-8"))["scores"]


def test_results_speak_english_too(run: Run, sample: Path) -> None:
    run_sample(run, sample, "--lang", "en")
    book = load_workbook(sample / "out" / "results.xlsx")
    assert book.sheetnames == ["Results", "Teams", "Awards", "Derivations", "Judges"]
    assert [cell.value for cell in book["Results"][2]][:4] == ["Place", "Draw no.", "Name", "Team"]


def test_a_result_is_computed_again_from_its_document_alone(run: Run, sample: Path) -> None:
    run_sample(run, sample)
    file = sample / "out" / "result.json"
    assert run("score", "verify", file).output == "重算一致。\n"
    result = json.loads(file.read_text(encoding="utf-8"))
    result["scores"][0]["total"] = "99"
    result["scores"][1]["panels"] = {}
    result["teams"][0] |= {"rank": 2, "award": ""}
    gone = result["scores"].pop()
    file.write_text(json.dumps(result), encoding="utf-8")
    touched = run("score", "verify", file)
    first, second = result["scores"][0]["contestant"], result["scores"][1]["contestant"]
    names = {one["key"]: f"{one['key']} {one['name']}" for one in result["contest"]["contestants"]}
    assert (touched.exit_code, touched.output.splitlines()) == (
        1,
        [
            "重算结果不同：个人成绩、团体成绩。",
            f"{names[first]}：总分写的是99，应为88.98。",
            f"{names[second]}：计算过程有改动。",
            f"{names[gone['contestant']]}：重算有名次，却没有写。",
            "化工工会：名次写的是2，应为1，奖项写的是（无），应为团体奖。",
        ],
    )
    english = run("score", "verify", file, "--lang", "en").output
    assert f"{names[first]}: total 99, should be 88.98." in english
    explained = run("score", "explain", file, "05")
    assert (explained.exit_code, explained.output.startswith("result.json被改动过")) == (1, True)
    for one in result["scores"]:
        one["rank"] = 7
    file.write_text(json.dumps(result), encoding="utf-8")
    assert "……还有17处。" in run("score", "verify", file).output
    file.write_text("[1]", encoding="utf-8")
    none = run("score", "verify", file)
    assert (none.exit_code, "这不是可以重算的计分结果" in none.output) == (1, True)


def test_a_result_may_be_given_instead_of_its_workbooks(run: Run, sample: Path) -> None:
    run_sample(run, sample)
    file, book, marks = sample / "out" / "result.json", sample / "book.xlsx", sample / "marks.xlsx"
    assert (
        run("score", "explain", file, "05").output
        == run("score", "explain", book, "05", "--marks", marks).output
    )
    assert run("score", "run", file, "-o", sample / "again").exit_code == 0
    assert (sample / "again" / "result.json").read_bytes() == file.read_bytes()
    assert run("score", "appeal", file, file, "-o", sample / "appeal").output.endswith("更正0处。\n")
    for step in (("run", file, "--marks", marks), ("compare", file, marks, marks)):
        twice = run("score", *step, "-o", sample / "x")
        assert (twice.exit_code, "里已经有全部的分，不能再另给评分表" in twice.output) == (2, True)
    file.write_text('{"schema": "x"}', encoding="utf-8")
    other = run("score", "explain", file, "05")
    assert "请用 lianshou score run 写出的 result.json，或写成数据的竞赛" in other.output


def test_a_renamed_sheet_of_deductions_is_no_result(run: Run, sample: Path) -> None:
    book = load_workbook(sample / "book.xlsx")
    book["加减分"].title = "扣分"
    book.save(sample / "book.xlsx")
    done = run_sample(run, sample)
    assert (done.exit_code, [path.name for path in (sample / "out").iterdir()]) == (1, ["errors-book.xlsx"])
    assert (
        "book.xlsx “扣分”：“扣分”不是本文件认得的工作表，里面的内容没有读。如果是“加减分”，请改成这个名称；"
        in done.output
    )
    english = run_sample(run, sample, "--lang", "en")
    assert "“扣分” is no sheet of this workbook and was not read. If it is “Bonuses and ded" in english.output


def test_a_mark_that_cannot_be_is_marked_in_its_cell_and_nothing_is_written(run: Run, sample: Path) -> None:
    changed(sample / "marks.xlsx", sample / "marks.xlsx", "石评委", C6=99)
    done = run_sample(run, sample)
    assert (done.exit_code, [path.name for path in (sample / "out").iterdir()]) == (1, ["errors-marks.xlsx"])
    assert "“石评委”第6行C列：评委“石评委”给“李晓明”的“安全文明”打了99分，超出了0—30分。" in done.output
    book = load_workbook(sample / "out" / "errors-marks.xlsx")
    comment = "评委“石评委”给“李晓明”的“安全文明”打了99分，超出了0—30分。请对照原始评分表更正。"
    assert book["石评委"]["C6"].comment.text == comment
    changed(sample / "marks.xlsx", sample / "marks.xlsx", "石评委", C6=27)
    assert run_sample(run, sample).exit_code == 0
    assert sorted(path.name for path in (sample / "out").iterdir()) == ["result.json", "results.xlsx"]


def test_two_entries_are_compared_cell_by_cell(run: Run, sample: Path) -> None:
    second = changed(sample / "marks.xlsx", sample / "second.xlsx", "石评委", B5=55, C6=None)
    book, first, out = sample / "book.xlsx", sample / "marks.xlsx", sample / "differences.xlsx"
    done = run("score", "compare", book, first, second, "-o", out)
    assert (done.exit_code, "核对343格，2格不一致。" in done.output) == (3, True)
    rows = list(load_workbook(out).worksheets[0].iter_rows(min_row=3, max_row=4, values_only=True))
    assert [row[:4] + row[4:6] for row in rows] == [
        ("石评委", "03", "孙丽华", "作业质量", 52.5, 55),
        ("石评委", "04", "李晓明", "安全文明", 24, None),
    ]
    same = run("score", "compare", book, first, first, "-o", out)
    assert (same.exit_code, "核对343格，全部一致。" in same.output) == (0, True)


def test_an_appeal_sets_old_and_new_side_by_side(run: Run, sample: Path) -> None:
    new = changed(sample / "marks.xlsx", sample / "new.xlsx", "方评委", B6=94)
    book, old, out = sample / "book.xlsx", sample / "marks.xlsx", sample / "appeal"
    done = run("score", "appeal", book, book, "--old-marks", old, "--new-marks", new, "-o", out)
    assert (done.exit_code, "更正1处。" in done.output) == (0, True)
    assert "04：第6名 → 第3名（上升3名，本人有更正）" in done.output
    page = load_workbook(out / "appeal.xlsx")["更正"]
    assert [cell.value for cell in page[3]] == ["04", "李晓明", "方评委打的理论试卷分", "84", "94"]


def test_anybody_is_explained_by_number_name_or_team(run: Run, sample: Path) -> None:
    book, marks = sample / "book.xlsx", sample / "marks.xlsx"
    by_number = run("score", "explain", book, "05", "--marks", marks)
    assert by_number.output == run("score", "explain", book, "周桂英", "--marks", marks).output
    assert "实操得分＝47.4 + 20 − 2＝65.4（超时2分钟）" in by_number.output
    assert (
        "团体总分＝81.58 + 80.66 + 75.82＝238.06"
        in run("score", "explain", book, "机械工会", "--marks", marks).output
    )
    unknown = run("score", "explain", book, "谁", "--marks", marks)
    assert (unknown.exit_code, "名单里没有“谁”" in unknown.output) == (1, True)


def test_the_blank_workbook_asks_for_its_lists(run: Run, tmp_path: Path) -> None:
    blank = tmp_path / "blank.xlsx"
    assert run("score", "template", "-o", blank).exit_code == 0
    assert load_workbook(blank).sheetnames[:7] == ["方案", "部分", "评分项", "比较项", "奖项", "评委", "选手"]
    done = run("score", "sheets", blank, "-o", tmp_path / "sheets.xlsx")
    assert (done.exit_code, "“选手”：“选手”一项也没有" in done.output) == (1, True)


def test_marking_sheets_are_made_from_the_lists(run: Run, sample: Path) -> None:
    assert (
        run("score", "sheets", sample / "book.xlsx", "-o", sample / "sheets.xlsx", "--names").exit_code == 0
    )
    book = load_workbook(sample / "sheets.xlsx")
    assert (len(book.sheetnames), [cell.value for cell in book["方评委"][3]]) == (
        7,
        ["01", "赵海燕", None, None, None],
    )


def test_what_was_filled_in_is_not_written_over(run: Run, sample: Path) -> None:
    blank = ("score", "sheets", sample / "book.xlsx", "-o", sample / "sheets.xlsx")
    assert [run(*blank).exit_code for _ in range(2)] == [0, 0]
    changed(sample / "sheets.xlsx", sample / "sheets.xlsx", "石评委", B3=60)
    before = (sample / "sheets.xlsx").read_bytes()
    for step in (blank, ("score", "template", "-o", sample / "sheets.xlsx")):
        done = run(*step)
        assert (done.exit_code, "sheets.xlsx已经有了，内容不同，没有改动它" in done.output) == (1, True)
    assert (sample / "sheets.xlsx").read_bytes() == before
    assert sorted(path.name for path in sample.iterdir()) == ["book.xlsx", "marks.xlsx", "sheets.xlsx"]


def test_files_that_are_none_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.xlsx").write_text("<html></html>", encoding="utf-8")
    done = run("score", "run", tmp_path / "page.xlsx", "-o", tmp_path / "out")
    assert (done.exit_code, "page.xlsx：" in done.output) == (1, True)


def test_a_contest_may_be_written_as_data(run: Run, sample: Path) -> None:
    run_sample(run, sample)
    result = json.loads((sample / "out" / "result.json").read_text(encoding="utf-8"))
    data = sample / "contest.json"
    data.write_text(json.dumps(result["contest"]), encoding="utf-8")
    done = run("score", "run", data, "-o", sample / "again")
    assert done.exit_code == 0
    assert (sample / "again" / "result.json").read_bytes() == (sample / "out" / "result.json").read_bytes()
    result["contest"]["scheme"]["parts"][0]["share"] = "三成"
    data.write_text(json.dumps(result["contest"]), encoding="utf-8")
    wrong = run("score", "run", data, "-o", sample / "wrong")
    assert (
        wrong.exit_code,
        "contest.json scheme.parts[0].share：“占比”填的“三成”不是数字" in wrong.output,
    ) == (1, True)
    result["contest"]["scheme"]["parts"][0]["share"] = "0.3"
    result["contest"]["marks"][0][3] = "500"
    data.write_text(json.dumps(result["contest"]), encoding="utf-8")
    far = run("score", "run", data, "-o", sample / "wrong")
    assert (far.exit_code, "marks[0]：" in far.output, (sample / "wrong").exists()) == (1, True, False)


def test_nothing_of_an_english_contest_is_chinese(run: Run, tmp_path: Path) -> None:
    said = [run("score", "sample", "-o", tmp_path, "--lang", "en").output]
    book, marks = tmp_path / "book.xlsx", tmp_path / "marks.xlsx"
    said.append(
        run("score", "sheets", book, "-o", tmp_path / "sheets.xlsx", "--names", "--lang", "en").output
    )
    said.append(run("score", "run", book, "--marks", marks, "-o", tmp_path / "out", "--lang", "en").output)
    new = changed(marks, tmp_path / "new.xlsx", "Judge Fang", B6=94, C8=2)
    changed(book, tmp_path / "other.xlsx", "Parts", C2="40%", C3="60%")
    files = ("--old-marks", marks, "--new-marks", new, "-o", tmp_path / "out", "--lang", "en")
    said.append(run("score", "appeal", book, tmp_path / "other.xlsx", *files).output)
    said.append(
        run("score", "compare", book, marks, new, "-o", tmp_path / "differences.xlsx", "--lang", "en").output
    )
    said.append(run("score", "explain", book, "14", "--marks", marks, "--lang", "en").output)
    said.append(run("score", "explain", book, "Chemical union", "--marks", marks, "--lang", "en").output)
    assert "2 marks missing: 14 Shen Xiaoming / Workmanship / Judge Liu;" in said[2]
    assert "Practice = 49 + 21.5 = 70.5" in said[5]
    assert "04: place 6 → place 3 (up 3, own correction)" in said[3]
    assert [line for one in said for line in one.splitlines() if re.search(CHINESE, line)] == []
    written = ["book", "marks", "sheets", "out/results", "out/appeal", "differences"]
    assert [cell for name in written for cell in chinese_in(tmp_path / f"{name}.xlsx")] == []
    assert load_workbook(tmp_path / "out" / "appeal.xlsx").sheetnames == [
        "Corrections", "Scheme changes", "Before and after", "Teams before and after",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "cells", "said"),
    [
        (
            "Judge Shi",
            {"C6": 99},
            "“Judge Shi”, row 6, column C: Judge Shi gave Li Xiaoming 99 for “Safety”, outside 0 to 30.",
        ),
        (
            "Judge Shi",
            {"B2": "Workmanshp (0–70)"},
            "“Workmanshp (0–70)” is no aspect; its marks would be lost. Call it one of: Paper, Workmanship, Safety;",
        ),
        ("Judge Shi", {"A5": "77"}, "“draw number”: 77 is not known. Check it; known are: 01, 02,"),
    ],
)
def test_what_is_wrong_is_told_in_english(
    run: Run, tmp_path: Path, sheet: str, cells: dict[str, object], said: str
) -> None:
    run("score", "sample", "-o", tmp_path, "--lang", "en")
    changed(tmp_path / "marks.xlsx", tmp_path / "marks.xlsx", sheet, **cells)
    done = run_sample(run, tmp_path, "--lang", "en")
    assert (done.exit_code, said in done.output, re.search(CHINESE, done.output)) == (1, True, None), (
        done.output
    )
    assert chinese_in(tmp_path / "out" / "errors-marks.xlsx") == []


def test_an_english_template_speaks_english(run: Run, tmp_path: Path) -> None:
    run("score", "template", "--lang", "en", "-o", tmp_path / "blank.xlsx")
    assert chinese_in(tmp_path / "blank.xlsx") == []
    page = load_workbook(tmp_path / "blank.xlsx")["How to fill in"]
    assert "A1:E1" in {str(merged) for merged in page.merged_cells.ranges}
    assert page["A1"].alignment.wrap_text


def test_a_comment_in_english_parts_its_sentences(run: Run, tmp_path: Path) -> None:
    run("score", "sample", "-o", tmp_path, "--lang", "en")
    changed(tmp_path / "book.xlsx", tmp_path / "book.xlsx", "Contestants", B3="01")
    run_sample(run, tmp_path, "--lang", "en")
    page = load_workbook(tmp_path / "out" / "errors-book.xlsx")["Contestants"]
    assert page["B3"].comment.text == "“01” is given twice. Keep one of them."


def test_a_mark_typed_twice_is_refused_before_entries_are_compared(run: Run, sample: Path) -> None:
    twice = changed(sample / "marks.xlsx", sample / "twice.xlsx", "石评委", A6="03")
    done = run(
        "score",
        "compare",
        sample / "book.xlsx",
        sample / "marks.xlsx",
        twice,
        "-o",
        sample / "differences.xlsx",
    )
    assert (
        done.exit_code,
        "twice.xlsx “石评委”第6行B列：“石评委 / 孙丽华 / 作业质量”出现了两次。" in done.output,
    ) == (1, True)
    assert not (sample / "differences.xlsx").exists()


def test_an_appeal_with_another_scheme_lists_its_settings(run: Run, sample: Path) -> None:
    book = load_workbook(sample / "book.xlsx")
    book["部分"]["C2"], book["部分"]["C3"], book["奖项"]["D3"] = "40%", "60%", 3
    book.save(sample / "new.xlsx")
    old, marks, out = sample / "book.xlsx", sample / "marks.xlsx", sample / "appeal"
    done = run(
        "score", "appeal", old, sample / "new.xlsx", "--old-marks", marks, "--new-marks", marks, "-o", out
    )
    assert done.output.splitlines()[1:5] == [
        "更正0处。方案改动3处：",
        "部分“理论”的占比：30% → 40%",
        "部分“实操”的占比：70% → 60%",
        "奖项“二等奖”的名额：2 → 3",
    ]
    found = load_workbook(out / "appeal.xlsx")
    assert found.sheetnames == ["更正", "方案改动", "复核前后", "团体复核前后"]
    assert [cell.value for cell in found["方案改动"][3]] == ["部分“理论”的占比", "30%", "40%"]
    heads = [cell.value for cell in found["复核前后"][2]]
    assert heads == ["抽签号", "姓名", "原总分", "现总分", "原名次", "现名次", "原奖项", "现奖项", "变动"]
    assert [cell.value for cell in found["复核前后"][3]] == [
        "18",
        "秦永康",
        88.34,
        88.86,
        2,
        1,
        "二等奖",
        "一等奖",
        "上升1名，方案有改动",
    ]
    files = ("--old-marks", marks, "--new-marks", marks, "-o", out)
    english = run("score", "appeal", old, sample / "new.xlsx", *files, "--lang", "en")
    assert "0 corrections. 3 changes of the scheme:" in english.output
    assert "part “理论”, share: 30% → 40%" in english.output
