"""Facts counted once for each record they go through (their programme): one statement for the number and for many cuts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from lianshou.core.figures import Figure
from lianshou.kernel.guard.models import rows_admitted

_AT_ONCE = 500
"""So many keys are asked for in one statement."""


@dataclass(frozen=True)
class Tally:
    """What a figure comes to for each record of ``figure.through``, and what stands in the columns of those records.

    ``values`` holds the columns by the names that lead to them from a fact ("programme__union__path").
    """

    counts: Mapping[Any, int]
    values: Mapping[Any, Mapping[str, Any]]
    names: frozenset[str]

    @property
    def number(self) -> int:
        """The whole number."""
        return sum(self.counts.values())

    def by(self, name: str) -> list[tuple[Any, int]]:
        """The number for each value of a column, in no order."""
        found: dict[Any, int] = {}
        for key, count in self.counts.items():
            value = self.values[key][name]
            found[value] = found.get(value, 0) + count
        return list(found.items())


def tally_of(figure: Figure, facts: QuerySet[Any], known: Known | None = None) -> Tally | None:
    """The facts counted through what the figure names; None for a figure that names nothing.

    ``known`` keeps the columns that were read for one figure for the next one that goes through the same records.
    """
    if not figure.through:
        return None
    model = facts.model._meta.get_field(figure.through).related_model
    counted: Any = (
        Sum(figure.adds) if figure.adds else Count("pk", distinct=True) if multiplies(facts) else Count("*")
    )
    groups = facts.order_by().values_list(figure.through).annotate(counted=counted)
    counts = {key: count for key, count in groups if key is not None}
    names = _names(figure)
    behind = tuple(name.removeprefix(f"{figure.through}__") for name in names)
    values = (known if known is not None else {}).setdefault((model, behind), {})
    for keys in _in_parts([key for key in counts if key not in values]):
        rows = rows_admitted(model).order_by().values_list("pk", *behind)
        for key, *columns in rows if keys is None else rows.filter(pk__in=keys):
            values[key] = dict(zip(names, columns, strict=True))
    return Tally(counts, values, frozenset(names))


Known = dict[Any, dict[Any, Mapping[str, Any]]]


def multiplies(facts: QuerySet[Any]) -> bool:
    """Whether a fact may come several times because of what it is joined with."""
    joins = facts.query.alias_map.values()
    return facts.query.distinct or any(
        getattr(getattr(join, "join_field", None), "one_to_many", False)
        or getattr(getattr(join, "join_field", None), "many_to_many", False)
        for join in joins
    )


def _names(figure: Figure) -> list[str]:
    told = {figure.path, figure.year, *(breakdown.key for breakdown in figure.breakdowns)}
    return sorted(name for name in told if name.startswith(f"{figure.through}__"))


def _in_parts(keys: list[Any]) -> list[list[Any] | None]:
    """What is asked for at a time; None for a number of keys beyond which it is quicker to read every record."""
    if len(keys) > 4 * _AT_ONCE:
        return [None]
    return [keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE)]
