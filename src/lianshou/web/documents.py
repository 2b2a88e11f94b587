"""Fields for several PDF files, and for papers as PDF or as photographs, for every form that takes papers."""

from __future__ import annotations

from typing import Any

from lianshou.formats.documents import PDF_MARK, PdfError, clean_pdf
from lianshou.web.pictures import PhotosField


class DocumentsField(PhotosField):
    """Several PDF files at once; gives their bytes, each checked by what it holds, each error naming its file.

    ``reasons`` words what is wrong: TOO_MANY, PDF_LARGE and the faults of ``formats.documents``, by name.
    """

    accept = "application/pdf"

    def _content(self, file: Any) -> Any:
        """The bytes of a file, or the reason why it is not taken."""
        if (file.size or 0) > self.limit():
            return self.reasons.PDF_LARGE
        content: bytes = file.read()
        try:
            clean_pdf(content)
        except PdfError as error:
            return self.reasons[error.fault.name]
        return content


class PapersField(DocumentsField):
    """Several papers at once, each a PDF or a photograph as it comes out of a scanner or a telephone; gives their bytes.

    ``reasons`` words the faults of both.
    """

    accept = f"{PhotosField.accept},{DocumentsField.accept}"

    def _content(self, file: Any) -> Any:
        """The bytes of a file, or the reason why it is not taken; what it is says its beginning, not its name."""
        is_pdf = file.read(len(PDF_MARK)) == PDF_MARK
        file.seek(0)
        return super()._content(file) if is_pdf else PhotosField._content(self, file)
