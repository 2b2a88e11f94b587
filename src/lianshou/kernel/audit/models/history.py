"""Row history: what changed in a row, by whom and when, tied to the entry of the book that tells of it.

A history row is written with the row itself and knows who was last let in. The next entry that the same transaction puts
into the book stamps it with its own actor, moment and number; rows of a transaction, or a savepoint, that is rolled back
are forgotten with it, because what waits for the stamp is kept among the transaction's own commit hooks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from lianshou.core.ambient import acting
from lianshou.kernel.guard.models import BlindIndexField, SealedField, UnionPathField
from lianshou.kernel.guard.models.inserting import Columns, columns_of, insert_columns, prepared, settle

_LEFT_OUT = (BlindIndexField, UnionPathField)


class HistoryRow(models.Model):
    """What every history row has beside the columns of its record: the number of the entry that tells of the change."""

    entry = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class _Waiting:
    """History rows that wait for their entry; as a commit hook it does nothing."""

    def __init__(self, model: type[models.Model], keys: Sequence[Any]) -> None:
        self.model, self.keys, self.is_taken = model, keys, False

    def __call__(self) -> None:
        self.is_taken = True


def taken_changes() -> dict[type[models.Model], list[Any]]:
    """The history rows of this transaction that no entry tells of yet, by model; they count as told from now on."""
    found: dict[type[models.Model], list[Any]] = {}
    hooks: list[Any] = connection.run_on_commit
    for _sids, hook, _robust in reversed(hooks):
        if isinstance(hook, _Waiting):
            if hook.is_taken:
                break  # everything before it was taken with it
            hook.is_taken = True
            found.setdefault(hook.model, []).extend(hook.keys)
    return found


class _Manager(HistoryManager):
    def bulk_history_create(self, *args: Any, **kwargs: Any) -> Any:
        made = super().bulk_history_create(*args, **kwargs)
        if made:
            _wait(type(made[0]), [row.pk for row in made])
        return made


class RowHistory(HistoricalRecords):
    """``history = RowHistory()`` on a model; sealed fields stay sealed, blind indexes and copied paths are left out."""

    def __init__(self, **kwargs: Any) -> None:
        fixed: dict[str, Any] = {
            "bases": (HistoryRow,),
            "history_id_field": models.BigAutoField(),
            "history_user_id_field": models.BigIntegerField(null=True),
            "history_user_getter": lambda row: row.history_user_id,
            "history_user_setter": _set_user,
            "get_user": lambda **_asked: acting(),
            "history_manager": _Manager,
        }
        super().__init__(**fixed, **kwargs)

    def fields_included(self, model: Any) -> list[Any]:
        return [field for field in super().fields_included(model) if not isinstance(field, _LEFT_OUT)]

    def copy_fields(self, model: Any) -> dict[str, Any]:
        copied: dict[str, Any] = super().copy_fields(model)
        for name, field in copied.items():
            if name != model._meta.pk.name and not field.is_relation:
                field.db_index = False
        return copied

    def create_historical_record_m2ms(self, history_instance: Any, instance: Any) -> None:
        """Called as soon as a history row has been written."""
        super().create_historical_record_m2ms(history_instance, instance)
        _wait(type(history_instance), [history_instance.pk])


def _set_user(row: Any, user: int | None) -> None:
    row.history_user_id = user


def insert_with_history(model: type[models.Model], rows: Sequence[Any]) -> list[int]:
    """Write many new rows and the history of each, and give the numbers of the history rows; the rows learn their keys.

    To be called within a transaction. Raises IntegrityError as any insert.
    """
    if not rows:
        return []
    columns = columns_of(model, rows)
    keys = insert_columns(model, columns, len(rows))
    settle(rows, keys)
    history: Any = model.history.model  # type: ignore[attr-defined]
    told: dict[str, list[Any]] = {
        model._meta.pk.name: keys,
        "history_date": [timezone.now()] * len(rows),
        "history_type": ["+"] * len(rows),
        "history_user_id": [acting()] * len(rows),
        "history_change_reason": [""] * len(rows),
    }
    made = {
        field.column: _copied(field, rows, columns, told)
        for field in history._meta.concrete_fields
        if not field.primary_key
    }
    versions = insert_columns(history, made, len(rows))
    _wait(history, versions)
    return versions


def _copied(
    field: Any, rows: Sequence[Any], columns: Columns, told: Mapping[str, Sequence[Any]]
) -> Sequence[Any]:
    """A column of history rows: what is not sealed is the same as in the row itself."""
    if field.name in told:
        return prepared(field, told[field.name])
    if field.column in columns and not isinstance(field, SealedField):
        return columns[field.column]
    usual = field.get_default()
    return prepared(field, (getattr(row, field.attname, usual) for row in rows))


def _wait(model: type[models.Model], keys: Sequence[Any]) -> None:
    transaction.on_commit(_Waiting(model, keys))
