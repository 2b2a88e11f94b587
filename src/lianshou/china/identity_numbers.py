"""The citizen's identity number, GB 11643—1999: eighteen characters that name a person.

6 division (of the first registration, perhaps abolished since), 8 day of birth, 3 running number (odd: male), 1 check
(weights 2^(18−i) mod 11). Residence permits of people from Hong Kong, Macao and Taiwan are built alike (81, 82, 83), and so
are the permanent residence cards of foreigners since 2023 (9, then division, country, day of birth).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import mul

from lianshou.china.text import squeeze
from lianshou.core.wording import Wording

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_DIGITS = frozenset("0123456789")
_LATELY = 256
"""How many numbers are remembered with what was found: the cell, the row and the record each ask about the same one."""
_ZEROS = sum(_WEIGHTS) * ord("0")  # what the weighted codes of the digits are too high by
# the provinces; counties come and go, and a number keeps the code of its first day
_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
_PROVINCES = frozenset(str(code) for first, last in _RANGES for code in range(first, last + 1))
_HMT = frozenset({"81", "82", "83"})
_NOT_COUNTED = str.maketrans("", "", "-‐‑–— ")
_EARLIEST = 1850


class Sort(StrEnum):
    """Whose number it is."""

    CITIZEN = "citizen"
    HMT = "hmt"
    FOREIGNER = "foreigner"


class Sex(StrEnum):
    """What the last digit of the running number tells."""

    MALE = "male"
    FEMALE = "female"


class BadIdentity(StrEnum):
    """Why a text is no identity number."""

    MISSING = "missing"
    MASKED = "masked"
    LENGTH = "length"
    CHARACTER = "character"
    REGION = "region"
    DATE = "date"
    FUTURE = "future"
    CHECK = "check"

    @property
    def message(self) -> Wording:
        return _MESSAGES[self][0]

    @property
    def way_out(self) -> Wording:
        return _MESSAGES[self][1]


_LOOK = Wording("请对照身份证件重新输入。", "Type it again from the identity document.")
_MESSAGES = {
    BadIdentity.MISSING: (Wording("没有填身份证号。", "The identity number is missing."), _LOOK),
    BadIdentity.MASKED: (
        Wording("身份证号被*号遮住了一部分。", "Part of the identity number is masked by *."),
        Wording("请填写完整的号码。", "Give the whole number."),
    ),
    BadIdentity.LENGTH: (
        Wording(
            "身份证号应当是18位（老证15位）。",
            "An identity number has 18 characters (15 on old cards).",
        ),
        _LOOK,
    ),
    BadIdentity.CHARACTER: (
        Wording(
            "身份证号只能有数字，最后一位可以是X。",
            "An identity number holds digits only; the last one may be X.",
        ),
        _LOOK,
    ),
    BadIdentity.REGION: (
        Wording("身份证号开头的地区不存在。", "The region at the beginning of the number does not exist."),
        _LOOK,
    ),
    BadIdentity.DATE: (
        Wording("身份证号里的出生日期不存在。", "There is no such day as the day of birth in the number."),
        _LOOK,
    ),
    BadIdentity.FUTURE: (
        Wording("身份证号里的出生日期在今天之后。", "The day of birth in the number lies in the future."),
        _LOOK,
    ),
    BadIdentity.CHECK: (
        Wording(
            "身份证号的校验位不对，至少有一位写错了。",
            "The check digit of the identity number does not fit: at least one digit is wrong.",
        ),
        _LOOK,
    ),
}


@lru_cache(maxsize=_LATELY)
def normalise(text: str) -> str:
    """``text`` in half-width capitals without spaces and hyphens; a number of 15 digits as the 18 that it became."""
    number = squeeze(text).upper().translate(_NOT_COUNTED)
    if len(number) == 15 and set(number) <= _DIGITS:
        number = f"{number[:6]}19{number[6:]}"
        return f"{number}{check_of(number)}"
    return number


def check_of(body: str) -> str:
    """The check character of seventeen digits; raises ValueError for anything else."""
    if len(body) != 17 or not set(body) <= _DIGITS:
        raise ValueError("seventeen digits are wanted")
    return _CHECKS[(sum(map(mul, _WEIGHTS, body.encode())) - _ZEROS) % 11]


def why_not_number(text: str, *, today: date | None = None) -> BadIdentity | None:
    """The first reason why ``text``, normalised, is no identity number, or None; births after ``today`` are refused."""
    birth, reason = _judged(normalise(text))
    if birth is not None and today is not None and birth > today:
        return BadIdentity.FUTURE
    return reason


@lru_cache(maxsize=_LATELY)
def _judged(number: str) -> tuple[date | None, BadIdentity | None]:
    """The day of birth, where the number has one, and the first reason why it is none but its being in the future."""
    if reason := _why_not_shape(number):
        return None, reason
    if number[:2] not in _PROVINCES and number[0] != "9":
        return None, BadIdentity.REGION
    birth = _day(number)
    if birth is None:
        return None, BadIdentity.DATE
    return birth, None if check_of(number[:17]) == number[17] else BadIdentity.CHECK


def _why_not_shape(number: str) -> BadIdentity | None:
    if not number:
        return BadIdentity.MISSING
    if "*" in number or "＊" in number:
        return BadIdentity.MASKED
    if not set(number[:-1]) <= _DIGITS or number[-1] not in "0123456789X":
        return BadIdentity.CHARACTER
    return None if len(number) == 18 else BadIdentity.LENGTH


def looks_like_number(text: str) -> bool:
    """Whether somebody who typed ``text`` meant an identity number, right or wrong: 15 or 18 characters, nearly all digits."""
    number = squeeze(text).upper().translate(_NOT_COUNTED)
    return len(number) in (15, 18) and set(number[:-1]) <= _DIGITS and number[-1] in "0123456789X"


def birth_of(text: str) -> date | None:
    """The day of birth in a valid number; None when ``text`` is none."""
    return _day(normalise(text)) if why_not_number(text) is None else None


def sex_of(text: str) -> Sex | None:
    """The sex that a valid number tells; None when ``text`` is none."""
    if why_not_number(text) is not None:
        return None
    return Sex.MALE if int(normalise(text)[16]) % 2 else Sex.FEMALE


def sort_of(text: str) -> Sort | None:
    """Whose kind of number a valid number is; None when ``text`` is none."""
    if why_not_number(text) is not None:
        return None
    number = normalise(text)
    if number[0] == "9":
        return Sort.FOREIGNER
    return Sort.HMT if number[:2] in _HMT else Sort.CITIZEN


def _day(number: str) -> date | None:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        return date(year, month, day) if year >= _EARLIEST else None
    except ValueError:
        return None
