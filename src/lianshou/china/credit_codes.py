"""The unified social credit code, GB 32100—2015: eighteen characters that name a legal person.

1 authority, 1 kind, 6 division, 9 organisation code (GB 11714—1997, with its own check), 1 check (weights 3^(i−1) mod 31).
"""

from __future__ import annotations

from enum import StrEnum

from stdnum.cn import uscc

from lianshou.china.text import squeeze
from lianshou.core.wording import Wording

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CONFUSED = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class BadCode(StrEnum):
    """Why a text is no credit code."""

    MISSING = "missing"
    LENGTH = "length"
    CONFUSED = "confused"
    CHARACTER = "character"
    CHECK = "check"
    MASKED = "masked"

    @property
    def message(self) -> Wording:
        return _MESSAGES[self][0]

    @property
    def way_out(self) -> Wording:
        return _MESSAGES[self][1]


_LOOK = Wording("请对照登记证书重新输入。", "Type it again from the certificate.")
_MESSAGES = {
    BadCode.MISSING: (
        Wording("没有填统一社会信用代码。", "The unified social credit code is missing."),
        _LOOK,
    ),
    BadCode.LENGTH: (
        Wording("统一社会信用代码应当是18位。", "A unified social credit code has 18 characters."),
        _LOOK,
    ),
    BadCode.CONFUSED: (
        Wording(
            "统一社会信用代码里不会出现字母I、O、S、V、Z，可能是把数字看成了字母。",
            "The letters I, O, S, V and Z never occur in a credit code; digits may have been taken for letters.",
        ),
        Wording(
            "请对照证书核对：I多半是1，O多半是0，S多半是5，Z多半是2。",
            "Compare with the certificate: I is mostly 1, O mostly 0, S mostly 5, Z mostly 2.",
        ),
    ),
    BadCode.CHARACTER: (
        Wording(
            "统一社会信用代码里有不该出现的字符。",
            "The credit code holds characters that do not belong there.",
        ),
        _LOOK,
    ),
    BadCode.CHECK: (
        Wording(
            "统一社会信用代码的校验位不对，至少有一位写错了。",
            "The check digit of the credit code does not fit: at least one character is wrong.",
        ),
        _LOOK,
    ),
    BadCode.MASKED: (
        Wording("统一社会信用代码被*号遮住了一部分。", "Part of the credit code is masked by *."),
        Wording("请填写完整的代码。", "Give the whole code."),
    ),
}


def normalise(text: str) -> str:
    """``text`` in half-width capitals without spaces and hyphens; confusable letters stay, for ``why_not_code`` to name."""
    return squeeze(text).upper().replace("-", "")


def why_not_code(text: str) -> BadCode | None:
    """The first reason why ``text``, normalised, is no unified social credit code, or None."""
    code = normalise(text)
    if not code:
        return BadCode.MISSING
    if "*" in code or "＊" in code:
        return BadCode.MASKED
    if len(code) != 18:
        return BadCode.LENGTH
    if foreign := set(code) - set(ALPHABET):
        return BadCode.CONFUSED if foreign <= set(_CONFUSED) else BadCode.CHARACTER
    return None if uscc.calc_check_digit(code[:-1]) == code[-1] else BadCode.CHECK


def suggestion(text: str) -> str | None:
    """The code meant, when changing confused letters alone makes ``text`` right; for a person to confirm, else None."""
    code = normalise(text)
    mended = "".join(_CONFUSED.get(sign, sign) for sign in code)
    return mended if mended != code and why_not_code(mended) is None else None


def is_union_code(text: str) -> bool:
    """Whether a valid code was given out by a trade union (authority 8)."""
    return why_not_code(text) is None and normalise(text).startswith("8")


def division_of(text: str) -> str:
    """The six-digit division where the code was given out; raises ValueError when ``text`` is no code."""
    if why_not_code(text) is not None:
        raise ValueError("not a unified social credit code")
    return normalise(text)[2:8]


def is_organisation_code(text: str) -> bool:
    """Whether ``text`` is a nine-character organisation code of GB 11714, with or without its hyphen."""
    code = normalise(text)
    if len(code) != 9 or not set(code[:8]) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        return False
    total = sum(weight * int(sign, 36) for weight, sign in zip(_ORGANISATION_WEIGHTS, code, strict=False))
    return code[8] == "0123456789X"[(11 - total % 11) % 11]
