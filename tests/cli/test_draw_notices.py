"""What is no fault of a list and still told before a draw is announced: on the screen and on the check sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.test_draw import PEOPLE, QUOTAS, Rows, Run, book, cells, footer_of, read

ALL: Rows = [*QUOTAS, ["行业", "纺织", None, 9]]


def listed(**changes: object) -> Rows:
    """The list with cells changed: ``C9="职工7"``."""
    rows = [list(row) for row in PEOPLE]
    for address, value in changes.items():
        rows[int(address[1:]) - 1]["ABCDEF".index(address[0])] = value
    return rows


def checked(
    run: Run, tmp_path: Path, people: Rows, *options: str, quotas: Rows = ALL
) -> list[tuple[str, str]]:
    """Cell and sentence of every notice, which stand on the screen as they stand on the check sheet."""
    path = book(tmp_path / "book.xlsx", people=people, quotas=quotas)
    done = run("draw", "prepare", path, "--out", tmp_path / "o", *options)
    assert done.exit_code == 0, done.output
    page = load_workbook(tmp_path / "o" / "check.xlsx").worksheets[0]
    found = [
        (str(row[1]), str(row[2]), str(row[3]))
        for row in page.iter_rows(min_row=3, values_only=True)
        if row[1]
    ]
    said = [line for line in done.output.splitlines() if line.startswith("  · ")]
    for line, (_, message, way_out) in zip(said, found, strict=True):
        assert message in line
        assert line.endswith(way_out)
    return [(cell, message) for cell, message, _ in found]


def test_spaces_between_chinese_characters_and_digits_do_not_count(run: Run, tmp_path: Path) -> None:
    assert checked(run, tmp_path, PEOPLE) == []
    clean = read(tmp_path / "o" / "announcement.json")
    messy = listed(C3="第1 对", E4="教 育", E5="纺　织 ", C6=" 第３对", E7="建筑\u200b")
    quotas: Rows = [ALL[0], ["行 业", "教 育", 3, 4], *ALL[2:]]
    path = book(tmp_path / "messy.xlsx", people=messy, quotas=quotas)
    assert run("draw", "prepare", path, "--out", tmp_path / "messy").exit_code == 0
    again = read(tmp_path / "messy" / "announcement.json")
    assert again["problem"]["people"] == [
        [*one[:3], {key.replace("行业", "行 业"): value for key, value in one[3].items()}, one[4]]
        for one in clean["problem"]["people"]
    ]
    assert again["panels"] == clean["panels"]


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (
            listed(C3="第99对"),
            [("C2", "同组“第1对”只有1号职工1一个人写"), ("C3", "同组“第99对”只有2号职工2")],
        ),
        (listed(C10=None), [("C11", "同组“第5对”只有10号职工10一个人写；第10行9号职工9的“同组”空着。")]),
        (
            listed(C41="第1对", C40="第1对"),
            [("C41", "同组“第1对”有4人（第2、3、40、41行），其余多是2人一组")],
        ),
        (listed(C2="A1", C3="A1", C4="a 1", C5="a 1"), [("C4", "同组“a 1”与第2行的“A1”只差空格")]),
        (listed(C1="夫妻组"), [("C1", "“夫妻组”一栏没有用到，名单里没有“同组”一栏，每个人各抽各的。")]),
        (listed(E6="不详"), [("E6", "“行业”是“不详”的只有5号职工5一人，名额规定里没有这一项")]),
        (listed(E6="纺 织."), [("E6", "“行业”是“纺织.”的只有5号职工5一人，名额规定里没有这一项")]),
        (listed(B9="职工7"), [("B9", "“职工7”在名单上不止一次：第8行（7号）、第9行（8号）。")]),
    ],
)
def test_what_to_look_at_is_told_with_its_cell(
    run: Run, tmp_path: Path, people: Rows, told: list[tuple[str, str]]
) -> None:
    found = checked(run, tmp_path, people)
    assert [cell for cell, _ in found] == [cell for cell, _ in told]
    for (_, message), (_, start) in zip(found, told, strict=True):
        assert message.startswith(start)


def test_values_that_no_quota_has_are_counted(run: Run, tmp_path: Path) -> None:
    ((cell, message),) = checked(run, tmp_path, PEOPLE, quotas=QUOTAS)
    assert cell == "E2"
    assert message == "“行业”是“纺织”的有20人（第2、5、6、9、10等行），名额规定里没有这一项，不计入任何一项。"
    assert ["行业", "纺织", 20, "没有名额规定"] in cells(tmp_path / "o" / "check.xlsx")["名单统计"]


@pytest.mark.parametrize(
    ("heading", "values", "cell", "told"),
    [
        ("身份证号码", ("45010019900101001x", "45010019900101001X"), "B9", "证件号也相同"),
        ("工作单位", ("一厂", "一 厂"), "B9", "单位也相同"),
        ("工作单位", ("一厂", "二厂"), "B9", "在名单上不止一次：第8行（7号）、第9行（8号）。"),
        ("工作单位", ("无", "无"), "B9", "在名单上不止一次：第8行（7号）、第9行（8号）。"),
        ("单位性质", ("国企", "国企"), "B9", "在名单上不止一次：第8行（7号）、第9行（8号）。"),
        ("身份证号", ("4501**********1234",) * 2, "B9", "在名单上不止一次：第8行（7号）、第9行（8号）。"),
    ],
)
def test_same_name_with_the_same_number_or_union_is_told_more_strongly(
    run: Run, tmp_path: Path, heading: str, values: tuple[str, str], cell: str, told: str
) -> None:
    people = listed(B9="职工7", F1=heading, F8=values[0], F9=values[1])
    for row in (*people[1:7], *people[9:]):
        row[5] = None
    found = checked(run, tmp_path, people)
    assert [one for one, _ in found] == [cell]
    assert found[0][1].startswith("“职工7”在名单上不止一次")
    assert told in found[0][1]


def test_one_number_under_two_names_is_told_without_the_number(run: Run, tmp_path: Path) -> None:
    people = listed(F1="证件号码", **{f"F{row}": f"45010019900101{row:04}" for row in range(2, 42)})
    people[8][5] = people[7][5]
    assert checked(run, tmp_path, people) == [("B9", "姓名不同，证件号相同：第8行（7号）、第9行（8号）。")]


def test_of_very_many_notices_the_screen_has_the_first(run: Run, tmp_path: Path) -> None:
    people = listed(**{f"C{row}": f"第{row}家" for row in range(2, 42)})
    path = book(tmp_path / "book.xlsx", people=people, quotas=ALL)
    done = run("draw", "prepare", path, "--out", tmp_path / "o")
    assert "名单里有40处要在公布前核对：" in done.output
    assert "还有10处，都写在 check.xlsx 里。" in done.output
    page = load_workbook(tmp_path / "o" / "check.xlsx").worksheets[0]
    assert [page.cell(row, 2).value for row in range(3, 43)] == [f"C{row}" for row in range(2, 42)]


def test_check_sheet_goes_with_the_announcement_and_says_when_there_is_nothing(
    run: Run, tmp_path: Path
) -> None:
    checked(run, tmp_path, listed(C3="第99对"))
    checked(run, tmp_path, PEOPLE, "--again")
    found = cells(tmp_path / "o" / "check.xlsx")
    assert list(found) == ["公布前核对", "名单统计"]
    assert ["没有发现要核对的地方。"] in found["公布前核对"]


def test_notices_are_told_too_where_the_quotas_conflict(run: Run, tmp_path: Path) -> None:
    quotas: Rows = [QUOTAS[0], ["行业", "教育", 10, None], *ALL[2:]]
    path = book(tmp_path / "book.xlsx", people=listed(E4="教育局"), quotas=quotas)
    done = run("draw", "prepare", path, "--out", tmp_path / "o")
    assert done.exit_code == 1
    assert "“抽签名单”第4行E列：“行业”是“教育局”的只有3号职工3一人" in done.output
    assert "请核对是不是“教育”" in done.output


def test_every_page_has_the_digest_or_the_seal_below(run: Run, tmp_path: Path) -> None:
    checked(run, tmp_path, PEOPLE)
    digest = read(tmp_path / "o" / "announcement.json")["digest"]
    for name in ("announcement", "check"):
        for page in load_workbook(tmp_path / "o" / f"{name}.xlsx"):
            assert f"公告摘要 {digest}" in footer_of(page)
