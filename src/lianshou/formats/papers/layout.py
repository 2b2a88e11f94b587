"""The layout of official papers by GB/T 9704—2012: measures, sizes, fonts and their free stand-ins."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

TWIPS_PER_MM = 1440 / 25.4
POINTS_PER_MM = 72 / 25.4

SIZES = {"二号": 22.0, "三号": 16.0, "小三": 15.0, "四号": 14.0, "小四": 12.0, "五号": 10.5}
"""Chinese type sizes in points."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Lengths in millimetres, type sizes in points. The defaults are those of GB/T 9704—2012, 5 and 7."""

    width_mm: float = 210
    height_mm: float = 297
    top_mm: float = 37
    bottom_mm: float = 35
    left_mm: float = 28
    right_mm: float = 26
    lines: int = 22
    characters: int = 28
    body_pt: float = SIZES["三号"]
    title_pt: float = SIZES["二号"]
    number_pt: float = SIZES["四号"]

    @property
    def text_width_mm(self) -> float:
        return self.width_mm - self.left_mm - self.right_mm

    @property
    def text_height_mm(self) -> float:
        return self.height_mm - self.top_mm - self.bottom_mm

    @property
    def line_twips(self) -> int:
        """Distance of two lines in twentieths of a point, rounded down so that all lines fit: 579 for 22 lines."""
        return int(self.text_height_mm * TWIPS_PER_MM / self.lines)

    @property
    def tracking_twips(self) -> int:
        """Space between characters in twentieths of a point: -5 lets 28 characters of 16 pt stand in 156 mm.

        In the style and not as a character grid (``linesAndChars``), which LibreOffice spreads to half as many.
        """
        return math.floor(self.text_width_mm * TWIPS_PER_MM / self.characters - self.body_pt * 20)


@dataclass(frozen=True, slots=True)
class Fonts:
    """Chinese fonts by duty. The official ones are not free, so they are a setting, named but never embedded."""

    body: str = "仿宋"
    title: str = "方正小标宋简体"
    heading: str = "黑体"
    subheading: str = "楷体"
    page_number: str = "宋体"
    latin: str = "Times New Roman"


STAND_INS: dict[str, str] = {
    "仿宋": "FangSong,仿宋_GB2312,FangSong_GB2312,STFangsong,FandolFang,Noto Serif CJK SC",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,STZhongsong,Noto Serif CJK SC",
    "黑体": "SimHei,STHeiti,Noto Sans CJK SC",
    "楷体": "KaiTi,楷体_GB2312,STKaiti,FandolKai,Noto Serif CJK SC",
    "仿宋_GB2312": "FangSong_GB2312,仿宋,FangSong,STFangsong,FandolFang,Noto Serif CJK SC",
    "方正仿宋简体": "FZFangSong-Z02S,仿宋,FangSong,STFangsong,FandolFang,Noto Serif CJK SC",
    "FandolFang": "FandolFang R,仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    "华文中宋": "STZhongsong,方正小标宋简体,FZXiaoBiaoSong-B05S,Noto Serif CJK SC",
    "方正黑体简体": "FZHei-B01S,黑体,SimHei,STHeiti,Noto Sans CJK SC",
    "楷体_GB2312": "KaiTi_GB2312,楷体,KaiTi,STKaiti,FandolKai,Noto Serif CJK SC",
    "方正楷体简体": "FZKai-Z03S,楷体,KaiTi,STKaiti,FandolKai,Noto Serif CJK SC",
    "FandolKai": "FandolKai R,楷体,KaiTi,STKaiti,Noto Serif CJK SC",
    "宋体": "SimSun,STSong,Noto Serif CJK SC",
}
"""What to take where an official font is missing (``w:altName``), free fonts last; LibreOffice follows the list."""


def replace_fonts(document: Document, *, font: str) -> None:
    """Write ``font`` wherever ``document`` names an official Chinese font; other fonts stay as the officer chose."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    official = set(STAND_INS) | {name for names in STAND_INS.values() for name in names.split(",")}
    for part in document.part.package.iter_parts():
        if not str(part.partname).startswith("/word/") or not part.content_type.endswith("+xml"):
            continue
        root = getattr(part, "element", None)
        loose = root is None
        if root is None:
            root = parse_xml(part.blob)
        for fonts in root.iter(qn("w:rFonts")):
            if fonts.get(qn("w:eastAsia")) in official:
                fonts.set(qn("w:eastAsia"), font)
        if loose:
            part._blob = serialize_part_xml(root)
