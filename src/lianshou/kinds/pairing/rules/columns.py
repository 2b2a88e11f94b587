"""The two lists of pairing as officers write them: every column with the names it goes by."""

from __future__ import annotations

from datetime import date

from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Column, Layout
from lianshou.formats.sheets.parsing import as_code, as_day, as_list, as_name, as_text, as_whole
from lianshou.kinds.pairing.rules.cells import (
    LEVELS,
    chain,
    degrees,
    division,
    industry,
    level_of,
    point,
    wrong_credit_code,
)


def _name(title: Wording, *, example: str, synonyms: tuple[str, ...]) -> Column:
    usual = (
        "单位名称", "名称", "企业名称", "公司名称", "工会名称", "单位全称", "企业全称", "工会全称", "基层工会名称", "基层工会",
        "工会组织名称", "工会组织", "基层工会全称", "工会组织全称", "工会委员会名称", "所在工会名称", "公司全称", "企业单位名称", "单位", "企业", "公司", "工会", "所在单位", "单位（工会）名称", "企业（单位）名称", "名称（全称）", "name",
        "unit", "company", "union name",
    )  # fmt: skip
    return Column(
        "name",
        title,
        (*usual, *synonyms),
        as_name(),
        required=True,
        note=Wording("写全称，可以带“工会委员会”字样", "the full name; 工会委员会 may stand behind it"),
        example=example,
        width=36,
        yielding=tuple(name for name in _UNION_NAMES if name in (*usual, *synonyms)),
    )


_UNION_NAMES = (
    "工会名称", "新建工会名称", "新成立工会名称", "两新组织工会名称", "基层工会名称", "工会全称", "基层工会全称", "工会组织名称",
    "工会组织全称", "工会委员会名称", "所在工会名称", "基层工会", "工会组织", "新建工会", "新成立工会", "两新组织工会", "工会",
    "union name",
)  # fmt: skip
"""Names of unions stand beside those of their enterprises, which officers mean by the unit."""

_HONOUR = (
    Column(
        "level",
        Wording("荣誉级别", "Honour level"),
        (
            "称号", "荣誉", "荣誉称号", "称号级别", "获得称号", "所获称号", "所获荣誉", "获得荣誉", "级别", "荣誉等级", "模范职工之家级别",
            "模范职工之家称号", "模范职工之家", "职工之家级别", "职工之家等级", "获评级别", "授予称号", "荣誉名称", "荣誉情况", "获奖级别", "获奖等级",
            "授予级别", "表彰级别", "命名级别", "所获称号级别", "level", "honour", "honor",
        ),
        level_of,
        yielding=(
            "模范职工之家级别", "职工之家级别", "级别", "荣誉称号", "称号", "获得称号", "所获称号", "授予称号", "模范职工之家称号", "荣誉名称", "获得荣誉",
            "所获荣誉", "荣誉", "荣誉情况", "模范职工之家", "honour", "honor",
        ),
        required=True,
        choices=LEVELS,
        note=Wording("市级以上模范职工之家的级别或全称", "level or full title of the model home, city or above"),
        example="省级",
        width=12,
    ),
    Column(
        "document_no",
        Wording("授予文号", "Document number"),
        ("文号", "表彰文号", "命名文号", "批准文号", "文件号", "文件文号", "发文字号", "授予文件", "荣誉文号", "document no"),
        as_text(most=60),
        example="苏工发〔2023〕18号",
        width=22,
    ),
    Column(
        "granted_on",
        Wording("授予时间", "Granted on"),
        (
            "授予日期", "获评时间", "获评日期", "命名时间", "命名日期", "表彰时间", "表彰日期", "获得时间", "获得日期", "评定时间", "授牌时间",
            "获奖时间", "获奖日期", "获评年月", "授予年月", "荣誉时间", "荣誉日期", "荣誉授予时间", "荣誉授予日期", "荣誉获得时间", "荣誉获得日期",
            "获得荣誉时间", "获得荣誉日期", "获得称号时间", "授牌日期", "命名年月", "表彰年月", "评定日期", "认定时间", "认定日期", "granted", "date granted",
        ),
        as_day(),
        yielding=("表彰时间", "表彰日期", "获奖时间", "获奖日期", "授牌时间", "授牌日期"),
        example=date(2023, 12, 8),
        width=12,
    ),
)  # fmt: skip

