"""QR codes: an address to be read by a telephone, as SVG for pages and as PNG for papers."""

from __future__ import annotations

from io import BytesIO
from typing import Any


def _code(text: str) -> Any:
    import qrcode  # here: it loads Pillow, and few pages draw a code
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4, box_size=10)
    code.add_data(text)
    code.make(fit=True)
    return code


def code_svg(text: str) -> str:
    """``text`` as an SVG document with the quiet zone of four modules that ISO/IEC 18004 asks for."""
    from qrcode.image.svg import SvgPathImage

    out = BytesIO()
    _code(text).make_image(image_factory=SvgPathImage).save(out)
    return out.getvalue().decode()


def code_png(text: str) -> bytes:
    """``text`` as a black and white PNG, ten pixels to a module."""
    out = BytesIO()
    _code(text).make_image().save(out)
    return out.getvalue()
