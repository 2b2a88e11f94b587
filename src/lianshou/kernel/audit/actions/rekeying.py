from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.vaults import Vault
from lianshou.kernel.audit.actions.recording import record
from lianshou.kernel.audit.models import Rekeying
from lianshou.kernel.guard.models import all_vaults, key_ring
from lianshou.kernel.guard.rules.sealing import SealError

_ROUNDS = (
    3  # rounds over one place: others may go on writing under the old key while they still know no other
)


@dataclass(frozen=True)
class Rekeyed:
    """What came of one place: how many values stand under the key in use now, and how many did not open."""

    place: str
    done: int
    unreadable: int


def rekey(
    *,
    actor: Any,
    clock: Callable[[], datetime],
    batch: int = 500,
    told: Callable[[str, int], None] = lambda _place, _done: None,
) -> list[Rekeyed]:
    """Seal every value anew that does not stand under the key and cipher in use, blind indexes with it.

    It goes through every place in the order of primary keys, ``batch`` values to a transaction, each only where nobody has
    written meanwhile; it may be ended at any moment and started again. Values that do not open stay as they are and are
    counted. Leaves ``keys.rekeyed`` for every place where something was done.
    """
    return [_place(vault, actor, clock, batch, told) for vault in all_vaults()]


def _place(
    vault: Vault,
    actor: Any,
    clock: Callable[[], datetime],
    batch: int,
    told: Callable[[str, int], None],
) -> Rekeyed:
    head = key_ring().head.hex()
    if not any(count for under, count in vault.heads().items() if under != head):
        return Rekeyed(vault.name, 0, 0)
    progress, _made = Rekeying.objects.get_or_create(
        place=vault.name, head=head, defaults={"started_at": clock(), "beat_at": clock()}
    )
    for _round in range(_ROUNDS):
        before = progress.done
        _round_through(vault, progress, clock, batch, told)
        if progress.done == before:
            break
    return _end(vault, progress, actor, clock())


def _round_through(
    vault: Vault,
    progress: Rekeying,
    clock: Callable[[], datetime],
    batch: int,
    told: Callable[[str, int], None],
) -> None:
    """Once through the place, from where the last run came to an end."""
    while _step(vault, progress, clock(), batch):
        told(vault.name, progress.done)
    progress.last = ""


@transaction.atomic
def _step(vault: Vault, progress: Rekeying, now: datetime, batch: int) -> bool:
    """One batch with its mark of progress; whether there was anything."""
    found = vault.stale(head=progress.head, after=progress.last or None, most=batch)
    unreadable = 0
    for key, sealed in found:
        try:
            text = key_ring().open(sealed, place=vault.place)
        except SealError:
            unreadable += 1
            continue
        new = key_ring().seal(text, place=vault.place)
        progress.done += vault.swap(key, old=sealed, new=new, text=text)
    progress.unreadable = unreadable if not progress.last else progress.unreadable + unreadable
    progress.last = str(found[-1][0]) if found else ""
    progress.beat_at = now
    progress.save()
    return bool(found)


@transaction.atomic
def _end(vault: Vault, progress: Rekeying, actor: Any, now: datetime) -> Rekeyed:
    progress.ended_at = now
    progress.save(update_fields=["ended_at"])
    key = key_ring().primary
    said: dict[str, Any] = {
        "place": vault.name,
        "values": progress.done,
        "unreadable": progress.unreadable,
        "key": key,
    }
    record(actor=actor, verb="keys.rekeyed", subject=progress, at=now, **said)
    return Rekeyed(vault.name, progress.done, progress.unreadable)
