"""What programs are told of bulletins."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import pgettext_lazy
from pydantic import Field

from lianshou.web.api import Item, router_for

router = router_for(pgettext_lazy("api", "Bulletins"))


class BulletinItem(Item):
    id: int
    union_id: int
    sort: str
    title: str
    starts_on: date
    ends_on: date
    addressees: str
    to_all_below: bool
    opening: str
    text: str
    state: str
    version: int
    number: str
    corrects_id: int | None
    frozen_at: datetime | None
    issued_on: date | None
    published_at: datetime | None
    taken_down_at: datetime | None


class PublicBulletinItem(Item):
    """A bulletin that everybody reads, at ``/public/bulletins/{id}/``."""

    id: int
    union_id: int
    sort: str
    title: str
    number: str
    issued_on: date
    starts_on: date
    ends_on: date
    corrects_id: int | None


class NumberItem(Item):
    """What a placeholder comes to: as frozen, or counted now for a draft."""

    place: int
    placeholder: str
    figure: str
    title: str
    definition_version: int
    unit: str
    value: int
    out_of: int | None
    words: str
    problem: str


class RecordItem(Item):
    id: int
    cells: list[str] = Field(description="What the columns said when the number was counted.")


class CountersignatureItem(Item):
    """What one who was asked says: agreed, objected, or nothing yet."""

    id: int
    bulletin_id: int
    union_id: int
    person_id: int | None
    answer: str
    words: str
    answered_at: datetime | None


class BylineItem(Item):
    """Who is named with a brief, in the order in which it is printed."""

    place: int
    role: str
    name: str


class ReceiptItem(Item):
    """A union that a bulletin was sent to, and what it said."""

    id: int
    bulletin_id: int
    union_id: int
    words: str
    acknowledged_at: datetime | None
