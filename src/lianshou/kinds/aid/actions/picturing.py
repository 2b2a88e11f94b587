from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.formats.pictures import PictureError, clean_picture
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
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
            person_id=survey.person_id,
            sort=Proof(one.sort),
            content=b64encode(clean.content).decode(),
            width=clean.width,
            height=clean.height,
            added_at=now,
        )


@transaction.atomic
def look_at_picture(*, actor: Any, picture: Picture, now: datetime) -> None:
    """Say that somebody looks at a picture in clear. Raises PermissionDenied. Leaves ``survey.looked_at``."""
    union = picture.survey.household.union
    require(actor, "personal.reveal", on=union)
    told = {"household": picture.survey.household.number, "sort": picture.sort}
    record(
        actor=actor, verb="survey.looked_at", subject=picture.survey, at=now, union_path=union.path, **told
    )
