from datetime import date

import pytest
from tests.factories.pairing_facts import make_row

from lianshou.formats.sheets.columns import Cell
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Row
from lianshou.kinds.pairing.rules.checking import check, is_warning

TODAY = date(2020, 6, 24)
CODE = "81320923MC00000128"


def guest(number: int = 4, name: str = "甲公司", **cells: Cell) -> Row:
    return make_row("guests", number, name=name, **{"township": "羊寨镇", **cells})


def host(number: int = 4, name: str = "乙公司", **cells: Cell) -> Row:
    return make_row("hosts", number, **{"name": name, "level": "省级", "township": "羊寨镇", **cells})


def codes(problems: list[Problem]) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.code) for problem in problems]


def test_sound_rows_have_no_problems() -> None:
    rows = [guest(), guest(5, "丙公司", industry="紧固件", phone="0515-87200001", mobile="13900000000")]
    assert check("guests", rows, others=[host()], today=TODAY, year=2020) == []


@pytest.mark.parametrize(
    ("cells", "key", "code"),
    [
        ({"longitude": 2.35, "latitude": 48.85}, "longitude", "point_outside_china"),
        ({"longitude": 119.8}, "longitude", "point_half"),
        ({"point": "33.78,119.8"}, "point", "point_swapped"),
        ({"township": None}, "township", "missing_place"),
        ({"founded_on": date(2020, 7, 1)}, "founded_on", "date_in_future"),
        ({"industry": "新能源"}, "industry", "industry_unclear"),
        ({"industry_code": "9900"}, "industry_code", "industry_code_wrong"),
    ],
)
def test_errors_of_one_row_have_their_own_code_and_column(
    cells: dict[str, Cell], key: str, code: str
) -> None:
    problems = check("guests", [guest(**cells)], today=TODAY)
    assert [(problem.key, problem.code, is_warning(problem)) for problem in problems] == [(key, code, False)]


@pytest.mark.parametrize(
    ("cells", "key", "code"),
    [
        ({"industry": "谁也不知道"}, "industry", "industry_unknown"),
        ({"phone": "12345"}, "phone", "phone_malformed"),
        ({"mobile": "1390000000"}, "mobile", "phone_malformed"),
        ({"members": 20, "workers": 10}, "members", "members_above_workers"),
        ({"founded_on": date(2019, 7, 1)}, "founded_on", "founded_other_year"),
    ],
)
def test_warnings_stop_nothing(cells: dict[str, Cell], key: str, code: str) -> None:
    problems = check("guests", [guest(**cells)], today=TODAY, year=2020)
    assert [(problem.key, problem.code, is_warning(problem)) for problem in problems] == [(key, code, True)]


def test_swapped_degrees_are_marked_at_both_cells() -> None:
    problems = check("guests", [guest(longitude=33.78, latitude=119.8)], today=TODAY)
    assert [(one.key, one.code) for one in problems] == [
        ("longitude", "point_swapped"),
        ("latitude", "point_swapped"),
    ]


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"township": "阜宁县羊寨镇"}, None),
        ({"township": "阳寨镇"}, "township"),
        ({"township": "阳寨镇", "longitude": 119.8, "latitude": 33.78}, "township"),
        ({"township": None, "zone": "经济开发区"}, None),
        ({"township": None, "address": "阳寨镇工业路1号"}, "address"),
    ],
)
def test_place_that_nobody_knows_is_marked_and_stops_nothing(cells: dict[str, Cell], key: str | None) -> None:
    known = {"羊寨镇", "阜宁经济开发区"}
    problems = check("guests", [guest(**cells)], today=TODAY, known=known)
    found = [(one.key, one.code, is_warning(one)) for one in problems]
    assert found == ([(key, "place_unknown", True)] if key else [])
    assert check("guests", [guest(**cells)], today=TODAY) == []


def test_unclear_industries_ask_with_the_candidates() -> None:
    (problem,) = check("guests", [guest(industry="新能源")], today=TODAY)
    assert "3415（通用设备制造业）" in problem.message.zh
    assert problem.way_out.zh == "请改填其中一个代码，如“3415 新能源”。"


