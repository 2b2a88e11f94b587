from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, Column, Layout
from lianshou.formats.sheets.parsing import as_name, as_whole
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import (
    Skipped,
    Table,
    Typed,
    UnknownColumn,
    Why,
    recognise,
    recognise_all,
    recognise_book,
    typed_rows,
)

Build = Callable[..., bytes]


def table_of(content: bytes, layout: Layout) -> Table:
    return recognise(read_book(content, name="a.xlsx").sheets[0], layout)


def typed_of(content: bytes, layout: Layout) -> Typed:
    return typed_rows(table_of(content, layout), layout)


def names(typed: Typed) -> list[object]:
    return [row.values["name"] for row in typed.rows]


def codes(typed: Typed) -> list[tuple[str, int | None, str | None]]:
    return [(problem.code, problem.row, problem.column_letter) for problem in typed.problems]


def test_header_below_titles_in_any_order_and_spelling(workbook: Build, layout: Layout) -> None:
    content = workbook(
        ["阜宁县模范职工之家单位名单"],
        [None, "填报单位：阜宁县总工会"],
        ["序 号", "荣誉级别\n（省/市）", "*单 位 名\n称", "经度(°)：", "ＭＥＭＢＥＲＳ", "不认识的栏"],
        [1, "省级", "阜宁供电公司 工会", 119.8, 120, "x"],
        merged=("A1:F1",),
    )
    table = table_of(content, layout)
    assert table.header_row == 3
    assert table.places == {"level": 2, "name": 3, "longitude": 4, "members": 5}
    assert table.unknown == (UnknownColumn("F", "不认识的栏"),)
    typed = typed_rows(table)
    assert typed.problems == []
    assert typed.rows[0].values == {
        "name": "阜宁供电公司工会",
        "code": None,
        "level": "province",
        "longitude": 119.8,
        "members": 120,
        "founded": None,
        "remark": None,
    }
    assert (typed.rows[0].sheet, typed.rows[0].number) == ("名单", 4)
    assert typed.rows[0].raw["members"] == 120.0


def test_rows_that_are_no_data_are_skipped_and_reported(workbook: Build, layout: Layout) -> None:
    content = workbook(
        ["序号", "单位名称", "级别", "会员数"],
        ["示例", "某某工会", "省级", 1],
        [1, "甲厂工会", "市级", 5],
        [None, None, None, None],
        ["一、开发区（1家）"],
        [2, "乙厂工会", "市级", 6],
        ["序号", "单位名称", "级别", "会员数"],
        [3, "丙厂工会", "省级", 6],
        [4, None, None, None],
        ["合 计", None, None, 17],
        [None, "小计：3家", None, 17],
        ["填表人：张三", None, "审核人：李四"],
        ["注：会员数截至上月底。"],
        [None, None, None, None, None, "旁边的字"],
        merged=("A5:D5",),
    )
    table = table_of(content, layout)
    assert table.body == (3, 6, 8)
    assert table.skipped == (
        Skipped(2, Why.EXAMPLE, "示例"),
        Skipped(5, Why.CAPTION, "一、开发区（1家）"),
        Skipped(7, Why.HEADER_AGAIN, "序号"),
        Skipped(10, Why.TOTAL, "合计"),
        Skipped(11, Why.TOTAL, "小计：3家"),
        Skipped(12, Why.FOOTER, "填表人：张三"),
        Skipped(13, Why.FOOTER, "注：会员数截至上月底。"),
        Skipped(14, Why.OUTSIDE, "旁边的字"),
    )
    assert typed_rows(table).problems == []


@pytest.mark.parametrize(
    "name",
    ["合计划工会", "总计算机公司工会", "注册会计师协会工会", "单位后勤工会", "例行检测公司工会", "附中工会"],
)
def test_units_whose_names_begin_like_totals_are_data(name: str, workbook: Build, layout: Layout) -> None:
    assert names(typed_of(workbook(["单位名称", "级别"], [name, "市级"]), layout)) == [name]


