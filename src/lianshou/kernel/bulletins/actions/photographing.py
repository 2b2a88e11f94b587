from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.formats.pictures import PictureError
from lianshou.kernel.bulletins.actions.holding import held, note, refuse
from lianshou.kernel.bulletins.enums import Reason
from lianshou.kernel.bulletins.models import Bulletin, Photo
from lianshou.kernel.bulletins.queries import photo_limit
from lianshou.kernel.bulletins.rules.photographing import why_not_add_photo
from lianshou.kernel.followups.actions import NewPhoto
from lianshou.kernel.followups.rules import credit_of
from lianshou.web.pictures import put_picture


@transaction.atomic
def add_photos(*, actor: Any, bulletin: Bulletin, photos: Sequence[NewPhoto], now: datetime) -> list[Photo]:
    """Put photographs to a draft, all or none, each with its credit.

    Raises PermissionDenied, or Refused NOT_A_DRAFT / TOO_MANY / TOO_LARGE / CREDIT_MISSING / NOT_A_PICTURE / DAMAGED /
    TOO_MANY_PIXELS. Leaves ``bulletin.photo_added`` for each.
    """
    bulletin = held(actor, bulletin, "bulletin.write")
    there = bulletin.photos.admitted().count()
    for place, photo in enumerate(photos):
        refuse(
            why_not_add_photo(
                state=bulletin.state,
                count=there + place,
                size=len(photo.content),
                limit=photo_limit(),
                credit=photo.credit,
            )
        )
    return [_kept(actor, bulletin, photo, now) for photo in photos]


@transaction.atomic
def remove_photo(*, actor: Any, photo: Photo, now: datetime) -> None:
    """Take a photograph from a draft. Raises PermissionDenied, or Refused NOT_A_DRAFT. Leaves ``bulletin.photo_removed``."""
    bulletin = held(actor, photo.bulletin, "bulletin.write")
    refuse(Reason.NOT_A_DRAFT if bulletin.is_frozen else None)
    note("bulletin.photo_removed", actor=actor, bulletin=bulletin, now=now, photo=photo.pk)
    photo.delete()


def _kept(actor: Any, bulletin: Bulletin, new: NewPhoto, now: datetime) -> Photo:
    photo = Photo(
        bulletin=bulletin, credit=credit_of(new.credit), caption=new.caption.strip(), consent=new.consent
    )
    try:
        put_picture(photo, new.content)
    except PictureError as error:
        raise Refused(Reason[error.fault.name]) from error
    photo.save()
    note("bulletin.photo_added", actor=actor, bulletin=bulletin, now=now, photo=photo.pk)
    return photo
