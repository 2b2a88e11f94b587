"""Where the pages of a printed sheet end."""

from __future__ import annotations

from collections.abc import Sequence

_HIGH_PORTRAIT, _HIGH_LANDSCAPE = 740.0, 500.0  # points of A4 between the margins
_WIDE_PORTRAIT, _WIDE_LANDSCAPE = 520.0, 768.0
_HEAD = 70.0  # points of the heading and the header, which stand on every page
_WIDEST_SIGN = (
    7.1  # points of a character of a column's width, in the widest font that a program puts for ours
)


def scale_of(width: float, *, landscape: bool) -> int:
    """The percentage at which columns of ``width`` characters in all surely fit on A4."""
    room = _WIDE_LANDSCAPE if landscape else _WIDE_PORTRAIT
    return max(min(int(100 * room / (width * _WIDEST_SIGN)), 100), 10)


def breaks(heights: Sequence[float], blocks: Sequence[int], *, landscape: bool, scale: int) -> list[int]:
    """Rows (from 0) before which a page ends, so that no block that begins at ``blocks`` is parted which has room on a page."""
    ends = [*blocks[1:], len(heights)]
    page = (_HIGH_LANDSCAPE if landscape else _HIGH_PORTRAIT) * 100 / scale - _HEAD
    found, used = [], 0.0
    for start, end in zip(blocks, ends, strict=True):
        height = sum(heights[start:end])
        if used and used + height > page:
            found.append(start)
            used = 0.0
        used = (used + height) % page if height > page else used + height
    return found
