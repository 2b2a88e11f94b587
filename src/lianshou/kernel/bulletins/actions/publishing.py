from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.kernel.bulletins.actions.holding import held, note, refuse
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.queries import persons_named
from lianshou.kernel.bulletins.rules.publishing import why_not_publish, why_not_take_down


@transaction.atomic
def publish_bulletin(
    *, actor: Any, bulletin: Bulletin, now: datetime, names_checked: bool = False
) -> Bulletin:
    """Show an issued bulletin to everybody; ``names_checked``: the actor answers for the persons whom it names.

    Raises PermissionDenied, or Refused NOT_ISSUED_YET / PUBLIC_ALREADY / NAMES_UNCHECKED. Leaves ``bulletin.published``.
    """
    bulletin = held(actor, bulletin, "bulletin.publish")
    names = len(persons_named(bulletin=bulletin))
    refuse(
        why_not_publish(
            state=bulletin.state, is_public=bulletin.is_public, names=names, names_checked=names_checked
        )
    )
    bulletin.published_at, bulletin.published_by = now, actor
    bulletin.taken_down_at, bulletin.taken_down_because = None, ""
    bulletin.save()
    note("bulletin.published", actor=actor, bulletin=bulletin, now=now, names=names)
    return bulletin


@transaction.atomic
def take_down_bulletin(*, actor: Any, bulletin: Bulletin, words: str, now: datetime) -> Bulletin:
    """Take a bulletin from the public page; its address then says when and why.

    Raises PermissionDenied, or Refused NOT_PUBLIC / WORDS_MISSING. Leaves ``bulletin.taken_down``.
    """
    bulletin = held(actor, bulletin, "bulletin.publish")
    refuse(why_not_take_down(is_public=bulletin.is_public, words=words))
    bulletin.taken_down_at, bulletin.taken_down_because = now, words.strip()[:200]
    bulletin.save()
    note("bulletin.taken_down", actor=actor, bulletin=bulletin, now=now)
    return bulletin
