"""Dates as officers write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import isfinite

from lianshou.china.text import squeeze
from lianshou.core.wording import Wording

_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 1, 73_415  # 1899-12-31 to 2100-12-31
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2100
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


class BadDate(StrEnum):
    """Why something is not taken as a date."""

    NOT_A_DATE = "not_a_date"
    SHORT_YEAR = "short_year"
    IMPOSSIBLE = "impossible"
    OUT_OF_RANGE = "out_of_range"
    YEAR_ONLY = "year_only"
    UNCLEAR = "unclear"
    MONTH_UNCLEAR = "month_unclear"

    @property
    def message(self) -> Wording:
        return _MESSAGES[self]


_MESSAGES = {
    BadDate.NOT_A_DATE: Wording("“{given}”不是日期。", "“{given}” is not a date."),
    BadDate.SHORT_YEAR: Wording(
        "“{given}”的年份只写了两位，分不清是哪一年。", "“{given}” has a two-digit year; which one is meant?"
    ),
    BadDate.IMPOSSIBLE: Wording("没有“{given}”这一天。", "There is no such day as “{given}”."),
    BadDate.OUT_OF_RANGE: Wording(
        "“{given}”不在1900年至2100年之间。", "“{given}” does not lie between 1900 and 2100."
    ),
    BadDate.YEAR_ONLY: Wording("“{given}”只有年份，没有月份。", "“{given}” is a year without a month."),
    BadDate.UNCLEAR: Wording(
        "“{given}”分不清哪个是月、哪个是日。", "In “{given}” day and month cannot be told apart."
    ),
    BadDate.MONTH_UNCLEAR: Wording(
        "“{given}”是按数字存的，分不清是1月还是10月。", "“{given}” is stored as a number: January or October?"
    ),
}
WAY_OUT = Wording(
    "请按“2019-06-01”或“2019年6月1日”的样子填写。", "Write it like “2019-06-01” or “2019年6月1日”."
)


class DateError(ValueError):
    """Something that is not taken as a date; ``reason`` tells why, ``message`` says it."""

    def __init__(self, reason: BadDate, given: object) -> None:
        self.reason = reason
        self.given = str(given)
        super().__init__(f"{reason}: {self.given}")

    @property
    def message(self) -> Wording:
        return self.reason.message.fill(given=self.given)


@dataclass(frozen=True, slots=True)
class Day:
    """A date that was read; ``month_only`` when only the month was given and the first day was assumed."""

    on: date
    month_only: bool = False


_YEAR_MONTH_DAY = re.compile(r"(\d{4})(?:年|[-/.．。、—–])(\d{1,2})(?:月|[-/.．。、—–])(\d{1,2})[日号]?")
_USUAL = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})(?:年(\d{1,2})月?份?|[-/.．](\d{1,2})|(\d{2}))")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT_YEAR = re.compile(r"['’]?\d{2}(?:年|[-/.])\d{1,2}(?:月|[-/.])?(?:\d{1,2}[日号]?)?")
_DAY_FIRST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"[T ]?(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|\d{1,2}[时点]\d{0,2}分?)(?:Z|\+\d\d:?\d\d)?$")
_YEAR = re.compile(r"\d{4}年?度?")


def parse_day(given: object) -> Day:
    """The day meant by ``given``: text, a date or datetime, or a number (Excel serial, or 20190601).

    Raises DateError. Two-digit years are refused; a month without a day gives its first day, flagged.
    """
    if isinstance(given, datetime):
        return Day(_within(given.date(), given))
    if isinstance(given, date):
        return Day(_within(given, given))
    if isinstance(given, bool) or given is None:
        raise DateError(BadDate.NOT_A_DATE, given)
    if isinstance(given, int | float):
        return _from_number(given)
    return _from_text(str(given))


def _from_number(number: float) -> Day:
    if not isfinite(number):
        raise DateError(BadDate.NOT_A_DATE, number)
    whole = int(number)
    shown = str(whole) if whole == number else str(number)
    if 19_000_000 <= whole <= 21_009_999 and whole == number:
        return _from_text(shown)
    if _EARLIEST_YEAR <= whole <= _LATEST_YEAR and whole == number:
        raise DateError(BadDate.YEAR_ONLY, shown)  # as a serial it would be a day of 1905
    if 190_000 <= whole <= 210_012 or _EARLIEST_YEAR <= whole <= _LATEST_YEAR:  # 201906, 2019.6
        if shown.endswith(".1"):
            raise DateError(BadDate.MONTH_UNCLEAR, shown)  # 2019.10 typed as a number loses its zero
        return _from_text(shown)
    if _FIRST_SERIAL <= whole <= _LAST_SERIAL:
        return Day(_EXCEL_EPOCH + timedelta(days=whole))
    raise DateError(BadDate.NOT_A_DATE, shown)


def _from_text(text: str) -> Day:
    given = text.strip()
    if match := _USUAL.fullmatch(given):
        return _built(int(match[1]), int(match[2]), int(match[3]), given)
    plain = _TIME.sub("", squeeze(_chinese_digits(given))).rstrip("。.")
    if match := _YEAR_MONTH_DAY.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _built(int(match[1]), int(match[2]), int(match[3]), given)
    if match := _YEAR_MONTH.fullmatch(plain):
        return _built(int(match[1]), int(match[2] or match[3] or match[4]), None, given)
    if re.fullmatch(r"\d{5}(\.\d+)?", plain):
        return _from_number(float(plain))
    raise DateError(_why_no_date(plain), given)


def _why_no_date(plain: str) -> BadDate:
    if _YEAR.fullmatch(plain):
        return BadDate.YEAR_ONLY
    if (match := _DAY_FIRST.fullmatch(plain)) and len(match[1]) == 4:
        return BadDate.UNCLEAR
    if _DAY_FIRST.fullmatch(plain) or _SHORT_YEAR.fullmatch(plain):
        return BadDate.SHORT_YEAR
    return BadDate.NOT_A_DATE


def _built(year: int, month: int, day: int | None, given: str) -> Day:
    try:
        found = date(year, month, day or 1) if day != 0 else None
    except ValueError:
        found = None
    if found is None:
        raise DateError(BadDate.IMPOSSIBLE, given)
    return Day(_within(found, given), month_only=day is None)


def _within(day: date, given: object) -> date:
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        raise DateError(BadDate.OUT_OF_RANGE, given)
    return day


def _chinese_digits(text: str) -> str:
    """二〇一九年六月一日 with digits; anything else unchanged."""
    if not re.match(r"\s*[〇零一二三四五六七八九○Ｏ]{4}\s*年", text):
        return text
    text = text.replace("○", "〇").replace("Ｏ", "〇")
    year, _, rest = text.strip().partition("年")
    numbers = re.sub(r"[〇零一二三四五六七八九十]+", lambda match: str(_small(match[0])), rest)
    return f"{year.strip().translate(_DIGITS)}年{numbers}"


def _small(words: str) -> int:
    """A number below 100 in Chinese: 十 is 10, 二十三 is 23, 三 is 3."""
    if "十" not in words:
        return int(words.translate(_DIGITS))
    tens, _, ones = words.partition("十")
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)
