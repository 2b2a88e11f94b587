from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lianshou.core.refusals import Refused
from lianshou.formats.pictures import PictureError, clean_picture
from lianshou.kinds.aid.enums import Proof, Reason
from lianshou.kinds.aid.models import Picture, Survey

LONGEST_SIDE = 1600


@dataclass(frozen=True, kw_only=True)
class NewPicture:
    """A picture as it arrived, and what it shows."""

    content: bytes
    sort: str = Proof.OTHER


def put_pictures(survey: Survey, pictures: Sequence[NewPicture], now: datetime) -> None:
    """Keep pictures of a survey, re-encoded and sealed; the caller has been let in. Raises Refused for what is no picture."""
    for one in pictures:
        try:
            (clean,) = clean_picture(one.content, sides=(LONGEST_SIDE,))
        except PictureError as error:
            raise Refused(Reason[error.fault.name]) from error
        Picture.objects.create(
            survey=survey,
            sort=Proof(one.sort),
            content=b64encode(clean.content).decode(),
            width=clean.width,
            height=clean.height,
            added_at=now,
        )
