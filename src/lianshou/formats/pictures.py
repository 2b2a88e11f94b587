"""Photographs as they arrive from a phone: checked by content, turned upright, made small, stripped of hidden data."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING

from lianshou.core.wording import Wording

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 60_000_000
"""Pixels of a picture that is opened at all; a small file can claim to be far larger (a decompression bomb)."""

_KINDS = ("JPEG", "PNG", "WEBP")


class Fault(Enum):
    """Why a picture is not taken."""

    NOT_A_PICTURE = Wording("这不是 JPEG、PNG 或 WebP 照片", "this is not a JPEG, PNG or WebP picture")
    TOO_MANY_PIXELS = Wording("照片的像素超过六千万", "the picture has more than 60 million pixels")
    DAMAGED = Wording("照片文件已损坏", "the picture file is damaged")


class PictureError(Exception):
    """A picture that is not taken, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.name)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG without any hidden data, and its size in pixels."""

    content: bytes
    width: int
    height: int


def clean_picture(content: bytes, *, sides: tuple[int, ...] = (2400, 480)) -> list[Picture]:
    """``content`` anew as a JPEG for each of ``sides``, the longest side in pixels; never enlarged.

    Nothing but the pixels survives: no place, no camera, no second picture, no text. What the content is decides,
    not the name of a file. Raises PictureError.
    """
    image = _opened(content, largest=max(sides))
    return [_encoded(image, side=side) for side in sides]


def _opened(content: bytes, *, largest: int) -> Image:
    """The pixels, upright and in plain colours on white."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # about sizes, where our own wall is lower, and about data that goes anyway
            return _read(content, largest)
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureError(Fault.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise PictureError(Fault.NOT_A_PICTURE) from error
    except Exception as error:  # a mangled picture provokes errors of every kind
        raise PictureError(Fault.DAMAGED) from error


def _read(content: bytes, largest: int) -> Image:
    from PIL import Image, ImageOps

    image = Image.open(BytesIO(content), formats=_KINDS)
    if image.width * image.height > MOST_PIXELS:
        raise PictureError(Fault.TOO_MANY_PIXELS)
    image.draft("RGB", (largest, largest))  # lets a JPEG be decoded at a fraction of its size
    image.load()
    return _on_white(ImageOps.exif_transpose(image))


def _on_white(image: Image) -> Image:
    from PIL import Image

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("RGB")
    return image.convert("RGB")


def _encoded(image: Image, *, side: int) -> Picture:
    small = image.copy()
    small.thumbnail((side, side))
    small.info.clear()
    out = BytesIO()
    small.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return Picture(out.getvalue(), small.width, small.height)
