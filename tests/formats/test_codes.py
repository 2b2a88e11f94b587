from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from lianshou.formats.codes import code_png, code_svg

ADDRESS = "https://gonghui.example.cn/public/notices/1234567/"


def test_code_of_an_address_is_a_drawing_of_paths_alone() -> None:
    root = ElementTree.fromstring(code_svg(ADDRESS))  # noqa: S314  our own drawing
    assert {child.tag.rpartition("}")[2] for child in root} == {"path"}


def test_picture_and_drawing_show_the_same_modules() -> None:
    picture = Image.open(BytesIO(code_png(ADDRESS))).convert("1")
    side = picture.width // 10
    dark = sum(picture.getpixel((x * 10 + 5, y * 10 + 5)) == 0 for x in range(side) for y in range(side))
    path = ElementTree.fromstring(code_svg(ADDRESS))[0].attrib["d"]  # noqa: S314
    assert (picture.width, picture.height, dark) == (side * 10, side * 10, path.count("M"))


@pytest.mark.parametrize("text", ["a", "汉字" * 20])
def test_quiet_zone_is_four_modules(text: str) -> None:
    picture = Image.open(BytesIO(code_png(text))).convert("1")
    assert all(picture.getpixel((x, y)) for x in range(0, picture.width, 5) for y in (0, 39))
