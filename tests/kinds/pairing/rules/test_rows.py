from datetime import date

import pytest
from tests.factories.pairing_facts import make_row

from lianshou.kinds.pairing.rules.facts import Level
from lianshou.kinds.pairing.rules.rows import guest_of, host_of, trade_in_words, where_of


def test_host_of_takes_everything_from_its_row() -> None:
    row = make_row(
        "hosts", name="江苏金海新能源（集团）公司", level="江苏省模范职工之家", document_no="苏工发〔2019〕3号", granted_on="2019年4月",
        industry="3415 风能设备", chains="风电产业链、光伏", group="金海集团", township="阜宁经济开发区", division="阜宁县",
        address="花园路1号", longitude="东经119.8", latitude=33.78, most="５", credit_code="81320923MC00000128",
        chair="褚　钢", mobile="13900000000", members="86人",
    )  # fmt: skip
    host = host_of(row.values, id="1")
    assert (host.level, host.zone, host.township, host.division_code) == (
        Level.PROVINCE,
        "阜宁经济开发区",
        "",
        "320923",
    )
    assert (host.point, host.industry_code, host.industry_words) == ((119.8, 33.78), "3415", "风能设备")
    assert (host.chains, host.group, host.most, host.low) == (("风电", "光伏"), "金海集团", 5, None)
    assert (host.chair, host.phone, host.members) == ("褚钢", "13900000000", 86)
    assert host.honour is not None
    assert (host.honour.document_no, host.honour.granted_on) == ("苏工发〔2019〕3号", date(2019, 4, 1))


def test_guest_of_reads_a_point_in_one_cell() -> None:
    guest = guest_of(
        make_row("guests", name="甲公司", point="119.803，33.784", founded_on=43831.0).values, id="x"
    )
    assert (guest.point, guest.founded_on) == ((119.803, 33.784), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"township": "阜城街道"}, ("阜城街道", "", "")),
        ({"township": "阜城街道/阜宁经济开发区"}, ("阜城街道", "阜宁经济开发区", "")),
        ({"zone": "羊寨镇"}, ("羊寨镇", "", "")),
        ({"division": "320923", "address": "阜宁县羊寨镇1号"}, ("羊寨镇", "", "320923")),
        ({}, ("", "", "")),
    ],
)
def test_where_of_tells_zones_from_townships(cells: dict[str, str], where: tuple[str, str, str]) -> None:
    assert where_of(make_row("guests", name="甲", **cells).values) == where


@pytest.mark.parametrize(
    ("words", "code", "asks"),
    [
        ("紧固件制造", "3482", False),
        ("服装、机械", "18", False),
        ("风电", "", False),
        ("新能源", "", True),
        ("谁也不知道", "", False),
    ],
)
def test_trade_in_words_finds_a_code_or_asks(words: str, code: str, asks: bool) -> None:
    trade = trade_in_words(words)
    assert (trade.code, bool(trade.candidates)) == (code, asks)