_FOUNDED = Column(
    "founded_on",
    Wording("建会时间", "Founded on"),
    (
        "建会日期", "成立时间", "成立日期", "组建时间", "组建日期", "工会成立时间", "工会成立日期", "工会组建时间", "建会年月", "成立年月",
        "批准建会时间", "批复时间", "批准成立时间", "新建时间", "组建年月", "工会成立年月", "工会建会时间", "工会建会日期",
        "工会组建日期", "新建会时间", "新建会日期", "建会批复时间", "founded", "founding date",
    ),
    as_day(),
    yielding=(
        "批准建会时间", "批准成立时间", "建会批复时间", "批复时间", "成立时间", "成立日期", "成立年月",
    ),
    example=date(2026, 3, 5),
    width=12,
)  # fmt: skip

_INDUSTRY = (
    Column(
        "industry",
        Wording("所属行业", "Industry"),
        (
            "行业", "行业名称", "行业类别", "行业分类", "所在行业", "国民经济行业", "国民经济行业分类", "主营业务", "主营", "主要业务", "主要产品",
            "经营范围", "行业类型", "从事行业", "所属行业类别", "所属行业名称", "所属行业分类", "所属行业类型", "产业类别", "行业门类", "主导产业",
            "主营产品", "主营行业", "生产经营范围", "主要经营业务",
        ),
        industry,
        yielding=(
            "主营行业", "主营业务", "主营", "主要业务", "主要经营业务", "主营产品", "主要产品", "主导产业", "产业类别", "经营范围", "生产经营范围",
        ),
        note=Wording("行业代码（GB/T 4754）或行业名称都可以", "a GB/T 4754 code or the name of the industry"),
        example="3415 风能原动设备制造",
        width=24,
    ),
    Column(
        "industry_code",
        Wording("行业代码", "Industry code"),
        ("国民经济行业代码", "行业编码", "行业分类代码", "行业小类代码", "GB/T4754", "GB/T 4754代码"),
        industry,
        note=Wording("4位小类代码最好，2、3位也可以", "four digits are best, two or three will do"),
        width=12,
    ),
    Column(
        "chains",
        Wording("产业链", "Industry chain"),
        ("所属产业链", "所在产业链", "产业链名称", "产业集群", "所属产业", "链条", "chain", "chains"),
        as_list(chain),
        note=Wording("跨行业的产业链，如风电；几个之间用顿号", "chains across industries such as 风电; several with 、"),
        example="风电",
        width=14,
    ),
    Column(
        "group",
        Wording("所属集团", "Corporate group"),
        ("集团", "集团名称", "集团公司", "所属集团公司", "母公司", "总公司", "上级公司", "所属企业集团", "group"),
        as_name(),
        example="",
        width=16,
    ),
)  # fmt: skip

