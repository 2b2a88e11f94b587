from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.columns import Choice, Column, Layout
from lianshou.formats.sheets.marking import write_marked
from lianshou.formats.sheets.paging import breaks, scale_of
from lianshou.formats.sheets.parsing import as_choice, as_whole
from lianshou.formats.sheets.problems import Fault, Problem, SheetError
from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import Why, recognise, recognise_book, typed_rows
from lianshou.formats.sheets.templates import write_template, write_templates
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, sheet_name, write_book

Build = Callable[..., bytes]


class Level(StrEnum):
    CITY = "市级"


def written(*sheets: SheetOut, language: Any = "zh") -> bytes:
    target = BytesIO()
    write_book(target, sheets, language=language)
    return target.getvalue()


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


COLUMNS = tuple(ColumnOut(Wording(f"栏{form}", f"Column {form}"), form) for form in Form)


def test_footer_stands_above_the_page_numbers() -> None:
    content = written(
        SheetOut("一", (ColumnOut("A"),), [("x",)], footer=Wording("摘要 a&b", "Digest a&b")),
        SheetOut("二", (ColumnOut("A"),), [("x",)]),
    )
    first, second = (
        ZipFile(BytesIO(content)).read(f"xl/worksheets/sheet{one}.xml").decode() for one in (1, 2)
    )
    pages = "第 &amp;P 页 / 共 &amp;N 页</oddFooter>"
    assert f"<oddFooter>&amp;C&amp;8 摘要 a&amp;&amp;b\n{pages}" in first
    assert f"<oddFooter>&amp;C{pages}" in second


def test_values_are_written_in_their_form() -> None:
    moment = datetime(2020, 6, 21, 1, 30, tzinfo=UTC)
    row = ["文", 3, 1.5, 0.764, date(2020, 6, 21), moment, 8.25, 8.25, Decimal("8.25"), 2, 123456]
    content = written(SheetOut("名单", COLUMNS, [row], heading="表", notes=("注：说明",)))
    page = opened(content)["名单"]
    assert [cell.value for cell in page[3]] == [
        "文", 3, 1.5, 0.764, datetime.fromisoformat("2020-06-21"), datetime.fromisoformat("2020-06-21T09:30"),
        8.25, 8.25, 8.25, 2, 1234.56,
    ]  # fmt: skip
    assert [cell.number_format for cell in page[3]] == [
        "@", "0", "General", "0.0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "0.0", "0.00", "0.000", "0", "#,##0.00",
    ]  # fmt: skip
    assert page["A1"].value == "表"
    assert page["A5"].value == "注：说明"
    assert (page.freeze_panes, page.auto_filter.ref) == ("A3", "A2:K3")
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.print_title_rows == "$1:$2"


def test_rows_of_a_least_height_grow_with_their_text() -> None:
    column = ColumnOut("说明", width=20)
    content = written(SheetOut("表", (column,), [["短"], ["长" * 25]], row_height=24))
    page = opened(content)["表"]
    assert [page.row_dimensions[row].height for row in (2, 3)] == [24, 51]
    plain = opened(written(SheetOut("表", (column,), [["长" * 25]])))["表"]
    assert plain.row_dimensions[2].height is None


def test_no_text_becomes_a_formula_or_link() -> None:
    texts = ["=1+1", "+86 139", "-x", "@SUM(A1)", "\t=1", "http://a.example/", "{=1}", "123"]
    content = written(SheetOut("表", (ColumnOut("甲"),), [[text] for text in texts]))
    page = opened(content)["表"]
    assert [page.cell(row, 1).value for row in range(2, 10)] == texts
    assert {page.cell(row, 1).data_type for row in range(2, 10)} == {"s"}
    assert page["A2"].quotePrefix
    assert not page["A9"].quotePrefix
    assert page["A7"].hyperlink is None


