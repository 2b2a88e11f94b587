"""Build default templates in official layout, so that anyone can make them anew and officers can edit them in Word.

``OfficialPaper`` wraps a python-docx document with the styles, the grid and the page numbers of GB/T 9704—2012.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import parse_xml as parse_part
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from lianshou.core.wording import Language
from lianshou.formats.papers.layout import STAND_INS, Fonts, Layout

Style = Literal[
    "title", "body", "flush", "heading", "note", "cell", "label", "signature", "control",
    "red_head", "number", "subheading", "closing",
]  # fmt: skip

NAMES: dict[Style, str] = {
    "title": "公文标题",
    "body": "公文正文",
    "flush": "公文顶格",
    "heading": "公文一级标题",
    "note": "公文编号",
    "cell": "表格文字",
    "label": "表格栏目",
    "signature": "签署文字",
    "control": "模板控制行",
    "red_head": "发文机关标志",
    "number": "发文字号",
    "subheading": "公文二级标题",
    "closing": "公文落款",
}
"""Style names as the officer sees them in Word."""

_KEPT_STYLES = frozenset(("Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"))
_BUILT_AT = datetime(2026, 1, 1, tzinfo=UTC)


def timeless(content: bytes) -> bytes:
    """The same .docx without the moment at which it was packed: equal papers are equal bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as packed, ZipFile(out, "w", ZIP_DEFLATED) as anew:
        for entry in packed.infolist():
            anew.writestr(ZipInfo(entry.filename), packed.read(entry), ZIP_DEFLATED)
    return out.getvalue()


