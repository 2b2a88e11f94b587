"""Activities, and pictures as telephones make them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import factory
from factory.django import DjangoModelFactory
from PIL import Image

from lianshou.kernel.followups.enums import Sort
from lianshou.kernel.followups.models import FollowUp, Photo


class FollowUpFactory(DjangoModelFactory[FollowUp]):
    class Meta:
        model = FollowUp

    programme = factory.SelfAttribute("placement.programme")
    sort = Sort.MUTUAL_ACTIVITY
    title = factory.Sequence(lambda n: f"第{n}次联谊")
    happened_on = date(2020, 6, 24)
    people = 30
    recorded_at = datetime(2020, 6, 24, 8, 0, tzinfo=UTC)


class PhotoFactory(DjangoModelFactory[Photo]):
    class Meta:
        model = Photo

    image = factory.django.ImageField(width=40, height=30)
    thumbnail = factory.django.ImageField(width=40, height=30)
    credit = "王启航"


GPS, MAKE, ORIENTATION = 34853, 271, 274


def picture(
    *, width: int = 400, height: int = 300, kind: str = "JPEG", place: bool = False, turned: int = 1
) -> bytes:
    """A picture; with ``place`` it names where and with what it was taken, ``turned`` is its EXIF orientation."""
    image = Image.new("RGB", (width, height), "#a61b1b")
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    if place:
        exif[MAKE] = "SECRET-PHONE"
        exif.get_ifd(GPS)[1] = "N"
        exif.get_ifd(GPS)[2] = (33.0, 46.0, 30.0)
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()
