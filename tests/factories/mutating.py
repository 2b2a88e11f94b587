"""Files as they arrive when something went wrong: workbooks and uploads changed at random, the same for the same seed.

Four hands: at the bytes (cut, flipped, doubled), at the parts of the archive (gone, twice, swapped, ciphered), at the tags
inside a part (numbers far out, attributes gone), and at the cells as a person might fill them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import IllegalCharacterError

Bytes = Callable[[bytes, Random], bytes]

ODD_TEXTS = (
    "",
    " ",
    "　",
    "#REF!",
    "#N/A",
    "=1/0",
    '=HYPERLINK("http://example.org","x")',
    "+cmd|' /C calc'!A0",
    "_x0000_",
    "_x000D_\n",
    "１２３",
    "壹佰",
    "二〇二〇年三月",
    "2020.3.5",
    "2020-02-30",
    "9999-99-99",
    "3.20924E+17",
    "32092319900230001X",
    "138 1234 5678",
    "－",
    "同上",
    "无",
    "合计",
    "\u202e工会",
    "\ufeff工会",
    "𠮷田",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "%(name)s",
    "{0.__class__}",
    "'; DROP TABLE unions; --",
    "长" * 40_000,
    "a\u0301" * 200,
)
ODD_VALUES = (
    0,
    -1,
    1e308,
    -1e308,
    5e-324,
    2**63,
    10**40,
    2958466,
    -693594,
    0.1 + 0.2,
    True,
    False,
    None,
    43831,
    1.38123456789e10,
    *ODD_TEXTS,
)  # fmt: skip


def cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))]


def flipped(content: bytes, random: Random) -> bytes:
    mangled = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        mangled[random.randrange(len(mangled))] ^= 1 << random.randrange(8)
    return bytes(mangled)


def without_a_piece(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    return content[:start] + content[start + random.randrange(1, 500) :]


def with_a_piece_twice(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    piece = content[start : start + random.randrange(1, 500)]
    return content[:start] + piece + content[start:]


def with_noise(content: bytes, random: Random) -> bytes:
    start = random.randrange(len(content))
    return content[:start] + random.randbytes(random.randrange(1, 200)) + content[start:]


def zeroed(content: bytes, random: Random) -> bytes:
    start, long = random.randrange(len(content)), random.randrange(1, 400)
    return content[:start] + b"\0" * min(long, len(content) - start) + content[start + long :]


def led_by(content: bytes, random: Random) -> bytes:
    heads = (
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"<html>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    )
    return random.choice((*heads, b"\xef\xbb\xbf", b"\0\0", b"Rar!", b"MZ")) + content


def nothing(_content: bytes, random: Random) -> bytes:
    return random.choice((b"", b"\n", b" ", b"\0" * 30, b"PK", b"PK\x05\x06" + b"\0" * 18))


BYTES: tuple[Bytes, ...] = (
    cut, flipped, flipped, without_a_piece, with_a_piece_twice, with_noise, zeroed, led_by, nothing,
)  # fmt: skip


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(parts: list[tuple[str, bytes]], random: Random) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", random.choice((ZIP_DEFLATED, ZIP_STORED))) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return target.getvalue()


def with_other_parts(content: bytes, random: Random) -> bytes:
    """A part gone, emptied, renamed, in another's place, or one that does not belong there."""
    parts = list(_parts(content).items())
    place = random.randrange(len(parts))
    name, held = parts[place]
    other = parts[random.randrange(len(parts))]
    change = random.randrange(7)
    if change == 0:
        del parts[place]
    else:
        parts[place] = {
            1: (name, b""),
            2: (f"{name}x", held),
            3: (name, other[1]),
            4: (name.upper(), held),
            5: (f"../{name}", held),
            6: (name, held[: len(held) // 2]),
        }[change]
    if random.random() < 0.2:
        more = [("xl/vbaProject.bin", b"x"), ("word/document.xml", b"<a/>"), ("xl/media/a.png", b"x")]
        parts.append(random.choice([one for one in more if one[0] not in dict(parts)]))
    return _zipped(parts, random)


_NUMBERS = (
    "-1",
    "0",
    "99999999",
    "1048577",
    "4294967296",
    "NaN",
    "1e999",
    "",
    "A0",
    "XFE1",
    "ÀB",
    "&amp;",
    "5.5",
)
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_TAG = re.compile(rb"<[^>]+>")


def with_other_tags(content: bytes, random: Random) -> bytes:
    """A few attributes or tags of one part changed, the part packed again as it should be."""
    parts = _parts(content)
    name = random.choice([name for name in parts if name.endswith((".xml", ".rels"))] or [next(iter(parts))])
    held = parts[name]
    for _ in range(random.choice((1, 1, 2, 5))):
        held = _other_attribute(held, random) if random.random() < 0.6 else _other_tag(held, random)
    return _zipped(list((parts | {name: held}).items()), random)


def _other_attribute(held: bytes, random: Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(held))
    if not found:
        return held
    one = random.choice(found)
    return held[: one.start(2)] + random.choice(_NUMBERS).encode() + held[one.end(2) :]


def _other_tag(held: bytes, random: Random) -> bytes:
    found = list(_TAG.finditer(held))
    if not found:
        return held
    one = random.choice(found)
    new = random.choice((b"", one[0] * 2, one[0] * 300, b"<x>", b"]]>", b"&#0;", b"&boom;", b"\xff\xfe"))
    return held[: one.start()] + new + held[one.end() :]


def with_other_cells(content: bytes, random: Random) -> bytes:
    """A workbook as a hurried person leaves it: odd values, headings gone or twice, sheets more and fewer."""
    book = load_workbook(BytesIO(content))
    for _ in range(random.choice((1, 3, 10, 40))):
        _odd_cell(book, random)
    if random.random() < 0.5:
        _odd_sheet(book, random)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _odd_cell(book: Any, random: Random) -> None:
    sheet = random.choice(book.worksheets)
    cell = sheet.cell(random.randrange(1, sheet.max_row + 3), random.randrange(1, sheet.max_column + 3))
    try:
        cell.value = random.choice(ODD_VALUES)
    except (AttributeError, IllegalCharacterError):  # the lower cells of a merged block hold nothing
        return


def _odd_sheet(book: Any, random: Random) -> None:
    sheet = random.choice(book.worksheets)
    doings: tuple[Callable[[], object], ...] = (
        lambda: sheet.delete_rows(random.randrange(1, sheet.max_row + 1)),
        lambda: sheet.insert_rows(random.randrange(1, sheet.max_row + 1), random.randrange(1, 5)),
        lambda: sheet.delete_cols(random.randrange(1, sheet.max_column + 1)),
        lambda: sheet.insert_cols(1),
        lambda: sheet.merge_cells(start_row=1, start_column=1, end_row=random.randrange(1, 6), end_column=2),
        lambda: book.create_sheet("空"),
        lambda: book.copy_worksheet(sheet),
        lambda: (book.create_sheet("说明", 0), setattr(sheet, "sheet_state", "hidden")),
        lambda: sheet.append(["合计", 3]),
        lambda: setattr(sheet, "title", "名" * 31),
    )
    random.choice(doings)()


def as_delimited(content: bytes, random: Random) -> bytes:
    """The first sheet as .csv in some encoding, seldom a sound one."""
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    comma, quote = random.choice((",", ";", "\t", "|")), random.choice(('"', "", "'"))
    lines = [
        comma.join(f"{quote}{'' if cell is None else cell}{quote}" for cell in row) for row in sheet.values
    ]
    ending = random.choice(("\n", "\r\n", "\r"))
    text = ending.join(lines)
    written = text.encode(
        random.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "big5")), "replace"
    )
    return random.choice(BYTES)(written, random) if random.random() < 0.5 and written else written


HANDS: tuple[Bytes, ...] = (
    *BYTES,
    with_other_parts, with_other_parts, with_other_tags, with_other_tags, with_other_tags,
    with_other_cells, with_other_cells, with_other_cells, as_delimited,
)  # fmt: skip


def mutated_workbook(content: bytes, seed: int) -> bytes:
    """``content``, a sound .xlsx, as number ``seed`` of the bad ones."""
    random = Random(seed)
    return random.choice(HANDS)(content, random)


def mutated_document(content: bytes, seed: int) -> bytes:
    """``content``, a sound .docx, as number ``seed`` of the bad ones."""
    random = Random(seed)
    return random.choice((*BYTES, *[with_other_parts, with_other_tags] * 4))(content, random)


def mutated_file(content: bytes, seed: int) -> bytes:
    """Any other file as number ``seed`` of the bad ones, by its bytes alone."""
    random = Random(seed)
    return random.choice(BYTES)(content, random)


def small_workbook() -> bytes:
    """A sound workbook that no list knows."""
    target = BytesIO()
    Workbook().save(target)
    return target.getvalue()
