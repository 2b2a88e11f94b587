from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from lianshou.core.wording import Wording
from lianshou.formats.sheets.templates import write_template
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.people.models import Person
from lianshou.kernel.people.rules.listing import persons_layout
from lianshou.web.templatetags.web import page_language

_TITLE = Wording("人员名单", "List of persons")
_MASKED = Wording(
    "导出日期：{day}，共{n}人；个人信息已遮盖。",
    "Exported on {day}, {n} persons; personal values are masked.",
)

# a column, and the protected field it shows or how it is read
_COLUMNS: tuple[tuple[ColumnOut, str | Callable[[Person], Any]], ...] = (
    (ColumnOut(Wording("姓名", "Name"), width=12), lambda person: person.name),
    (ColumnOut(Wording("所在工会", "Union"), width=34), lambda person: person.union.name),
    (
        ColumnOut(Wording("工会职务", "Position"), width=14),
        lambda person: "、".join(office.get_position_display() for office in vars(person)["held"]),
    ),
    (ColumnOut(Wording("身份证号", "Identity number"), width=22), "id_number"),
    (ColumnOut(Wording("出生日期", "Born on"), width=13), "birth_on"),
    (ColumnOut(Wording("联系电话", "Telephone"), width=16), "phone"),
    (ColumnOut(Wording("电子邮箱", "E-mail"), width=22), "email"),
    (ColumnOut(Wording("住址", "Address"), width=30), "address"),
    (ColumnOut(Wording("开户银行", "Bank"), width=22), "bank_name"),
    (ColumnOut(Wording("银行卡号", "Bank card"), width=24), "bank_card"),
    (ColumnOut(Wording("入会时间", "Joined on"), Form.DAY, width=12), lambda person: person.joined_on),
    (ColumnOut(Wording("离开时间", "Left on"), Form.DAY, width=12), lambda person: person.left_on),
    (ColumnOut(Wording("有账号", "Account")), lambda person: person.account_id is not None),
)


def persons_book(
    *, people: Iterable[Person], on: date, clear: Collection[str] = (), notes: Sequence[Wording] = ()
) -> bytes:
    """Persons as a workbook. Protected fields are masked but for those named in ``clear``.

    ``notes`` stand above the table (who took it out, when and why); without them a line says that it is masked.
    """
    rows = [[_cell(person, how, clear) for _column, how in _COLUMNS] for person in people]
    heading = _headed(notes) if notes else _TITLE
    said = tuple(notes) or (_MASKED.fill(day=on, n=len(rows)),)
    columns = tuple(column for column, _how in _COLUMNS)
    sheet = SheetOut(title=_TITLE, heading=heading, columns=columns, rows=rows, notes=said)
    target = BytesIO()
    write_book(target, [sheet], language=page_language())
    return target.getvalue()


def _headed(notes: Sequence[Wording]) -> Wording:
    return Wording(
        " ".join([_TITLE.zh, *(note.zh for note in notes)]),
        " ".join([_TITLE.en, *(note.en for note in notes)]),
    )


def _cell(person: Person, how: str | Callable[[Person], Any], clear: Collection[str]) -> Any:
    if callable(how):
        return how(person)
    if how not in clear:
        return person.masked[how]
    value = getattr(person, how)
    return value.isoformat() if isinstance(value, date) else value


def blank_persons_book(*, today: date) -> bytes:
    """A blank workbook for a list of persons, with an example and a guide."""
    target = BytesIO()
    write_template(persons_layout(today=today), target, language=page_language())
    return target.getvalue()
