"""PDF files as they arrive: read by a real parser, refused when they could do anything, written anew without hidden data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lianshou.core.wording import Wording

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 30
MOST_OBJECTS = 50_000
"""Objects of a file that is looked through at all; a paper of thirty pages has a few hundred."""
PDF_MARK = b"%PDF-"
"""With which a PDF begins."""
_HEAD = 1024
_ACTIVE = frozenset(
    {
        "/JS", "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/EmbeddedFile", "/EmbeddedFiles",
        "/FileAttachment", "/Filespec", "/RichMedia", "/XFA", "/Movie", "/Sound", "/Screen", "/Rendition", "/3D",
    }
)  # fmt: skip
"""Names by which a file runs something, calls somewhere, or carries another file (ISO 32000-2, 12.6 and 7.11)."""
_HIDDEN = ("/Metadata", "/PieceInfo", "/AA", "/Thumb", "/LastModified")
"""What says where a page comes from, or acts by itself; taken out."""


class Fault(Enum):
    """Why a PDF is not taken."""

    NOT_A_PDF = Wording("这不是 PDF 文件", "this is not a PDF file")
    PDF_LOCKED = Wording("这个 PDF 设了密码", "the PDF is locked with a password")
    PDF_ACTIVE = Wording("这个 PDF 带有脚本、表单动作或内嵌文件", "the PDF holds a script or another file")
    PDF_PAGES = Wording("这个 PDF 超过30页", "the PDF has more than 30 pages")
    PDF_DAMAGED = Wording("这个 PDF 已损坏", "the PDF is damaged")


class PdfError(Exception):
    """A PDF that is not taken, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF written anew from its pages alone, and how many there are."""

    content: bytes
    pages: int


def clean_pdf(content: bytes, *, most_pages: int = MOST_PAGES) -> Pdf:
    """``content`` anew: its pages and nothing else; no title, author, place, bookmark, link, script or other file.

    What the content is decides, not the name of a file. Raises PdfError.
    """
    if PDF_MARK not in content[:_HEAD]:
        raise PdfError(Fault.NOT_A_PDF)
    try:
        return _written(_opened(content, most_pages))
    except PdfError:
        raise
    except Exception as error:  # a mangled file provokes errors of every kind
        raise PdfError(Fault.PDF_DAMAGED) from error


def _opened(content: bytes, most_pages: int) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise PdfError(Fault.PDF_LOCKED)
    if len(reader.pages) > most_pages:
        raise PdfError(Fault.PDF_PAGES)
    if not reader.pages:
        raise PdfError(Fault.PDF_DAMAGED)
    _look_through(reader.trailer["/Root"])
    return reader


def _look_through(root: Any) -> None:
    """Refuse what is active wherever it hangs, and take out what is hidden."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting, seen = [root], set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            one = one.get_object()
        if len(seen) > MOST_OBJECTS:
            raise PdfError(Fault.PDF_DAMAGED)
        if isinstance(one, DictionaryObject):
            _judge(one)
            waiting.extend(one.values())
        elif isinstance(one, ArrayObject):
            waiting.extend(one)


def _judge(found: Any) -> None:
    from pypdf.generic import NameObject

    names = {str(value) for value in found.values() if isinstance(value, NameObject)}
    if _ACTIVE & (set(found.keys()) | names):
        raise PdfError(Fault.PDF_ACTIVE)
    for key in _HIDDEN:
        found.pop(key, None)


def _written(reader: PdfReader) -> Pdf:
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, NameObject

    writer = PdfWriter()
    for page in reader.pages:
        kept = ArrayObject(
            one for one in page.get("/Annots", ArrayObject()) if one.get_object().get("/Subtype") != "/Link"
        )
        page[NameObject("/Annots")] = kept
        writer.add_page(page)
    writer.metadata = None
    out = BytesIO()
    writer.write(out)
    return Pdf(out.getvalue(), len(writer.pages))
