"""Slips in the workbook of a draw: each is told with its sheet and cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.test_draw import PEOPLE, QUOTAS, SETTINGS, SOURCES, Rows, Run, book, read

PLACES = ["名额", 12]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"quotas": [QUOTAS[0], ["行业", "纺织业", 1, 2]]},
            "“名额规定”第2行B列：名单里没有人的“行业”是“纺织业”",
        ),
        ({"quotas": [QUOTAS[0], ["工种", "焊工", 1, 2]]}, "“名额规定”第2行A列：名单里没有“工种”这一栏"),
        ({"quotas": [QUOTAS[0], ["姓名", "职工1", 1, 1]]}, "“名额规定”第2行A列：“姓名”不能作类别"),
        (
            {"quotas": [QUOTAS[0], ["行业", "教育", 3, 2]]},
            "“名额规定”第2行D列：“行业：教育”最少3、最多2，前后矛盾",
        ),
        ({"quotas": [*QUOTAS, ["行业", "教育", 1, 2]]}, "“名额规定”第4行B列：“行业：教育”在第2行已经有一条"),
        ({"quotas": [QUOTAS[0], ["行业", "教育", "三个", 2]]}, "三个"),
        (
            {"sources": [*SOURCES, SOURCES[1]]},
            "“公开数”第4行A列：公开数“双色球第2026088期红球”在第2行已经有了",
        ),
        ({"sources": [[]]}, "“公开数”：还没有写公开数"),
        ({"settings": [SETTINGS[0], ["标题", "集体婚礼"]]}, "“抽签设置”：没有写名额"),
        ({"settings": [[]]}, "“抽签设置”：没有写名额"),
        ({"settings": [SETTINGS[0], ["名额", "很多"]]}, "很多"),
        ({"settings": [SETTINGS[0], ["名额", None]]}, "“抽签设置”第2行B列：没有写名额"),
        ({"settings": [SETTINGS[0], PLACES, ["名额数", 13]]}, "“抽签设置”第3行A列：“名额”在第2行已经写了"),
        ({"settings": [SETTINGS[0], PLACES, ["方法", "抓阄"]]}, "抓阄"),
        ({"settings": [SETTINGS[0], PLACES, ["方法", "RFC 3797"]]}, "“抽签设置”第3行B列：RFC 3797 只用于"),
        ({"settings": [SETTINGS[0], PLACES, ["至少几个公开数", 3]]}, "“抽签设置”第3行B列：至少要有3个公开数"),
        (
            {"people": [*PEOPLE, [1, "再来一个", None, None, "教育", None]]},
            "“抽签名单”第42行A列：名单编号1在第2行",
        ),
        ({"people": [*PEOPLE, [99, None, "第9对", None, "教育", None]]}, "没有填"),
        ({"people": [["何人"], ["张三"]]}, "“抽签名单”：没有找到名单"),
    ],
)
def test_slips_in_the_workbook_are_told_and_marked(
    run: Run, tmp_path: Path, changes: dict[str, Rows], told: str
) -> None:
    done = run("draw", "prepare", book(tmp_path / "book.xlsx", **changes), "--out", tmp_path / "o")
    assert done.exit_code == 1
    assert told in done.output
    assert [path.name for path in (tmp_path / "o").iterdir()] == ["errors.xlsx"]


@pytest.mark.parametrize("sheet", ["抽签名单", "公开数", "抽签设置"])
def test_sheet_that_is_missing_is_named(run: Run, tmp_path: Path, sheet: str) -> None:
    path = book(tmp_path / "book.xlsx")
    made = load_workbook(path)
    del made[sheet]
    made.save(path)
    done = run("draw", "prepare", path, "--out", tmp_path / "o")
    assert (done.exit_code, done.output.startswith(f"“{sheet}”")) == (1, True), done.output


def test_draw_without_quotas_and_numbers(run: Run, tmp_path: Path) -> None:
    people: Rows = [["姓名"]]
    people += [[f"职工{one}"] for one in range(5)]
    path = book(tmp_path / "book.xlsx", people=people, quotas=[[]], settings=[SETTINGS[0], ["名额", 2]])
    done = run("draw", "prepare", path, "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert [one[0] for one in read(tmp_path / "announcement.json")["problem"]["people"]] == [1, 2, 3, 4, 5]


def test_star_of_a_column_that_is_not_used_is_not_told(run: Run, tmp_path: Path) -> None:
    people: Rows = [[*PEOPLE[0][:5], "*手机"], *PEOPLE[1:]]
    done = run("draw", "prepare", book(tmp_path / "book.xlsx", people=people), "--out", tmp_path)
    assert "没有用到的栏目（不写入公告）：手机。" in done.output
