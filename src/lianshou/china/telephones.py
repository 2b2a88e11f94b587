"""Telephone numbers of the mainland: mobiles of 11 digits, landlines with their area code."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from lianshou.china.text import squeeze
from lianshou.core.wording import Wording

_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}(-\d{1,6})?", re.ASCII)
_COUNTRY = re.compile(r"\A(?:\+|00)?86-?(?=1[3-9])", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("‐‑–—－", "-"))


class BadPhone(StrEnum):
    """Why a text is no telephone number."""

    MASKED = "masked"
    MALFORMED = "malformed"

    @property
    def message(self) -> Wording:
        return _MESSAGES[self]

    @property
    def way_out(self) -> Wording:
        return _WAY_OUT


_MESSAGES = {
    BadPhone.MASKED: Wording("电话号码被*号遮住了一部分。", "Part of the telephone number is masked by *."),
    BadPhone.MALFORMED: Wording("电话号码格式不正确。", "This does not look like a telephone number."),
}
_WAY_OUT = Wording(
    "请填11位手机号，或带区号的固定电话，如 0515-87212345。",
    "Write a mobile number of 11 digits, or a landline such as 0515-87212345.",
)


@lru_cache(maxsize=256)
def normalise(text: str) -> str:
    """``text`` in half-width digits: a mobile as 11 digits without +86, spaces and hyphens, a landline with its hyphens."""
    number = _COUNTRY.sub("", squeeze(text).translate(_DASHES), count=1)
    plain = number.replace("-", "")
    return plain if _MOBILE.fullmatch(plain) else number


def why_not_phone(text: str) -> BadPhone | None:
    """The reason why ``text``, normalised, is no telephone number, or None."""
    number = normalise(text)
    if "*" in number or "＊" in number:
        return BadPhone.MASKED
    return None if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number) else BadPhone.MALFORMED
