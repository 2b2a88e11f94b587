"""What a union owes upward, and how much each superior has laid on it this month against the limit."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F

from lianshou.core.loads import Excess, Part, loads
from lianshou.kernel.access.queries import may
from lianshou.kernel.programmes.queries import parameter
from lianshou.kernel.rights.rules.keeping import region_of
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.models import Task
from lianshou.kernel.works.queries.standing import Row, rows_of, tasks_in_scope
from lianshou.kernel.works.rules import LIMIT, Load


@dataclass(frozen=True)
class Superior:
    """A union above with what it has laid on a union: the tasks, how much of each sort this month, all of it against the limit."""

    union: Union
    rows: list[Row]
    load: Load
    parts: list[Part] = field(default_factory=list)
    excess: list[Excess] = field(default_factory=list)

    @property
    def over(self) -> list[Row]:
        """The tasks that went beyond the limit, with their reasons."""
        return [row for row in self.rows if row.task.over_reason]


def owed_by(*, actor: Any, union: Union, today: date) -> list[Superior]:
    """What a union that the actor may see owes upward, by who has set it."""
    if not may(actor, "works.view", on=union):
        return []
    found = tasks_in_scope(actor=actor).filter(union=union).exclude(laid_by=union)
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows_of(actor=actor, tasks=found.order_by("due_on", "pk"), today=today):
        groups[row.task.laid_by_id].append(row)
    parts, limit = parts_in_month(union=union, on=today), limit_of(union=union, on=today)
    first, last = _month(today)
    beyond = loads.excess(union=union, first=first, last=last)
    superiors = Union.objects.admitted().filter(pk__in={*groups, *parts}).order_by("path")
    return [
        Superior(
            one,
            groups.get(one.pk, []),
            Load(sum(part.number for part in parts.get(one.pk, [])), limit),
            parts.get(one.pk, []),
            [excess for excess in beyond if excess.by == one.pk],
        )
        for one in superiors
    ]


def count_from_above(*, actor: Any) -> int:
    """How many open tasks superiors have set the unions whose debts the actor sees."""
    return tasks_in_scope(actor=actor).filter(done_on=None).exclude(laid_by=F("union")).count()


def limit_of(*, union: Union, on: date) -> int:
    """How much one superior may lay on a union in a month, by the settings of its region."""
    found: int = parameter(key=LIMIT, region=region_of(union.division_code), on=on)
    return found


def parts_in_month(*, union: Union, on: date) -> dict[int, list[Part]]:
    """How many tasks, forms and inspections each superior has laid on a union in the month of a day."""
    first, last = _month(on)
    return loads.parts(union=union, first=first, last=last)


def laid_in_month(*, union: Union, on: date) -> dict[int, int]:
    """How much each superior has laid on a union in the month of a day, of all sorts together."""
    parts = parts_in_month(union=union, on=on)
    return {key: sum(part.number for part in found) for key, found in parts.items()}


def load_of(*, union: Union, by: Union, on: date) -> Load:
    """What one superior has laid on a union in the month of a day."""
    return Load(laid_in_month(union=union, on=on).get(by.pk, 0), limit_of(union=union, on=on))


def tasks_laid(*, union: Union, first: date, last: date) -> Mapping[int, int]:
    """How many tasks each superior has laid on a union within the days, withdrawn ones not counted."""
    found = Task.objects.admitted().filter(union=union, laid_on__range=(first, last), ended_at=None)
    return dict(found.exclude(laid_by=union).order_by().values_list("laid_by").annotate(n=Count("pk")))


def _month(on: date) -> tuple[date, date]:
    return on.replace(day=1), on.replace(day=monthrange(on.year, on.month)[1])
