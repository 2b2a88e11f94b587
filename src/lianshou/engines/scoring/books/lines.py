"""Lines of a derivation as they stand on paper: short steps share a line, so that more people stand on a page."""

from __future__ import annotations

from collections.abc import Iterable

from lianshou.core.wording import Wording, join
from lianshou.formats.sheets.writing import text_width

_HEADS = "【["
"""What the name of a part begins with; it stands before the first step of the part."""


def joined_lines(lines: Iterable[Wording], width: float) -> list[Wording]:
    """``lines`` in their order, as many on a line as have room in ``width`` characters in either language; a part begins a line."""
    found: list[Wording] = []
    after_head = False
    for line in lines:
        is_head = line.zh[:1] in _HEADS
        both = _both(found[-1], line, head=after_head) if found and not is_head else None
        if both is not None and (after_head or _has_room(both, width)):
            found[-1] = both
        else:
            found.append(line)
        after_head = is_head
    return found


def _both(one: Wording, other: Wording, *, head: bool) -> Wording:
    return join([one, other], zh="", en=" ") if head else join([one, other])


def _has_room(line: Wording, width: float) -> bool:
    return max(text_width(line.zh), text_width(line.en)) <= width
