"""What the reader of workbooks does not tell of an .xlsx: formulas nobody has computed yet, decimals that a cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from pathlib import Path
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

from lianshou.core.wording import Wording
from lianshou.formats.sheets.letters import letter_of, number_of
from lianshou.formats.sheets.problems import Problem
from lianshou.formats.sheets.recognising import Table

_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_AT = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"']([0-9]+)[\"']")
_TYPE = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>[^<]")
_TAG = re.compile(r"<(?:\w+:)?(\w+)\b([^>]*)>")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_CROSS_REFERENCE = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FIXED = re.compile(r"(?:#,##)?0\.(0+)(?:_ |_\))?(?:;.*)?")
_BUILT_IN = {"2": 2, "4": 2}

At = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True, slots=True)
class Peek:
    """One sheet: cells whose formula has no stored value, and how many decimals a cell shows where its format fixes them."""

    uncounted: frozenset[At] = frozenset()
    decimals: dict[At, int] = field(default_factory=dict)


def peek(path: Path) -> dict[str, Peek]:
    """What there is to know of each sheet of ``path``, by name; nothing for a file that is no .xlsx. Raises nothing."""
    try:
        with ZipFile(BytesIO(path.read_bytes())) as archive:
            decimals = _decimals(archive)
            return {name: _peek(archive.read(part), decimals) for name, part in _parts(archive)}
    except (BadZipFile, KeyError, OSError, UnicodeDecodeError, ValueError):
        return {}


def _parts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    targets = {}
    for tag, found in _tags(archive, "xl/_rels/workbook.xml.rels"):
        if tag == "Relationship":
            target = found["Target"]
            targets[found["Id"]] = (
                target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            )
    for tag, found in _tags(archive, "xl/workbook.xml"):
        if tag == "sheet":
            key = next(value for name, value in found.items() if name.endswith(":id"))
            if "worksheets/" in targets.get(key, ""):
                yield found["name"], targets[key]


def _tags(archive: ZipFile, part: str) -> Iterator[tuple[str, dict[str, str]]]:
    for found in _TAG.finditer(archive.read(part).decode()):
        yield found[1], {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[2])}


def _decimals(archive: ZipFile) -> list[int | None]:
    """By the number of a style: the decimals that it shows, None where it fixes none."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    own = {
        found["numFmtId"]: len(fixed[1])
        for tag, found in _tags(archive, "xl/styles.xml")
        if tag == "numFmt" and (fixed := _FIXED.fullmatch(found.get("formatCode", "")))
    }
    styles = _CROSS_REFERENCE.search(archive.read("xl/styles.xml").decode())
    if styles is None:
        return []
    used = [dict(_ATTRIBUTE.findall(found[2])) for found in _TAG.finditer(styles[0]) if found[1] == "xf"]
    return [{**_BUILT_IN, **own}.get(one.get("numFmtId", "")) for one in used]


def _peek(content: bytes, styles: list[int | None]) -> Peek:
    uncounted, decimals = set(), {}
    for found in _CELL.finditer(content):
        at, inside = _AT.search(found[1]), found[2] or b""
        if at is None:
            continue
        place = int(at[2]), number_of(at[1].decode())
        kind = _TYPE.search(found[1])
        if _FORMULA.search(inside) and not _VALUE.search(inside) and not (kind and kind[1] == b"str"):
            uncounted.add(place)
        style = _STYLE.search(found[1])
        shown = styles[int(style[1])] if style and int(style[1]) < len(styles) else None
        if shown is not None and (kind is None or kind[1] == b"n"):
            decimals[place] = shown
    return Peek(frozenset(uncounted), decimals)


def uncounted(table: Table, peeked: Peek) -> list[Problem]:
    """Cells of ``table`` whose formula nobody has computed: the reader would take them for empty."""
    keys = {column: key for key, column in table.places.items()}
    return [
        Problem(table.sheet.name, row, letter_of(column), keys[column], "formula_uncounted", *_UNCOUNTED)
        for row, column in sorted(peeked.uncounted)
        if row > table.header_row > 0 and column in keys
    ]


_UNCOUNTED = (
    Wording("这一格是公式，文件里没有存它算出的结果。", "This cell is a formula whose result is not stored in the file."),
    Wording("请用 Excel 或 WPS 打开、保存一次，或直接写数。", "Open the file in Excel or WPS and save it once, or write the value itself."),
)  # fmt: skip