_PLACE = (
    Column(
        "township",
        Wording("乡镇（街道、开发区）", "Township or zone"),
        (
            "乡镇", "街道", "镇", "镇区", "乡镇街道", "镇街", "镇（街道）", "镇街道", "所在乡镇", "所属乡镇", "所在镇街", "所属镇街", "所在街道",
            "所属街道", "所在乡镇（街道）", "所属乡镇（街道）", "乡镇（街道）", "镇（街）", "镇（街道、园区）", "镇区（街道）", "镇街园区",
            "乡镇、街道、开发区", "所在乡镇、街道、开发区", "乡镇开发区", "所在镇区", "所属镇区", "属地", "所在地", "所在区域", "所在镇", "所在乡", "所属镇", "所属乡", "所属乡镇街道", "所在乡镇街道",
            "所在镇（街道）", "所属镇（街道）", "所在镇（区）", "所在街镇", "街镇", "乡镇名称", "街道名称", "镇名", "镇（区、街道）", "乡镇（园区）",
            "乡镇（开发区）", "镇街（园区）", "镇街（开发区）", "乡镇园区", "所属乡镇园区", "所在乡镇园区", "镇街开发区", "所在镇街园区", "所属镇街园区",
            "所属区域", "区域", "所属地区", "所在地区", "所属板块", "板块", "township", "place",
        ),
        as_name(),
        yielding=("街道", "所在街道", "所属街道", "所在地", "属地", "所在区域", "所属区域", "所在地区", "所属地区", "区域", "所属板块", "板块", "place"),
        note=Wording("乡镇、街道或开发区的名称", "the name of the township, street or development zone"),
        example="阜宁经济开发区",
        width=20,
    ),
    Column(
        "zone",
        Wording("开发区（园区）", "Zone"),
        (
            "开发区", "园区", "工业园区", "工业园", "产业园", "产业园区", "所在开发区", "所属开发区", "所在园区", "所属园区", "所在开发区（园区）",
            "所在园区（开发区）", "经济开发区", "片区", "所在片区", "所属片区", "园区名称", "开发区名称", "工业集中区", "所在工业园区", "所属工业园区", "所在产业园", "所属产业园",
            "所在产业园区", "所属产业园区", "高新区", "所在园区名称", "工业区", "所在工业园", "development zone",
        ),
        as_name(),
        yielding=("片区", "所在片区", "所属片区"),
        width=20,
    ),
    Column(
        "division",
        Wording("所在区县", "County"),
        (
            "区县", "县区", "县（市、区）", "所在县区", "所在县（市、区）", "县市区", "所在县市区", "区（县）", "所属区县", "所在县", "所属县区",
            "行政区划", "所在行政区划", "所属行政区划", "所属县", "所属县（市、区）", "所属县市区", "所在区（县）", "所在市县", "county", "division",
        ),
        division,
        yielding=("行政区划", "所在行政区划", "所属行政区划"),
        note=Wording("全县（市、区）一个名单时可以空着", "may stay empty when the whole list is of one county"),
        width=14,
    ),
    Column(
        "division_code",
        Wording("行政区划代码", "Division code"),
        ("区划代码", "行政区代码", "行政区划编码", "区划编码", "adcode"),
        division,
        width=12,
    ),
    Column(
        "address",
        Wording("单位地址", "Address"),
        (
            "地址", "详细地址", "企业地址", "住所", "注册地址", "经营地址", "办公地址", "通讯地址", "联系地址", "单位住所", "公司地址", "所在地址",
            "生产经营地址", "经营场所", "企业住所", "公司住所", "单位详细地址", "企业详细地址", "工会地址", "工会办公地址", "厂址", "生产地址",
            "实际地址", "实际经营地址", "注册地", "具体地址",
        ),
        as_text(most=200),
        yielding=(
            "实际经营地址", "实际地址", "生产经营地址", "生产地址", "厂址", "经营地址", "经营场所", "办公地址", "工会办公地址", "工会地址", "通讯地址",
            "联系地址", "住所", "单位住所", "企业住所", "公司住所", "注册地址", "注册地", "所在地址",
        ),
        example="阜宁经济开发区花园路18号",
        width=36,
    ),
    Column(
        "longitude",
        Wording("经度", "Longitude"),
        ("东经", "经度坐标", "百度经度", "高德经度", "lng", "lon", "long", "x坐标", "经度（°）"),
        degrees,
        note=Wording("小数度，可以在地图上取点", "decimal degrees, picked on a map"),
        example=119.803,
        width=11,
    ),
    Column(
        "latitude",
        Wording("纬度", "Latitude"),
        ("北纬", "纬度坐标", "百度纬度", "高德纬度", "lat", "y坐标", "纬度（°）"),
        degrees,
        example=33.784,
        width=11,
    ),
    Column(
        "point",
        Wording("经纬度", "Coordinates"),
        ("坐标", "位置坐标", "地理坐标", "经纬度坐标", "gps", "定位", "location"),
        point,
        note=Wording("已分别填了经度、纬度的不用再填", "not needed beside longitude and latitude"),
        width=20,
    ),
)  # fmt: skip

