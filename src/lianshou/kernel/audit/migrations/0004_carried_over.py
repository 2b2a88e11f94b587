"""Carry an old book over: its chain is checked as it was, then every entry is numbered, chained and sealed anew.

An old book that does not hold is not carried over, because sealing it would hide the break: the migration refuses and
names the entries. With LIANSHOU_CARRY_BROKEN_BOOK=1 it goes on and writes the numbers into the book itself.
"""

import json
import os
from datetime import UTC
from typing import Any

from django.db import migrations
from django.utils import timezone

from lianshou.kernel.audit.queries.seals import sealed
from lianshou.kernel.audit.rules.chain import ORIGIN, canonical, digest_of, moment_text, old_digest_of
from lianshou.kernel.guard.models import key_ring

_OVERRIDE = "LIANSHOU_CARRY_BROKEN_BOOK"
_COLUMNS = (
    "id", "at", "actor_id", "actor_name", "post", "verb", "subject_type", "subject_id", "union_path",
    "before", "after", "door", "address", "device", "outcome", "details", "key_number",
)  # fmt: skip


class BrokenBook(RuntimeError):
    """The old book was changed after it had been written."""


def _old_line(entry: Any) -> dict[str, object]:
    return {
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor_id,
        "name": entry.actor_name,
        "verb": entry.verb,
        "type": entry.subject_type,
        "id": entry.subject_id,
        "path": entry.union_path,
        "details": json.loads(entry.details_text),
    }


def _holds(entry: Any, previous: str) -> bool:
    try:
        made = old_digest_of(previous=entry.previous, line=_old_line(entry))
    except ValueError:
        return False
    return bool(entry.previous == previous and entry.digest == made)


def _broken(entries: Any) -> list[int]:
    previous, broken = ORIGIN, list[int]()
    for entry in entries.order_by("pk").iterator(chunk_size=2000):
        if not _holds(entry, previous):
            broken.append(entry.pk)
        previous = entry.digest
    return broken


def _seal(entry: Any, number: int, previous: str) -> None:
    entry.key_number = key_ring().primary
    entry.id, entry.previous = number, previous
    stored = {"at": moment_text(entry.at), "details": entry.details_text}
    values = [stored[name] if name in stored else getattr(entry, name) for name in _COLUMNS]
    entry.digest = digest_of(previous=previous, values=values)
    entry.seal = sealed(entry.digest, key_number=entry.key_number)


def _canonical_details(text: str) -> str:
    try:
        return canonical(json.loads(text))
    except ValueError:
        return text


def carry_over(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("audit", "Entry")
    entries = model.objects.using(schema_editor.connection.alias)
    keys = list(entries.order_by("pk").values_list("pk", flat=True))
    if not keys:
        return
    broken = _broken(entries)
    if broken and os.environ.get(_OVERRIDE) != "1":
        named = ", ".join(map(str, broken[:20])) + (" …" if len(broken) > 20 else "")
        raise BrokenBook(
            f"The audit book does not hold: entries {named} were altered, or those before them removed. Nothing was"
            f" carried over. Restore the book from a backup, or set {_OVERRIDE}=1 to go on and have these numbers"
            " written into the book."
        )
    old_head, previous = entries.get(pk=keys[-1]).digest, ORIGIN
    for number, key in enumerate(keys, start=1):
        entry = entries.get(pk=key)
        entry.details_text = _canonical_details(entry.details_text)
        _seal(entry, number, previous)
        entries.filter(pk=key).update(
            id=number,
            details_text=entry.details_text,
            key_number=entry.key_number,
            previous=previous,
            digest=entry.digest,
            seal=entry.seal,
        )
        previous = entry.digest
    said = {"entries": len(keys), "old_head": old_head, "old_last": keys[-1], "broken": broken}
    told = model(
        at=timezone.now(),
        actor_name="",
        verb="book.carried_over",
        subject_type="audit.entry",
        subject_id="",
        details_text=canonical(said),
    )
    _seal(told, len(keys) + 1, previous)
    told.save(force_insert=True, using=schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [("audit", "0003_anchors_checks_rekeying")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
