"""Row history: what changed in a row, by whom and when, tied to the entry of the book that tells of it.

A history row is written with the row itself and knows who was last let in. The next entry that the same transaction puts
into the book stamps it with its own actor, moment and number; rows of a transaction, or a savepoint, that is rolled back
are forgotten with it, because what waits for the stamp is kept among the transaction's own commit hooks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from lianshou.core.ambient import acting
from lianshou.kernel.guard.models import BlindIndexField, UnionPathField

_LEFT_OUT = (BlindIndexField, UnionPathField)


class HistoryRow(models.Model):
    """What every history row has beside the columns of its record: the number of the entry that tells of the change."""

    entry = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class _Waiting:
    """A history row that waits for its entry; as a commit hook it does nothing."""

    def __init__(self, row: models.Model) -> None:
        self.model, self.pk, self.is_taken = type(row), row.pk, False

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
            found.setdefault(hook.model, []).append(hook.pk)
    return found


class _Manager(HistoryManager):
    def bulk_history_create(self, *args: Any, **kwargs: Any) -> Any:
        made = super().bulk_history_create(*args, **kwargs)
        _wait(made or ())
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
        _wait([history_instance])


def _set_user(row: Any, user: int | None) -> None:
    row.history_user_id = user


def _wait(rows: Iterable[models.Model]) -> None:
    for row in rows:
        transaction.on_commit(_Waiting(row))
