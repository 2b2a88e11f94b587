"""Rows that are read through a scope, or not at all.

A query over a guarded model must be told whose eyes it serves: ``within(scope)`` narrows it to the subtrees of an actor's
posts; ``admitted()`` says that the caller has been let in already (an action after ``require``, the rows of a record that
came through a scope). A query that was told neither raises ScopeMissing when it would reach the database, unless the work
stands ``beyond_scope`` (commands on the machine, building the demonstration, the suite). It fails closed.

The guard sits where every query is made into SQL, so that no method of a queryset, no subquery and no library goes round
it. What it does not ask: rows behind a foreign key or a related manager of a guarded record (they are in hand with it),
columns that a query joins to, writes of a single instance, and inserts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Q
from django.db.models.sql import Query
from django.db.models.sql.where import AND

from lianshou.core.ambient import why_beyond_scope
from lianshou.kernel.guard.models.fields import indexes_of
from lianshou.kernel.guard.models.scope import Scope, either

_M = TypeVar("_M", bound=models.Model)
_part_of_another: ContextVar[bool] = ContextVar("lianshou_part_of_a_query", default=False)


class ScopeMissing(RuntimeError):
    """A query over guarded rows was told nobody's scope: a defect of the code, never the reader's."""


class GuardedQuery(Query):
    """A query that is made into SQL only when it was told whose eyes it serves."""

    def __init__(self, model: type[models.Model], alias_cols: bool = True) -> None:
        super().__init__(model, alias_cols)
        self.is_admitted = _part_of_another.get()

    def insist(self) -> None:
        """Raise ScopeMissing unless the query was told whose eyes it serves, or gives nothing anyway."""
        if not (self.is_admitted or why_beyond_scope() or self.is_empty()):
            label = self.model._meta.label if self.model else "a record"
            raise ScopeMissing(f"{label} was queried without anybody's scope")

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.insist()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        if klass is not None and not issubclass(klass, GuardedQuery):
            self.insist()  # it becomes an UPDATE, whose class asks nothing
        return super().chain(klass)

    def combine(self, rhs: Query, connector: str) -> None:
        """``a & b`` is as narrow as the narrower of the two, ``a | b`` and ``a ^ b`` as wide as both together."""
        admitted = (self.is_admitted, getattr(rhs, "is_admitted", False))
        super().combine(rhs, connector)
        self.is_admitted = any(admitted) if connector == AND else all(admitted)

    def split_exclude(self, *args: Any, **kwargs: Any) -> Any:
        with _part():
            return super().split_exclude(*args, **kwargs)


@contextmanager
def _part() -> Iterator[None]:
    """Queries that Django makes inside belong to another query, which is asked itself."""
    token = _part_of_another.set(True)
    try:
        yield
    finally:
        _part_of_another.reset(token)


class ScopeMixin(models.QuerySet[_M]):
    """What makes a queryset insist on a scope. The model's ``SCOPE`` names its path columns."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        super().__init__(model, GuardedQuery(model) if query is None else query, using, hints)

    def within(self, scope: Scope, *fields: str) -> Self:
        """Only rows inside ``scope``, by the model's own path columns or by ``fields``; a row comes once, whatever it joins."""
        if scope.everything:
            return self.admitted()
        names = fields or self.model.SCOPE  # type: ignore[attr-defined]
        return self.filter(either(self._reaching(scope, field) for field in names)).admitted()

    def admitted(self) -> Self:
        """The same rows, for a caller who has been let in to them already."""
        chained = self._chain()  # type: ignore[attr-defined]
        chained.query.is_admitted = True
        return chained  # type: ignore[no-any-return]

    def _reaching(self, scope: Scope, field: str) -> Q:
        if not multiplies(self.model, field):
            return scope.q(field)
        return Q(pk__in=self.model._base_manager.filter(scope.q(field)).values("pk"))

    def __or__(self, other: Any) -> Any:
        self._insist_on_both(other)
        return super().__or__(other)

    def __xor__(self, other: Any) -> Any:
        self._insist_on_both(other)
        return super().__xor__(other)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        self._insist()
        return super().raw(*args, **kwargs)

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_conflicts"):
            self._insist()  # it changes rows that are there
        return super().bulk_create(objs, *args, **kwargs)

    def _raw_delete(self, using: str | None) -> int:
        self._insist()
        deleted: int = super()._raw_delete(using)
        return deleted

    def _insist(self) -> None:
        query = self.query
        if isinstance(query, GuardedQuery):
            query.insist()
        elif not why_beyond_scope():
            raise ScopeMissing(f"{self.model._meta.label} was queried by a query that asks nothing")

    def _insist_on_both(self, other: Any) -> None:
        """A slice is combined by its keys, which would carry its admission over to the other side."""
        for side in (self, other):
            if isinstance(side, ScopeMixin):
                side._insist()

    def update(self, **kwargs: Any) -> int:
        _refuse_stale_index(self.model, kwargs)
        return super().update(**kwargs)

    def bulk_update(self, objs: Iterable[_M], fields: Iterable[str], batch_size: int | None = None) -> int:
        fields = list(fields)
        _refuse_stale_index(self.model, fields)
        return super().bulk_update(objs, fields, batch_size)

    update.alters_data = bulk_update.alters_data = True  # type: ignore[attr-defined]


def _refuse_stale_index(model: Any, names: Iterable[str]) -> None:
    """A statement that writes many rows computes no blind index, so that search would miss them: save each row."""
    if stale := indexes_of(model, names):
        raise FieldError(
            f"{model._meta.label}: {', '.join(sorted(stale))} would be left behind: save row by row"
        )


class ScopedQuerySet(ScopeMixin[_M]):
    """The queryset of guarded models."""


class AdmittingManager(models.Manager[_M]):
    """What makes a manager admit the rows that hang on a guarded record in hand (related managers)."""

    def get_queryset(self) -> Any:
        return self.let_in(super().get_queryset())

    def let_in(self, rows: Any) -> Any:
        """``rows``, admitted where this is the related manager of a guarded record."""
        holder = getattr(self, "instance", None)
        return rows.admitted() if holder is not None and is_guarded(type(holder)) else rows


if TYPE_CHECKING:  # the class that Django composes carries no types

    class ScopedManager(AdmittingManager[_M]):
        def within(self, scope: Scope, *fields: str) -> ScopedQuerySet[_M]: ...
        def admitted(self) -> ScopedQuerySet[_M]: ...
else:

    class ScopedManager(AdmittingManager, models.Manager.from_queryset(ScopedQuerySet)):
        """The manager of guarded models."""


def is_guarded(model: type[models.Model]) -> bool:
    """Whether the rows of a model are read through a scope."""
    return isinstance(model._default_manager, AdmittingManager)


def rows_admitted(model: type[models.Model]) -> models.QuerySet[Any]:
    """The rows of any model, guarded or not, for a caller who has been let in to them already."""
    rows: Any = model._default_manager.all()
    found: models.QuerySet[Any] = rows.admitted() if is_guarded(model) else rows
    return found


@cache
def multiplies(model: type[models.Model], path: str) -> bool:
    """Whether a row may meet several rows along ``path``, so that joining would double it."""
    for part in path.split("__"):
        field = model._meta.get_field(part)
        if field.one_to_many or field.many_to_many:
            return True
        if not field.is_relation:
            return False
        model = field.related_model  # type: ignore[assignment]
    return False
