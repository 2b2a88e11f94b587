"""Rows that are read through a scope, or not at all.

A query over a guarded model must be told whose eyes it serves: ``within(scope)`` narrows it to the subtrees of an actor's
posts; ``admitted()`` says that the caller has been let in already (an action after ``require``, the rows of a record that
came through a scope). A query that was told neither raises ScopeMissing when it would reach the database, unless the work
stands ``beyond_scope`` (commands on the machine, building the demonstration, the suite). It fails closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Q

from lianshou.core.ambient import why_beyond_scope
from lianshou.kernel.guard.models.fields import indexes_of
from lianshou.kernel.guard.rules.ranges import next_path

_M = TypeVar("_M", bound=models.Model)


class ScopeMissing(RuntimeError):
    """A query over guarded rows was told nobody's scope: a defect of the code, never the reader's."""


@dataclass(frozen=True)
class Scope:
    """The subtrees an actor may see, as paths of their top unions. Empty means nothing; ``everything`` the whole forest."""

    paths: tuple[str, ...]
    everything: bool = False

    def q(self, *fields: str) -> Q:
        """A condition that one of ``fields`` (path columns, perhaps across relations) lies inside; nothing for no paths."""
        if self.everything:
            return Q()
        condition = Q(pk__in=[])
        for field in fields or ("path",):
            for path in self.paths:
                condition |= Q(**{f"{field}__gte": path, f"{field}__lt": next_path(path)})
        return condition

    def covers(self, path: str) -> bool:
        return self.everything or any(path.startswith(top) for top in self.paths)


class ScopeMixin(models.QuerySet[_M]):
    """What makes a queryset insist on a scope. The model's ``SCOPE`` names its path columns."""

    def within(self, scope: Scope, *fields: str) -> Self:
        """Only rows inside ``scope``, by the model's own path columns or by ``fields``."""
        names = fields or getattr(self.model, "SCOPE", ("union__path",))
        return self.filter(scope.q(*names)).admitted()

    def admitted(self) -> Self:
        """The same rows, for a caller who has been let in to them already."""
        chained = self._chain()  # type: ignore[attr-defined]
        chained.query.is_admitted = True
        return chained  # type: ignore[no-any-return]

    def _insist(self) -> None:
        query = self.query
        if not (getattr(query, "is_admitted", False) or why_beyond_scope() or query.is_empty()):
            raise ScopeMissing(f"{self.model._meta.label} was queried without anybody's scope")

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._insist()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Any:
        self._insist()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        if self._result_cache is None:
            self._insist()
        return super().count()

    def exists(self) -> bool:
        if self._result_cache is None:
            self._insist()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._insist()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._insist()
        _refuse_stale_index(self.model, kwargs)
        return super().update(**kwargs)

    def bulk_update(self, objs: Iterable[_M], fields: Sequence[str], batch_size: int | None = None) -> int:
        _refuse_stale_index(self.model, fields)
        return super().bulk_update(objs, fields, batch_size)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._insist()
        return super().delete()

    def explain(self, **kwargs: Any) -> str:
        self._insist()
        return super().explain(**kwargs)

    delete.alters_data = update.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


def _refuse_stale_index(model: Any, names: Iterable[str]) -> None:
    """A statement that writes many rows computes no blind index, so that search would miss them: save each row."""
    if stale := indexes_of(model, names):
        raise FieldError(
            f"{model._meta.label}: {', '.join(sorted(stale))} would be left behind: save row by row"
        )


class ScopedQuerySet(ScopeMixin[_M]):
    """The queryset of guarded models."""


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """The manager of guarded models. Rows that hang on a record in hand are admitted with it (related managers)."""

    use_in_migrations: ClassVar[bool] = False

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found.admitted() if hasattr(self, "instance") else found