def test_a_unit_listed_twice_names_the_other_row() -> None:
    rows = [guest(4, "阜宁甲有限公司"), guest(5, "乙公司"), guest(9, "阜宁甲有限公司工会委员会")]
    (problem,) = check("guests", rows, today=TODAY, places={"名单": {"name": 2}})
    assert (problem.row, problem.column_letter, problem.code) == (9, "B", "duplicate_unit")
    assert problem.message.zh == "“阜宁甲有限公司工会委员会”与第4行的“阜宁甲有限公司”是同一个单位，重复了。"


def test_one_code_for_two_units_is_an_error_and_a_similar_name_a_warning() -> None:
    rows = [
        guest(4, "甲公司", credit_code=CODE),
        guest(5, "乙公司", credit_code=CODE),
        guest(6, "丙有限公司"),
        guest(7, "丙公司"),
    ]
    problems = check("guests", rows, today=TODAY)
    assert codes(problems) == [(5, "duplicate_code"), (7, "similar_unit")]
    assert [is_warning(problem) for problem in problems] == [False, True]


def test_a_host_among_the_guests_is_found_by_name_or_code() -> None:
    others = [host(4, "甲公司工会"), host(5, "乙公司", credit_code=CODE)]
    rows = [guest(7, "甲公司"), guest(8, "丁公司", credit_code=CODE)]
    problems = check("guests", rows, others=others, today=TODAY)
    assert codes(problems) == [(7, "host_among_guests"), (8, "host_among_guests")]
    assert "“名单”第4行的“甲公司工会”" in problems[0].message.zh
    assert codes(check("hosts", others, others=rows, today=TODAY)) == [
        (4, "guest_among_hosts"),
        (5, "guest_among_hosts"),
    ]


def test_room_out_of_order_is_an_error() -> None:
    (problem,) = check("hosts", [host(low=3, most=2)], today=TODAY)
    assert (problem.code, problem.key) == ("room_order", "most")
    assert "现在是3、—、2" in problem.message.zh


def test_a_point_far_from_all_others_is_a_warning() -> None:
    rows = [guest(number, f"{number}公司", longitude=119.8, latitude=33.7) for number in range(4, 8)]
    problems = check("guests", [*rows, guest(9, "远公司", longitude=109.8, latitude=33.7)], today=TODAY)
    assert [(problem.row, problem.code, is_warning(problem)) for problem in problems] == [
        (9, "point_far", True)
    ]


def test_honours_of_the_future_are_errors() -> None:
    assert codes(check("hosts", [host(granted_on=date(2021, 1, 1))], today=TODAY)) == [(4, "date_in_future")]


def test_cells_that_are_broken_already_are_not_reported_twice() -> None:
    row = guest(township=None)
    broken = Row(row.sheet, row.number, row.values, row.raw, frozenset({"longitude"}))
    assert check("guests", [broken], today=TODAY) == []


def test_problems_stand_in_the_order_of_the_rows() -> None:
    rows = [guest(4, "甲公司", phone="1"), guest(5, "甲公司"), guest(6, "乙公司", phone="2")]
    assert [problem.row for problem in check("guests", rows, today=TODAY)] == [4, 5, 6]


def test_a_missing_place_names_the_columns_that_may_hold_it() -> None:
    rows, usual = [guest(township=None)], check("guests", [guest(township=None)], today=TODAY)[0].way_out.zh
    unused = {rows[0].sheet: ["备注", "所在乡镇园区名", "住所"], "别的": ["所处街道"]}
    problem = check("guests", rows, today=TODAY, unused=unused)[0]
    assert problem.way_out.zh == f"{usual}“所在乡镇园区名”这一列没有认出来，请改名为“乡镇/街道/开发区”。"
    assert problem.way_out.en.endswith("call it “Township or zone”.")
    assert check("guests", rows, today=TODAY, unused={rows[0].sheet: ["备注"]})[0].way_out.zh == usual
