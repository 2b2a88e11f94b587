"""A field for several PDF files, for every form that takes papers."""

from __future__ import annotations

from typing import Any

from lianshou.formats.documents import PdfError, clean_pdf
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
