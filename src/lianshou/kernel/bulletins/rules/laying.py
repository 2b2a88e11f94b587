"""A text laid out in paragraphs: headings by their numerals (GB/T 9704—2012, 7.3.3), words, numbers and tables in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lianshou.kernel.bulletins.rules.inserting import Insert, pieces_of

V = TypeVar("V")
_FIRST = re.compile(r"[一二三四五六七八九十]{1,3}、")
_SECOND = re.compile(r"（[一二三四五六七八九十]{1,3}）")


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[V]):
    """A paragraph of the text: ``pieces`` are words and numbers; a ``block`` is a table by itself."""

    sort: str
    pieces: tuple[str | V, ...]


def laid_out(text: str, values: Sequence[V]) -> list[Paragraph[V]]:
    """The paragraphs of a text with its numbers in their order; a table within a sentence follows its paragraph."""
    found: list[Paragraph[V]] = []
    coming = iter(values)
    for line in text.splitlines():
        pieces: list[str | V] = []
        blocks: list[V] = []
        for piece in pieces_of(line):
            if isinstance(piece, Insert):
                (blocks if piece.is_block else pieces).append(next(coming))
            else:
                pieces.append(piece)
        if any(not isinstance(piece, str) or piece.strip() for piece in pieces):
            found.append(Paragraph(_sort(line.strip()), tuple(pieces)))
        found += [Paragraph("block", (block,)) for block in blocks]
    return found


def _sort(line: str) -> str:
    if _FIRST.match(line):
        return "heading"
    return "subheading" if _SECOND.match(line) else "body"
