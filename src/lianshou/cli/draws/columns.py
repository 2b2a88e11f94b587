"""The workbook of a draw as officers fill it in: who is on the list, the quotas, the public numbers, the settings."""

from __future__ import annotations

from collections.abc import Iterable

from lianshou.china.text import tidy_name
from lianshou.core.wording import Wording
from lianshou.engines.draws.problem import Counting, Kind, Method, Missing
from lianshou.formats.sheets.columns import Cell, Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_name, as_text, as_whole, text_of

_MOST = 1_000_000
_WHOLE = as_whole(least=0, most=_MOST)


def as_word(cell: Cell) -> str:
    """A word that sorts persons (a value, a unit): spaces beside Chinese characters and the shape of brackets do not count."""
    return as_text(most=100)(tidy_name(text_of(cell)))


KINDS = (
    Choice(Kind.NUMBERS, Wording("整数", "whole numbers"), ("号码", "数字", "numbers")),
    Choice(Kind.DECIMALS, Wording("小数", "decimals"), ("指数", "点位")),
    Choice(Kind.TEXT, Wording("字母数字", "letters and digits"), ("文字", "字符", "text")),
)
MISSINGS = (
    Choice(Missing.SKIP, Wording("略过", "leave out"), ("跳过", "不用", "skip")),
    Choice(Missing.VOID, Wording("抽签取消", "no draw"), ("取消", "不抽", "void")),
)
COUNTINGS = (
    Choice(Counting.PERSONS, Wording("按人", "persons"), ("人数", "人")),
    Choice(Counting.UNITS, Wording("按组", "units"), ("对", "户", "组", "按对", "按户")),
)
METHODS = (
    Choice(Method.SHA256, Wording("SHA-256", "SHA-256"), ("sha256",)),
    Choice(Method.RFC3797, Wording("RFC 3797", "RFC 3797"), ("rfc3797",)),
)
ITEMS = (
    Choice("title", Wording("标题", "title"), ("名称", "活动名称")),
    Choice("places", Wording("名额", "places"), ("名额数", "总名额", "抽取数量")),
    Choice("counting", Wording("计数", "counting"), ("名额按什么算", "计数方式")),
    Choice("method", Wording("方法", "method"), ("抽签方法",)),
    Choice("reserves", Wording("候补", "reserves"), ("候补人数", "候补数")),
    Choice("needed", Wording("至少几个公开数", "public numbers needed"), ("至少公开数",)),
)

QUOTAS = Layout(
    "quotas",
    Wording("名额规定", "Quotas"),
    (
        Column(
            "attribute",
            Wording("类别", "Attribute"),
            ("栏目", "分类", "属性"),
            as_text(most=60),
            required=True,
            note=Wording("与名单里的栏目名称一致，如“行业”", "the heading of a column of the list"),
            example=Wording("行业", "industry"),
            width=18,
        ),
        Column(
            "value",
            Wording("取值", "Value"),
            ("内容", "类别值", "是"),
            as_word,
            required=True,
            note=Wording("与名单里填写的一致，如“纺织”", "as written in the list"),
            example=Wording("纺织", "textiles"),
            width=22,
        ),
        Column(
            "least", Wording("最少", "At least"), ("至少", "下限", "最少人数"), _WHOLE, example=2, width=10
        ),
        Column("most", Wording("最多", "At most"), ("至多", "上限", "最多人数"), _WHOLE, example=6, width=10),
    ),
)
SOURCES = Layout(
    "sources",
    Wording("公开数", "Public numbers"),
    (
        Column(
            "name",
            Wording("公开数", "Public number"),
            ("来源", "公开数来源", "source"),
            as_text(most=100),
            required=True,
            note=Wording(
                "抽签前谁也不知道、之后谁都查得到的数", "known to nobody before, to everybody after"
            ),
            example=Wording("双色球第2026088期红球", "Double Colour Ball 2026088, red balls"),
            width=30,
        ),
        Column(
            "kind",
            Wording("形式", "Form"),
            ("类型",),
            as_choice(KINDS),
            choices=KINDS,
            example=Wording("整数", "whole numbers"),
            width=12,
        ),
        Column(
            "where",
            Wording("哪里公布", "Where"),
            ("发布处", "公布处"),
            as_text(most=200),
            example=Wording("中国福彩网", "site of the welfare lottery"),
            width=24,
        ),
        Column(
            "when",
            Wording("何时公布", "When"),
            ("发布时间", "公布时间"),
            as_text(most=100),
            example=Wording("2026年8月4日21:15", "2026-08-04 21:15"),
            width=22,
        ),
        Column(
            "missing",
            Wording("没有公布时", "If missing"),
            ("缺了怎么办", "缺失时"),
            as_choice(MISSINGS),
            choices=MISSINGS,
            example=Wording("略过", "leave out"),
            width=14,
        ),
    ),
)
SETTINGS = Layout(
    "settings",
    Wording("抽签设置", "Settings"),
    (
        Column(
            "item",
            Wording("设置项", "Setting"),
            ("项目",),
            as_choice(ITEMS),
            required=True,
            choices=ITEMS,
            example=Wording("名额", "places"),
            width=20,
        ),
        Column(
            "content",
            Wording("填写内容", "Content"),
            ("内容", "值"),
            as_text(most=200),
            example="20",
            width=34,
        ),
        Column("about", Wording("说明", "About"), width=74),
    ),
)
_ABOUT = {
    "title": Wording("印在各张表的表头，如：2026年职工集体婚礼", "stands over every sheet"),
    "places": Wording("必填：一共选几个名额", "required: how many places there are"),
    "counting": Wording(
        "按人：夫妻、一家人每人占一个名额；按组：一起来的合占一个名额",
        "persons: a couple takes two places; units: those who come together take one place",
    ),
    "method": Wording(
        "SHA-256：通常用这个；RFC 3797：只用于不设名额规定、没有同组的抽签",
        "SHA-256: the usual one; RFC 3797: only without quotas and without units",
    ),
    "reserves": Wording(
        "请前几位候补先作准备；候补次序总是全部排出", "how many of the reserves are asked to keep ready"
    ),
    "needed": Wording(
        "公布了几个公开数才能抽签：从1到来源个数", "how many public numbers must be known: 1 to all of them"
    ),
}


