from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from tests.factories.pairing_results import make_matched

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.problems import Problem
from lianshou.kinds.pairing.exports.workbook import settings_rows, write_matching
from lianshou.kinds.pairing.rules.settings import Settings


def book(language: Language = "zh", **named: Any) -> Workbook:
    instance, result = make_matched()
    target = BytesIO()
    write_matching(instance, result, target, language=language, **named)
    return load_workbook(target)


def test_sheets_are_those_of_the_four_questions() -> None:
    assert book().sheetnames == ["结对", "帮带方", "未结对", "设置"]
    assert book("en").sheetnames == ["Pairs", "Hosts", "Unmatched", "Settings"]


def test_pairs_hold_kilometres_as_numbers_and_reasons_in_words() -> None:
    rows = list(book()["结对"].iter_rows(min_row=2, values_only=True))
    assert [row[:6] for row in rows] == [
        (1, "江苏金海新能源公司", "省级", "中成紧固公司", 2.773, "坐标"),
        (2, "江苏金海新能源公司", "省级", "神山<风电>公司", None, "缺坐标，按地址估算"),
    ]
    assert rows[0][7] == "两家同在阜宁经济开发区，相距2.8公里；同属风电产业链（紧固件与通用设备制造业）。"
    assert rows[0][8] == "阜宁供电公司"
    assert rows[0][11] == sum(rows[0][12:16])


def test_hosts_show_room_load_and_warning() -> None:
    rows = list(book()["帮带方"].iter_rows(min_row=2, values_only=True))
    assert [row[1:6] for row in rows] == [
        ("江苏金海新能源公司", "省级", "3–4/6", 2, "偏少"),
        ("阜宁供电公司", "市级", "1–2/4", 0, "偏少"),
    ]
    assert rows[0][7] == "中成紧固公司、神山<风电>公司"


def test_unmatched_guests_stand_with_the_reason() -> None:
    rows = list(book()["未结对"].iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[3][:14]) for row in rows] == [("远方公司", "15公里以内没有帮带方（最近")]


def test_settings_show_every_number_with_its_key() -> None:
    values = {row[3]: row[1] for row in book()["设置"].iter_rows(min_row=2, values_only=True) if row[3]}
    assert (values["farthest_km"], values["rooms.province"], values["industry.nothing"]) == (
        "15",
        "3–4/6",
        "12",
    )
    keys = {key.split(".")[0] for *_, key in settings_rows(Settings())}
    assert keys == set(Settings.model_fields) - {"chains", "places", "next_best", "agreement"}


def test_sheets_are_frozen_filtered_and_fit_the_page() -> None:
    for page in book().worksheets:
        assert page.freeze_panes == "A2"
        assert (page.page_setup.paperSize, page.page_setup.fitToHeight, page.print_title_rows) == (
            9,
            0,
            "$1:$1",
        )
        assert page.auto_filter.ref == page.dimensions


def test_widths_cut_no_word() -> None:
    """Every text either fits its column or is wrapped."""
    for page in book().worksheets:
        for row in page.iter_rows(min_row=2):
            for cell in row:
                assert cell.value is None or not isinstance(cell.value, str) or cell.alignment.wrap_text


def test_notices_have_a_sheet_of_their_own() -> None:
    notice = Problem("名单", 4, "C", "phone", "phone_malformed", Wording("甲", "a"), Wording("乙", "b"))
    rows = list(book(notices=[notice])["提示"].iter_rows(min_row=2, values_only=True))
    assert rows == [("“名单”第4行C列", "甲", "乙")]
