"""Who is named with a brief, and its photographs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.bulletins.enums import Consent, Role, Sort
from lianshou.kernel.bulletins.models import Bulletin, Byline, Photo
from lianshou.kernel.bulletins.queries.bulletins import bulletins_open_to
from lianshou.kernel.bulletins.queries.publishing import public_bulletins
from lianshou.kernel.bulletins.rules.bylines import head_line, uncredited


def bylines_of(*, bulletin: Bulletin) -> dict[str, list[str]]:
    """The names by their role, in their order."""
    found: dict[str, list[str]] = {role: [] for role in Role.values}
    for one in byline_rows(bulletin=bulletin):
        found[one.role].append(one.name)
    return found


def byline_rows(*, bulletin: Bulletin) -> QuerySet[Byline]:
    """The same as rows."""
    return Byline.objects.admitted().filter(bulletin=bulletin)


def full_text(*, bulletin: Bulletin) -> str:
    """The text as it is laid out: a brief begins with its head line."""
    if bulletin.sort != Sort.BRIEF:
        return bulletin.text
    return head_line(bulletin.opening, bylines_of(bulletin=bulletin)) + bulletin.text.lstrip()


def photos_of(*, bulletin: Bulletin) -> QuerySet[Photo]:
    """The photographs of a bulletin that the caller has been let in to."""
    return Photo.objects.admitted().filter(bulletin=bulletin)


def photos_to_show(*, bulletin: Bulletin) -> QuerySet[Photo]:
    """Those that may leave the desk: on the paper, below, and before everybody."""
    return photos_of(bulletin=bulletin).exclude(consent=Consent.NOT_ASKED)


def photographers_at_the_end(*, bulletin: Bulletin, photos: Iterable[Photo]) -> list[str]:
    """Who is named below a brief that shows ``photos``: its photographers, unless each stands under a picture already."""
    return uncredited(bylines_of(bulletin=bulletin)[Role.PHOTOGRAPHER], [one.credit for one in photos])


def photo_seen(*, actor: Any, pk: int) -> Photo | None:
    """A photograph of a bulletin that the actor reads: their own union's, or one that may leave the desk."""
    open_to = Photo.objects.admitted().filter(bulletin__in=bulletins_open_to(actor=actor), pk=pk).first()
    if open_to is None or not open_to.stays_inside:
        return open_to
    inside = Photo.objects.within(scope_of(actor=actor, verb="bulletin.view"))
    return inside.filter(pk=pk).first()


def photo_for_everybody(*, pk: int) -> Photo | None:
    """A photograph of a public bulletin that may leave the desk."""
    found = Photo.objects.admitted().filter(bulletin__in=public_bulletins(), pk=pk)
    return found.exclude(consent=Consent.NOT_ASKED).first()


def photo_limit() -> int:
    """The bytes that one photograph may have on arrival."""
    return int(settings.LIANSHOU_PHOTO_LIMIT)
