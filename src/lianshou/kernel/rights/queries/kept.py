"""The tables in which something is kept about persons, as the registry names them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.functions import Length

from lianshou.core.personal import PersonalModel, personal
from lianshou.kernel.guard.models import BlindIndexField, ScopeMixin, SealedField
from lianshou.kernel.people.models import Person, Relative


@dataclass(frozen=True)
class KeptModel:
    """One table: ``person`` is the lookup from a row to the person it is about ("pk" for persons themselves)."""

    entry: PersonalModel

    @property
    def model(self) -> type[Model]:
        return self.entry.model  # type: ignore[no-any-return]

    @property
    def person(self) -> str:
        return self.entry.person

    @property
    def title(self) -> Any:
        return self.model._meta.verbose_name

    @property
    def is_correctable(self) -> bool:
        """Whether people may ask to correct its fields: their own and those of their relatives."""
        return self.model in (Person, Relative)

    def fields(self, classes: Collection[str]) -> list[SealedField]:
        """The sealed fields of these classes."""
        sealed = [field for field in self.model._meta.get_fields() if isinstance(field, SealedField)]
        return [field for field in sealed if field.data_class.value in classes]

    def indexes(self, classes: Collection[str]) -> list[str]:
        """The blind indexes of those fields."""
        return [name for field in self.fields(classes) for name in self.indexes_of(field)]

    def indexes_of(self, sealed: SealedField) -> list[str]:
        return [
            field.name
            for field in self.model._meta.get_fields()
            if isinstance(field, BlindIndexField) and field.of == sealed.name
        ]

    def words_of(self, sealed: SealedField) -> Any:
        return sealed.verbose_name

    def rows(self, person: Person) -> QuerySet[Any]:
        """The rows about one person whom the caller has been let in to."""
        return self.admitted(self.model._default_manager.filter(**{self.person: person.pk}))

    def history(self, person: Person) -> QuerySet[Any] | None:
        """The rows of its history about one person, of records that are gone as well; None without a history."""
        tracked = getattr(self.model._meta, "simple_history_manager_attribute", None)
        if tracked is None:
            return None
        lookup = "id" if self.person == "pk" else self.person
        return self.admitted(
            getattr(self.model, tracked).model._default_manager.filter(**{lookup: person.pk})
        )

    @staticmethod
    def admitted(rows: Any) -> QuerySet[Any]:
        """For a caller who has been let in to the person."""
        found: QuerySet[Any] = rows.admitted() if isinstance(rows, ScopeMixin) else rows
        return found


def kept_models() -> list[KeptModel]:
    """Every table of the registry, persons first."""
    return [KeptModel(entry) for entry in personal]


def filled_values(rows: QuerySet[Any], fields: Iterable[SealedField]) -> int:
    """How many of these fields hold something in the rows, told by the lengths of what is sealed."""
    names = [field.name for field in fields]
    lengths: Sequence[Sequence[int | None]] = list(rows.values_list(*(Length(name) for name in names)))
    return sum(bool(length) for row in lengths for length in row)