def test_odd_values_are_written_plainly() -> None:
    rows = [
        [None], [""], [float("nan")], [True], [Wording("中", "English")], [Level.CITY], [10**17], ["a\x00\x0bb"],
        [date(1800, 1, 1)], ["字" * 40_000],
    ]  # fmt: skip
    values = [
        row[0]
        for row in read_book(written(SheetOut("表", (ColumnOut("甲", Form.WHOLE),), rows))).sheets[0].rows
    ]
    assert values[:-1] == ["甲", None, None, None, "是", "中", "市级", str(10**17), "ab", "1800-01-01"]
    assert isinstance(values[-1], str)
    assert len(values[-1]) == 32_767
    english = read_book(written(SheetOut("表", (ColumnOut("甲"),), [[True]]), language="en")).sheets[0]
    assert english.cell(2, 1) == "yes"


def test_equal_content_gives_equal_bytes() -> None:
    out = SheetOut("表", (ColumnOut("甲", note="说明"),), [["乙"]])
    assert written(out) == written(out)


def test_sheets_get_names_that_are_admitted() -> None:
    taken: set[str] = set()
    assert sheet_name("甲/乙[1]:*?", taken) == "甲 乙 1"
    assert sheet_name("甲/乙[1]", taken) == "甲 乙 1(2)"
    assert sheet_name("", taken) == "Sheet"
    assert sheet_name("'", taken) == "Sheet(2)"
    assert len(sheet_name("长" * 40, taken)) == 31
    assert sheet_name("History", taken) == "History(2)"


def test_a_target_that_cannot_be_written_is_our_error(tmp_path: Path) -> None:
    with pytest.raises(SheetError) as caught:
        write_book(tmp_path / "none" / "a.xlsx", [SheetOut("表", (ColumnOut("甲"),), [])])
    assert caught.value.fault is Fault.NOT_FOUND


def test_rows_of_the_wrong_length_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="2 values for 1 columns"):
        written(SheetOut("表", (ColumnOut("甲"),), [["a", "b"]]))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_filled_in_reads_back_and_its_example_is_skipped(layout: Layout, language: Any) -> None:
    target = BytesIO()
    write_template(layout, target, language=language)
    book = opened(target.getvalue())
    page = book.worksheets[0]
    assert page["B1"].value == ("*单位名称" if language == "zh" else "*Unit")
    assert "必填" in page["B1"].comment.text or "required" in page["B1"].comment.text
    lists = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert [str(rule.sqref) for rule in lists] == ["D2:D2001"]
    assert page.freeze_panes == "A2"
    assert len(book.worksheets) == 2
    page["B3"], page["D3"], page["F3"] = "甲厂工会", ("市级" if language == "zh" else "city"), 12
    again = BytesIO()
    book.save(again)
    table = recognise_book(read_book(again.getvalue()), layout)
    assert [skipped.why for skipped in table.skipped] == [Why.EXAMPLE]
    assert table.unknown == ()
    typed = typed_rows(table)
    assert typed.problems == []
    assert [(row.values["name"], row.values["level"], row.values["members"]) for row in typed.rows] == [
        ("甲厂工会", "city", 12)
    ]


def test_an_untouched_template_holds_no_rows(layout: Layout) -> None:
    target = BytesIO()
    write_template(layout, target)
    table = recognise_book(read_book(target.getvalue()), layout)
    assert (table.body, table.problems) == ((), ())


def test_long_drop_downs_move_to_a_hidden_sheet() -> None:
    choices = tuple(Choice(number, Wording(f"第{number}个很长的选项", f"{number}")) for number in range(60))
    title = Wording("选项表", "Choices")
    one = Layout("a", title, (Column("x", Wording("甲", "X"), parse=as_choice(choices), choices=choices),))
    two = Layout("b", title, (Column("y", Wording("乙", "Y"), parse=as_whole()),))
    target = BytesIO()
    write_templates((one, two), target)
    book = opened(target.getvalue())
    assert book.sheetnames == ["选项表", "选项表(2)", "填写说明", "选项"]
    assert book["选项"].sheet_state == "hidden"
    assert book.worksheets[0].data_validations.dataValidation[0].formula1 == "'选项'!$A$1:$A$60"
    assert book["选项"]["A60"].value == "第59个很长的选项"


