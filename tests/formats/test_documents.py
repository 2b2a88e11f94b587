"""PDF files are read by a parser, refused when they can act, and written anew without what they hide."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.factories import documents
from tests.factories.mutating import mutated_file

from lianshou.formats.documents import MOST_PAGES, Fault, PdfError, clean_pdf


def fault(content: bytes) -> Fault:
    with pytest.raises(PdfError) as refused:
        clean_pdf(content)
    return refused.value.fault


def test_pages_stay_and_hidden_words_go() -> None:
    dirty = documents.scanned(3, author="Lu Xiaoman")
    assert (PdfReader(BytesIO(dirty)).metadata or {})["/Author"] == "Lu Xiaoman"
    clean = clean_pdf(dirty)
    assert clean.pages == 3
    reader = PdfReader(BytesIO(clean.content))
    assert len(reader.pages) == 3
    assert [len(page.images) for page in reader.pages] == [1, 1, 1]
    assert not (reader.metadata or {}).get("/Author")
    assert b"Xiaoman" not in clean.content


def test_links_are_taken_out() -> None:
    clean = clean_pdf(documents.linked("http://example.org/tracker"))
    assert b"tracker" not in clean.content


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", Fault.NOT_A_PDF),
        (b"\xff\xd8\xff\xe0 a picture", Fault.NOT_A_PDF),
        (b"PK\x03\x04" + bytes(2000) + b"%PDF-1.7", Fault.NOT_A_PDF),
        (b"%PDF-1.7 and nothing else", Fault.PDF_DAMAGED),
        (documents.scanned()[:300], Fault.PDF_DAMAGED),
        (documents.scripted(), Fault.PDF_ACTIVE),
        (documents.carrying(), Fault.PDF_ACTIVE),
        (documents.launching(), Fault.PDF_ACTIVE),
        (documents.locked(), Fault.PDF_LOCKED),
        (documents.saved(documents.written(MOST_PAGES + 1)), Fault.PDF_PAGES),
    ],
)
def test_what_is_not_taken(content: bytes, found: Fault) -> None:
    assert fault(content) is found


def test_thirty_pages_are_taken() -> None:
    assert clean_pdf(documents.saved(documents.written(MOST_PAGES))).pages == MOST_PAGES


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000))
def test_a_mangled_file_is_refused_or_taken_but_never_breaks(seed: int) -> None:
    mangled = mutated_file(documents.scanned(2), seed)
    with suppress(PdfError):
        clean = clean_pdf(mangled)
        assert clean.pages >= 1
        assert clean_pdf(clean.content).pages == clean.pages
