"""PDF files for tests: papers as a scanner, an office program or somebody with bad intent makes them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject


def scanned(pages: int = 1, *, author: str = "") -> bytes:
    """Pictures of pages in a PDF, as a scanner makes it."""
    sheets = [Image.new("RGB", (200, 280), (250, 250, 250 - n)) for n in range(pages)]
    out = BytesIO()
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:], author=author)
    return out.getvalue()


def written(pages: int = 1) -> PdfWriter:
    """Blank pages, to which a test adds what it is about."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 280)
    return writer


def saved(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def scripted() -> bytes:
    """A PDF that runs a script when it is opened."""
    writer = written()
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x');")}
    )
    writer.root_object[NameObject("/OpenAction")] = action
    return saved(writer)


def carrying() -> bytes:
    """A PDF with a file in it."""
    writer = written()
    writer.add_attachment("x.exe", b"MZ")
    return saved(writer)


def locked() -> bytes:
    """A PDF with a password."""
    writer = written()
    writer.encrypt("secret")
    return saved(writer)


def with_annotation(**entries: Any) -> bytes:
    """A PDF whose page has an annotation with these entries."""
    writer = written()
    told = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 50, 50)]),
        }
    )
    for key, value in entries.items():
        told[NameObject(f"/{key}")] = value
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(told)])
    return saved(writer)


def linked(address: str) -> bytes:
    """A PDF with a link to somewhere."""
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(address)}
    )
    return with_annotation(Subtype=NameObject("/Link"), A=action)


def launching() -> bytes:
    """A PDF with a button that starts a program."""
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    return with_annotation(Subtype=NameObject("/Widget"), A=action)
