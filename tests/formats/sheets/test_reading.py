from __future__ import annotations

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianshou.formats.sheets.problems import Fault, SheetError
from lianshou.formats.sheets.reading import Book, Format, Limits, Merge, read_book

Build = Callable[..., bytes]


def fault_of(content: bytes | Path, limits: Limits | None = None) -> Fault:
    with pytest.raises(SheetError) as caught:
        read_book(content, name="名单", limits=limits or Limits())
    assert caught.value.message.zh
    assert caught.value.way_out.zh
    return caught.value.fault


def test_positions_of_the_file_are_kept(workbook: Build) -> None:
    content = workbook([None, None, "单位"], [None, None, "甲", 1], top=4, merged=("C5:C6",))
    sheet = read_book(content, name="a.xlsx").sheets[0]
    assert sheet.cell(4, 3) == "单位"
    assert sheet.cell(5, 4) == 1.0
    assert sheet.cell(1, 1) is None
    assert sheet.cell(99, 99) is None
    assert sheet.merged == (Merge(5, 3, 6, 3),)
    assert len(sheet.rows) == 5


def test_formatted_but_empty_cells_far_below_do_not_count(workbook: Build) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(["单位"], ["甲"])))
    book.worksheets[0].cell(1_048_576, 16_384).font = openpyxl.styles.Font(bold=True)
    target = BytesIO()
    book.save(target)
    assert len(read_book(target.getvalue()).sheets[0].rows) == 2


def test_one_cell_in_the_far_corner_is_refused_before_it_is_laid_out(workbook: Build) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(["单位"], ["甲"])))
    for row, column, fault in ((1_048_576, 1, Fault.TOO_MANY_ROWS), (9_000, 16_384, Fault.TOO_MANY_CELLS)):
        cell = book.worksheets[0].cell(row, column)
        cell.value = 1
        target = BytesIO()
        book.save(target)
        assert fault_of(target.getvalue()) is fault
        cell.value = None


def test_rows_and_cells_are_limited(workbook: Build) -> None:
    content = workbook(*[["甲", "乙"]] * 12)
    assert fault_of(content, Limits(most_rows=11)) is Fault.TOO_MANY_ROWS
    assert fault_of(content, Limits(most_cells=23)) is Fault.TOO_MANY_CELLS
    assert fault_of(content, Limits(most_bytes=100)) is Fault.TOO_LARGE
    assert len(read_book(content, limits=Limits(most_rows=12, most_cells=24)).sheets[0].rows) == 12


def test_what_is_no_workbook_is_named(tmp_path: Path) -> None:
    docx = BytesIO()
    with zipfile.ZipFile(docx, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert fault_of(b"") is Fault.EMPTY
    assert fault_of(b"\0" * 50) is Fault.EMPTY
    assert fault_of(b"\xef\xbb\xbf") is Fault.EMPTY
    assert fault_of(docx.getvalue()) is Fault.NOT_A_WORKBOOK
    assert fault_of(b"%PDF-1.7 ...") is Fault.NOT_A_WORKBOOK
    assert fault_of(b"<html><table></table></html>") is Fault.WEB_PAGE
    assert fault_of(b"abc\x01\x02\x00def") is Fault.NOT_A_WORKBOOK
    assert fault_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) is Fault.CORRUPT
    assert fault_of(tmp_path / "none.xlsx") is Fault.NOT_FOUND
    assert fault_of(tmp_path) is Fault.NOT_FOUND


def test_a_workbook_with_a_password_says_so() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert fault_of(ole) is Fault.LOCKED


def test_a_workbook_without_any_cell_is_empty(workbook: Build) -> None:
    assert fault_of(workbook()) is Fault.EMPTY
    assert fault_of(workbook(["  ", "\u3000"])) is Fault.EMPTY


