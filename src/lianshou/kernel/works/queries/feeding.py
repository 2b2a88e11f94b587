"""Reading progress from figures: one statement for a figure and a year, whatever the number of tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from lianshou.core.feeds import feeds
from lianshou.core.figures import Figure
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.works.models import Task


def readings(*, actor: Any, tasks: Iterable[Task], today: date) -> dict[int, int]:
    """What the figures say of those tasks that one feeds, by the id of the task: of its union's subtree and its year.

    Only where the actor may see figures; elsewhere the last reading stands on the row.
    """
    if not may(actor, "figure.view"):
        return {}
    scope, groups = scope_of(actor=actor, verb="figure.view"), defaultdict(list)
    for task in tasks:
        if task.figure and scope.covers(task.union.path):
            groups[task.figure, task.due_on.year].append(task)
    found: dict[int, int] = {}
    for (slug, year), fed in groups.items():
        figure = feeds.get(slug)
        if figure is not None:
            found |= _read(figure, year, fed, actor, today)
    return found


def fitting_figures(*, actor: Any, task: Task, today: date) -> list[tuple[Figure, int | None]]:
    """The figures that count in the unit of a task, and what each would say of it now; None for whoever may not see figures."""
    fitting = [one for one in feeds.all() if task.unit and one.unit.name == task.unit]
    if not may(actor, "figure.view", on=task.union):
        return [(one, None) for one in fitting]
    year = task.due_on.year
    return [(one, _read(one, year, [task], actor, today).get(task.pk)) for one in fitting]


def figure_behind(*, actor: Any, task: Task) -> tuple[Figure | None, str]:
    """The figure that feeds a task, and the page with its rows where the actor may see it."""
    figure = feeds.get(task.figure) if task.figure else None
    if figure is None or not may(actor, "figure.view", on=task.union):
        return figure, ""
    return figure, feeds.url(slug=figure.slug, union=task.union_id, year=task.due_on.year)


def _read(figure: Figure, year: int, fed: list[Task], actor: Any, today: date) -> dict[int, int]:
    facts = feeds.facts(figure=figure, actor=actor, today=today, year=year).order_by()
    if figure.each:
        pairs = list(facts.values_list(figure.path, figure.each).distinct())
        return {
            task.pk: len({key for path, key in pairs if path.startswith(task.union.path)}) for task in fed
        }
    counted = Sum(figure.adds) if figure.adds else Count("pk", distinct=True)
    sums = [
        (row[figure.path], row["fed_count"] or 0)
        for row in facts.values(figure.path).annotate(fed_count=counted)
    ]
    return {task.pk: sum(n for path, n in sums if path.startswith(task.union.path)) for task in fed}
