from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
import time_machine
from docx.oxml.ns import qn

from lianshou.formats.papers import render_paper
from lianshou.formats.papers.building import NAMES, OfficialPaper
from lianshou.formats.papers.layout import Fonts, Layout


def test_layout_gives_the_text_area_of_the_standard():
    layout = Layout()
    assert (layout.text_width_mm, layout.text_height_mm) == (156, 225)
    assert layout.line_twips == 579
    assert 22 * layout.line_twips / 20 * 25.4 / 72 <= 225
    assert 28 * (layout.body_pt + layout.tracking_twips / 20) * 25.4 / 72 <= 156


@pytest.mark.parametrize("name", ["template_zh", "template_en"])
def test_agreement_page_is_a4_with_official_margins(name, request):
    section = docx.Document(BytesIO(request.getfixturevalue(name))).sections[0]
    millimetres = [
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    ]
    assert [round(length.mm) for length in millimetres] == [210, 297, 37, 35, 28, 26]


def test_agreement_styles_are_official(template_zh):
    styles = docx.Document(BytesIO(template_zh)).styles
    found = {}
    for style in ("title", "body", "heading"):
        made = styles[NAMES[style]]
        found[style] = (made.element.rPr.rFonts.get(qn("w:eastAsia")), made.font.size.pt)
    assert found == {"title": ("方正小标宋简体", 22), "body": ("仿宋", 16), "heading": ("黑体", 16)}
    assert styles[NAMES["body"]].paragraph_format.line_spacing.pt == 579 / 20


def test_page_numbers_stand_on_the_outer_side(template_zh):
    document = docx.Document(BytesIO(template_zh))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    assert [run.font.size.pt for run in odd.runs] == [14, 14, 14]
    assert odd.text == "— 1 —"


def test_font_setting_replaces_official_fonts(template_zh, values):
    with ZipFile(BytesIO(render_paper(template_zh, values, font="Noto Serif CJK SC"))) as archive:
        for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
            assert 'w:eastAsia="仿宋"' not in archive.read(name).decode()
        assert 'w:eastAsia="Noto Serif CJK SC"' in archive.read("word/styles.xml").decode()


def test_font_table_names_free_stand_ins(template_zh):
    with ZipFile(BytesIO(template_zh)) as archive:
        assert 'w:name="仿宋"><w:altName w:val="FangSong,' in archive.read("word/fontTable.xml").decode()


def test_fonts_are_a_choice_when_building():
    paper = OfficialPaper(title="通知", fonts=Fonts(body="FandolFang"))
    paper.add("正文", style="body")
    styles = docx.Document(BytesIO(paper.to_bytes())).styles
    assert styles[NAMES["body"]].element.rPr.rFonts.get(qn("w:eastAsia")) == "FandolFang"


def test_committed_templates_are_what_the_tool_builds(tool, template_zh, template_en):
    assert parts(tool["agreement_zh"]()) == parts(template_zh)
    assert parts(tool["agreement_en"]()) == parts(template_en)


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_equal_papers_are_equal_bytes():
    made = []
    for moment in (datetime(2020, 6, 24, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)):
        with time_machine.travel(moment, tick=False):
            paper = OfficialPaper(title="协议书")
            paper.add("正文")
            made.append(paper.to_bytes())
    assert made[0] == made[1]