def test_header_of_two_rows(workbook: Build) -> None:
    layout = Layout(
        "pairs",
        Wording("结对", "Pairs"),
        (
            Column("host", Wording("帮带方名称", "Host"), required=True),
            Column("guest", Wording("被帮带方名称", "Guest"), required=True),
            Column("phone", Wording("电话", "Phone")),
            Column("place", Wording("地址", "Address")),
        ),
    )
    content = workbook(
        ["结对名单"],
        ["地址", "帮带方", None, "被帮带方"],
        [None, "名称", "电话", "名称"],
        ["开发区", "甲", "1", "乙"],
        merged=("A1:D1", "A2:A3", "B2:C2"),
    )
    table = table_of(content, layout)
    assert table.header_row == 3
    assert table.places == {"place": 1, "host": 2, "phone": 3, "guest": 4}
    content = workbook(
        ["地址", "帮带方", None, "被帮带方", None],
        [None, "名称", "电话", "名称", "性质"],
        ["开发区", "甲", "1", "乙", "非公"],
        merged=("A1:A2", "B1:C1", "D1:E1"),
    )
    table = table_of(content, layout)
    assert table.places == {"place": 1, "host": 2, "phone": 3, "guest": 4}
    assert table.body == (3,)
    text = "地址,帮带方,,被帮带方,\n,名称,电话,名称,性质\n开发区,甲,1,乙,非公\n"
    assert recognise(read_book(text.encode()).sheets[0], layout).places == table.places


def test_cells_merged_downwards_lend_their_value(workbook: Build, layout: Layout) -> None:
    content = workbook(
        ["级别", "单位名称", "备注"],
        ["省级", "甲", "两家"],
        [None, "乙", None],
        [None, None, None],
        ["市级", "丙", None],
        merged=("A2:A4", "C2:C3"),
    )
    typed = typed_of(content, layout)
    found = [(row.values["name"], row.values["level"], row.values["remark"]) for row in typed.rows]
    assert found == [("甲", "province", "两家"), ("乙", "province", "两家"), ("丙", "city", None)]
    assert typed.problems == []


def test_header_problems_name_the_accepted_titles(workbook: Build, layout: Layout) -> None:
    missing = typed_of(workbook(["单位名称", "会员数"], ["甲", 1]), layout)
    assert codes(missing) == [("missing_column", 1, None)]
    assert "荣誉级别、Level、级别" in missing.problems[0].way_out.zh
    twice = typed_of(workbook(["单位名称", "级别", "工会名称"], ["甲", "市级", "乙"]), layout)
    assert codes(twice) == [("column_twice", 1, "C")]
    assert names(twice) == ["甲"]
    none = typed_of(workbook(["完全", "无关"], ["甲", "乙"]), layout)
    assert codes(none) == [("no_header", None, None)]
    assert "单位名称、荣誉级别" in none.problems[0].way_out.zh


def yielding_layout() -> Layout:
    names = ("工会名称", "企业名称", "基层工会名称")
    column = Column(
        "name",
        Wording("单位名称", "Unit"),
        names,
        as_name(),
        required=True,
        yielding=("工会名称", "基层工会名称"),
    )
    return Layout(
        "units",
        Wording("名单", "Units"),
        (column, Column("members", Wording("会员数", "Members"), parse=as_whole())),
    )


@pytest.mark.parametrize(
    ("headings", "place", "unused"),
    [
        (["单位名称", "工会名称"], 1, ["工会名称"]),
        (["工会名称（全称）", "企业名称"], 2, ["工会名称（全称）"]),
        (["基层工会名称", "工会名称"], 2, ["基层工会名称"]),
        (["工会名称", "基层工会名称", "单位名称"], 3, ["工会名称", "基层工会名称"]),
        (["基层工会名称"], 1, []),
    ],
)
def test_a_weaker_heading_gives_way(
    headings: list[Cell], place: int, unused: list[str], workbook: Build
) -> None:
    content = workbook([*headings, "会员数"], [*(f"甲{number}" for number in range(len(headings))), 3])
    table = table_of(content, yielding_layout())
    assert (table.problems, table.places["name"]) == ((), place)
    assert [column.heading for column in table.unknown] == unused
    assert names(typed_rows(table)) == [f"甲{place - 1}"]