class OfficialPaper:
    """A document in official layout that is written from top to bottom; ``to_bytes`` ends it."""

    def __init__(
        self,
        *,
        title: str,
        language: Language = "zh",
        layout: Layout | None = None,
        fonts: Fonts | None = None,
    ) -> None:
        self.layout = layout or Layout()
        self.fonts = fonts or Fonts()
        self.language = language
        self.document: Any = docx.Document()
        self._clear_stock()
        self._set_properties(title)
        self._set_page()
        self._set_styles()
        self._set_font_stand_ins()
        self._set_page_numbers()

    def add(self, text: str, *, style: Style = "body", lead: str = "") -> Any:
        """A paragraph of ``text``; ``lead`` comes first, in the heading font. Returns the python-docx paragraph."""
        paragraph = self.document.add_paragraph(style=NAMES[style])
        if lead:
            self._lead(paragraph, lead)
        self._run(paragraph, text)
        return paragraph

    def loop(self, opening: str, body: Sequence[tuple[str, Style]]) -> None:
        """Paragraphs between ``{%p opening %}`` and its end, each tag on a line of its own that an officer can see."""
        self.add(f"{{%p {opening} %}}", style="control")
        for text, style in body:
            self.add(text, style=style)
        self.add(f"{{%p end{opening.split()[0]} %}}", style="control")

    def table(
        self,
        rows: Sequence[Sequence[str]],
        *,
        widths_mm: Sequence[float],
        style: Literal["cell", "signature"],
        leads_on: bool = False,
        ends_with: int = 0,
    ) -> Any:
        """A table over the text width: ``cell`` with borders, first row and column as labels; ``signature`` bare.

        A row of one text, ``{%tr … %}``, is a control row. A signature table stays on one page;
        if it ``leads_on``, the line after it stands there too. The last ``ends_with`` rows go to the page of what follows.
        """
        bordered = style == "cell"
        table = self.document.add_table(rows=0, cols=len(widths_mm), style="Table Grid" if bordered else None)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            _keep_whole(table.rows[-1])
            for place, (cell, width) in enumerate(zip(cells, widths_mm, strict=True)):
                cell.width = Mm(width)
                cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER if bordered else WD_ALIGN_VERTICAL.TOP
                named = bordered and (place == 0 or number == 0)
                self._fill(cell, row[place] if place < len(row) else "", style="label" if named else style)
        if ends_with:
            _keep_together(table.rows[-ends_with:])
        if not bordered:
            _keep_together(table.rows if leads_on else table.rows[:-1])
        return table

    def space(self, points: float) -> None:
        """An empty line of the given height in points."""
        form = self.document.add_paragraph(style=NAMES["control"]).paragraph_format
        form.line_spacing, form.keep_with_next = Pt(points), True

    def stay_together(self) -> None:
        """The last paragraph goes to the page of what follows it: no signatures alone on a page."""
        for paragraph in self.document.paragraphs[-4:]:
            paragraph.paragraph_format.keep_with_next = True

    def first_page_foot(self, picture: BytesIO, words: str, *, width_mm: float) -> None:
        """A picture with a line of words at the foot of page one, whatever the length of the text; its page number stays."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        footer = section.first_page_footer
        footer.is_linked_to_previous = False
        above = footer.paragraphs[0]
        above.style = self.document.styles["Normal"]
        above.add_run().add_picture(picture, width=Mm(width_mm))
        for paragraph in (above, footer.add_paragraph(style=NAMES["cell"])):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(footer.paragraphs[1], words)
        self._number_line(footer.add_paragraph(), "right")

    def to_bytes(self) -> bytes:
        out = BytesIO()
        self.document.save(out)
        return timeless(out.getvalue())

    # -- how it is done ----------------------------------------------------------------------------------------------

    def _run(self, paragraph: Any, text: str) -> Any:
        run = paragraph.add_run(text)
        if self.language == "zh":  # makes quotation marks and dashes full-width
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
        return run

    def _lead(self, paragraph: Any, text: str) -> None:
        run = self._run(paragraph, text)
        run.bold = self.language == "en" or None
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), self.fonts.heading)

    def _fill(self, cell: Any, text: str, *, style: Style) -> None:
        """Lines of ``text`` become the paragraphs of ``cell``, so that tags for paragraphs work in tables too."""
        for number, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph.style = NAMES["control" if line.startswith(("{%p", "{%tr")) else style]
            self._run(paragraph, line)

    def _clear_stock(self) -> None:
        """Drop the styles and the picture that python-docx brings along: shorter lists in Word, quicker to open."""
        styles = self.document.styles
        for style in list(styles):
            if style.name not in _KEPT_STYLES:
                styles.element.remove(style.element)
        for owner in (self.document.part, self.document.part.package):
            for rel_id, relation in list(owner.rels.items()):
                if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail", "/customXml")):
                    owner.rels.pop(rel_id)

    def _set_properties(self, title: str) -> None:
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, "Lianshou", ""
        properties.created = properties.modified = _BUILT_AT
        properties.language = "en" if self.language == "en" else "zh-CN"

    def _set_page(self) -> None:
        layout, section = self.layout, self.document.sections[0]
        section.page_width, section.page_height = Mm(layout.width_mm), Mm(layout.height_mm)
        section.top_margin, section.bottom_margin = Mm(layout.top_mm), Mm(layout.bottom_mm)
        section.left_margin, section.right_margin = Mm(layout.left_mm), Mm(layout.right_mm)
        section.header_distance, section.footer_distance = Mm(15), Mm(layout.bottom_mm - 7 - 6)
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)
        grid = OxmlElement("w:docGrid")
        if self.language == "zh":
            grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(layout.line_twips))
        section._sectPr.append(grid)

    def _set_styles(self) -> None:
        layout, fonts, styles = self.layout, self.fonts, self.document.styles
        latin_first = self.language == "en"
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
        _set_fonts(defaults.find(qn("w:rFonts")), latin=fonts.latin, chinese=fonts.body)
        defaults.find(qn("w:sz")).set(qn("w:val"), str(round(layout.body_pt * 2)))
        normal = styles["Normal"]
        _set_fonts(normal.element.get_or_add_rPr().get_or_add_rFonts(), latin=fonts.latin, chinese=fonts.body)
        normal.font.size = Pt(layout.body_pt)
        line = Twips(layout.line_twips)
        indent = Pt(0) if latin_first else Pt(layout.body_pt * 2)
        small = SMALL_EN if latin_first else SMALL
        left, middle, both = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
        body_align = left if latin_first else both
        self._style(
            "title",
            fonts.title,
            layout.title_pt,
            line=Pt(layout.title_pt + 13),
            align=middle,
            bold=latin_first,
        )
        self._style("body", fonts.body, layout.body_pt, line=line, align=body_align, first=indent)
        self._style("flush", fonts.body, layout.body_pt, line=line, align=left)
        self._style(
            "heading",
            fonts.heading,
            layout.body_pt,
            line=line,
            align=left,
            first=indent,
            bold=latin_first,
            keep=True,
        )
        self._style("note", fonts.body, layout.body_pt, line=line, align=WD_ALIGN_PARAGRAPH.RIGHT)
        self._style("cell", fonts.body, small, line=Pt(small + 6), align=left)
        self._style("label", fonts.heading, small, line=Pt(small + 6), align=middle, bold=latin_first)
        self._style("signature", fonts.body, small + 2, line=Pt(small + 13), align=left)
        self._style("control", fonts.body, SIZE_OF_CONTROL, line=Pt(SIZE_OF_CONTROL + 3), align=left)

    def _style(
        self,
        style: Style,
        font: str,
        size: float,
        *,
        line: Any,
        align: Any,
        first: Any = None,
        bold: bool = False,
        keep: bool = False,
    ) -> None:
        made = self.document.styles.add_style(NAMES[style], WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = self.document.styles["Normal"]
        made.quick_style = True
        made.font.size, made.font.bold = Pt(size), bold or None
        _set_fonts(made.element.get_or_add_rPr().get_or_add_rFonts(), latin=self.fonts.latin, chinese=font)
        form = made.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing, form.line_spacing_rule = line, WD_LINE_SPACING.EXACTLY
        form.alignment, form.keep_with_next, form.widow_control = align, keep or None, False
        form.first_line_indent = first
        if line != Twips(self.layout.line_twips):
            _off_grid(made.element.get_or_add_pPr())
        elif self.language == "zh":
            _track(made.element.get_or_add_rPr(), self.layout.tracking_twips)
        if first:  # in hundredths of a character, so that it follows the type size
            made.element.get_or_add_pPr().find(qn("w:ind")).set(qn("w:firstLineChars"), "200")

    def _set_font_stand_ins(self) -> None:
        """Put the official fonts with their free stand-ins into the font table."""
        names = (
            self.fonts.body,
            self.fonts.title,
            self.fonts.heading,
            self.fonts.subheading,
            self.fonts.page_number,
        )
        for relation in self.document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
                table = parse_part(relation.target_part.blob)
                for name in dict.fromkeys(names):
                    table.append(
                        parse_xml(_FONT.format(ns=nsdecls("w"), name=name, other=STAND_INS.get(name, name)))
                    )
                relation.target_part._blob = serialize_part_xml(table)

    def _set_page_numbers(self) -> None:
        """—1— in 四号, on the outer side: right on odd pages, left on even ones, one character from the edge."""
        document, section = self.document, self.document.sections[0]
        settings = document.settings.element
        document.settings.odd_and_even_pages_header_footer = True
        compat = settings.find(qn("w:compat"))
        if compat is not None:  # a line break in a justified paragraph must not stretch its line
            compat.insert(0, OxmlElement("w:doNotExpandShiftReturn"))
            compat.insert(0, OxmlElement("w:ulTrailSpace"))
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            self._number_line(footer.paragraphs[0], side)

    def _number_line(self, paragraph: Any, side: str) -> None:
        paragraph.style = self.document.styles["Normal"]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        setattr(paragraph.paragraph_format, f"{side}_indent", Pt(self.layout.number_pt))
        self._page_field(paragraph)

    def _page_field(self, paragraph: Any) -> None:
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            run.font.size = Pt(self.layout.number_pt)
            _set_fonts(
                run._r.get_or_add_rPr().get_or_add_rFonts(),
                latin=self.fonts.page_number,
                chinese=self.fonts.page_number,
            )
            if text is None:
                for element in _page_number_elements():
                    run._r.append(element)


SMALL, SMALL_EN = 12.0, 10.0
"""Type size in tables, in points: 小四 in Chinese papers."""

SIZE_OF_CONTROL = 9.0
"""Type size of lines that hold only a loop or condition; they vanish when the paper is filled."""

_FONT = '<w:font {ns} w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'


def _set_fonts(fonts: Any, *, latin: str, chinese: str) -> None:
    """Name the fonts outright and drop references to the theme, which would win over them."""
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, font in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), font)


def _off_grid(properties: Any) -> None:
    """Lines of this style have a height of their own."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    later = "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment outlineLvl rPr"
    properties.insert_element_before(snap, *(f"w:{name}" for name in later.split()))


def _track(properties: Any, twips: int) -> None:
    """Space between the characters of a style."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(twips))
    properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")


def _keep_whole(row: Any) -> None:
    """A row is not broken over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def head_again(row: Any) -> None:
    """The head of a table stands on every page that it goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_together(rows: Any) -> None:
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _page_number_elements() -> list[Any]:
    elements = []
    for kind in ("begin", "instr", "separate", "text", "end"):
        element = OxmlElement({"instr": "w:instrText", "text": "w:t"}.get(kind, "w:fldChar"))
        if kind == "instr":
            element.text = " PAGE "
        elif kind == "text":
            element.text = "1"
        else:
            element.set(qn("w:fldCharType"), kind)
        elements.append(element)
    return elements
