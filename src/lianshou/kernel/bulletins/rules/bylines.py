"""The head line of a brief (电头), composed of who wrote it; what names a by-line may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lianshou.kernel.bulletins.enums import Reason, Role

MOST_PHOTOS = 6
"""Photographs of one brief."""
_SAID = {Role.REPORTER: "记者", Role.CORRESPONDENT: "通讯员"}
_NAME = re.compile(r"[\w·. -]{1,20}")
_BETWEEN = re.compile(r"[\s、，,;；]+")


def names_of(typed: str) -> list[str]:
    """The names of a by-line as they were typed: 郑青青 周永祥, or with 、 between them."""
    return [name for name in _BETWEEN.split(typed) if name]


def why_not_name(bylines: Mapping[str, Sequence[str]]) -> Reason | None:
    """The first reason to refuse names of by-lines."""
    names = [name for each in bylines.values() for name in each]
    return None if all(_NAME.fullmatch(name) for name in names) else Reason.BYLINE_UNCLEAR


def uncredited(photographers: Sequence[str], credits: Sequence[str]) -> list[str]:
    """The photographers to be named at the end: nobody where each is credited under a picture, else all of them."""
    credited = {name for credit in credits for name in names_of(credit)}
    return [] if credited.issuperset(photographers) else list(photographers)


def head_line(opening: str, bylines: Mapping[str, Sequence[str]]) -> str:
    """本报讯（记者王伟 通讯员郑青青 周永祥）; the opening alone where nobody is named, nothing without an opening."""
    told = [f"{said}{' '.join(bylines[role])}" for role, said in _SAID.items() if bylines.get(role)]
    if not opening:
        return ""
    return f"{opening}（{' '.join(told)}）" if told else f"{opening}　"
