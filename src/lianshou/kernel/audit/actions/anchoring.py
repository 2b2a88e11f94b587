from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.enums import Reason
from lianshou.kernel.audit.models import Anchor, Entry, pen
from lianshou.kernel.audit.queries.anchors import values_of_anchor
from lianshou.kernel.audit.queries.seals import sealed
from lianshou.kernel.audit.rules.chain import ORIGIN, digest_of
from lianshou.kernel.guard.models import key_ring


@transaction.atomic
def anchor_book(*, actor: Any, now: datetime) -> Anchor:
    """Anchor the head of the book; an anchored head gives the anchor that it has.

    Raises Refused EMPTY_BOOK. The anchor is its own trace: chained, sealed and as append-only as the book.
    """
    pen()
    head = Entry.objects.admitted().order_by("-pk").values_list("pk", "digest").first()
    if head is None:
        raise Refused(Reason.EMPTY_BOOK)
    return _anchored(number=head[0], digest=head[1], now=now)


def anchor_new_day(*, number: int, digest: str, before: datetime, now: datetime) -> None:
    """Anchor the head when the entry about to be written is the first of its day; the caller holds the pen."""
    today = timezone.localdate(now)
    if today > timezone.localdate(before) and not Anchor.objects.filter(day__gte=today).exists():
        _anchored(number=number, digest=digest, now=now)


def _anchored(*, number: int, digest: str, now: datetime) -> Anchor:
    last = Anchor.objects.order_by("-pk").first()
    if last is not None and last.number == number:
        return last
    anchor = Anchor(
        id=last.pk + 1 if last else 1,
        day=timezone.localdate(now),
        at=now,
        number=number,
        digest=digest,
        count=number - (last.number if last else 0),
        key_number=key_ring().primary,
        previous=last.link if last else ORIGIN,
    )
    anchor.link = digest_of(previous=anchor.previous, values=values_of_anchor(anchor))
    anchor.seal = sealed(anchor.link, key_number=anchor.key_number)
    anchor.save(force_insert=True)
    return anchor
