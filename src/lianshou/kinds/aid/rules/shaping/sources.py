"""The fields that a column of an export can ask for: of the file, the archive form, the verification, the helper, a member."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lianshou.core.wording import Wording
from lianshou.kinds.aid.enums import Layer, Level, State
from lianshou.kinds.aid.rules.form import FORMS, MEMBERS, Field, Hide, Sort
from lianshou.kinds.aid.rules.settings.aiding import SORT_WORDS
from lianshou.kinds.aid.rules.words import CATEGORIES

Choice = tuple[str, Wording]


@dataclass(frozen=True)
class Source:
    """A field by its key; ``group`` is what it belongs to, ``hide`` the mask under which it stands unless two persons agreed."""

    key: str
    group: Wording
    title: Wording
    sort: Sort = Sort.TEXT
    choices: tuple[Choice, ...] = ()
    hide: Hide = Hide.NOT

    def words_of(self, value: str) -> str:
        """What a choice is called in Chinese, in which the superiors' systems are kept."""
        return next((words.zh for key, words in self.choices if key == value), value)


FILE, VERIFICATION, HELP, AID, FORM, MEMBER = (
    Wording("档案", "File"),
    Wording("核查", "Verification"),
    Wording("结对帮扶", "One-to-one help"),
    Wording("帮扶项目和资金", "Aid given, and its money"),
    Wording("档案表", "Archive form"),
    Wording("家庭成员", "Member"),
)


def _labelled(enum: type[Level] | type[State] | type[Layer], zh: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple((str(one.value), Wording(zh[one.value], str(one.value))) for one in enum)


_STATES = _labelled(State, {"asked": "申请", "checking": "核查中", "on_file": "在档", "ended": "已结束"})
_LEVELS = _labelled(Level, {"nation": "全国级", "province": "省级", "city": "市级"})
_LAYERS = _labelled(
    Layer,
    {
        "application": "申请与授权", "first_check": "基层初审", "visit": "入户调查", "civil": "民政核对",
        "deliberation": "评议", "notice": "公示", "approval": "县级审批",
    },
)  # fmt: skip


def _of_file() -> Iterator[Source]:
    yield Source("f.outer_number", FILE, Wording("全国系统档案编号", "Number in the superior's archive"))
    yield Source("f.number", FILE, Wording("本系统档案编号", "Number of the file here"))
    yield Source("f.union", FILE, Wording("建档工会", "Union that keeps the file"))
    yield Source("f.level", FILE, Wording("档案级别", "Level of the file"), Sort.CHOICE, _LEVELS)
    yield Source("f.state", FILE, Wording("档案状态", "State of the file"), Sort.CHOICE, _STATES)
    categories = tuple((str(key), words) for key, words in CATEGORIES.items())
    yield Source("f.category", FILE, Wording("困难类别", "Category"), Sort.CHOICE, categories)
    for key, zh, en in (
        ("opened_on", "开立日期", "Opened on"),
        ("filed_on", "建档日期", "On file since"),
        ("taken_on", "调查日期", "Surveyed on"),
    ):
        yield Source(f"f.{key}", FILE, Wording(zh, en), Sort.DAY)
    yield Source("f.monthly", FILE, Wording("家庭月人均纯收入", "Net income a person and month"), Sort.YUAN)
    yield Source("v.waits_at", VERIFICATION, Wording("待办环节", "Layer it waits at"), Sort.CHOICE, _LAYERS)
    yield Source("v.since", VERIFICATION, Wording("待办自", "Waits since"), Sort.DAY)
    yield Source("h.name", HELP, Wording("帮扶责任人", "Helper"))
    yield Source("h.unit", HELP, Wording("责任人单位", "Union of the helper"))
    yield Source("h.since", HELP, Wording("结对日期", "Helped since"), Sort.DAY)
    yield Source("g.year", AID, Wording("帮扶年度", "Year of the aid"), Sort.WHOLE)
    yield Source("g.times", AID, Wording("本年帮扶次数", "Times helped this year"), Sort.WHOLE)
    yield Source("g.yuan", AID, Wording("本年帮扶金额", "Yuan given this year"), Sort.YUAN)
    yield Source(
        "g.sorts",
        AID,
        Wording("本年帮扶项目", "Sorts of aid this year"),
        Sort.SEVERAL,
        tuple(SORT_WORDS.items()),
    )


def _of_fields(prefix: str, group: Wording, fields: Iterator[Field]) -> dict[str, Source]:
    """The fields of every form, the newest wording last."""
    return {
        f"{prefix}{one.key}": Source(f"{prefix}{one.key}", group, one.title, one.sort, one.choices, one.hide)
        for one in fields
    }


SOURCES: Mapping[str, Source] = {
    **{one.key: one for one in _of_file()},
    **_of_fields("a.", FORM, (field for form in FORMS for field in form.single)),
}
"""What a column of a household can ask for, by key."""
MEMBER_SOURCES: Mapping[str, Source] = _of_fields(
    "m.",
    MEMBER,
    (
        field
        for form in FORMS
        for section in form.repeated
        if section.key == MEMBERS.key
        for field in section.fields
    ),
)
"""What a column of a member can ask for besides."""
