from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.feeds import feeds
from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import require
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.actions.holding import checked_load, held_task, note
from lianshou.kernel.works.actions.planning import end
from lianshou.kernel.works.enums import Reason
from lianshou.kernel.works.models import Item, Task
from lianshou.kernel.works.queries import readings, tree_of
from lianshou.kernel.works.rules import (
    why_not_change,
    why_not_feed,
    why_not_split,
    why_not_withdraw,
)


@dataclass(frozen=True)
class NewShare:
    """A lower union's part of a task; without a number where the task counts nothing."""

    union: Union
    goal: int | None = None


@transaction.atomic
def split_task(
    *, actor: Any, task: Task, shares: Sequence[NewShare], now: datetime, over_reason: str = ""
) -> list[Task]:
    """Hand a task down: each union gets its share, and all of them together are the goal.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``task.split`` and ``task.laid`` for each share.
    """
    require(actor, "works.edit", on=task.union)
    task = held_task(task)
    inside = Scope((task.union.path,))
    reason = why_not_split(
        ended=task.ended_at is not None,
        split=task.parts > 0,
        reported=task.told_on is not None and not task.figure,
        goal=task.goal,
        parts=[share.goal for share in shares],
        twice=len({share.union.pk for share in shares}) < len(shares),
        below=all(inside.covers(share.union.path) for share in shares),
    )
    if reason:
        raise Refused(reason)
    made = [_given(actor, task, share, over_reason, now) for share in shares]
    task.parts = len(made)
    task.save(update_fields=["parts"])
    _note("task.split", actor, task, now, shares=len(made))
    if task.figure:
        _read(actor, [task, *made], timezone.localdate(now))
    return made


@transaction.atomic
def assign_person(
    *, actor: Any, task: Task, now: datetime, person: User | None = None, person_name: str = ""
) -> Task:
    """Name the one person who answers for a task; for a line of the portfolio that is the person of its whole item.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``task.assigned``.
    """
    require(actor, "works.edit", on=task.union)
    task = held_task(task)
    if task.ended_at is not None:
        raise Refused(Reason.ENDED)
    named = {"person": person, "person_name": "" if person else person_name.strip()}
    together = [task]
    if task.parent_id is None:
        item = task.measure.item
        Item.objects.admitted().filter(pk=item.pk).update(**named)
        rows = Task.objects.admitted().filter(measure__item=item, parent=None, ended_at=None)
        together = list(rows.exclude(pk=task.pk).select_related("union").order_by("pk")) + together
    for one in together:
        one.person, one.person_name = person, str(named["person_name"])
        one.save(update_fields=["person", "person_name"])
        _note("task.assigned", actor, one, now, to=person.pk if person else None)
    return task


@transaction.atomic
def change_task(
    *,
    actor: Any,
    task: Task,
    starts_on: date,
    due_on: date,
    words: str,
    now: datetime,
    goal: int | None = None,
) -> Task:
    """Change days or goal of a line of a portfolio, and say why; shares that ended with it move their last day along.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``task.changed`` with the reason.
    """
    require(actor, "works.edit", on=task.laid_by)
    task = held_task(task)
    reason = why_not_change(
        ended=task.ended_at is not None,
        split=task.parent_id is not None or (task.parts > 0 and goal != task.goal),
        starts_on=starts_on,
        due_on=due_on,
        year=task.measure.item.portfolio.year,
        goal=goal,
        counted=bool(task.unit),
        words=words,
    )
    if reason:
        raise Refused(reason)
    old = task.due_on
    before = {"before_due_on": str(old), "before_goal": task.goal}
    for one in tree_of(task):
        if one.pk == task.pk or one.due_on == old:
            _moved(one, starts_on, due_on)
    task.starts_on, task.due_on, task.goal = starts_on, due_on, goal
    if task.goal and not task.figure:
        task.done_on = (task.done_on or task.told_on) if task.done_value >= task.goal else None
    task.save(update_fields=["starts_on", "due_on", "goal", "done_on"])
    _note("task.changed", actor, task, now, reason=words.strip(), **before)
    return task