def marked(content: bytes, problems: list[Problem], name: str = "a.xlsx") -> bytes:
    target = BytesIO()
    write_marked(content, problems, target, name=name)
    return target.getvalue()


def test_problems_are_marked_in_the_users_own_workbook(workbook: Build, layout: Layout) -> None:
    content = workbook(
        ["单位名称", "级别", "会员数"],
        ["甲", "省", 1],
        ["乙", None, "=1+1"],
        ["丙", "市级", 3],
        merged=("B2:B3",),
    )
    typed = typed_rows(recognise(read_book(content).sheets[0], layout))
    assert [problem.code for problem in typed.problems] == ["not_a_choice", "not_a_choice"]
    book = opened(marked(content, typed.problems))
    assert book.sheetnames == ["问题清单", "名单"]
    page = book["名单"]
    assert page["B2"].fill.fgColor.rgb == "FFFFD9CC"
    assert page["B2"].comment.text.count("不在可选的内容里") == 2
    assert page["C3"].value == "=1+1"
    assert page["A2"].comment is None
    listed = [[cell.value for cell in row] for row in book["问题清单"].iter_rows(max_col=5)]
    assert listed[1] == [1, "名单", "B2", "省", "“省”不在可选的内容里。"]
    assert book["问题清单"]["C2"].hyperlink.location == "'名单'!B2"
    assert len(listed) == 3


def test_a_marked_file_that_comes_back_corrected_is_clean(workbook: Build, layout: Layout) -> None:
    content = workbook(["单位名称", "级别"], ["甲", "省"])
    typed = typed_rows(recognise_book(read_book(content), layout))
    book = opened(marked(content, typed.problems))
    book["名单"]["B2"] = "省级"
    target = BytesIO()
    book.save(target)
    again = typed_rows(recognise_book(read_book(target.getvalue()), layout))
    assert again.problems == []
    assert [row.values["level"] for row in again.rows] == ["province"]
    cleaned = opened(marked(target.getvalue(), []))
    assert cleaned.sheetnames == ["问题清单", "名单"]
    assert cleaned["名单"]["B2"].comment is None
    assert cleaned["名单"]["B2"].fill.fgColor.rgb != "FFFFD9CC"


def test_text_files_come_back_as_workbooks(layout: Layout) -> None:
    content = "单位名称,级别,备注\n甲,省,=HYPERLINK(1)\n".encode("gb18030")
    name = "名单[1]:2020/6.csv"
    book = read_book(content, name=name)
    typed = typed_rows(recognise_book(book, layout))
    result = opened(marked(content, typed.problems, name))
    page = result.worksheets[1]
    assert page["B2"].comment is not None
    assert (page["C2"].value, page["C2"].data_type) == ("=HYPERLINK(1)", "s")
    assert result["问题清单"]["C2"].hyperlink.location == f"'{page.title}'!B2"


def of_row(sheet: str, row: int | None) -> Problem:
    return Problem(
        sheet, row, None, "place", "missing_place", Wording("没有位置。", ""), Wording("请填。", "")
    )


@pytest.mark.parametrize(
    ("anchors", "row", "cell"), [({"名单": "C"}, 2, "C2"), ({}, 2, "B2"), ({"名单": "C"}, 3, "B3")]
)
def test_what_concerns_a_row_is_marked_on_its_name(
    anchors: dict[str, str], row: int, cell: str, workbook: Build
) -> None:
    content = workbook(["序号", "级别", "单位名称"], [1, "市级", "甲"], [2, "省级", None])
    target = BytesIO()
    write_marked(content, [of_row("名单", row), of_row("名单", None)], target, anchors=anchors)
    book = opened(target.getvalue())
    page = book["名单"]
    commented = [one.coordinate for cells in page.iter_rows() for one in cells if one.comment]
    assert (commented, page[cell].fill.fgColor.rgb) == ([cell], "FFFFD9CC")
    assert page[cell].comment.text == "没有位置。请填。"
    assert book["问题清单"]["C2"].value == str(row)
    assert book["问题清单"]["C2"].hyperlink.location == f"'名单'!{cell}"


