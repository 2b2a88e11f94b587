from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import anchor_book, start_check
from lianshou.kernel.audit.models import Anchor, Check


@transaction.atomic
def ask_for_check(*, actor: Any, now: datetime, enqueue: Callable[[int], object]) -> Check:
    """Have the whole book checked in the background; ``enqueue`` gets the check's id once all is committed.

    Raises PermissionDenied, or Refused CHECK_UNDER_WAY. The check leaves ``book.checked`` when it is done.
    """
    require(actor, "audit.read")
    return start_check(actor=actor, now=now, enqueue=enqueue)


@transaction.atomic
def ask_for_anchor(*, actor: Any, now: datetime) -> Anchor:
    """Anchor the head of the book now; an anchored head gives the anchor that it has.

    Raises PermissionDenied, or Refused EMPTY_BOOK. The anchor is its own trace.
    """
    require(actor, "audit.read")
    return anchor_book(actor=actor, now=now)
