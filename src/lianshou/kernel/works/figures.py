"""The figures of the six works: tasks, what was done of them, what is overdue, highlights; by work, unit and person answerable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from lianshou.core.figures import Breakdown, Figure, Ratio, RowColumn, under
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.programmes.figures import cut_by_pillar
from lianshou.kernel.works.enums import State
from lianshou.kernel.works.models import Highlight, Task

_VERB = "figure.view"


def figures() -> tuple[Figure | Ratio, ...]:
    """The figures of the six works."""
    return under(
        Wording("六大工程任务", "Tasks of the six works"), _TASKS, _DONE, _OVERDUE, _RATE, _HIGHLIGHTS
    )


def tasks_standing(*, actor: Any, today: date) -> QuerySet[Task]:
    """Tasks that were set and not withdrawn, each share of a lower union being one of its own."""
    del today
    found = Task.objects.within(scope_of(actor=actor, verb=_VERB), "union__path").filter(ended_at=None)
    return found.annotate(answers=Coalesce("person__name", NullIf("person_name", Value("")))).order_by("-pk")


def tasks_done(*, actor: Any, today: date) -> QuerySet[Task]:
    """Those that were done, in time or late."""
    return tasks_standing(actor=actor, today=today).filter(done_on__isnull=False)


def tasks_overdue(*, actor: Any, today: date) -> QuerySet[Task]:
    """Those whose last day has passed and that are not done."""
    return tasks_standing(actor=actor, today=today).filter(done_on=None, due_on__lt=today)


def highlights_kept(*, actor: Any, today: date) -> QuerySet[Highlight]:
    """Every highlight on record."""
    del today
    return Highlight.objects.within(scope_of(actor=actor, verb=_VERB)).order_by("-pk")


def _figure(slug: str, title: Wording, definition: Wording, facts: Callable[..., Any]) -> Figure:
    return Figure(
        slug=slug,
        title=title,
        definition=definition,
        unit=Unit.ITEM,
        facts=facts,
        columns=(
            RowColumn(
                title=Wording("任务", "Task"),
                value=lambda task: task.title,
                link=lambda task: reverse("works:task", args=[task.pk]),
                sort="title",
            ),
            RowColumn(
                title=Wording("工程", "Work"), value=lambda task: task.measure.item.get_pillar_display()
            ),
            RowColumn(
                title=Wording("责任单位", "Unit"), value=lambda task: task.union.name, sort="union__search"
            ),
            RowColumn(title=Wording("责任人", "Person"), value=lambda task: task.answerable),
            RowColumn(title=Wording("完成时限", "Due on"), value=lambda task: task.due_on, sort="due_on"),
            RowColumn(title=Wording("完成日期", "Done on"), value=lambda task: task.done_on, sort="done_on"),
        ),
        dress=lambda rows: rows.select_related("measure__item", "union", "person"),
        year="due_on__year",  # no day: what is due in December belongs to the year's tasks in June already
        version=2,
        path="union__path",
        counter="项",
        breakdowns=(
            cut_by_pillar("measure__item__pillar"),
            Breakdown(slug="unit", title=Wording("责任单位", "Unit"), key="union__name", largest_first=True),
            Breakdown(slug="person", title=Wording("责任人", "Person"), key="answers", largest_first=True),
            Breakdown(
                slug="from", title=Wording("布置单位", "Set by"), key="laid_by__name", largest_first=True
            ),
            Breakdown(slug="year", title=Wording("年度", "Year"), key="due_on__year"),
        ),
    )


_TASKS = _figure(
    "tasks",
    Wording("工程任务", "Tasks"),
    Wording(
        "六大工程中布置且未撤回的任务，分解到下级的各计一项，按完成时限所在年度统计。",
        "Tasks of the six works that were set and not withdrawn, each share of a lower union being one of its own, by the year of their last day.",
    ),
    tasks_standing,
)
_DONE = _figure(
    "tasks-done",
    Wording("已完成任务", "Tasks done"),
    Wording(
        "工程任务中已经完成的，按完成时限所在年度统计。",
        "Those of the tasks that were done, by the year of their last day.",
    ),
    tasks_done,
)
_OVERDUE = _figure(
    "tasks-overdue",
    Wording("逾期任务", "Tasks overdue"),
    Wording(
        "工程任务中时限已过、尚未完成的，按完成时限所在年度统计。",
        "Those of the tasks whose last day has passed and that are not done, by the year of that day.",
    ),
    tasks_overdue,
)
_RATE = Ratio(
    slug="tasks-rate",
    title=Wording("任务完成率", "Share of tasks done"),
    definition=Wording("已完成任务除以工程任务。", "Tasks done over tasks."),
    numerator="tasks-done",
    denominator="tasks",
)
_HIGHLIGHTS = Figure(
    slug="highlights",
    title=Wording("工作亮点", "Highlights"),
    definition=Wording(
        "登记在册的亮点工作，按发生日期统计。", "Highlights on record, by the day they happened."
    ),
    unit=Unit.ITEM,
    facts=highlights_kept,
    columns=(
        RowColumn(
            title=Wording("亮点", "Highlight"),
            value=lambda one: one.title,
            link=lambda one: reverse("works:highlight", args=[one.pk]),
            sort="title",
        ),
        RowColumn(title=Wording("工程", "Work"), value=lambda one: one.get_pillar_display(), sort="pillar"),
        RowColumn(title=Wording("单位", "Unit"), value=lambda one: one.union.name, sort="union__search"),
        RowColumn(title=Wording("日期", "Day"), value=lambda one: one.happened_on, sort="happened_on"),
        RowColumn(title=Wording("状态", "State"), value=lambda one: one.get_state_display(), sort="state"),
    ),
    dress=lambda rows: rows.select_related("union"),
    year="happened_on__year",
    on="happened_on",
    path="union__path",
    counter="项",
    breakdowns=(
        cut_by_pillar("pillar"),
        Breakdown(
            slug="state",
            title=Wording("状态", "State"),
            key="state",
            label=lambda value: State(value).label,
            order=tuple(State.values),
        ),
        Breakdown(slug="unit", title=Wording("单位", "Unit"), key="union__name", largest_first=True),
    ),
)
