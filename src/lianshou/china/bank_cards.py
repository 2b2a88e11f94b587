"""Numbers of bank cards: 12 to 19 digits (ISO/IEC 7812), the last of them the check digit of Luhn's method."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from lianshou.china.text import squeeze
from lianshou.core.wording import Wording

_DIGITS = frozenset("0123456789")
_VALUES = bytes(max(code - ord("0"), 0) for code in range(256))
_DOUBLED = bytes(sum(divmod(2 * digit, 10)) if digit < 10 else 0 for digit in range(256))
_LEAST, _MOST = 12, 19
_NOT_COUNTED = str.maketrans("", "", "-‐‑–— ")


class BadCard(StrEnum):
    """Why a text is no number of a bank card."""

    MISSING = "missing"
    MASKED = "masked"
    CHARACTER = "character"
    LENGTH = "length"
    CHECK = "check"

    @property
    def message(self) -> Wording:
        return _MESSAGES[self][0]

    @property
    def way_out(self) -> Wording:
        return _MESSAGES[self][1]


_LOOK = Wording("请对照银行卡重新输入。", "Type it again from the card.")
_MESSAGES = {
    BadCard.MISSING: (Wording("没有填银行卡号。", "The card number is missing."), _LOOK),
    BadCard.MASKED: (
        Wording("银行卡号被*号遮住了一部分。", "Part of the card number is masked by *."),
        Wording("请填写完整的卡号。", "Give the whole number."),
    ),
    BadCard.CHARACTER: (Wording("银行卡号只能有数字。", "A card number holds digits only."), _LOOK),
    BadCard.LENGTH: (Wording("银行卡号应当是12至19位。", "A card number has 12 to 19 digits."), _LOOK),
    BadCard.CHECK: (
        Wording(
            "银行卡号的校验位不对，至少有一位写错了。",
            "The check digit of the card number does not fit: at least one digit is wrong.",
        ),
        _LOOK,
    ),
}


def normalise(text: str) -> str:
    """``text`` in half-width digits without spaces and hyphens."""
    return squeeze(text).translate(_NOT_COUNTED)


def check_of(body: str) -> str:
    """Luhn's check digit behind ``body``; raises ValueError when that holds anything but digits."""
    if not body or not set(body) <= _DIGITS:
        raise ValueError("digits are wanted")
    figures = body[::-1].encode().translate(_VALUES)
    return str(-(sum(figures[1::2]) + sum(figures[::2].translate(_DOUBLED))) % 10)


@lru_cache(maxsize=256)
def why_not_card(text: str) -> BadCard | None:
    """The first reason why ``text``, normalised, is no card number, or None."""
    number = normalise(text)
    if not number:
        return BadCard.MISSING
    if "*" in number or "＊" in number:
        return BadCard.MASKED
    if not set(number) <= _DIGITS:
        return BadCard.CHARACTER
    if not _LEAST <= len(number) <= _MOST:
        return BadCard.LENGTH
    return None if check_of(number[:-1]) == number[-1] else BadCard.CHECK
