import pytest

from lianshou.kinds.pairing.rules import naming


def test_unit_key_overlooks_the_suffix_of_the_union() -> None:
    names = [
        "阜宁中成紧固有限公司",
        "阜宁中成紧固有限公司工会",
        "阜宁中成紧固有限公司工会委员会",
        " 阜宁中成紧固有限公司　工会 ",
    ]
    assert len({naming.unit_key(name) for name in names}) == 1


def test_loose_key_overlooks_the_legal_form_as_well() -> None:
    assert naming.loose_key("协鑫光伏科技公司") == naming.loose_key("协鑫光伏科技有限责任公司工会")
    assert naming.unit_key("协鑫光伏科技公司") != naming.unit_key("协鑫光伏科技有限责任公司")


def test_group_key_overlooks_what_stands_behind() -> None:
    assert {
        naming.group_key(name)
        for name in ("协鑫", "协鑫集团", "协鑫（集团）有限公司", "协鑫控股集团股份有限公司")
    } == {"协鑫"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("阜宁经济开发区", "阜宁县经济开发区", True),
        ("经济开发区", "阜宁经济开发区", True),
        ("江苏省阜宁经济开发区", "阜宁经济开发区", True),
        ("阜宁经济开发区", "滨海经济开发区", False),
        ("阜宁滤料产业园", "澳洋工业园", False),
    ],
)
def test_same_zone_knows_a_zone_by_several_names(one: str, other: str, same: bool) -> None:
    assert naming.same_zone(one, other) is same
    assert naming.same_zone(other, one) is same


@pytest.mark.parametrize(
    ("words", "zone"),
    [("阜宁经济开发区", True), ("益林工业园", True), ("阜城街道", False), ("羊寨镇", False)],
)
def test_is_zone_decides_by_words(words: str, zone: bool) -> None:
    assert naming.is_zone(words) is zone


@pytest.mark.parametrize(
    ("address", "places"),
    [
        ("江苏省盐城市阜宁县羊寨镇工业路1号", ("羊寨镇", "")),
        ("阜宁经济开发区花园路18号", ("", "阜宁经济开发区")),
        ("郭墅镇工业园区1号", ("郭墅镇", "")),
        ("上海路200号", ("", "")),
    ],
)
def test_places_in_reads_the_beginning_of_an_address(address: str, places: tuple[str, str]) -> None:
    assert naming.places_in(address) == places
