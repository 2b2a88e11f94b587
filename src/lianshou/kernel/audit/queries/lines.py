from __future__ import annotations

from typing import Any

from django.db import models

from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.rules.chain import COLUMNS, STATE_PLACE, canonical, moment_text
from lianshou.kernel.guard.models import key_ring


def values_of(entry: Entry) -> list[object]:
    """The columns of an entry that its digest covers, as they are stored."""
    stored = {"at": moment_text(entry.at), "details": entry.details_text}
    return [stored[name] if name in stored else getattr(entry, name) for name in COLUMNS]


def history_of(subject: models.Model) -> models.QuerySet[Entry]:
    """The lines about one record, newest first; the caller has already been let in to the record."""
    about = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    return Entry.objects.admitted().filter(**about).order_by("-pk")


def state_mark(subject: models.Model) -> str:
    """A keyed mark over the columns of the subject's row as it now stands in the database; empty when there is none.

    It tells whether a row is the same at two entries and nothing else about it. Values that hang on the row through other
    tables (chains of a union, photographs) are not covered. Marks made under different keys are never equal.
    """
    if subject.pk is None:
        return ""
    fields = subject._meta.concrete_fields
    rows = subject._meta.model._base_manager.filter(pk=subject.pk)
    row: tuple[Any, ...] | None = rows.values_list(*(field.attname for field in fields)).first()
    if row is None:
        return ""
    named = {field.column: _plain(value) for field, value in zip(fields, row, strict=True)}
    text = canonical([subject._meta.label_lower, named])
    return key_ring().mark(text, place=STATE_PLACE)


def _plain(value: Any) -> Any:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else value
