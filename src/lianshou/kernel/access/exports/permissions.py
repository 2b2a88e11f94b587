"""Who may do what, as a workbook: roles, verbs with a column for each role, addresses."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, SheetOut, write_book
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.queries.permissions import Address, Others, VerbRow
from lianshou.kernel.access.rules.sentences import ROLES, THREE
from lianshou.web.templatetags.web import page_language

_MAY = "●"
_OTHERS = {
    Others.REFUSED: Wording("拒绝", "refused"),
    Others.LEFT_OUT: Wording("不列出", "left out"),
    Others.SHARED: Wording("可读上级工会的文本，其他拒绝", "those above are read, others refused"),
    Others.PUBLIC: Wording("不含记录", "holds no records"),
}


def permissions_book(*, verbs: list[VerbRow], addresses: list[Address], on: date) -> bytes:
    """The whole table of permissions as the code has it."""
    notes = (Wording("导出日期：{day}", "Exported on {day}").fill(day=on),)
    target = BytesIO()
    sheets = [_roles(notes), _verbs(verbs, notes), _addresses(addresses, notes)]
    write_book(target, sheets, language=page_language())
    return target.getvalue()


def _roles(notes: tuple[Wording, ...]) -> SheetOut:
    columns = (
        ColumnOut(Wording("岗位", "Role"), width=20),
        ColumnOut(Wording("做什么", "What for"), width=60),
    )
    rows = [[str(role.label), words] for role, words in ROLES.items()]
    return SheetOut(title=Wording("岗位", "Roles"), columns=columns, rows=rows, notes=(THREE, *notes))


def _verbs(verbs: list[VerbRow], notes: tuple[Wording, ...]) -> SheetOut:
    columns = (
        ColumnOut(Wording("类别", "Subject"), width=18),
        ColumnOut(Wording("可以做", "What may be done"), width=36),
        ColumnOut(Wording("代码", "Verb"), width=24),
        *(ColumnOut(str(role.label), width=8) for role in Role),
    )
    rows = [
        [row.title, row.words, row.verb, *(_MAY if role in row.roles else "" for role in Role)]
        for row in verbs
    ]
    return SheetOut(title=Wording("事项", "Verbs"), columns=columns, rows=rows, notes=notes)


def _addresses(addresses: list[Address], notes: tuple[Wording, ...]) -> SheetOut:
    columns = tuple(
        ColumnOut(title, width=width)
        for title, width in (
            (Wording("地址", "Address"), 26),
            (Wording("路径", "Path"), 50),
            (Wording("读取需要", "To read"), 20),
            (Wording("允许读取的岗位", "Let in to read"), 40),
            (Wording("写入需要", "To write"), 20),
            (Wording("允许写入的岗位", "Let in to write"), 40),
            (Wording("其他工会和上级工会的记录", "Records of other and higher unions"), 20),
        )
    )
    rows = [
        [
            one.name,
            one.path,
            one.door.get,
            _said(one, "GET"),
            one.door.post,
            _said(one, "POST"),
            _OTHERS[one.others],
        ]
        for one in addresses
    ]
    return SheetOut(title=Wording("地址", "Addresses"), columns=columns, rows=rows, notes=notes)


def _said(address: Address, method: str) -> object:
    roles = address.roles(method)
    if len(roles) == len(Role):
        return Wording("全部", "all")
    return "、".join(str(role.label) for role in roles)
