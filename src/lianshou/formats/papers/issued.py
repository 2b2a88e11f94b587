"""Papers that a union issues: red head, document number, red line, sender and day (GB/T 9704—2012, 7.2.4–7.3.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips

from lianshou.formats.papers.building import NAMES, OfficialPaper, head_again
from lianshou.formats.papers.layout import POINTS_PER_MM, SIZES

_RED = RGBColor(0xD7, 0x00, 0x0F)
_HEAD_MM = 35
"""From the upper edge of the text to the name of the issuing body (7.2.4)."""
_LARGEST_HEAD = 48.0
_LINE_SPACE_PT = 5
"""From the line of the number, which is higher than its characters, to the red line: 4 mm below the characters (7.2.5)."""


class IssuedPaper(OfficialPaper):
    """An official paper with the head and the end of one that is issued; in between it is written like any other."""

    def open(self, *, issuer: str, number: str, title: str, addressees: str) -> None:
        """Name of the issuing body, number, red line, title, and whom it is sent to (flush, with a full-width colon)."""
        width = self.layout.text_width_mm * POINTS_PER_MM
        head = self.add(issuer, style="red_head")
        size = min(_LARGEST_HEAD, width / max(len(issuer), 1) * 0.95)
        for run in head.runs:
            run.font.size = Pt(size)
        head.paragraph_format.line_spacing = Pt(size * 1.2)
        _red_line(self.add(number, style="number"))
        self.add(title, style="title").paragraph_format.space_before = Twips(2 * self.layout.line_twips)
        if addressees:
            gap = self.add(f"{addressees.rstrip('：:')}：", style="flush")
            gap.paragraph_format.space_before = Twips(self.layout.line_twips)

    def close(self, *, issuer: str, day: date | None) -> None:
        """The issuing body above the day it was issued, both to the right, on one page with the last of the text."""
        if (
            written := self.document.paragraphs
        ):  # only the last: several long ones would leave half a page white
            written[-1].paragraph_format.keep_with_next = True
        self.add("", style="body").paragraph_format.keep_with_next = True
        sender = self.add(issuer, style="closing")
        sender.paragraph_format.keep_with_next = True
        said = f"{day.year}年{day.month}月{day.day}日" if day else "（印发日期待定）"
        end = self.add(said, style="closing")
        # the day stands four characters from the edge, the sender in the middle above it (7.3.5.1)
        right = 4 * self.layout.body_pt
        end.paragraph_format.right_indent = Pt(right)
        beyond = (_width(issuer) - _width(said)) / 2 * self.layout.body_pt
        sender.paragraph_format.right_indent = Pt(max(0, right - beyond))

    def numbers(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str) -> None:
        """A table of numbers under its caption; the column of names is the wide one, that of numbers, the last, is set to the right."""
        line = self.add(caption, style="label")
        line.paragraph_format.space_before = Pt(6)
        line.paragraph_format.keep_with_next = True
        small = 22.0
        rest = self.layout.text_width_mm - small * (len(head) - 2) - 40
        widths = [small] * (len(head) - 2) + [rest, 40]
        table = self.table([list(head), *map(list, rows)], widths_mm=widths, style="cell")
        for cell in table.columns[-1].cells:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        head_again(table.rows[0])

    def _set_styles(self) -> None:
        super()._set_styles()
        line, middle = Twips(self.layout.line_twips), WD_ALIGN_PARAGRAPH.CENTER
        self._style("red_head", self.fonts.title, _LARGEST_HEAD, line=Pt(_LARGEST_HEAD * 1.2), align=middle)
        head = self.document.styles[NAMES["red_head"]]
        head.font.color.rgb = _RED
        head.paragraph_format.space_before = Pt(_HEAD_MM * POINTS_PER_MM)
        self._style("number", self.fonts.body, self.layout.body_pt, line=line, align=middle)
        self.document.styles[NAMES["number"]].paragraph_format.space_before = Twips(
            2 * self.layout.line_twips
        )
        indent = Pt(self.layout.body_pt * 2)
        self._style(
            "subheading",
            self.fonts.subheading,
            SIZES["三号"],
            line=line,
            align=WD_ALIGN_PARAGRAPH.LEFT,
            first=indent,
            keep=True,
        )
        self._style(
            "closing", self.fonts.body, self.layout.body_pt, line=line, align=WD_ALIGN_PARAGRAPH.RIGHT
        )


def _width(text: str) -> float:
    """How wide a line is, in characters: digits are half of one, and stand a fifth of one apart from those of Chinese."""
    digits = sum(one.isdigit() for one in text)
    turns = sum(left.isdigit() != right.isdigit() for left, right in pairwise(text))
    return len(text) - digits / 2 + turns / 5


def _red_line(paragraph: Any) -> None:
    """The line below the number, as wide as the text, four millimetres under it."""
    border = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", str(_LINE_SPACE_PT)), ("color", "D7000F")):
        border.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(border)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders,
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
    )
