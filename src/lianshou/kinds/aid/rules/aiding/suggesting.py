"""Which sorts of projects fit a household, and why: what an officer is offered with one click."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lianshou.core.wording import Wording
from lianshou.kinds.aid.rules.aiding.sorts import SortOf
from lianshou.kinds.aid.rules.form import CAUSES

BY_CAUSE: Mapping[str, tuple[str, ...]] = {
    "no_capacity": ("living", "medical"),
    "unemployed": ("training", "job"),
    "laid_off": ("job", "training", "living"),
    "uninsured": ("law", "living"),
    "benefits_unpaid": ("law",),
    "illness": ("medical", "living"),
    "disaster": ("temporary", "living"),
    "accident": ("temporary", "medical"),
    "schooling": ("schooling",),
    "other": ("living", "temporary"),
}
"""What helps against which cause, the nearest first."""
_MAIN = Wording("主要致困原因是{cause}", "the main cause is: {cause}")
_BESIDE = Wording("次要致困原因有{cause}", "a secondary cause is: {cause}")
_LONG = Wording("无法解困脱困，属长效帮扶", "cannot leave hardship: long-term aid")
_DEEP = Wording("家庭收入低于低保标准", "the family lives below the subsistence line")
_WORDS = dict(CAUSES)


@dataclass(frozen=True)
class Suggestion:
    """A sort that fits, and why."""

    sort: SortOf
    why: Wording


def suggested(
    *,
    cause: str,
    secondary: Iterable[str],
    category: str,
    is_long_term: bool,
    sorts: Mapping[str, SortOf],
    has: Collection[str],
) -> list[Suggestion]:
    """The sorts that fit, those for the main cause first; without what the household has this year already."""
    found: dict[str, Wording] = {}
    for key in BY_CAUSE.get(cause, ()):
        found.setdefault(key, _MAIN.fill(cause=_WORDS[cause]))
    for one in secondary:
        for key in BY_CAUSE.get(one, ()):
            found.setdefault(key, _BESIDE.fill(cause=_WORDS[one]))
    if is_long_term:
        for sort in sorts.values():
            if sort.is_long_term:
                found.setdefault(sort.key, _LONG)
    if category in ("deep", "minimum"):
        found.setdefault("living", _DEEP)
    return [Suggestion(sorts[key], why) for key, why in found.items() if key in sorts and key not in has]
