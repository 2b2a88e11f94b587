"""A list of persons as a workbook: its columns, and what makes two rows the same person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lianshou.china import identity_numbers, telephones
from lianshou.china.text import squeeze
from lianshou.core.wording import Wording
from lianshou.formats.sheets.columns import Cell, CellError, Choice, Column, Layout
from lianshou.formats.sheets.parsing import as_choice, as_code, as_day, as_name, text_of
from lianshou.kernel.people.enums import Position
from lianshou.kernel.people.rules.facts import fault_of, tidied_one

MOST_ROWS = 2000

_POSITIONS = (
    Choice(Position.VICE_CHAIR.value, Wording("工会副主席", "Vice chair"), ("副主席",)),
    Choice(Position.OFFICER.value, Wording("工会干事", "Union officer"), ("干事", "工会干部", "专职干部")),
    Choice(Position.COMMITTEE.value, Wording("委员", "Committee member"), ("工会委员", "委员会委员")),
    Choice(Position.GROUP_LEADER.value, Wording("工会小组长", "Union group leader"), ("小组长",)),
)
_MEMBER_SHOWN = Choice(None, Wording("会员", "Member"))
_MEMBER = frozenset({"会员", "职工", "员工", "无", "member"})
_CHAIR = frozenset({"主席", "工会主席", "chair"})
_CHAIR_ELSEWHERE = CellError(
    "chair",
    Wording("工会主席不从名单导入。", "Chairs are not taken from a list."),
    Wording(
        "请到该工会的页面上登记主席，这里留空。",
        "Name the chair on the page of the union and leave this empty.",
    ),
)


def _position(cell: Cell) -> object:
    word = squeeze(text_of(cell)).casefold()
    if word in _CHAIR:
        raise _CHAIR_ELSEWHERE
    return None if word in _MEMBER else as_choice(_POSITIONS)(cell)


def _joined(today: date) -> Callable[[Cell], date]:
    def parse(cell: Cell) -> date:
        day = as_day()(cell)
        if day > today:
            raise CellError("future", _JOINED_LATER, _JOINED_WAY_OUT)
        return day

    return parse


_JOINED_LATER = Wording("入会时间在今天之后。", "The day of joining lies in the future.")
_JOINED_WAY_OUT = Wording("请核对日期。", "Check the day.")


def _checked(why_not: Callable[[str], Any]) -> Callable[[str], tuple[str, Wording, Wording] | None]:
    def check(code: str) -> tuple[str, Wording, Wording] | None:
        reason = why_not(code)
        return (str(reason.value), reason.message, reason.way_out) if reason else None

    return check


def persons_layout(*, today: date, full: bool = False) -> Layout:
    """The columns of a list of persons; births and joinings after ``today`` are refused. ``full`` has everything the register keeps."""
    number = as_code(check=_checked(lambda text: identity_numbers.why_not_number(text, today=today)))
    phone = as_code(check=_checked(telephones.why_not_phone))
    return Layout(
        "persons",
        Wording("人员名单", "List of persons"),
        (
            Column(
                key="name",
                title=Wording("姓名", "Name"),
                synonyms=("职工姓名", "会员姓名", "人员姓名"),
                required=True,
                parse=as_name(most=40),
                example="示例人员",
                width=12,
            ),
            Column(
                key="unit",
                title=Wording("所在工会", "Union"),
                synonyms=("单位", "单位名称", "工会名称", "所在单位", "工作单位"),
                parse=as_name(most=120),
                note=Wording(
                    "留空则记到上传时所选的工会。", "Left empty: the union chosen when the list is uploaded."
                ),
                width=30,
            ),
            Column(
                key="id_number",
                title=Wording("身份证号", "Identity number"),
                synonyms=("身份证号码", "公民身份号码", "身份证", "证件号码"),
                parse=lambda cell: identity_numbers.normalise(number(cell)),
                note=Wording("请设成文本格式。", "Set the cells to text."),
                example="11010519491231002X",
                width=22,
            ),
            Column(
                key="phone",
                title=Wording("联系电话", "Telephone"),
                synonyms=("电话", "手机", "手机号", "手机号码", "联系方式"),
                parse=lambda cell: telephones.normalise(phone(cell)),
                example="13800000000",
            ),
            Column(
                key="joined_on",
                title=Wording("入会时间", "Joined on"),
                synonyms=("入会日期", "加入工会时间"),
                parse=_joined(today),
                example="2019-06-01",
                width=14,
            ),
            Column(
                key="position",
                title=Wording("工会职务", "Position"),
                synonyms=("职务", "工会任职"),
                parse=_position,
                choices=(_MEMBER_SHOWN, *_POSITIONS),
                width=14,
            ),
            *(_MORE if full else ()),
        ),
    )


def _sound(key: str) -> Callable[[Cell], object]:
    """A cell as it is kept, or the fault of it."""
    code: Callable[[Cell], str] = as_code() if key == "bank_card" else text_of

    def parse(cell: Cell) -> object:
        value = tidied_one(key, code(cell))
        if value and (fault := fault_of(key, value, today=date.max)):
            raise CellError(key, *fault)
        return value

    return parse


_MORE = (
    Column("birth_on", Wording("出生日期", "Born on"), ("出生年月日", "生日"), parse=as_day(), width=14),
    Column("email", Wording("电子邮箱", "E-mail"), ("邮箱", "电子邮件"), parse=_sound("email"), width=22),
    Column("address", Wording("家庭住址", "Home address"), ("住址", "家庭地址"), parse=_sound("address"), width=28),
    Column("bank_name", Wording("开户银行", "Bank"), ("开户行",), parse=_sound("bank_name"), width=20),
    Column("bank_card", Wording("银行卡号", "Bank card"), ("银行账号", "卡号"), parse=_sound("bank_card"), width=24),
    Column("left_on", Wording("离会时间", "Left on"), ("离会日期", "退会时间"), parse=as_day(), width=14),
)  # fmt: skip


ON_RECORD_ELSEWHERE = (
    Wording("这个身份证号已在您的范围以外登记。", "This identity number is on record outside your unions."),
    Wording(
        "请核对号码；如果没错，请上级工会把人员转来。",
        "Check the number; if it is right, ask the federation above to move the person to you.",
    ),
)
OTHER_NAME = (
    Wording("这个身份证号已登记在另一个姓名下。", "This identity number is on record under another name."),
    Wording("请核对姓名和号码。", "Check name and number."),
)
NO_SUCH_UNION = (
    Wording("您的范围内没有这个工会。", "There is no such union in your scope."),
    Wording("请按名录里的名称填写，或者留空。", "Write its name as in the register, or leave it empty."),
)
SEVERAL_UNIONS = Wording("有多个工会符合：{names}。", "Several unions fit: {names}.")
SEVERAL_WAY_OUT = Wording("请写全称，或写后面的编号。", "Write the full name, or the number after it.")
TWICE = Wording("与第{row}行是同一个身份证号。", "Row {row} has the same identity number.")
TWICE_WAY_OUT = Wording("请只保留一行。", "Keep only one of them.")
TOO_MANY = Wording("一次最多{most}行。", "At most {most} rows at a time.").fill(most=MOST_ROWS)


_FACTS = (
    *("name", "id_number", "phone", "joined_on"),
    *("birth_on", "email", "address", "bank_name", "bank_card", "left_on"),
)


def facts_of_row(values: Mapping[str, object]) -> dict[str, Any]:
    """What a sound row tells about a person; empty cells tell nothing."""
    return {key: values[key] for key in _FACTS if values.get(key) not in (None, "")}