@transaction.atomic
def feed_task(*, actor: Any, task: Task, figure: str, now: datetime, words: str = "") -> Task:
    """Let a figure of the same unit tell the progress of a task and its shares; an empty one lets people report again. Where
    progress was reported, say why the figure counts instead: the reports stay on record.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``task.fed``.
    """
    require(actor, "works.edit", on=task.laid_by)
    task = held_task(task)
    found = feeds.get(figure) if figure else None
    tree = tree_of(task)
    reason = why_not_feed(
        ended=task.ended_at is not None,
        is_share=task.parent_id is not None,
        known=found is not None or not figure,
        same_unit=not figure or (found is not None and found.unit.name == task.unit),
        reported=bool(figure) and not task.figure and any(one.told_on for one in tree),
        words=words,
    )
    if reason:
        raise Refused(reason)
    for one in tree:
        one.figure = figure
        one.save(update_fields=["figure"])
    _note("task.fed", actor, task, now, figure=figure, reason=words.strip())
    if figure:
        _read(actor, tree, timezone.localdate(now))
    return Task.objects.admitted().get(pk=task.pk)


@transaction.atomic
def withdraw_task(*, actor: Any, task: Task, words: str, now: datetime) -> Task:
    """Take a line of a portfolio back, its shares with it, and say why; what was reported stays on record.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``task.withdrawn`` for each.
    """
    require(actor, "works.edit", on=task.laid_by)
    task = held_task(task)
    is_share = task.parent_id is not None
    if reason := why_not_withdraw(ended=task.ended_at is not None, is_share=is_share, words=words):
        raise Refused(reason)
    for one in tree_of(task):
        if one.ended_at is None:
            end(actor=actor, task=one, words=words, now=now)
    task.refresh_from_db()
    return task


@transaction.atomic
def hand_over_tasks(
    *, actor: Any, leaving: Any, to: Any, last_day: date, first_day: date, now: datetime
) -> int:
    """Move the open tasks, and the items, that one account answers for to another; the whole act asks permission.

    Leaves ``task.assigned`` for each task.
    """
    del last_day, first_day
    held = Task.objects.admitted().filter(person=leaving, ended_at=None, done_on=None)
    moved = 0
    for task in held.select_related("union").order_by("pk"):
        task.person = to
        task.save(update_fields=["person"])
        _note("task.assigned", actor, task, now, to=to.pk)
        moved += 1
    Item.objects.admitted().filter(person=leaving, ended_with=None).update(person=to)
    return moved


def _given(actor: Any, task: Task, share: NewShare, over_reason: str, now: datetime) -> Task:
    today = timezone.localdate(now)
    over = checked_load(union=share.union, by=task.union, on=today, reason=over_reason)
    made = Task.objects.create(
        measure=task.measure,
        parent=task,
        laid_by=task.union,
        laid_on=today,
        set_by=actor,
        union=share.union,
        title=task.title,
        goal=share.goal if task.goal else None,
        unit=task.unit,
        qualifier=task.qualifier,
        starts_on=max(task.starts_on, min(today, task.due_on)),
        due_on=task.due_on,
        evidence=task.evidence,
        figure=task.figure,
        over_reason=over,
    )
    _note("task.laid", actor, made, now, reason=over, goal=made.goal, unit=made.unit, of=task.pk)
    return made


def _moved(task: Task, starts_on: date, due_on: date) -> None:
    task.starts_on, task.due_on = min(max(task.starts_on, starts_on), due_on), due_on
    task.save(update_fields=["starts_on", "due_on"])


def _read(actor: Any, tasks: list[Task], today: date) -> None:
    """Keep the reading of now on each row, for lists that are narrowed by it and for those who may not see figures."""
    found = readings(actor=actor, tasks=tasks, today=today)
    for task in tasks:
        task.done_value, task.told_on = found.get(task.pk, 0), today
        task.done_on = min(today, task.due_on) if task.done_value >= task.whole else None
        task.save(update_fields=["done_value", "done_on", "told_on"])


def _note(verb: str, actor: Any, task: Task, now: datetime, **details: Any) -> None:
    note(verb, actor=actor, subject=task, path=task.union.path, now=now, **details)
