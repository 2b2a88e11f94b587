"""A workbook of invented persons, twenty columns wide; the same for both sides."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

HEADINGS = (
    *("姓名", "所在工会", "身份证号", "联系电话", "入会时间", "工会职务", "出生日期", "电子邮箱"),
    *("家庭住址", "开户银行", "银行卡号", "离会时间", "性别", "民族", "政治面貌", "学历", "岗位", "技能等级", "班组", "备注"),
)  # fmt: skip
_FAMILY, _GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华",
)
_WEIGHTS, _CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def identity(number: int) -> tuple[str, date]:
    """An identity number that passes every check and is nobody's on purpose, and its day of birth."""
    born = date(1960, 1, 1) + timedelta(days=number % 15_000)
    body = f"320923{born:%Y%m%d}{number // 15_000 + 100:03d}"
    return body + _CHECK[sum(int(a) * b for a, b in zip(body, _WEIGHTS, strict=True)) % 11], born


def card(number: int) -> str:
    """A card number with the check digit of Luhn."""
    body = f"622202{number:012d}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def rows(count: int, seed: int = 5) -> list[tuple[str, ...]]:
    random = Random(seed)
    return [_row(number, random) for number in range(count)]


def _row(number: int, random: Random) -> tuple[str, ...]:
    number_18, born = identity(number)
    name = random.choice(_FAMILY) + "".join(random.choices(_GIVEN, k=2))
    position = "委员" if number % 50 == 0 else ""
    joined = date(2015, 1, 1) + timedelta(days=number % 1800)
    return (
        *(name, "", number_18, f"139{12_000_000 + number}", joined.isoformat(), position, born.isoformat()),
        *(f"p{number}@example.cn", f"阜城街道{number % 90 + 1}号{number % 30 + 1}室", "阜宁农村商业银行", card(number), ""),
        *("男" if number % 2 else "女", "汉族", "群众", "大专", "操作工", "中级工", f"{number % 40 + 1}班", ""),
    )  # fmt: skip


def write_workbook(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("人员")
        sheet.write_row(0, 0, HEADINGS)
        for place, row in enumerate(rows(count), start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(place, column, cell)
