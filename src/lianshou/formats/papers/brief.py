"""Press briefs (简报、新闻稿): no red head; title, who sends it and when, text, photographs with their credits."""

from __future__ import annotations

from io import BytesIO

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from lianshou.formats.papers.issued import IssuedPaper

_WIDEST_MM = 130
_HIGHEST_MM = 95


class BriefPaper(IssuedPaper):
    """A press brief, written from top to bottom; text, tables and headings are those of any issued paper."""

    def begin(self, *, title: str, source: str) -> None:
        """The title, and below it who sends it, under which number, and when."""
        self.add(title, style="title")
        line = self.add(source, style="number")
        line.paragraph_format.space_before = Pt(8)
        line.paragraph_format.space_after = Pt(self.layout.body_pt)

    def photograph(self, picture: bytes, *, width: int, height: int, line: str) -> None:
        """A picture of ``width`` by ``height`` pixels in the middle, its caption and credit on one page with it."""
        wide = min(_WIDEST_MM, _HIGHEST_MM * width / max(height, 1))
        above = self.document.add_paragraph()
        above.alignment = WD_ALIGN_PARAGRAPH.CENTER
        above.paragraph_format.keep_with_next = True
        above.paragraph_format.space_before = Pt(self.layout.body_pt / 2)
        above.add_run().add_picture(BytesIO(picture), width=Mm(wide))
        below = self.add(line, style="cell")
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.paragraph_format.space_after = Pt(self.layout.body_pt / 2)

    def end(self, words: str) -> None:
        """A last line to the right, as who took the photographs."""
        self.add(words, style="closing")