def test_columns_keep_their_widths(workbook: Build) -> None:
    book = opened(workbook(["单位名称", "级别", "会员数"], ["甲", "省", 1]))
    book["名单"].column_dimensions["A"].width = 33.5
    book["名单"].column_dimensions.group("B", "C", hidden=False)
    book["名单"].column_dimensions["B"].width = 21
    content = BytesIO()
    book.save(content)
    kept = opened(marked(content.getvalue(), [of_row("名单", 2)]))["名单"].column_dimensions
    assert (kept["A"].width, kept["B"].width, kept["B"].min, kept["B"].max) == (33.5, 21, 2, 3)


def test_columns_of_text_files_are_wide_enough_to_read() -> None:
    content = f"很长很长的一行标题，不应当把第一栏撑宽\n单位名称,地址,数\n阜宁县某某公司工会,{'长' * 60},1\n".encode()
    dimensions = opened(marked(content, [], "a.csv")).worksheets[1].column_dimensions
    assert [dimensions[letter].width for letter in "ABC"] == [20, 40, 8]


def test_marking_what_cannot_be_read_is_our_error() -> None:
    with pytest.raises(SheetError) as caught:
        marked(b"PK\x03\x04nonsense", [])
    assert caught.value.fault is Fault.CORRUPT


def test_who_signs_has_a_line_to_sign_on() -> None:
    roles = (Wording("核分人", "Scorer"), Wording("裁判长", "Chief judge"), Wording("日期", "Date"))
    wide = opened(
        written(SheetOut("表", (ColumnOut("甲", width=90),), [["x"]], notes=("注",), signatures=roles))
    )["表"]
    line = "_" * 14
    assert wide["A5"].value == f"核分人：{line}    裁判长：{line}    日期：{line}"
    narrow = SheetOut("表", (ColumnOut("甲", width=52),), [["x"]], signatures=roles)
    page = opened(written(narrow, language="en"))["表"]
    assert page["A4"].value == f"Scorer: {line}\nChief judge: {line}    Date: {line}"
    assert page.row_dimensions[4].height == 72


def test_long_titles_and_notes_have_the_height_they_need() -> None:
    page = opened(
        written(
            SheetOut("表", (ColumnOut("平均偏差（满分的百分数）", width=12),), [["x"]], notes=("长" * 13,))
        )
    )["表"]
    assert [page.row_dimensions[row].height for row in (1, 4)] == [39, 51]


def test_no_page_parts_a_block() -> None:
    rows = [[f"{n}"] for n in range(90)]
    blocks = tuple(range(0, 90, 15))
    sheet = SheetOut(
        "表", (ColumnOut("甲", width=60),), rows, heading="题", row_height=18, landscape=False, blocks=blocks
    )
    page = opened(written(sheet))["表"]
    assert [one.id for one in page.row_breaks.brk] == [32, 62]


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "“01”出现了两次。请只保留一次。"), ("en", "“01” is given twice. Keep one.")],
)
def test_a_comment_parts_what_is_wrong_from_the_way_out(
    language: Language, text: str, workbook: Build
) -> None:
    content, target = workbook(["单位名称"], ["01"]), BytesIO()
    message = Wording("“01”出现了两次", "“01” is given twice")
    twice = Problem("名单", 2, "A", "name", "twice", message, Wording("请只保留一次", "keep one"))
    write_marked(content, [twice], target, language=language)
    assert opened(target.getvalue())["名单"]["A2"].comment.text == text


def test_pages_end_before_blocks_and_hold_as_many_as_have_room() -> None:
    assert scale_of(50, landscape=False) == 100
    assert scale_of(96, landscape=False) == 76
    heights, blocks = [100.0] * 18, [0, 3, 6, 9, 12, 15]
    assert breaks(heights, blocks, landscape=False, scale=100) == [6, 12]
    assert breaks(heights, blocks, landscape=False, scale=50) == [12]
    assert breaks([100.0] * 10, [0, 9], landscape=True, scale=100) == []