_PEOPLE = (
    Column(
        "credit_code",
        Wording("统一社会信用代码", "Credit code"),
        ("信用代码", "社会信用代码", "统一信用代码", "统一社会信用代码证号", "统一代码", "工会统一社会信用代码", "工会信用代码",
         "工会社会信用代码", "企业统一社会信用代码", "单位统一社会信用代码", "uscc"),
        as_code(check=wrong_credit_code, most=18),
        yielding=(
            "单位统一社会信用代码", "企业统一社会信用代码", "工会统一社会信用代码", "工会社会信用代码", "工会信用代码",
        ),
        note=Wording("18位，按文本输入", "18 characters, entered as text"),
        example="",
        width=22,
    ),
    Column(
        "chair",
        Wording("工会主席", "Chair"),
        ("主席", "主席姓名", "工会主席姓名", "工会负责人", "工会主席（负责人）", "负责人", "负责人姓名", "工会主席（主任）",
         "工会法人", "工会法人代表", "工会法定代表人", "法人/主席", "主席/法人", "主席（负责人）", "工会负责人姓名", "工会主席名字", "主席名字",
         "现任工会主席", "chairperson"),
        as_name(most=40),
        yielding=(
            "工会法人", "工会法人代表", "工会法定代表人", "工会负责人", "工会负责人姓名", "负责人", "负责人姓名", "法人/主席", "主席/法人",
        ),
        example="王志强",
        width=12,
    ),
    Column(
        "phone",
        Wording("联系电话", "Telephone"),
        ("电话", "办公电话", "单位电话", "座机", "固定电话", "主席电话", "工会电话", "联系方式", "主席联系电话", "主席联系方式",
         "工会主席电话", "工会主席联系电话", "工会主席联系方式", "工会联系电话", "单位联系电话", "企业电话", "企业联系电话", "公司电话", "联系人电话",
         "负责人电话", "办公室电话", "电话号码", "联系号码", "tel", "phone"),
        as_code(most=40),
        yielding=(
            "联系方式", "联系号码", "工会主席联系电话", "工会主席电话", "主席联系电话", "主席电话", "工会主席联系方式", "主席联系方式", "工会联系电话",
            "工会电话", "联系人电话", "负责人电话", "单位联系电话", "企业联系电话", "单位电话", "企业电话", "公司电话", "办公电话", "办公室电话", "固定电话",
            "座机",
        ),
        example="0515-87200001",
        width=16,
    ),
    Column(
        "mobile",
        Wording("手机", "Mobile"),
        ("手机号", "手机号码", "移动电话", "主席手机", "主席手机号", "主席手机号码", "工会主席手机", "工会主席手机号", "工会主席手机号码",
         "手机电话", "联系手机", "mobile phone"),
        as_code(most=40),
        yielding=("工会主席手机", "工会主席手机号", "工会主席手机号码", "主席手机", "主席手机号", "主席手机号码"),
        width=14,
    ),
    Column(
        "members",
        Wording("会员数", "Members"),
        ("会员人数", "工会会员数", "会员", "会员总数", "工会会员人数", "会员数量", "发展会员数", "工会会员", "工会会员总数",
         "现有会员数", "现有会员", "入会人数", "入会职工数", "number of members"),
        as_whole(least=0, most=10_000_000),
        yielding=("会员", "工会会员", "入会人数", "入会职工数", "发展会员数"),
        example=86,
        width=10,
    ),
    Column(
        "workers",
        Wording("职工人数", "Workers"),
        ("职工数", "员工数", "员工人数", "从业人员", "从业人数", "职工总数", "在职职工", "在职职工数", "用工人数", "职工", "从业人员数", "从业职工数",
         "企业职工数", "企业人数", "单位人数", "职工总人数", "员工总数", "现有职工", "现有职工数", "在岗职工数", "在册职工数", "employees"),
        as_whole(least=0, most=10_000_000),
        yielding=(
            "在职职工数", "在职职工", "在册职工数", "在岗职工数", "从业人数", "从业人员", "从业人员数", "从业职工数", "用工人数", "企业人数", "单位人数", "职工",
        ),
        example=120,
        width=10,
    ),
)  # fmt: skip

