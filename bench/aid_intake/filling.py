"""Workbooks of invented households, with their members on a second sheet, and a list of the civil-affairs office."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADINGS = (
    *("姓名", "身份证号", "民族", "政治面貌", "健康状况", "工作状态", "劳模类型", "婚姻状况", "户口类型", "户口所在地"),
    *("家庭住址", "联系电话", "工作单位", "家庭人口", "住房类型", "建筑面积（平方米）", "自有住房套数", "工资性收入（元）"),
    *("因病支出（元）", "因学支出（元）", "主要致困原因", "次要致困原因", "主要原因造成的费用（元）", "本人医保状况", "开户行", "银行卡号"),
)  # fmt: skip
MEMBER_HEADINGS = ("职工身份证号", "姓名", "与本人关系", "身份证号", "健康状况", "身份")
_FAMILY, _GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华",
)
_WEIGHTS, _CHECK = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def identity(number: int, *, first: date, division: str) -> str:
    """An identity number that passes every check and is nobody's on purpose."""
    born = first + timedelta(days=number % 8_000)
    body = f"{division}{born:%Y%m%d}{number // 8_000 + 100:03d}"
    return body + _CHECK[sum(int(a) * b for a, b in zip(body, _WEIGHTS, strict=True)) % 11]


def head(number: int) -> str:
    return identity(number, first=date(1965, 1, 1), division="320923")


def card(number: int) -> str:
    """A card number with the check digit of Luhn."""
    body = f"622202{number:012d}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def name(number: int) -> str:
    return _FAMILY[number % 20] + _GIVEN[number // 20 % 24] + _GIVEN[number // 480 % 24]


def _household(n: int) -> tuple[str, ...]:
    return (
        *(name(n), head(n), "汉族", "群众", "慢性病", "下岗", "非劳模", "已婚", "居民户口", "江苏省阜宁县"),
        *(f"阜城街道{n % 90 + 1}号{n % 30 + 1}室", f"139{12_000_000 + n}", "中成紧固技术公司", "3", "自购房", "62", "1"),
        *(str(20_000 + n % 50_000), str(n % 20_000), str(n % 9_000), "重特大疾病", "子女上学", "30000", "职工医保"),
        *("阜宁农村商业银行", card(n)),
    )  # fmt: skip


def write_households(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("困难职工")
        sheet.write_row(0, 0, HEADINGS)
        for n in range(count):
            for column, cell in enumerate(_household(n)):
                sheet.write_string(n + 1, column, cell)
        members = book.add_worksheet("家庭成员")
        members.write_row(0, 0, MEMBER_HEADINGS)
        for n in range(count):
            spouse = identity(n, first=date(1968, 1, 1), division="320924")
            child = identity(n, first=date(2002, 1, 1), division="320925")
            for place, row in enumerate(
                ((head(n), name(n + 7), "配偶", spouse, "健康或良好", "在岗"), (head(n), name(n + 11), "子女", child, "健康或良好", "在校学生"))
            ):  # fmt: skip
                for column, cell in enumerate(row):
                    members.write_string(2 * n + place + 1, column, cell)


def write_civil_list(path: Path, count: int) -> None:
    """Every second row is of a household that stands, the others are of nobody's."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("低保")
        sheet.write_row(0, 0, ("姓名", "身份证号", "救助类别", "月救助金额"))
        for n in range(count):
            known = n % 2 == 0
            number = head(n) if known else identity(n, first=date(1970, 1, 1), division="320981")
            for column, cell in enumerate((name(n), number, "城市低保", "720")):
                sheet.write_string(n + 1, column, cell)
