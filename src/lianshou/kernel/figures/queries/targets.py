"""What a figure is to come to: the goals of the tasks that it feeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from lianshou.core.figures import Figure
from lianshou.core.quantities import Quantity, Share, Unit
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.figures.queries.counting import Narrowing
from lianshou.kernel.works.models import Task


@dataclass(frozen=True)
class Target:
    """The goal of a task that the figure feeds, and how much of it is done; ``is_open`` where the reader may see the task."""

    task: Task
    goal: Quantity[Unit]
    done: Quantity[Unit]
    share: str
    is_open: bool


def targets_of(*, figure: Figure, actor: Any, today: date, to: Narrowing) -> list[Target]:
    """The tasks of the union a figure is narrowed to (or of the one top that the actor sees) that the figure feeds, due in the
    year of the period, without one in this year. None where the period runs over several years."""
    year = _year(to, today)
    paths = [to.union.path] if to.union is not None else list(scope_of(actor=actor, verb="figure.view").paths)
    if year is None or len(paths) != 1:
        return []
    fed = Task.objects.admitted().filter(figure=figure.slug, union__path=paths[0], ended_at=None)
    tasks = fed.filter(due_on__year=year, goal__isnull=False, unit=figure.unit.name).select_related("union")
    return [_target(figure, task, actor) for task in tasks.order_by("due_on", "pk")]


def _year(to: Narrowing, today: date) -> int | None:
    if to.period is None:
        return today.year
    last = to.period.ends_on or to.period.starts_on
    return last.year if last.year == to.period.starts_on.year else None


def _target(figure: Figure, task: Task, actor: Any) -> Target:
    goal = task.goal or 0
    share = Share(task.done_value, goal).percent()
    is_open = may(actor, "works.view", on=task.union)
    return Target(task, figure.quantity(goal), figure.quantity(task.done_value), share, is_open)