_BY_LEVEL = Wording("不填按荣誉级别", "by the level of the honour when left empty")
_WALL = Wording(
    "无论如何不超过这个数；不填按荣誉级别", "the wall; by the level of the honour when left empty"
)
_ROOM = tuple(
    Column(key, title, synonyms, as_whole(least=0, most=1000), note=note, width=14)
    for key, title, synonyms, note in (
        ("low", Wording("最少结对数", "At least"), ("最少", "下限", "最低结对数", "至少结对数", "结对下限", "最少帮带数", "low"), _BY_LEVEL),
        ("high", Wording("一般最多结对数", "Usually at most"), ("适宜结对数", "一般上限", "一般结对数", "计划结对数", "拟结对数", "high"), _BY_LEVEL),
        ("most", Wording("最多结对数", "Never more than"),
         ("最多", "上限", "最高结对数", "至多结对数", "结对上限", "最多帮带数", "最多可结对数", "most"), _WALL),
    )
)  # fmt: skip

HOSTS = Layout(
    "hosts",
    Wording("帮带方", "Hosts"),
    (
        _name(
            Wording("单位名称", "Union"),
            example="江苏金海新能源科技有限公司",
            synonyms=(
                "帮带方", "帮带单位", "帮带方名称", "帮带单位名称", "模范职工之家单位", "模范职工之家单位名称", "先进单位", "host",
            ),
        ),
        *_HONOUR,
        *_INDUSTRY,
        *_PLACE,
        *_ROOM,
        *_PEOPLE,
        _FOUNDED,
    ),
)  # fmt: skip
"""The model homes that take guests."""

GUESTS = Layout(
    "guests",
    Wording("被帮带方", "Guests"),
    (
        _name(
            Wording("单位名称", "Union"),
            example="阜宁中成紧固技术发展有限公司",
            synonyms=(
                "被帮带方", "被帮带单位", "被帮带方名称", "被帮带单位名称", "两新组织名称", "两新组织工会", "两新组织工会名称",
                "新建工会名称", "新建工会", "新成立工会名称", "新成立工会", "新建会单位", "新建会企业", "新建会单位名称",
                "guest",
            ),
        ),
        _FOUNDED,
        *_INDUSTRY,
        *_PLACE,
        *_PEOPLE,
    ),
)  # fmt: skip
"""The new-sector unions that look for a host."""

PAIRS = Layout(
    "pairs",
    Wording("结对名单", "Pairs"),
    (
        Column(
            "guest",
            Wording("被帮带方", "Guest"),
            (
                "被帮带单位", "被帮带方名称", "被帮带单位名称", "两新组织工会", "两新组织", "新建工会", "新成立工会", "被帮扶单位", "被结对单位", "乙方",
            ),
            as_name(),
            required=True,
            width=36,
        ),
        Column(
            "host",
            Wording("帮带方", "Host"),
            ("帮带单位", "帮带方名称", "帮带单位名称", "模范职工之家单位", "模范职工之家", "帮扶单位", "结对单位", "甲方"),
            as_name(),
            required=True,
            width=36,
        ),
    ),
)  # fmt: skip
"""For lists of pairs: locks, forbidden pairs, last year's pairs."""

LAYOUTS = {layout.name: layout for layout in (HOSTS, GUESTS, PAIRS)}
