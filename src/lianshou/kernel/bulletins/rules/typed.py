"""Numbers that were typed into a text: which of them a figure says differently, and which nothing backs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise

from lianshou.core.quantities import FEN, UNITS, Money, Unit

_COUNTERS = sorted({word for unit in UNITS for word in unit.counters}, key=len, reverse=True)
_GROUPS = {"": 1, "万": 10_000, "亿": 100_000_000}
_NUMBER = re.compile(
    rf"(?<![\d.〔（(年月第])(\d[\d,]*(?:\.\d+)?)\s*(万|亿|)(?:多|余)?({'|'.join(map(re.escape, _COUNTERS))})(?![月日号期届])"
)
_BRACED = re.compile(r"\{[^{}\n]*\}")
_NOT_NAMING = re.compile(r"[（(].*?[)）]")
_NEAR = 12
"""So many characters before and behind a number may say what it counts."""
_EVERYWHERE = frozenset({"工会", "职工", "组织"})
"""Words of titles that stand in every text of a union, and so say nothing of what a number means."""


class Doubt(StrEnum):
    """What is to be said of a typed number."""

    CONTRADICTS = "contradicts"
    UNBACKED = "unbacked"
    EQUALS = "equals"


@dataclass(frozen=True, slots=True)
class Typed:
    """A number typed as ``words``, with the figure that it contradicts or equals, by slug, and what that says."""

    words: str
    doubt: Doubt
    figure: str = ""
    said: str = ""


def typed_numbers(text: str, *, figures: Mapping[str, tuple[str, Unit, int]], limit: int = 30) -> list[Typed]:
    """The typed numbers of a text that carry a unit, each with what speaks about it, in their order.

    ``figures`` are those of the bulletin's union and period by slug: title, unit, value (fen for money). A number equals a
    figure of its unit of which a word stands near it, or which the text names somewhere (else they are alike by chance);
    or it stands in a sentence that names a figure and says otherwise, or nothing backs it.
    """
    return [_judged(match, sentence, text, figures) for match, sentence in islice(_typed(text), limit)]


def has_typed_numbers(text: str) -> bool:
    """Whether a text holds any: where none is, no figure needs counting."""
    return any(_typed(text))


def _typed(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every number with a unit that stands outside the placeholders, with its sentence."""
    for sentence in re.split(r"[。；;\n]", _BRACED.sub("", text)):
        for match in _NUMBER.finditer(sentence):
            yield match, sentence


def _judged(
    match: re.Match[str], sentence: str, text: str, figures: Mapping[str, tuple[str, Unit, int]]
) -> Typed:
    units = [unit for unit in UNITS if match[3] in unit.counters]
    number = float(match[1].replace(",", "")) * _GROUPS[match[2]]
    around = sentence[max(0, match.start() - _NEAR) : match.start()] + " " + sentence[match.end() :][:_NEAR]
    alike = {
        slug: _nearness(figures[slug][0], around, text)
        for slug, one in figures.items()
        if _is(number, one, units)
    }
    equal = max(alike, key=lambda slug: alike[slug], default="")
    if equal and alike[equal]:
        return Typed(match[0], Doubt.EQUALS, equal, figures[equal][0])
    named = _named(sentence, units, figures)
    if named:
        title, unit, value = figures[named]
        said = f"{value / FEN:g}" if isinstance(unit, Money) else str(value)
        return Typed(match[0], Doubt.CONTRADICTS, named, f"{title} {said}")
    return Typed(match[0], Doubt.UNBACKED)


def _nearness(title: str, around: str, text: str) -> int:
    """How many words of two characters a title shares with what stands around a number, before one that the text only names."""
    bare = _NOT_NAMING.sub("", title)
    words = {"".join(pair) for pair in pairwise(bare)} - _EVERYWHERE
    return 2 * sum(word in around for word in words) or int(len(bare) > 1 and bare in text)


def _is(number: float, one: tuple[str, Unit, int], units: Collection[Unit]) -> bool:
    _title, unit, value = one
    return unit in units and value != 0 and number == (value / FEN if isinstance(unit, Money) else value)


def _named(sentence: str, units: Collection[Unit], figures: Mapping[str, tuple[str, Unit, int]]) -> str:
    """The figure of the number's unit that the sentence names; the longest title wins."""
    known = {
        slug: bare
        for slug, (title, unit, _value) in figures.items()
        if unit in units and len(bare := _NOT_NAMING.sub("", title)) > 1 and bare in sentence
    }
    return max(known, key=lambda slug: len(known[slug]), default="")
