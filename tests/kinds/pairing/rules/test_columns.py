import pytest

from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.headings import Names
from lianshou.kinds.pairing.rules.columns import GUESTS, HOSTS, PAIRS


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("单位名称", "name"), ("企业名称", "name"), ("工会名称", "name"), ("基层工会名称", "name"), ("*单位名称（全称）", "name"),
        ("荣誉级别", "level"), ("称号", "level"), ("模范职工之家级别", "level"),
        ("授予文号", "document_no"), ("获评时间", "granted_on"),
        ("所属行业", "industry"), ("行业代码", "industry_code"), ("主营业务", "industry"), ("所属产业链", "chains"),
        ("所属集团", "group"), ("地 址", "address"), ("住所", "address"),
        ("乡镇/街道/开发区", "township"), ("所在乡镇(街道)", "township"), ("园区", "zone"), ("开发区", "zone"),
        ("行政区划代码", "division_code"), ("所在区县", "division"),
        ("经度", "longitude"), ("东经", "longitude"), ("lng", "longitude"), ("纬度（°）", "latitude"), ("坐标", "point"),
        ("建会时间", "founded_on"), ("成立时间", "founded_on"), ("工会主席", "chair"), ("主席姓名", "chair"),
        ("联系电话", "phone"), ("手机号码", "mobile"), ("会员数", "members"), ("会员人数", "members"), ("职工人数", "workers"),
        ("统一社会信用代码", "credit_code"), ("最多结对数", "most"), ("最少结对数", "low"),
    ],
)  # fmt: skip
def test_hosts_know_the_names_officers_use(heading: str, key: str) -> None:
    assert Names(HOSTS).key_of(heading) == key


@pytest.mark.parametrize(
    ("heading", "key"), [("新建工会名称", "name"), ("两新组织名称", "name"), ("组建时间", "founded_on")]
)
def test_guests_know_theirs(heading: str, key: str) -> None:
    assert Names(GUESTS).key_of(heading) == key


@pytest.mark.parametrize(
    ("headings", "key"),
    [
        ("所在镇 所在乡 所属镇 所在街道 所属乡镇 乡镇/街道/开发区", "township"), ("所在园区 所在开发区 所属园区", "zone"),
        ("荣誉时间 获评时间 命名时间 授牌时间 获奖时间 荣誉授予时间", "granted_on"), ("成立日期 建会日期 组建日期", "founded_on"),
        ("法人/主席 工会法人 主席", "chair"), ("职工数 员工数 企业人数", "workers"), ("主席手机 手机号", "mobile"),
    ],
)  # fmt: skip
def test_both_lists_know_the_names_officers_use(headings: str, key: str) -> None:
    layouts = [layout for layout in (HOSTS, GUESTS) if any(column.key == key for column in layout.columns)]
    found = {Names(layout).key_of(heading) for layout in layouts for heading in headings.split()}
    assert found == {key}


@pytest.mark.parametrize("layout", [HOSTS, GUESTS])
@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ("单位名称", "工会名称"), ("企业名称", "基层工会名称"), ("公司名称", "工会全称"), ("联系电话", "主席电话"), ("地址", "住所"),
        ("经营地址", "注册地址"), ("所属行业", "经营范围"), ("建会时间", "成立时间"), ("工会主席", "负责人"), ("所在乡镇", "所在地"),
    ],
)  # fmt: skip
def test_the_clearer_of_two_headings_counts(layout: Layout, stronger: str, weaker: str) -> None:
    names = Names(layout)
    assert names.key_of(stronger) == names.key_of(weaker)
    assert names.weakness(stronger) < names.weakness(weaker)


def test_a_title_of_honour_gives_way_to_its_level() -> None:
    names = Names(HOSTS)
    assert [names.weakness(name) > 0 for name in ("荣誉级别", "荣誉称号", "模范职工之家")] == [
        False,
        True,
        True,
    ]


def test_pairs_tell_the_two_sides_apart() -> None:
    assert [Names(PAIRS).key_of(name) for name in ("被帮带方", "帮带方", "乙方", "甲方")] == [
        "guest",
        "host",
        "guest",
        "host",
    ]


def test_columns_without_a_meaning_stay_unknown() -> None:
    assert Names(HOSTS).key_of("备注") is None


def test_only_name_and_level_are_required() -> None:
    required = [[column.key for column in layout.columns if column.required] for layout in (HOSTS, GUESTS)]
    assert required == [["name", "level"], ["name"]]
