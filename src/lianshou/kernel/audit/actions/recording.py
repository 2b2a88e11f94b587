from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction

from lianshou.core.ambient import granted_path, granted_post, origin
from lianshou.kernel.audit.actions.anchoring import anchor_new_day
from lianshou.kernel.audit.enums import Outcome
from lianshou.kernel.audit.models import Entry, pen, taken_changes
from lianshou.kernel.audit.queries.lines import history_of, state_mark, values_of
from lianshou.kernel.audit.queries.seals import sealed
from lianshou.kernel.audit.rules.chain import ORIGIN, canonical, digest_of
from lianshou.kernel.guard.models import key_ring

_BATCH = 500


@transaction.atomic
def record(
    *,
    actor: Any,
    verb: str,
    subject: models.Model,
    at: datetime,
    union_path: str = "",
    outcome: Any = Outcome.DONE,
    **details: Any,
) -> Entry:
    """Append a line to the book, number it and chain it to the one before; changed rows get their history stamped with it.

    ``verb`` is in the past tense (``pledge.signed``); ``details`` must hold nothing personal. Whence the work comes and the
    post that allowed it are taken from what stands around (core.ambient); without a ``union_path`` the entry stands where that
    post is, so that its auditor finds it. Call it inside the transaction of the change it describes, after
    the change. The first entry of a new day anchors the head before it.
    """
    pen()
    last = Entry.objects.admitted().order_by("-pk").values_list("pk", "digest", "at").first()
    if last is not None:
        anchor_new_day(number=last[0], digest=last[1], before=last[2], now=at)
    entry = _line(actor, verb, subject, at, union_path, outcome, details)
    entry.pk = last[0] + 1 if last else 1
    entry.previous = last[1] if last else ORIGIN
    entry.digest = digest_of(previous=entry.previous, values=values_of(entry))
    entry.seal = sealed(entry.digest, key_number=entry.key_number)
    entry.save(force_insert=True)
    _stamp(entry)
    return entry


def _line(
    actor: Any,
    verb: str,
    subject: models.Model,
    at: datetime,
    union_path: str,
    outcome: Any,
    details: dict[str, Any],
) -> Entry:
    where, actor_id = origin(), getattr(actor, "pk", None)
    before = history_of(subject).values_list("after", flat=True).first() if subject.pk is not None else None
    return Entry(
        at=at,
        actor_id=actor_id,
        actor_name=str(actor or "")[:80],
        post=granted_post(actor_id)[:300],
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id="" if subject.pk is None else str(subject.pk),
        union_path=union_path or granted_path(actor_id),
        before=before or "",
        after=state_mark(subject),
        door=where.door[:20],
        address=where.address[:64],
        device=where.device[:64],
        outcome=str(outcome),
        details_text=canonical(details),
        key_number=key_ring().primary,
    )


def _stamp(entry: Entry) -> None:
    """Say on the history rows of this transaction by whom and when they were written, and which entry tells of it."""
    for model, keys in taken_changes().items():
        for start in range(0, len(keys), _BATCH):
            rows = model._base_manager.filter(pk__in=keys[start : start + _BATCH])
            rows.update(history_user_id=entry.actor_id, history_date=entry.at, entry=entry.pk)
