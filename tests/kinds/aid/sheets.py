"""Workbooks of households as officers keep them, made from invented answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from tests.kinds.aid.answers import new_answers, number

from lianshou.formats.sheets.writing import ColumnOut, SheetOut, write_book
from lianshou.kinds.aid.rules.form import Field, Form, Sort, form_of

OF_THE_FILE = {
    "unit": "建档工会", "level": "档案级别", "taken_on": "调查日期", "outer_number": "全国系统档案编号", "filed_on": "建档日期",
}  # fmt: skip


CARD = "6222020000000000000"


def sound(**more: Any) -> dict[str, Any]:
    """The answers of one household, as its card says them."""
    return new_answers(bank_card=CARD) | more


def said(field: Field, value: Any) -> str:
    """An answer as it stands in a cell."""
    if field.sort is Sort.SEVERAL:
        return "、".join(field.words_of(key).zh for key in value or [])
    if field.sort is Sort.CHOICE:
        return field.words_of(value).zh if value else ""
    return ("是" if value else "") if field.sort is Sort.TICK else str(value or "")


def book_of(
    households: Sequence[Mapping[str, Any]],
    *,
    year: int = 2021,
    beside: bool = False,
    renamed: Mapping[str, str] | None = None,
) -> bytes:
    """A workbook of households by the form of a year: members in columns, or on a second sheet."""
    form, renamed = form_of(year), renamed or {}
    members = next(iter(form.repeated)).fields
    width = 0 if beside else max((len(one.get("members") or []) for one in households), default=0)
    headings = [field.title.zh for field in form.single] + list(OF_THE_FILE.values())
    headings += [f"成员{n}{field.title.zh}" for n in range(1, width + 1) for field in members]
    rows = [_row(form, one, width) for one in households]
    sheets = [SheetOut("困难职工", tuple(ColumnOut(renamed.get(one, one)) for one in headings), rows)]
    if beside:
        second = ["职工身份证号", *(field.title.zh for field in members)]
        lines = [
            [one["id_number"], *(said(field, row.get(field.key)) for field in members)]
            for one in households
            for row in one.get("members") or []
        ]
        sheets.append(SheetOut("家庭成员", tuple(map(ColumnOut, second)), lines))
    target = BytesIO()
    write_book(target, sheets)
    return target.getvalue()


def _row(form: Form, one: Mapping[str, Any], width: int) -> list[str]:
    members, rows = next(iter(form.repeated)).fields, list(one.get("members") or [])
    told = [said(field, one.get(field.key)) for field in form.single]
    told += [str(one.get(key) or "") for key in OF_THE_FILE]
    for n in range(width):
        row = rows[n] if n < len(rows) else {}
        told += [said(field, row.get(field.key)) for field in members]
    return told


def household(n: int, **more: Any) -> dict[str, Any]:
    """One of many invented households, of three persons."""
    told = new_answers()
    told |= {
        "name": f"示例{'甲乙丙丁戊己庚辛壬癸'[n % 10]}",
        "id_number": number("19760301", n % 999 + 1, f"32092{n // 999 % 8}"),
    }
    told["phone"] = f"138{12000000 + n}"
    told["bank_card"] = ""
    told["members"] = [
        dict(row, id_number=number(born, n % 999 + 1, f"32092{n // 999 % 8}"))
        for row, born in zip(told["members"], ("19780912", "20150601"), strict=True)
    ]
    return told | more
