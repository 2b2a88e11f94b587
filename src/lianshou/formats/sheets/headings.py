"""Telling columns by their headings, however these are spaced, starred, bracketed or broken into lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from lianshou.china.text import squeeze

if TYPE_CHECKING:
    from lianshou.formats.sheets.columns import Layout

_OPEN, _CLOSE = "（([【〔", "）)]】〕"
_BRACKETED = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]*[）)\]】〕]")
_OPTIONAL = re.compile(r"[（(\[【〔]?(?:必填|选填|必选|可选|可不填|非必填|required|optional)项?[）)\]】〕]")
_ORNAMENT = re.compile(r"[*＊★☆※#:：_/\\、，,。.．·\-—–\"'“”]+")
_NUMBERING = {"序号", "编号序号", "顺序号", "序", "行号", "no", "no.", "number", "#", "sn", "index"}


@lru_cache(maxsize=2_000)
def heading_key(text: str) -> str:
    """A heading without spaces, stars, colons, “(required)” marks and case; brackets count but not their shape."""
    plain = _OPTIONAL.sub("", squeeze(text).casefold())
    plain = plain.translate(str.maketrans(_OPEN + _CLOSE, "(" * len(_OPEN) + ")" * len(_CLOSE)))
    return _ORNAMENT.sub("", plain)


def bare_key(text: str) -> str:
    """``heading_key`` without what stands in brackets: 经度（°） → 经度; a heading all in brackets keeps its words."""
    bare = heading_key(_BRACKETED.sub("", squeeze(text)))
    return bare or heading_key(text).strip("()")


def is_numbering(text: str) -> bool:
    """Whether the heading is that of a running number, which no layout wants."""
    return squeeze(text).casefold() in _NUMBERING or heading_key(text) in _NUMBERING


@dataclass(frozen=True)
class Names:
    """The names of a layout, ready for looking headings up."""

    layout: Layout

    @cached_property
    def full(self) -> dict[str, str]:
        return {heading_key(name): column.key for column in self.layout.columns for name in column.names}

    @cached_property
    def bare(self) -> dict[str, str | None]:
        """Bracketless names; None where two columns would share one."""
        found: dict[str, str | None] = {}
        for column in self.layout.columns:
            for name in column.names:
                key = bare_key(name)
                found[key] = column.key if found.get(key, column.key) == column.key else None
        return found

    @cached_property
    def ranks(self) -> dict[str, int]:
        """How weak each yielding name is, from 1; names that never yield are absent."""
        return {
            heading_key(name): rank
            for column in self.layout.columns
            for rank, name in enumerate(column.yielding, start=1)
        }

    def weakness(self, heading: str) -> int:
        """0 for a heading that never gives way; of two others the greater gives way. Words of a group in front do not count."""
        words = heading.split()
        for text in (" ".join(words[start:]) for start in range(len(words))):
            for key in (heading_key(text), bare_key(text)):
                if key in self.full:
                    return self.ranks.get(key, 0)
        return 0

    def key_of(self, heading: str) -> str | None:
        """The column that ``heading`` names, or None."""
        full = heading_key(heading)
        if not full:
            return None
        return self.full.get(full) or self.full.get(bare_key(heading)) or self.bare.get(bare_key(heading))
