"""Names of crews as people write them: several in one cell, parted by a space where that can be read in one way only."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from lianshou.china.text import tidy_name
from lianshou.core.wording import Wording
from lianshou.engines.scoring.fields import some_of

_FEW = 2  # of two ways to read a cell a third says no more


def crews_named(
    parts: Iterable[str], known: Collection[str]
) -> tuple[list[str], list[tuple[Wording, Wording]]]:
    """The crews of a cell that was parted at its marks already, and what is wrong with it: message and way out.

    A part that is no crew is parted at its spaces, if that gives crews in exactly one way; names with spaces stay whole.
    """
    found: list[str] = []
    wrong: list[tuple[Wording, Wording]] = []
    for part in parts:
        ways = _ways(part.split(), known)
        if len(ways) == 1:
            found += ways[0]
        else:
            wrong.append(_unclear(part) if ways else _unknown(part, known))
    return list(dict.fromkeys(found)), wrong


def _ways(words: list[str], known: Collection[str]) -> list[list[str]]:
    """How ``words`` can be read as crews one after another; two ways at most."""
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(words) + 1):
        own = [
            [*before, name]
            for begin in range(end)
            for name in [tidy_name(" ".join(words[begin:end]))]
            if name in known
            for before in ways[begin]
        ]
        ways.append(own[:_FEW])
    return ways[-1]


def _unknown(part: str, known: Collection[str]) -> tuple[Wording, Wording]:
    way_out = _CHECK.fill(known=some_of(known, tidy_name(part)))
    return _NOT_FOUND.fill(given=part), way_out


def _unclear(part: str) -> tuple[Wording, Wording]:
    return _UNCLEAR.fill(given=part), _PART


_NOT_FOUND = Wording("“队伍”表里没有“{given}”", "there is no crew “{given}”")
_CHECK = Wording(
    "请核对，已有的是：{known}；几支队之间用顿号“、”隔开",
    "check it; known are: {known}; part several crews by commas",
)
_UNCLEAR = Wording("“{given}”分不清是哪几支队", "“{given}” can be read as different crews")
_PART = Wording("请用顿号“、”把各队隔开", "part the crews by commas")
