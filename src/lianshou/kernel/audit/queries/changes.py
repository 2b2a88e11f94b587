"""What changed in a record, field by field, from its history rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lianshou.kernel.audit.enums import field_said, subject_said, verb_said
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.guard.models import SealedField
from lianshou.kernel.guard.rules.masks import Mask

Names = Mapping[type[models.Model], Callable[[set[Any]], Mapping[Any, str]]]

_NOTHING = "–"
_LONG = 200
_OWN = frozenset(
    {"history_id", "history_date", "history_change_reason", "history_type", "history_user_id", "entry"}
)


@dataclass(frozen=True)
class Change:
    """One field of one record changed; ``field`` is empty where the record was entered or removed as a whole."""

    at: datetime
    order: tuple[datetime, int, int]
    by: str
    what: Promise | str
    entry: int | None
    record: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class _Step:
    """Two states of a record that follow one another."""

    row: Any
    before: Any | None


def changes_of(
    *histories: models.QuerySet[Any], names: Names, masks: Mapping[str, Mask] | None = None
) -> list[Change]:
    """Every change that the rows of ``histories`` tell of, newest first; the caller has been let in to their records.

    ``names`` gives, for the models that rows refer to, the names that the reader may see; others show their number. Sealed
    values are shown under their masks, other fields about a person under those of ``masks``.
    """
    steps = [step for rows in histories for step in _steps(rows)]
    told = _Told(steps, names, masks or {})
    changes = [change for step in steps for change in told.changes(step)]
    return sorted(changes, key=lambda change: change.order, reverse=True)


def _steps(rows: models.QuerySet[Any]) -> Iterator[_Step]:
    for _key, states in groupby(rows.order_by("id", "history_id"), key=lambda row: row.id):
        before = None
        for row in states:
            yield _Step(row, before)
            before = row


class _Told:
    """Steps in words; names are fetched once for all of them."""

    def __init__(self, steps: Sequence[_Step], names: Names, masks: Mapping[str, Mask]) -> None:
        self._masks = masks
        self._users = _users({step.row.history_user_id for step in steps} - {None})
        numbers = {step.row.entry for step in steps} - {None}
        entries = Entry.objects.admitted().filter(pk__in=numbers)
        self._verbs = dict(entries.values_list("pk", "verb"))
        wanted: dict[type[models.Model], set[Any]] = {}
        for step in steps:
            for field in _fields(step.row):
                if field.is_relation and (value := getattr(step.row, field.attname)) is not None:
                    wanted.setdefault(field.related_model, set()).add(value)
        self._names = {
            model: names[model](values) if model in names else {} for model, values in wanted.items()
        }

    def changes(self, step: _Step) -> Iterator[Change]:
        if step.row.history_type == "+":
            yield self._change(step.row, "", _NOTHING, _("entered"))
        elif step.row.history_type == "-":
            yield self._change(step.row, "", _NOTHING, _("removed"))
        elif step.before is not None:
            for field in _fields(step.row):
                old, new = (getattr(row, field.attname) for row in (step.before, step.row))
                if old != new:
                    yield from self._field(step.row, field, old, new)

    def _field(self, row: Any, field: Any, old: Any, new: Any) -> Iterator[Change]:
        label = capfirst(field_said(str(field.verbose_name)))
        if isinstance(old, dict) and isinstance(new, dict) and not isinstance(field, SealedField):
            for key in sorted(old.keys() | new.keys()):
                if old.get(key) != new.get(key):
                    yield self._change(row, f"{label} · {key}", _short(old.get(key)), _short(new.get(key)))
            return
        yield self._change(row, label, self._value(field, old), self._value(field, new))

    def _change(self, row: Any, field: str, before: str, after: str) -> Change:
        verb = self._verbs.get(row.entry)
        return Change(
            at=row.history_date,
            order=(row.history_date, row.entry or 0, row.history_id),
            by=self._users.get(row.history_user_id, _NOTHING),
            what=verb_said(verb) if verb else _NOTHING,
            entry=row.entry,
            record=str(subject_said(type(row).instance_type._meta.label_lower)),
            field=field,
            before=before,
            after=after,
        )

    def _value(self, field: Any, value: Any) -> str:
        if value is None or value == "":
            return _NOTHING
        if isinstance(field, SealedField):
            return field.masked(value)
        if field.name in self._masks:
            return self._masks[field.name].over(value)
        if field.is_relation:
            return self._names[field.related_model].get(value) or _("No. %(number)s") % {"number": value}
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _short(value)


def _fields(row: Any) -> Iterable[Any]:
    return [field for field in row._meta.concrete_fields if field.name not in _OWN and field.attname != "id"]


def _short(value: Any) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    text = str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _users(keys: set[int]) -> dict[int, str]:
    found = get_user_model()._base_manager.in_bulk(list(keys))
    return {key: str(user) for key, user in found.items()}
