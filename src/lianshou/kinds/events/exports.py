from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathImage

from lianshou.core.wording import Language, Wording
from lianshou.formats.sheets.writing import ColumnOut, Form, SheetOut, write_book
from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.rules.columns import ATTENDANCE, number_of

_NOTE = Wording(
    "到场填“是”，未到留空；改好后在活动页“收回签到表”上传。",
    "Write 是 (yes) for who was there; then upload this file on the event's page.",
)


def attendance_book(event: Event, seats: Iterable[Placement], *, language: Language) -> bytes:
    """The list of attendance as a workbook that can come back filled in: whoever has a place, by ticket."""
    columns = tuple(ColumnOut(column.title, Form.TEXT, column.width) for column in ATTENDANCE.columns)
    columns += (ColumnOut(Wording("签名", "Signature"), Form.TEXT, 16),)
    rows: list[list[object]] = [
        [
            number_of(opening=seat.opening_id, ticket=seat.ticket or 0),
            str(seat.application),
            seat.application.union.name,
            "是" if hasattr(seat, "attendance") else None,
            None,
        ]
        for seat in seats
    ]
    target = BytesIO()
    sheet = SheetOut(title=ATTENDANCE.title.say(language), columns=columns, rows=rows, notes=(_NOTE,))
    write_book(target, [sheet], language=language)
    return target.getvalue()


def code_picture(text: str) -> str:
    """A QR code of ``text`` as the address of a picture (SVG) that stands in the page itself."""
    made = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=2, image_factory=SvgPathImage)
    made.add_data(text)
    picture: bytes = made.make_image().to_string()
    return f"data:image/svg+xml;base64,{b64encode(picture).decode()}"
