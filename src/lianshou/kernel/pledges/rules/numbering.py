"""How numbers are written, and when the form may change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lianshou.core.wording import Language, Wording
from lianshou.kernel.pledges.enums import USUAL_PATTERN, Reason

PIECES = {
    "{prefix}": Wording("{代字}", "{words}"),
    "{year}": Wording("{年份}", "{year}"),
    "{n}": Wording("{号数}", "{number}"),
}
"""What stands in the form of a number, and what people read and type in its place."""
_PIECE = re.compile(r"\{prefix\}|\{year\}|\{n\}")
MOST_PASSED_OVER = 200


def number_of(*, prefix: str, year: int, n: int, pattern: str = USUAL_PATTERN, width: int = 1) -> str:
    """One number of a series: 阜联手〔2020〕1号, or 阜工函〔2020〕007号 with a width of three."""
    values = {"{prefix}": prefix, "{year}": str(year), "{n}": f"{n:0{width}}"}
    return _PIECE.sub(lambda piece: values[piece[0]], pattern)


def numbers_of(
    *, prefix: str, year: int, first: int, count: int, pattern: str = USUAL_PATTERN, width: int = 1
) -> list[str]:
    """The next ``count`` numbers of a series: 阜联手〔2020〕1号, 阜联手〔2020〕2号, …"""
    return [
        number_of(prefix=prefix, year=year, n=first + place, pattern=pattern, width=width)
        for place in range(count)
    ]


def pattern_said(pattern: str, language: Language) -> str:
    """The form of a number in words: {代字}〔{年份}〕{号数}号."""
    return _PIECE.sub(lambda piece: PIECES[piece[0]].say(language), pattern)


def pattern_typed(text: str) -> str:
    """The form of a number as it is kept, from its words in either language; what is kept already stays."""
    for piece, words in PIECES.items():
        text = text.replace(words.zh, piece).replace(words.en, piece)
    return text


def proposed_prefix(*, federation: str, paper: str, last_prefix: str) -> str:
    """What stands before the year: as the federation last had it; at first its own first character and the paper's."""
    if last_prefix:
        return last_prefix
    initial = federation[:1]
    return f"{initial}{paper}" if "\u4e00" <= initial <= "\u9fff" else paper


def why_not_number(*, pattern: str, given: int, changes: bool) -> Reason | None:
    """The first reason to refuse the form of a series, or None. ``changes``: anything but what it is already."""
    rest = _PIECE.sub("", pattern)
    once = all(pattern.count(name) == 1 for name in ("{year}", "{n}")) and pattern.count("{prefix}") <= 1
    if not once or "{" in rest or "}" in rest:
        return Reason.PATTERN_WRONG
    return Reason.SERIES_BEGUN if given and changes else None


def why_not_pass_over(*, count: int, words: str) -> Reason | None:
    """The first reason to refuse that the next numbers are passed over, or None."""
    if not 1 <= count <= MOST_PASSED_OVER:
        return Reason.NUMBERS_WRONG
    return None if words.strip() else Reason.REASON_MISSING


def unexplained(*, start: int, following: int, used: Iterable[int], void: Iterable[int]) -> list[int]:
    """The numbers that were given and stand neither on a paper nor in the list of void ones: always none."""
    return sorted(set(range(start, following)) - set(used) - set(void))
