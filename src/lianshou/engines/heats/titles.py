"""Titles that the templates give, in both languages; whatever an organiser wrote stays as it is."""

from __future__ import annotations

import re

from lianshou.core.wording import Wording

_ENGLISH = {
    "职工龙舟赛": "Workers' dragon boat regatta", "小决赛": "Small final", "半决赛": "Semifinal", "复活赛": "Repechage", "预赛": "Heats",
    "计时赛": "Time trial", "决赛": "Final",
}  # fmt: skip
_CHINESE = {english: chinese for chinese, english in _ENGLISH.items()}
_CHARACTER = re.compile(r"[\u4e00-\u9fff]")


def titled(title: str) -> Wording:
    """``title`` in both languages where it is one of the templates', else as it was written in both."""
    said = in_english(title)
    if said != title and not _CHARACTER.search(said):
        return Wording(title, said)
    number = re.fullmatch(r"Round (\d+)", title)
    return Wording(f"第{number[1]}轮" if number else _CHINESE.get(title, title), title)


def in_english(title: str) -> str:
    """The words of the templates in English, all else as it is."""
    for chinese, english in _ENGLISH.items():
        title = title.replace(chinese, english)
    return re.sub(r"第(\d+)轮", r"Round \1", title)


def counted(number: int, measure: str, one: str, several: str) -> Wording:
    """A number with what it counts: 1组, 1 heat; 2组, 2 heats."""
    return Wording(f"{number}{measure}", f"{number} {one if number == 1 else several}")


def heats_told(number: int) -> Wording:
    """So many heats."""
    return counted(number, "组", "heat", "heats")


def listed(words: list[str] | tuple[str, ...]) -> Wording:
    """Names one after another: 甲、乙; A, B."""
    return Wording("、".join(words), ", ".join(words))
