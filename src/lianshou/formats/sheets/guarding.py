"""Looking at a file before it is opened: what it is, and whether opening it would exhaust the machine.

The reader lays a sheet out as one dense block, so a file of 3 kB with one cell in A1 and one in XFD1048576 would ask
for hundreds of gigabytes; parts may unpack to much more than they weigh. Both are found here, before.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lianshou.formats.sheets.book import Format, Limits
from lianshou.formats.sheets.problems import Fault, SheetError

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"\x1f\x8b")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!DOCTYPE|html|head|meta|table|\?xml|body|!--)", re.IGNORECASE)
_MOST_PARTS = 20_000
_SAME_SIZE = 50_000_000  # below this, no ratio of packing is suspicious
_MOST_RATIO = 400
_PIECE = 1 << 20

_WIDE_OR_TALL = re.compile(
    rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"'](?:([A-Za-z]{2,3})([0-9]{1,7})|([A-Za-z])([0-9]{5,7}))[\"'][^>]*(?<!/)>(?!\s*</)"
)
_TALL_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br\s*=\s*[\"']([0-9]{5,7})[\"']")
_UNPLACED_CELL = re.compile(rb"<(?:\w+:)?c(?:\s+(?!r\s*=)[\w:]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*>")
_ODS_TOKEN = re.compile(rb"<(table:table-row|table:(?:covered-)?table-cell|table:table)\b([^>]*?)(/?)>")
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated=[\"']([0-9]{1,10})[\"']")


def format_of(content: bytes, *, limits: Limits) -> Format:
    """The format of ``content``, safe to open.

    Raises SheetError: NOT_A_WORKBOOK, WEB_PAGE, LOCKED, CORRUPT, BOMB, TOO_MANY_ROWS, TOO_MANY_CELLS, MACROS.
    """
    if content.startswith(_OLE):
        return _old_workbook(content)
    if content.startswith(_ZIP):
        return _zipped(content, limits)
    if content.startswith(_FOREIGN):
        raise SheetError(Fault.NOT_A_WORKBOOK)
    if _MARKUP.match(content[:500]):
        raise SheetError(Fault.WEB_PAGE)
    return Format.CSV


def _old_workbook(content: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise SheetError(Fault.LOCKED)
    if any(name.encode("utf-16-le") in content for name in ("WordDocument", "PowerPoint Document")):
        raise SheetError(Fault.NOT_A_WORKBOOK)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise SheetError(Fault.MACROS)
    return Format.XLS


def _zipped(content: bytes, limits: Limits) -> Format:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _checked(archive, limits, content)
    except SheetError:
        raise
    except Exception as error:  # a mangled directory provokes errors of every kind
        raise SheetError(Fault.CORRUPT, detail=type(error).__name__) from error


def _checked(archive: ZipFile, limits: Limits, content: bytes) -> Format:
    parts, weight = archive.infolist(), len(content)
    names = [part.filename for part in parts]
    format_ = _zipped_format(set(names))
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise SheetError(Fault.MACROS)
    if len(set(names)) != len(names):
        raise SheetError(Fault.CORRUPT, detail="a part stands twice")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.most_unpacked or len(parts) > _MOST_PARTS:
        raise SheetError(Fault.BOMB, detail=f"{unpacked} bytes in {len(parts)} parts")
    if unpacked > max(_SAME_SIZE, weight * _MOST_RATIO):
        raise SheetError(Fault.BOMB, detail=f"{unpacked} bytes from {weight}")
    for part in parts:
        _check_part(_unpacked(content, part), part.filename, format_, limits)
    return format_


def _zipped_format(names: set[str]) -> Format:
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if any(name.startswith("xl/") and name.endswith("workbook.xml") for name in names):
        return Format.XLSX
    if "content.xml" in names and "word/document.xml" not in names:
        return Format.ODS
    raise SheetError(Fault.NOT_A_WORKBOOK)


def _unpacked(content: bytes, part: ZipInfo) -> bytearray:
    """The bytes of ``part``, which must be exactly as many as the directory says: a liar is a bomb.

    The standard library stops quietly at the size that was declared; the reader of workbooks would go on.
    """
    if part.flag_bits & 1:
        raise SheetError(Fault.LOCKED, detail=part.filename)
    names = content[part.header_offset + 26 : part.header_offset + 30]
    start = (
        part.header_offset + 30 + int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
    )
    packed = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == ZIP_STORED:
        plain, size, ended = bytearray(packed), len(packed), True
    elif part.compress_type == ZIP_DEFLATED:
        plain, size, ended = _inflated(packed, part.file_size)
    else:
        raise SheetError(Fault.CORRUPT, detail=f"packed by method {part.compress_type}")
    if size > part.file_size:
        raise SheetError(Fault.BOMB, detail=part.filename)
    if size < part.file_size or not ended or zlib.crc32(plain) != part.CRC:
        raise SheetError(Fault.CORRUPT, detail=part.filename)
    return plain


def _inflated(packed: memoryview, size: int) -> tuple[bytearray, int, bool]:
    """Up to ``size`` bytes, how many there are (one more than ``size`` where there are too many), and whether that is all.

    Piece by piece into one block: in one go the library would hold everything twice.
    """
    plain, place, stream = bytearray(size), 0, zlib.decompressobj(-15)
    for at in range(0, len(packed), _PIECE):
        rest: Any = packed[at : at + _PIECE]
        while rest and not stream.eof:
            piece = stream.decompress(rest, min(_PIECE, size - place + 1))
            if place + len(piece) > size:
                return plain, size + 1, False
            plain[place : place + len(piece)] = piece
            place, rest = place + len(piece), stream.unconsumed_tail
    if not stream.eof:
        piece = stream.flush()
        if place + len(piece) > size:
            return plain, size + 1, False
        plain[place : place + len(piece)] = piece
        place += len(piece)
    return plain, place, stream.eof


def _check_part(content: bytearray, name: str, format_: Format, limits: Limits) -> None:
    """Refuse a part that is ciphered, defines entities, or would be laid out too large."""
    if b"<!ENTITY" in content[:100_000]:
        raise SheetError(Fault.BOMB, detail=f"entities in {name}")
    if name == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise SheetError(Fault.LOCKED)
    if format_ is Format.ODS:
        if name == "content.xml":
            _check_ods(content, limits)
    elif b"sheetData" in content:
        _check_xlsx(content, limits)


def _check_xlsx(content: bytearray, limits: Limits) -> None:
    """Refuse a sheet whose last cell with content lies too far out; the exact size is counted once it is read."""
    rows, columns = 9_999, 26
    for match in _WIDE_OR_TALL.finditer(content):
        rows = max(rows, int(match[2] or match[4]))
        columns = max(columns, _column_number(match[1] or match[3]))
    if _UNPLACED_CELL.search(content):
        for match in _TALL_ROW.finditer(content):
            rows = max(rows, int(match[1]))
    if rows > max(limits.most_rows, 9_999):
        raise SheetError(Fault.TOO_MANY_ROWS, detail=str(rows))
    if rows * columns > max(limits.most_cells * 4, 9_999 * 26):
        raise SheetError(Fault.TOO_MANY_CELLS, detail=f"{rows} × {columns}")


def _check_ods(content: bytearray, limits: Limits) -> None:
    total = rows = used_rows = columns = used_columns = repeat = 0
    for match in _ODS_TOKEN.finditer(content):
        kind, attributes, closed = match[1], match[2], match[3]
        times = int(found[1]) if (found := _REPEATED.search(attributes)) else 1
        if kind == b"table:table":
            total, rows, used_rows, used_columns = total + used_rows * used_columns, 0, 0, 0
        elif kind == b"table:table-row":
            repeat, columns, rows = times, 0, rows + times
        else:
            columns += times
            if not closed or b"value-type" in attributes:
                used_rows, used_columns = rows, max(used_columns, columns)
        if used_rows > limits.most_rows:
            raise SheetError(Fault.TOO_MANY_ROWS, detail=f"{used_rows}, {repeat} at once")
        if total + used_rows * used_columns > limits.most_cells:
            raise SheetError(Fault.TOO_MANY_CELLS, detail=f"{used_rows} × {used_columns}")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