def test_a_bomb_is_not_unpacked(workbook: Build) -> None:
    target = BytesIO(workbook(["单位"], ["甲"]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.xml", b"\0" * 80_000_000)
    assert fault_of(target.getvalue()) is Fault.BOMB
    assert fault_of(target.getvalue(), Limits(most_unpacked=1_000_000)) is Fault.BOMB


def test_a_part_that_unpacks_to_more_than_it_says_is_a_bomb(workbook: Build) -> None:
    target = BytesIO(workbook(["单位"], ["甲"]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.xml", b"\0" * 1_000_000)
    content = target.getvalue()
    size, true_sum = struct.pack("<I", 1_000_000), struct.pack("<I", zlib.crc32(b"\0" * 1_000_000))
    place = content.rindex(true_sum)  # in the directory: checksum, packed size, size
    assert content[place + 8 : place + 12] == size
    lying_sum = struct.pack("<I", zlib.crc32(b"\0" * 10))
    lie = content[:place] + lying_sum + content[place + 4 : place + 8] + b"\n\0\0\0" + content[place + 12 :]
    assert read_book(content).format is Format.XLSX
    assert fault_of(lie) is Fault.BOMB


def test_workbook_with_macros_is_refused(workbook: Build) -> None:
    target = BytesIO(workbook(["单位"], ["甲"]))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    assert fault_of(target.getvalue()) is Fault.MACROS


def test_old_workbook_with_macros_is_refused() -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "_VBA_PROJECT_CUR".encode("utf-16-le")
    assert fault_of(content) is Fault.MACROS


def test_entities_are_refused(workbook: Build) -> None:
    source = zipfile.ZipFile(BytesIO(workbook(["单位"], ["甲"])))
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/styles.xml":
                text = b'<!DOCTYPE a [<!ENTITY b "c">]>' + text
            archive.writestr(name, text)
    assert fault_of(target.getvalue()) is Fault.BOMB


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_any_usual_encoding(encoding: str, delimiter: str) -> None:
    text = delimiter.join(["单位", "代码", "备注"]) + "\r\n" + delimiter.join(["甲厂", '="0012"', '"一\n二"'])
    book = read_book(text.encode(encoding), name="名单.csv")
    assert book.format is Format.CSV
    assert book.sheets[0].name == "名单"
    assert book.sheets[0].rows == (("单位", "代码", "备注"), ("甲厂", "0012", "一\n二"))


def test_commas_within_a_text_do_not_mislead_the_delimiter() -> None:
    text = "单位;备注\n甲;a,b,c\n乙;d\n丙;e,f\n"
    assert read_book(text.encode()).sheets[0].rows[1] == ("甲", "a,b,c")


def ods(rows: str) -> bytes:
    target = BytesIO()
    head = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="名单">'
    )
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", head + rows + tail)
    return target.getvalue()


def ods_cell(text: str, extra: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{extra}><text:p>{text}</text:p></table:table-cell>'


EMPTY_ODS_ROWS = (
    '<table:table-row table:number-rows-repeated="{}">'
    '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
)


def test_open_document_is_read_with_its_positions() -> None:
    content = ods(
        EMPTY_ODS_ROWS.format(3)
        + f"<table:table-row><table:table-cell/>{ods_cell('单位')}</table:table-row>"
        + f"<table:table-row><table:table-cell/>{ods_cell('甲')}</table:table-row>"
        + EMPTY_ODS_ROWS.format(1_048_000)
    )
    book = read_book(content)
    assert book.format is Format.ODS
    assert book.sheets[0].cell(4, 2) == "单位"
    assert len(book.sheets[0].rows) == 5


def test_open_document_that_repeats_content_without_end_is_refused() -> None:
    repeated = ' table:number-columns-repeated="16384"'
    row = '<table:table-row table:number-rows-repeated="1048576">{}</table:table-row>'
    assert fault_of(ods(row.format(ods_cell("甲")))) is Fault.TOO_MANY_ROWS
    assert (
        fault_of(ods(row.replace("1048576", "4000").format(ods_cell("甲", repeated)))) is Fault.TOO_MANY_CELLS
    )


def xls(cells: list[tuple[int, int, str | float]], merged: tuple[int, int, int, int]) -> bytes:
    """A BIFF8 workbook in a compound file: as small as a reader admits."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def label(row: int, column: int, text: str) -> bytes:
        return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))

    name = "名单"
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 6))
    for row, column, value in cells:
        if isinstance(value, str):
            sheet += label(row, column, value)
        else:
            sheet += record(0x203, struct.pack("<HHHd", row, column, 0, value))
    sheet += record(0xE5, struct.pack("<HHHHH", 1, *merged)) + record(0x0A, b"")
    bound_length = 4 + 8 + 2 * len(name)
    offset = len(start) + bound_length + 4
    bound = record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    stream = start + bound + record(0x0A, b"") + sheet
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")

    def entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
        wide = title.encode("utf-16-le") + b"\0\0"
        ids = struct.pack("<HBBIII", len(wide), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return wide.ljust(64, b"\0") + ids + b"\0" * 36 + struct.pack("<IQ", first, size)

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += b"\xff" * 432
    return header + fat + directory.ljust(512, b"\0") + stream


def test_old_workbooks_are_read_with_positions_and_merges() -> None:
    book = read_book(xls([(3, 2, "单位"), (4, 2, "甲"), (5, 3, 7.0)], (4, 5, 2, 2)))
    assert book.format is Format.XLS
    sheet = book.sheets[0]
    assert (sheet.name, sheet.cell(4, 3), sheet.cell(5, 3), sheet.cell(6, 4)) == ("名单", "单位", "甲", 7.0)
    assert sheet.merged == (Merge(5, 3, 6, 3),)


def mutations(content: bytes, seed: int) -> bytes:
    rng = random.Random(seed)
    broken = bytearray(content)
    match seed % 4:
        case 0:
            del broken[rng.randrange(len(broken)) :]
        case 1:
            for _ in range(rng.randint(1, 30)):
                broken[rng.randrange(len(broken))] = rng.randrange(256)
        case 2:
            start = rng.randrange(len(broken))
            del broken[start : start + rng.randint(1, 400)]
        case _:
            start = rng.randrange(len(broken))
            broken[start:start] = rng.randbytes(rng.randint(1, 200))
    return bytes(broken)


def repacked(content: bytes, seed: int) -> bytes:
    """The same parts, one of them mangled inside, in a sound zip."""
    rng = random.Random(seed)
    source = zipfile.ZipFile(BytesIO(content))
    target = BytesIO()
    victim = rng.choice(source.namelist())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = source.read(name)
            archive.writestr(name, mutations(part, seed) if name == victim else part)
    return target.getvalue()


def outcome(content: bytes) -> Book | Fault:
    try:
        return read_book(content)
    except SheetError as error:
        return error.fault


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_broken_files_give_our_error_or_a_book_and_nothing_else(workbook: Build) -> None:
    xlsx = workbook(["单位", "日期"], ["甲", date(2019, 6, 1)], ["乙", 3.5], merged=("A2:A3",))
    old = xls([(0, 0, "单位"), (1, 0, "甲"), (2, 1, 7.0)], (1, 2, 0, 0))
    open_document = ods(f"<table:table-row>{ods_cell('单位')}{ods_cell('甲')}</table:table-row>")
    seen = set()
    for seed in range(250):
        for content in (xlsx, old, open_document):
            seen.add(type(outcome(mutations(content, seed))))
        seen.add(type(outcome(repacked(xlsx, seed))))
        seen.add(type(outcome(repacked(open_document, seed))))
    assert seen == {Book, Fault}


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_random_bytes_never_raise_anything_else(content: bytes) -> None:
    for head in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"):
        assert isinstance(outcome(head + content), Book | Fault)
