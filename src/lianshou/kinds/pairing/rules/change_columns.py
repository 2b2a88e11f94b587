"""The list of changes as officers write it: what is to change, for whom, to what."""

from __future__ import annotations

from typing import Any

from lianshou.china.text import squeeze
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_name, as_text, as_whole, text_of
from lianshou.formats.sheets.recognising import Row
from lianshou.kinds.pairing.rules.answers import TERM_NAMES
from lianshou.kinds.pairing.rules.cells import LEVELS, degrees
from lianshou.kinds.pairing.rules.change_reading import FIELDS
from lianshou.kinds.pairing.rules.changing import factor_of
from lianshou.kinds.pairing.rules.settings import MOST_ROOM

OPS = (
    Choice("room", Wording("调整名额", "Room"), ("名额", "改名额", "增减名额")),
    Choice("drop_host", Wording("帮带方退出", "Host drops out"), ("drop_host", "减少帮带方")),
    Choice("drop_guest", Wording("被帮带方退出", "Guest drops out"), ("drop_guest", "减少被帮带方")),
    Choice("force", Wording("指定结对", "Force"), ("锁定", "指定")),
    Choice("free", Wording("解除指定", "Free"), ("解除锁定", "取消指定", "取消锁定")),
    Choice("forbid", Wording("不得结对", "Forbid"), ("禁止", "禁止结对", "回避")),
    Choice("allow", Wording("允许结对", "Allow"), ("解除禁止", "取消禁止", "允许")),
    Choice("add_guest", Wording("新增被帮带方", "Add guest"), ("add_guest", "增加被帮带方")),
    Choice("add_host", Wording("新增帮带方", "Add host"), ("add_host", "增加帮带方")),
    Choice("weight", Wording("调整权重", "Weight"), ("权重",)),
)
TERMS = tuple(Choice(name, title, (name,)) for name, title in TERM_NAMES.items())


def _factor(cell: Cell) -> str:
    """A factor as text, "3/2" or "1.5". Raises CellError."""
    text = squeeze(text_of(cell)).removesuffix("倍")
    if factor_of(text) is None:
        raise CellError(
            "not_a_factor",
            Wording("“{given}”不是倍数。", "“{given}” is no factor.").fill(given=text),
            Wording("请填不小于0的数，如2或0.5。", "Write a number of 0 or more, such as 2 or 0.5."),
        )
    return text


_WHOLE = as_whole(least=0, most=MOST_ROOM)
_FOR_ROOM = Wording("调整名额、新增帮带方时填", "for “Room” and “Add host”")
_FOR_NEW = Wording("新增单位时填", "for units that are added")
_FOR_WEIGHT = Wording("调整权重时填", "for “Weight”")

CHANGES = Layout(
    "changes",
    Wording("变动", "Changes"),
    (
        Column(
            "op",
            FIELDS["op"],
            ("变动", "变动类型", "调整", "op"),
            as_choice(OPS),
            required=True,
            choices=OPS,
            note=Wording("按从上到下的次序，逐项累加", "from top to bottom, each on top of those before"),
            example="帮带方退出",
        ),
        Column(
            "guest",
            FIELDS["guest"],
            ("被帮带单位", "被帮带方名称", "两新组织工会", "新建工会"),
            as_name(),
            width=36,
        ),
        Column(
            "host",
            FIELDS["host"],
            ("帮带单位", "帮带方名称", "模范职工之家单位"),
            as_name(),
            example="江苏海通纺织有限公司",
            width=36,
        ),
        Column("low", FIELDS["low"], ("最少", "low"), _WHOLE, note=_FOR_ROOM),
        Column("high", FIELDS["high"], ("一般最多", "high"), _WHOLE, note=_FOR_ROOM),
        Column("most", FIELDS["most"], ("最多", "most"), _WHOLE, note=_FOR_ROOM),
        Column(
            "term",
            FIELDS["term"],
            ("权重项目", "term"),
            as_choice(TERMS),
            choices=TERMS,
            note=_FOR_WEIGHT,
        ),
        Column("factor", FIELDS["factor"], ("按几倍计", "factor"), _factor, note=_FOR_WEIGHT),
        Column(
            "level",
            FIELDS["level"],
            ("级别", "称号", "level"),
            as_text(most=100),
            choices=LEVELS,
            note=Wording("新增帮带方时填", "for “Add host”"),
        ),
        Column("place", FIELDS["place"], ("位置", "乡镇", "place"), as_text(most=100), note=_FOR_NEW, width=20),
        Column("industry", FIELDS["industry"], ("行业", "industry"), as_text(most=200), note=_FOR_NEW, width=20),
        Column("longitude", Wording("经度", "Longitude"), ("lon", "lng"), degrees, note=_FOR_NEW, width=11),
        Column("latitude", Wording("纬度", "Latitude"), ("lat",), degrees, note=_FOR_NEW, width=11),
    ),
)  # fmt: skip
"""For ``--what-if``: one change in each row."""


def change_of(row: Row) -> dict[str, Any]:
    """The change that a sound row describes; the name of a new unit stands under its side."""
    change = {key: value for key, value in row.values.items() if value is not None}
    side = {"add_guest": "guest", "add_host": "host"}.get(str(change["op"]))
    if side in change:
        change["name"] = change.pop(side)
    return change


def column_of(op: object, field: str) -> str:
    """The column that holds a field of a change."""
    if field == "name":
        return "guest" if op == "add_guest" else "host"
    return {"industry_code": "industry"}.get(field, field)