def test_a_heading_below_a_group_gives_way(workbook: Build) -> None:
    content = workbook(
        ["基本情况", None, "会员数"], ["工会名称", "单位名称"], ["甲工会", "甲", 3], merged=("A1:B1",)
    )
    table = table_of(content, yielding_layout())
    assert (table.problems, table.places) == ((), {"name": 2, "members": 3})
    assert table.unknown == (UnknownColumn("A", "基本情况 工会名称"),)


def test_equal_headings_are_an_error_beside_all_others(workbook: Build) -> None:
    content = workbook(["单位名称", "企业名称", "会员数"], ["甲", "乙", "很多"], ["丙", "丁", 3])
    typed = typed_of(content, yielding_layout())
    assert codes(typed) == [("column_twice", 1, "B"), ("not_a_number", 2, "C")]
    assert names(typed) == ["丙"]


def test_a_name_that_yields_must_be_a_name_of_the_column() -> None:
    with pytest.raises(ValueError, match="does not go by"):
        Layout("a", Wording("甲", "A"), (Column("x", Wording("甲", "X"), yielding=("乙",)),))


def test_the_anchor_is_the_first_required_column(workbook: Build, layout: Layout) -> None:
    assert table_of(workbook(["级别", "单位名称"], ["市级", "甲"]), layout).anchor == "B"
    assert table_of(workbook(["完全", "无关"]), layout).anchor is None


def test_every_bad_cell_is_reported_and_the_rest_is_kept(workbook: Build, layout: Layout) -> None:
    content = workbook(
        ["单位名称", "级别", "会员数", "建会日期", "信用代码", "经度"],
        ["甲", "省", -1, "2019-02-30", 813209230000001234, "东经"],
        [None, "市级", 2, None, None, None],
        ["丙", "市级", "/", "无", "—", None],
    )
    table = table_of(content, layout)
    typed = typed_rows(table)
    assert codes(typed) == [
        ("digits_lost", 2, "E"),
        ("not_a_choice", 2, "B"),
        ("not_a_number", 2, "F"),
        ("too_small", 2, "C"),
        ("date_impossible", 2, "D"),
        ("missing_value", 3, "A"),
    ]
    assert [row.number for row in typed.rows] == [4]
    assert typed.problems[0].place.zh == "“名单”第2行E列"
    assert typed.problems[0].address == "E2"
    kept = typed_rows(table, keep_broken=True)
    assert [row.number for row in kept.rows] == [2, 3, 4]
    assert kept.rows[0].broken == {"code", "level", "longitude", "members", "founded"}
    assert kept.rows[0].values["name"] == "甲"


def test_the_sheet_that_fits_is_found(layout: Layout) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["目录"])
    for title, name in (("阜城街道", "甲"), ("开发区", "乙"), ("旧表", "丙")):
        page = book.create_sheet(title)
        page.append(["单位名称", "级别"])
        page.append([name, "市级"])
    book["旧表"].sheet_state = "hidden"
    target = BytesIO()
    book.save(target)
    read = read_book(target.getvalue())
    assert recognise_book(read, layout).sheet.name == "阜城街道"
    assert [table.sheet.name for table in recognise_all(read, layout)] == ["阜城街道", "开发区"]


@dataclass
class Noise:
    """One way of spoiling a sheet without changing what it says."""

    rng: random.Random

    def heading(self, names: tuple[str, ...], unit: str) -> str:
        name = self.rng.choice(names)
        spoil = self.rng.randrange(6)
        if spoil == 0:
            return " ".join(name)
        if spoil == 1:
            return f"*{name[:2]}\n{name[2:]}"
        if spoil == 2:
            return f"{name}（{unit}）"
        return (f"\u3000{name}\u00a0", f"{name}(必填)：", name)[spoil - 3]

    def text(self, value: Cell) -> Cell:
        if isinstance(value, int) and self.rng.random() < 0.5:
            return "".join(chr(ord(sign) + 0xFEE0) for sign in str(value))
        if isinstance(value, date) and self.rng.random() < 0.5:
            return f"{value.year}年{value.month}月{value.day} 日"
        if isinstance(value, str) and self.rng.random() < 0.5:
            return f" {value.replace('（', '(').replace('）', ')')}\u3000"
        return value


