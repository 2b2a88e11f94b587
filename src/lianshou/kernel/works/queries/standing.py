"""Tasks in the actor's scope, where each stands, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from lianshou.core.quantities import Quantity, Unit
from lianshou.core.wording import Wording
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import may, posts_standing_at, scope_of
from lianshou.kernel.audit.queries import Change, changes_of, history_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.programmes.queries import RuleBook, rule_book
from lianshou.kernel.rights.rules.keeping import region_of
from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import names_in_scope
from lianshou.kernel.works.enums import Event, Light, Reason, Standing
from lianshou.kernel.works.models import Evidence, Progress, Task
from lianshou.kernel.works.queries.feeding import readings
from lianshou.kernel.works.rules import AMBER, RED, Margins, Verdict, light_of, why_not_report

WITH = ("measure__item__portfolio__union", "union", "laid_by", "person", "parent")
SOON = timedelta(days=30)


def tasks_in_scope(*, actor: Any, verb: str = "works.view") -> QuerySet[Task]:
    """The tasks, not withdrawn, of unions in scope, and those that unions in scope have set."""
    found = Task.objects.within(scope_of(actor=actor, verb=verb)).filter(ended_at=None)
    return found.select_related(*WITH)


def tasks_to_read(*, actor: Any) -> QuerySet[Task]:
    """Those of them, and those withdrawn, that the actor may look at."""
    found = Task.objects.within(scope_of(actor=actor, verb="works.view"))
    return found.select_related("set_by", *WITH)


def tasks_listed(*, actor: Any) -> QuerySet[Task]:
    """The tasks as a list shows them: what falls due first comes first."""
    return tasks_in_scope(actor=actor).order_by("due_on", "pk")


def with_words(tasks: QuerySet[Task], words: str) -> QuerySet[Task]:
    """Narrow to tasks of which the task, measure, item, unit or person holds the words."""
    return tasks.filter(
        Q(title__icontains=words)
        | Q(measure__title__icontains=words)
        | Q(measure__item__title__icontains=words)
        | Q(union__search__icontains=words)
        | Q(person__name__icontains=words)
        | Q(person_name__icontains=words)
    )


def standing_as(tasks: QuerySet[Task], standing: str, today: date) -> QuerySet[Task]:
    """Narrow to tasks that stand so; of those that a figure feeds, by the last reading."""
    narrowed = {
        Standing.OPEN: Q(done_on=None),
        Standing.SOON: Q(done_on=None, due_on__gte=today, due_on__lte=today + SOON),
        Standing.OVERDUE: Q(done_on=None, due_on__lt=today),
        Standing.DONE: Q(done_on__isnull=False),
    }
    return tasks.filter(narrowed[Standing(standing)])


def years_of_tasks(*, actor: Any) -> list[int]:
    """The years whose tasks the actor may see, latest first."""
    years = tasks_in_scope(actor=actor).order_by("-measure__item__portfolio__year")
    return list(years.values_list("measure__item__portfolio__year", flat=True).distinct())


def shares_of(*, actor: Any, task: Task) -> QuerySet[Task]:
    """The shares of a task that the actor may see."""
    return tasks_in_scope(actor=actor).filter(parent=task).order_by("union__path")


@dataclass(frozen=True)
class Row:
    """A task with its light, the rule behind it, and what is done, read now where a figure feeds it."""

    task: Task
    verdict: Verdict
    done: int

    @property
    def light(self) -> Light:
        return self.verdict.light

    @property
    def light_said(self) -> str:
        return str((Standing.DONE if self.is_done else self.verdict.light).label)

    @property
    def why(self) -> Wording:
        return self.verdict.why

    @property
    def percent(self) -> int:
        return self.verdict.percent

    @property
    def done_said(self) -> Quantity[Unit] | None:
        unit = self.task.counts
        return Quantity(self.done, unit) if unit else None

    @property
    def is_done(self) -> bool:
        return self.task.done_on is not None or self.done >= self.task.whole


def rows_of(*, actor: Any, tasks: Iterable[Task], today: date) -> list[Row]:
    """Tasks with their lights: one query for the margins, and one for each figure that feeds any of them."""
    found = list(tasks)
    fed = readings(actor=actor, tasks=found, today=today)
    book = rule_book(AMBER, RED)
    return [_row(task, fed.get(task.pk, task.done_value), book, today) for task in found]


def _row(task: Task, done: int, book: RuleBook, today: date) -> Row:
    region = region_of(task.union.division_code)
    margins = Margins(*(book.value(key, region=region, on=today) for key in (AMBER, RED)))
    done_on = task.done_on or (min(today, task.due_on) if task.figure and done >= task.whole else None)
    verdict = light_of(
        starts_on=task.starts_on,
        due_on=task.due_on,
        today=today,
        done=done,
        whole=task.whole,
        done_on=done_on,
        margins=margins,
    )
    return Row(task, verdict, done)


def reports_of(*, task: Task) -> QuerySet[Progress]:
    """What was reported of a task that the caller has been let in to, latest first, with its files."""
    found = Progress.objects.admitted().filter(task=task).select_related("recorded_by", "task")
    return found.prefetch_related("files").order_by("-pk")


def evidence_in_scope(*, actor: Any) -> QuerySet[Evidence]:
    """The files of reports on tasks in scope."""
    return Evidence.objects.within(scope_of(actor=actor, verb="works.view"))


def file_limit() -> int:
    """The bytes that one file of evidence may have."""
    return int(settings.LIANSHOU_PHOTO_LIMIT)


@dataclass(frozen=True)
class Step:
    """One line of a history, with the reason that was given."""

    label: str
    at: Any
    by: str
    words: str


def history(*, about: Any) -> list[Step]:
    """The history of a task or a highlight from the book, oldest first; the caller has been let in to it."""
    labels = dict(Event.choices)
    lines = history_of(about).filter(verb__in=labels).order_by("pk")
    return [
        Step(str(labels[line.verb]), line.at, line.actor_name, str(line.details.get("reason", "")))
        for line in lines
    ]


def changes_in(*, actor: Any, task: Task) -> list[Change]:
    """What changed in a task that the caller has been let in to, field by field."""
    return changes_of(Task.history.filter(id=task.pk), names=names_in_scope(actor=actor))


@dataclass(frozen=True)
class Acts:
    """What the actor may do with a task now, by the rules that guard the actions."""

    reports: bool
    why_not_report: Reason | None
    splits: bool
    names: bool
    changes: bool
    feeds: bool
    withdraws: bool


def acts_on(*, actor: Any, task: Task) -> Acts:
    """For the buttons of a task's page."""
    alive, fresh = task.ended_at is None, task.parts == 0
    is_root = task.parent_id is None
    gave = may(actor, "works.edit", on=task.laid_by) and alive and is_root
    holds = may(actor, "works.edit", on=task.union) and alive
    return Acts(
        reports=may(actor, "works.report", on=task.union),
        why_not_report=why_not_report(ended=not alive, split=not fresh, fed=bool(task.figure)),
        splits=holds and fresh and (task.told_on is None or bool(task.figure)) and bool(task.union.numchild),
        names=holds or (gave and may(actor, "works.edit", on=task.union)),
        changes=gave,
        feeds=gave and bool(task.unit),
        withdraws=gave,
    )


def people_to_name(*, actor: Any, union: Union) -> QuerySet[User]:
    """The open accounts with a post at a union that the actor may name as answerable there."""
    posts = posts_standing_at(scope=scope_of(actor=actor, verb="works.edit"), paths=[union.path])
    return User.objects.filter(pk__in=posts.order_by().values("user")).order_by("sound", "name", "pk")


def unions_to_share(*, actor: Any, task: Task) -> list[Union]:
    """Among whom a task can be split: the federations directly below its unit, or its enterprises where there are none."""
    scope = scope_of(actor=actor, verb="works.edit")
    inside = Scope((task.union.path,)).q("path")
    below = Union.objects.within(scope).filter(inside, depth=task.union.depth + 1, dissolved_on=None)
    federations = list(below.exclude(level=Level.ENTERPRISE).order_by("path"))
    return federations or list(below.order_by("path")[:200])


def tree_of(task: Task) -> list[Task]:
    """A task in hand and all its shares, from the top down; a query for each storey."""
    found, layer = [task], [task]
    while layer:
        below = Task.objects.admitted().filter(parent__in=[one.pk for one in layer]).order_by("pk")
        layer = list(below.select_related(*WITH))
        found += layer
    return found
