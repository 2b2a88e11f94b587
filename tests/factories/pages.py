"""Where the lines of a paper stand on its pages, by LibreOffice and poppler."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PIL import Image

from lianshou.formats.papers.pdf import can_make_pdf, pdf_of


def _taken_for(font: str) -> list[str]:
    """The names of the font that this machine takes where a paper names ``font``."""
    command = ["fc-match", "-f", "%{family}", font]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split(",")


needs_pages = pytest.mark.skipif(
    not (can_make_pdf() and shutil.which("pdftotext")), reason="needs LibreOffice and poppler"
)
needs_times = pytest.mark.skipif(
    shutil.which("fc-match") is None
    or not {"Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman"}
    & set(_taken_for("Times New Roman")),
    reason="needs Times New Roman, or a font of its measures (fonts-liberation)",
)
"""Where digits have another width, what is set by their width stands elsewhere."""
_MM = 25.4 / 72
_LINE = re.compile(
    r'<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</line>', re.DOTALL
)
_DOTS = 144


@dataclass(frozen=True)
class Line:
    """A line of words, its edges in millimetres from the left and the upper edge of the page."""

    words: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def height(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]

    def line(self, words: str) -> Line:
        return next(line for line in self.lines if line.words == words)


def pages_of(paper: bytes) -> tuple[list[Page], bytes]:
    """The pages of a .docx from the top of each downwards, and the PDF that they were read from."""
    pdf = pdf_of(paper) or b""
    told = subprocess.run(
        ["pdftotext", "-bbox-layout", "-", "-"], input=pdf, check=True, capture_output=True
    ).stdout.decode()
    return [_page(part) for part in told.split("<page ")[1:]], pdf


def texts_of(paper: bytes) -> list[str]:
    """The words of each page of a .docx."""
    told = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf_of(paper) or b"", check=True, capture_output=True
    ).stdout.decode()
    return [page for page in told.split("\f") if page.strip()]


def red_line(pdf: bytes) -> tuple[float, float, float]:
    """Of the red line on the first page: its left end, its right end and how far down it is, in millimetres."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "page"
        subprocess.run(
            ["pdftoppm", "-r", str(_DOTS), "-l", "1", "-", target], input=pdf, check=True, capture_output=True
        )
        image = Image.open(BytesIO(next(Path(folder).iterdir()).read_bytes())).convert("RGB")
    for row in range(image.height):
        on = [x for x in range(image.width) if _is_red(image.getpixel((x, row)))]
        if len(on) > image.width * 0.6:
            return on[0] / _DOTS * 25.4, on[-1] / _DOTS * 25.4, row / _DOTS * 25.4
    raise AssertionError("no red line")


def _is_red(colour: Any) -> bool:
    red, green, blue = colour
    return red > 150 and green < 90 and blue < 90


def _page(part: str) -> Page:
    width, height = (float(value) * _MM for value in re.findall(r'="([\d.]+)"', part)[:2])
    found = []
    for *edges, body in _LINE.findall(part):
        words = "".join(html.unescape(word) for word in re.findall(r">([^<>]+)</word>", body))
        left, top, right, bottom = (float(edge) * _MM for edge in edges)
        found.append(Line(words, left, top, right, bottom))
    return Page(width, height, tuple(sorted(found, key=lambda line: (line.top, line.left))))