ROWS: list[dict[str, Cell]] = [
    {"name": f"第{number}（阜宁）公司工会", "level": ("省级", "市级", "全国")[number // 3 % 3], "members": number * 7,
     "founded": date(2017 + number % 4, 1 + number % 12, 1 + number % 28), "longitude": 119.5 + number / 100}
    for number in range(9)
]  # fmt: skip
SPELT = {
    "name": (("单位名称", "工会名称"), "全称"),
    "level": (("荣誉级别", "级别"), "下拉选择"),
    "members": (("会员人数", "会员数"), "人"),
    "founded": (("建会日期",), "年月日"),
    "longitude": (("经度", "东经"), "°"),
}


class NoisySheet:
    """The rows of ROWS on a sheet that was spoilt in every way we know, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.noise = Noise(self.rng)
        self.book = openpyxl.Workbook()
        self.page = self.book.worksheets[0]
        self.left, self.row = self.rng.randint(1, 3), self.rng.randint(1, 3)
        self.merge_levels = self.rng.random() < 0.5
        self.keys: list[str] = self.rng.sample(list(SPELT), len(SPELT))
        self.keys.insert(self.rng.randrange(6), "unknown")
        self.keys.insert(self.rng.randrange(7), "number")

    def bytes(self) -> bytes:
        self.add_titles()
        for column, key in enumerate(self.keys, start=self.left):
            text = {"unknown": "附件号", "number": "序 号"}.get(key) or self.noise.heading(*SPELT[key])
            self.page.cell(self.row, column).value = text
        for number, values in enumerate(ROWS):
            self.add_row(number, values)
        for text in self.rng.sample(TAIL, self.rng.randint(0, 4)):
            self.row += 1
            self.page.cell(self.row, self.left + self.rng.randint(0, 1)).value = text
        target = BytesIO()
        self.book.save(target)
        return target.getvalue()

    def add_titles(self) -> None:
        for title in self.rng.sample(
            ["阜宁县模范职工之家单位名单", "单位：家", "2020年6月"], self.rng.randint(0, 3)
        ):
            self.page.cell(self.row, self.left).value = title
            self.merge(self.row, self.left, self.row, self.left + 6)
            self.row += 1

    def add_row(self, number: int, values: dict[str, Cell]) -> None:
        within_merge = self.merge_levels and number % 3 > 0
        if not within_merge:
            self.add_gap()
        self.row += 1
        for column, key in enumerate(self.keys, start=self.left):
            if key == "number":
                self.page.cell(self.row, column).value = number + 1
            elif key != "unknown" and not (within_merge and key == "level"):
                self.page.cell(self.row, column).value = self.noise.text(values[key])  # type: ignore[assignment]
        if self.merge_levels and number % 3 == 2:
            level = self.left + self.keys.index("level")
            self.merge(self.row - 2, level, self.row, level)

    def add_gap(self) -> None:
        if self.rng.random() < 0.2:
            self.row += self.rng.randint(1, 2)
        if self.rng.random() < 0.15:
            self.row += 1
            self.page.cell(self.row, self.left).value = self.rng.choice(
                ["小 计", "合计：3", "注：以上各单位"]
            )

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.page.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)


TAIL = ["合计", "总计", "填表人：张三", "注：截至月底", "制表日期：2020.6"]


@pytest.mark.parametrize("start", range(0, 120, 20))
def test_noise_never_changes_the_typed_rows(start: int, layout: Layout) -> None:
    levels = {"省级": "province", "市级": "city", "全国": "nation"}
    expected = [{**row, "level": levels[str(row["level"])]} for row in ROWS]
    for seed in range(start, start + 20):
        typed = typed_of(NoisySheet(seed).bytes(), layout)
        assert typed.problems == [], seed
        found = [{key: row.values[key] for key in SPELT} for row in typed.rows]
        assert found == expected, seed
