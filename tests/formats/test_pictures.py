from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from tests.factories.followups import GPS, MAKE, picture

from lianshou.formats.pictures import Fault, PictureError, clean_picture


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_becomes_a_jpeg_of_each_side(kind: str) -> None:
    large, small = clean_picture(picture(width=3000, height=2000, kind=kind))
    assert [(opened(p.content).format, p.width, p.height) for p in (large, small)] == [
        ("JPEG", 2400, 1600),
        ("JPEG", 480, 320),
    ]


def test_small_picture_is_not_enlarged() -> None:
    assert [(p.width, p.height) for p in clean_picture(picture(width=100, height=60))] == [(100, 60)] * 2


def test_place_and_camera_are_gone() -> None:
    content = picture(place=True)
    assert opened(content).getexif()[MAKE] == "SECRET-PHONE"
    assert dict(opened(content).getexif().get_ifd(GPS)) != {}
    for cleaned in clean_picture(content):
        assert dict(opened(cleaned.content).getexif()) == {}
        assert b"SECRET" not in cleaned.content
        assert b"Exif" not in cleaned.content


def test_picture_is_turned_upright() -> None:
    cleaned = clean_picture(picture(width=400, height=200, turned=6))[0]
    assert (cleaned.width, cleaned.height) == (200, 400)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_any_colours_are_taken(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (30, 20)).save(out, "PNG")
    assert opened(clean_picture(out.getvalue())[0].content).mode == "RGB"


def test_what_is_see_through_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(clean_picture(out.getvalue())[0].content).getpixel((5, 5)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """A small PNG that claims to be large."""
    content = bytearray(picture(kind="PNG"))
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    import zlib

    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Fault.NOT_A_PICTURE),
        (b"<!doctype html><script>alert(1)</script>", Fault.NOT_A_PICTURE),
        (GIF, Fault.NOT_A_PICTURE),
        (b"%PDF-1.7 and more", Fault.NOT_A_PICTURE),
        (b"\xff\xd8\xff\xe0 not more than a beginning", Fault.DAMAGED),
        (picture(width=800, height=600)[:-900], Fault.DAMAGED),
        (picture(kind="PNG")[:-40], Fault.DAMAGED),
        (bomb(8000, 8000), Fault.TOO_MANY_PIXELS),
        (bomb(60000, 60000), Fault.TOO_MANY_PIXELS),
    ],
    ids=["empty", "svg", "html", "gif", "pdf", "stump", "cut jpeg", "cut png", "large", "bomb"],
)
def test_what_is_no_good_picture_is_refused(content: bytes, fault: Fault) -> None:
    with pytest.raises(PictureError) as error:
        clean_picture(content)
    assert error.value.fault == fault
