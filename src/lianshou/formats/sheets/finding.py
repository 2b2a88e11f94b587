"""Finding the header of a sheet: one row or two, below any number of title rows, columns in any order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from lianshou.formats.sheets.book import Merge, Sheet
from lianshou.formats.sheets.columns import Layout
from lianshou.formats.sheets.headings import Names, is_numbering

_ROWS_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the file: its 1-based number, its heading as written, the key it names (None: unknown)."""

    column: int
    text: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was found: its first and last row (1-based) and what stands over each column."""

    first: int
    last: int
    headings: tuple[Heading, ...]

    @property
    def known(self) -> Counter[str]:
        return Counter(heading.key for heading in self.headings if heading.key)


def find_header(sheet: Sheet, layout: Layout) -> Header | None:
    """The best header within the first rows, or None when no row names a column of ``layout``.

    A single row wins over two rows that name no more columns, an upper one over a lower one that is no better.
    """
    names = Names(layout)
    best: Header | None = None
    for number in range(1, min(len(sheet.rows), _ROWS_LOOKED_AT) + 1):
        for header in (_single(sheet, number, names), _double(sheet, number, names)):
            if header is not None and _worth(header) > (_worth(best) if best else (0, 0)):
                best = header
    return _settled(best, names) if best and _convincing(best, layout) else None


def _settled(header: Header, names: Names) -> Header:
    """The header with every heading that gives way to a stronger one of its column made unknown."""
    strongest: dict[str, int] = {}
    for heading in header.headings:
        if heading.key:
            weakness = names.weakness(heading.text)
            strongest[heading.key] = min(weakness, strongest.get(heading.key, weakness))
    return replace(
        header,
        headings=tuple(
            replace(heading, key=None)
            if heading.key and names.weakness(heading.text) > strongest[heading.key]
            else heading
            for heading in header.headings
        ),
    )


def _worth(header: Header) -> tuple[int, int]:
    known = header.known
    return len(known), -sum(known.values())


def _convincing(header: Header, layout: Layout) -> bool:
    """Two columns named, or all that are required; a lone word in a title row is no header."""
    required = {column.key for column in layout.columns if column.required}
    known = set(header.known)
    filled = len(header.headings)
    return len(known) >= 2 or (bool(known) and (required <= known or filled >= 2))


def _single(sheet: Sheet, number: int, names: Names) -> Header:
    return Header(number, number, _headings(texts_of(sheet, number), names))


def _double(sheet: Sheet, number: int, names: Names) -> Header | None:
    """Rows ``number`` and the next as a grouped header; None where nothing is grouped."""
    upper, lower = texts_of(sheet, number), texts_of(sheet, number + 1)
    groups = _groups(sheet, number, upper, lower)
    if not groups:
        return None
    headings: list[Heading] = []
    for column in sorted({*upper, *lower, *groups}):
        group, own = groups.get(column), lower.get(column)
        if group is not None and own is not None:
            key = names.key_of(group + own) or names.key_of(own)
            headings.append(Heading(column, f"{group} {own}", key))
        elif text := upper.get(column) or own:
            together = names.key_of(f"{text}{own}") if column in upper and own is not None else None
            headings.append(Heading(column, text, together or _key_of(text, names)))
    return Header(number, number + 1, tuple(headings))


def _groups(sheet: Sheet, number: int, upper: dict[int, str], lower: dict[int, str]) -> dict[int, str]:
    """The group heading over each column of the lower row: by merged cells, else by reaching over blanks."""
    merged = {column: text for merge in _wide(sheet, number) for column, text in _under(merge, upper)}
    if merged or sheet.merged:
        return {column: text for column, text in merged.items() if column in lower}
    groups: dict[int, str] = {}
    last: str | None = None
    for column in range(1, max([*upper, *lower], default=0) + 1):
        last = upper.get(column, last)
        reaches = column not in upper or (column + 1 not in upper and column + 1 in lower)
        if last is not None and column in lower and reaches:
            groups[column] = last
    return groups


def _wide(sheet: Sheet, number: int) -> list[Merge]:
    return [
        merge for merge in sheet.merged if merge.top <= number <= merge.bottom and merge.right > merge.left
    ]


def _under(merge: Merge, upper: dict[int, str]) -> list[tuple[int, str]]:
    text = upper.get(merge.left)
    return (
        [] if text is None else [(column, text) for column in range(merge.left, min(merge.right, 16_384) + 1)]
    )


def texts_of(sheet: Sheet, number: int) -> dict[int, str]:
    """The texts of a row by 1-based column; numbers and dates are no headings."""
    if not 1 <= number <= len(sheet.rows):
        return {}
    return {
        column: " ".join(cell.split())
        for column, cell in enumerate(sheet.rows[number - 1], start=1)
        if isinstance(cell, str)
    }


def _headings(texts: dict[int, str], names: Names) -> tuple[Heading, ...]:
    return tuple(Heading(column, text, _key_of(text, names)) for column, text in texts.items())


def _key_of(text: str, names: Names) -> str | None:
    return None if is_numbering(text) else names.key_of(text)
