"""Highlights; what other parts of the house ask: my work, duties, who can see a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lianshou.core.duties import DutyRow
from lianshou.core.kinds import MOST_ITEMS, Errand, InboxItem
from lianshou.core.records import Reach
from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kernel.works.enums import Light, State
from lianshou.kernel.works.models import Highlight, Task
from lianshou.kernel.works.queries.standing import WITH, Row, rows_of, tasks_in_scope

AHEAD = timedelta(days=14)
"""How long before its last day a task stands in the work of whoever reports it."""


def highlights_in_scope(*, actor: Any, verb: str = "works.view") -> QuerySet[Highlight]:
    """The highlights of unions in scope."""
    found = Highlight.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("union", "task", "recorded_by", "taken_by")


def highlights_for_bulletins(*, actor: Any) -> QuerySet[Highlight]:
    """The highlights in scope that were chosen for the bulletin, the latest first."""
    chosen = highlights_in_scope(actor=actor).filter(state=State.TAKEN)
    return chosen.select_related("union").order_by("-happened_on", "-pk")


def highlights_listed(*, actor: Any) -> QuerySet[Highlight]:
    """Those highlights as a list shows them, the latest first."""
    return highlights_in_scope(actor=actor).order_by("-happened_on", "-pk")


def highlights_with_words(highlights: QuerySet[Highlight], words: str) -> QuerySet[Highlight]:
    """Narrow to highlights whose title, story or union holds the words."""
    return highlights.filter(
        Q(title__icontains=words) | Q(story__icontains=words) | Q(union__search__icontains=words)
    )


def unions_to_praise(*, actor: Any) -> QuerySet[Union]:
    """The unions for which the actor may record a highlight."""
    return unions_in_scope(actor=actor, verb="works.report")


def desk_items(*, actor: Any, today: date) -> list[InboxItem]:
    """Tasks to report that are overdue, stand at red or fall due within two weeks, and those laid from above that nobody answers for."""
    reporting = [*_own(actor, today), *_of_union(actor, today)]
    told = {item.url for item in reporting}
    naming = [item for item in _to_name(actor, today) if item.url not in told]
    return [*reporting, *naming, *_to_choose(actor)]


def _open(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.filter(done_on=None, parts=0, figure="").order_by("due_on", "pk")


def _own(actor: Any, today: date) -> list[InboxItem]:
    mine = Task.objects.admitted().filter(person=actor.pk, ended_at=None, starts_on__lte=today)
    found = _pressing(actor, _open(mine.select_related(*WITH)), today)
    return [_item(row, today, is_own=True) for row in found]


def _of_union(actor: Any, today: date) -> list[InboxItem]:
    """What no account answers for stands with the unit's nearest post."""
    if not may(actor, "works.report"):
        return []
    inside = scope_of(actor=actor, verb="works.report").q("union__path")
    theirs = tasks_in_scope(actor=actor).filter(inside, person=None, starts_on__lte=today)
    return [_item(row, today) for row in _pressing(actor, _open(theirs), today)]


def _pressing(actor: Any, tasks: QuerySet[Task], today: date) -> list[Row]:
    """Those that are overdue, fall due soon, or stand at red long before."""
    rows = rows_of(actor=actor, tasks=tasks[:MOST_ITEMS], today=today)
    return [row for row in rows if row.task.due_on <= today + AHEAD or row.light == Light.RED]


def _to_name(actor: Any, today: date) -> list[InboxItem]:
    """What was laid from above and nobody answers for yet, as long as it is not to be reported already."""
    if not may(actor, "works.edit"):
        return []
    inside = scope_of(actor=actor, verb="works.edit").q("union__path")
    nobodys = tasks_in_scope(actor=actor).filter(inside, person=None, person_name="", done_on=None)
    found = nobodys.exclude(laid_by=F("union")).filter(due_on__gte=today).order_by("due_on", "pk")
    return [
        InboxItem(
            key=f"task-named:{task.pk}",
            errand=Errand.PROGRAMME,
            title=_("Laid from above, name who answers for it: %(task)s") % {"task": task.title},
            detail=f"{task.laid_by} · {task.measure.item}",
            url=reverse("works:task", args=[task.pk]),
            owner=task.union.path,
            verb="works.edit",
            due_on=task.due_on,
            since=task.laid_on,
        )
        for task in found[:MOST_ITEMS]
    ]


def _item(row: Row, today: date, *, is_own: bool = False) -> InboxItem:
    task = row.task
    behind = f" · {row.light_said}" if row.light == Light.RED else ""
    return InboxItem(
        key=f"task:{task.pk}",
        errand=Errand.PROGRAMME,
        title=_("Report: %(task)s") % {"task": task.title},
        detail=f"{task.union} · {task.measure.item}{behind}",
        url=reverse("works:task", args=[task.pk]),
        owner=task.union.path,
        verb="works.report",
        is_own=is_own,
        due_on=task.due_on,
        overdue=task.due_on < today,
    )


def _to_choose(actor: Any) -> list[InboxItem]:
    if not may(actor, "works.edit"):
        return []
    found = highlights_in_scope(actor=actor, verb="works.edit").filter(state=State.OFFERED)
    return [
        InboxItem(
            key=f"highlight:{one.pk}",
            errand=Errand.PROGRAMME,
            title=_("Offered for the bulletin: %(title)s") % {"title": one.title},
            detail=str(one.union),
            url=reverse("works:highlight", args=[one.pk]),
            owner=one.union.path[: -Union.steplen] or one.union.path,
            verb="works.edit",
            since=one.happened_on,
        )
        for one in found.exclude(recorded_by=actor.pk).order_by("pk")[:MOST_ITEMS]
    ]


def duty_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many open tasks each account answers for."""
    del today
    return dict(_held(accounts).order_by().values_list("person").annotate(n=Count("pk")))


def duty_rows(*, actor: Any, account: Any, today: date) -> Iterable[DutyRow]:
    """Those that the actor may see."""
    del today
    mine = tasks_in_scope(actor=actor).filter(person=account, done_on=None)
    return [DutyRow(str(one), reverse("works:task", args=[one.pk])) for one in mine]


def _held(accounts: Sequence[int]) -> QuerySet[Task]:
    return Task.objects.admitted().filter(person__in=accounts, ended_at=None, done_on=None)


def tasks_within(scope: Scope) -> QuerySet[Task]:
    """The tasks, not withdrawn, inside a scope that the caller was given."""
    return Task.objects.within(scope).filter(ended_at=None).select_related(*WITH)


def reaches_of_task(task: Task) -> dict[str, Reach]:
    """Where a post must stand to see a task, to set or split it, and to report on it."""
    here, both = Reach((task.union.path,)), Reach((task.union.path, task.laid_by.path))
    return {"works.view": both, "works.edit": both, "works.report": here}