def setting_rows(**given: object) -> list[dict[str, object]]:
    """Every setting with what it means, those of ``given`` filled in, else as it is when nothing is written."""
    usual: dict[str, object] = {
        "counting": COUNTINGS[0].title,
        "method": METHODS[0].title,
        "reserves": "0",
        "needed": "1",
    }
    return [
        {
            "item": one.value,
            "content": {**usual, **given}.get(str(one.value)),
            "about": _ABOUT[str(one.value)],
        }
        for one in ITEMS
    ]


_PEOPLE = (
    Column(
        "number",
        Wording("名单编号", "Number"),
        ("编号", "号码", "抽签号", "Draw number", "签号"),
        as_whole(least=1, most=_MOST),
        note=Wording("全部不填就按名单次序从1排起", "left empty for all, the list is numbered from 1"),
        example=1,
        width=10,
    ),
    Column(
        "name",
        Wording("姓名或名称", "Name"),
        ("姓名", "名称", "单位名称", "代号"),
        as_name(),
        required=True,
        note=Wording(
            "名单会公布；不便公布姓名的写代号", "the list is published: use a code where a name should not be"
        ),
        example=Wording("张三", "Zhang San"),
        width=20,
    ),
    Column(
        "unit",
        Wording("同组", "Together"),
        ("组", "同来", "家庭", "新人", "对"),
        as_word,
        note=Wording("要一起来的人写同一个组名，如夫妻、一家人", "the same word for those who come together"),
        example=Wording("第1对", "couple 1"),
        width=12,
    ),
    Column(
        "excluded",
        Wording("不参加原因", "Excluded because"),
        ("排除原因", "不参加", "除外原因"),
        as_text(most=200),
        note=Wording(
            "填了就不参加抽签，但仍在名单上公布", "whoever has a reason here is listed but not drawn"
        ),
        width=24,
    ),
)
_OWN_NAMES = frozenset(name for column in _PEOPLE for name in column.names)


def people_layout(attributes: Iterable[str]) -> Layout:
    """The list with a column for every attribute that a quota names."""
    extra = tuple(
        Column(f"= {name}", Wording(name, name), (), as_word, required=True, example=example, width=14)
        for name, example in ((name, _EXAMPLES.get(name, "")) for name in attributes)
        if name not in _OWN_NAMES
    )
    return Layout("people", Wording("抽签名单", "List"), (*_PEOPLE, *extra))


_EXAMPLES = {"行业": "纺织", "性别": "女", "industry": "textiles", "sex": "female"}
USUAL = Wording("行业 性别", "industry sex")
"""The attributes of a blank list."""
