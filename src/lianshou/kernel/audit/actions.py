from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import line_of
from lianshou.kernel.audit.rules import ORIGIN, digest_of

_LOCK = 0x11A5_0001  # one writer at a time keeps the chain a chain


@transaction.atomic
def record(
    *, actor: Any, verb: str, subject: models.Model, at: datetime, union_path: str = "", **details: Any
) -> Entry:
    """Append a line to the book and chain it to the one before.

    ``verb`` is in the past tense (``pledge.signed``); ``details`` must hold nothing personal.
    Call it inside the transaction of the change it describes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Entry.objects.admitted().order_by("-pk").values_list("digest", flat=True).first()
    entry = Entry(
        at=at,
        actor_id=getattr(actor, "pk", None),
        actor_name=str(actor or ""),
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        union_path=union_path,
        details=details,
        previous=last or ORIGIN,
    )
    entry.digest = digest_of(previous=entry.previous, line=line_of(entry))
    entry.save(force_insert=True)
    return entry
