"""Tidying what people type and paste, without changing what they mean."""

from __future__ import annotations

import re
import unicodedata

_KEPT_FULL_WIDTH = "，：；！？（）～"
_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _KEPT_FULL_WIDTH}
_COMPATIBLE = (
    {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)}  # radicals, from PDFs
    | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xF900, 0xFB00)}
)
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF, 0x00AD, 0x180E]
)
_FOLD: dict[int, int | str | None] = {**_WIDTHS, **_COMPATIBLE, **_INVISIBLE}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_SPACES_IN_LINE = re.compile(r"[^\S\n]+")
_CJK = r"\u3007\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff（）"
_SPACE_IN_NAME = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_BRACKETS = str.maketrans(
    {"(": "（", ")": "）", "〔": "（", "〕": "）", "[": "（", "]": "）", "【": "（", "】": "）"}
)
_NOT_NAMING = re.compile(r"[\s·•・‧∙⋅.．。,，、;；:：'\"“”‘’《》<>〈〉_/\\*-]+")


_TIDY_ALREADY = re.compile(r"[!-~\u4e00-\u9fa5]*")
"""Most of what is typed: printable ASCII without spaces, and common Chinese characters."""


def tidy(text: str, *, lines: bool = False) -> str:
    """``text`` with full-width letters and digits made half-width, odd spaces collapsed, invisible characters gone.

    Chinese punctuation （），：；！？ stays as typed. Radicals and compatibility characters pasted from PDFs become
    ordinary characters (⼯会 → 工会). With ``lines`` the line breaks are kept.
    """
    if _TIDY_ALREADY.fullmatch(text):
        return text
    folded = unicodedata.normalize("NFC", _CONTROL.sub("", text).translate(_FOLD))
    if not lines:
        return _SPACES.sub(" ", folded).strip()
    parts = (_SPACES_IN_LINE.sub(" ", line).strip() for line in folded.splitlines())
    return "\n".join(parts).strip()


def quotes_nested(text: str, *, inside: bool = False) -> str:
    """``text`` with quotation marks within quotation marks as the inner ones: “甲“乙”丙” becomes “甲‘乙’丙”.

    By GB/T 15834—2011, 4.8.3.4, double and single by turns. ``inside`` says that the whole text will itself be quoted. A text
    whose marks do not close stays as it is.
    """
    closing: list[
        tuple[str, str]
    ] = []  # of every open mark: how it was typed to close, and how it is written
    said = []
    for sign in text:
        if closing and sign == closing[-1][0]:
            said.append(closing.pop()[1])
        elif sign in _QUOTES and (sign == "“" or closing or inside):
            opening = "“‘"[(len(closing) + inside) % 2]
            closing.append((_QUOTES[sign], _QUOTES[opening]))
            said.append(opening)
        else:
            said.append(sign)
    return text if closing else "".join(said)


_QUOTES = {"“": "”", "‘": "’"}


def tidy_name(text: str) -> str:
    """A person's or unit's name: tidied, brackets as （）, no spaces next to Chinese characters (张　三 → 张三)."""
    return _SPACE_IN_NAME.sub("", tidy(text).translate(_BRACKETS))


def same_name_key(text: str) -> str:
    """Equal for two spellings of one name: width, case, spaces, brackets and dots do not count.

    A key for comparing, never for showing: 阜宁 县总工会(本级) and 阜宁县总工会（本级） give the same key.
    """
    plain = unicodedata.normalize("NFKC", tidy_name(text)).translate(_BRACKETS).casefold()
    return unicodedata.normalize("NFKC", _NOT_NAMING.sub("", plain)).translate(_BRACKETS)


def squeeze(text: str) -> str:
    """``text`` tidied and without any space at all: for headings and codes."""
    return text if _TIDY_ALREADY.fullmatch(text) else tidy(text).replace(" ", "")


_WHOLE = re.compile(
    r"[!-~]+|公示|公告|通知|名单|总工会|工会|结对|联手兴家|单位|人员|申报|推荐|评审|入选|工作|活动|关于|年度|结果|.",
    re.DOTALL,
)
"""What stays on one line of a title: numbers and Latin words, and words that titles of unions are made of."""
_NOT_FIRST = frozenset("的、，。：；！？）》”’…·")
_NOT_LAST = frozenset("（《“‘")


def width_of(text: str) -> float:
    """How many Chinese characters wide ``text`` is; a Latin letter or digit counts half."""
    return sum(0.5 if ord(letter) < 0x2E80 and letter not in "“”‘’…—·" else 1.0 for letter in text)


def balanced(text: str, *, most: float) -> list[str]:
    """``text`` in as few lines as fit ``most`` characters each, about as long as one another, no word torn apart."""
    whole = width_of(text)
    if whole <= most:
        return [text]
    lines: list[str] = []
    line, left = "", -(-whole // most)
    aim = whole / left
    for part in _WHOLE.findall(text):
        longer = width_of(line + part)
        torn = part[0] in _NOT_FIRST or (line[-1:] in _NOT_LAST)
        nearer = longer - aim > aim - width_of(line)
        if line and not torn and (longer > most or (nearer and len(lines) + 1 < left)):
            lines.append(line)
            line = ""
        line += part
    return [*lines, line]
