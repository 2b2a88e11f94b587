from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import islice

from django.db import models

from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.rules import ORIGIN, digest_of


def line_of(entry: Entry) -> dict[str, object]:
    """The fields of an entry that its digest covers."""
    return {
        "at": entry.at.astimezone(UTC).isoformat(),
        "actor": entry.actor_id,
        "name": entry.actor_name,
        "verb": entry.verb,
        "type": entry.subject_type,
        "id": entry.subject_id,
        "path": entry.union_path,
        "details": entry.details,
    }


def history_of(subject: models.Model) -> models.QuerySet[Entry]:
    """The lines about one record, newest first; the caller has already been let in to the record."""
    return (
        Entry.objects.admitted()
        .filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
        .order_by("-pk")
    )


def broken_lines() -> Iterator[Entry]:
    """Every line whose digest or link does not fit."""
    previous = ORIGIN
    for entry in Entry.objects.admitted().order_by("pk").iterator(chunk_size=2000):
        if entry.previous != previous or entry.digest != digest_of(
            previous=entry.previous, line=line_of(entry)
        ):
            yield entry
        previous = entry.digest


@dataclass(frozen=True)
class ChainState:
    """How many lines the book has, and the first that do not fit."""

    lines: int
    broken: tuple[Entry, ...]


def chain_state(*, most: int = 20) -> ChainState:
    """Walk the whole book; stop listing after ``most`` broken lines."""
    return ChainState(Entry.objects.admitted().count(), tuple(islice(broken_lines(), most)))
