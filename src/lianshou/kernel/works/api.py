from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy
from ninja import Router
from pydantic import Field

from lianshou.kernel.works import actions, queries
from lianshou.kernel.works.forms import HighlightFilter, ReportForm, TaskFilter
from lianshou.kernel.works.models import Highlight, Progress, Task
from lianshou.kernel.works.tables import HighlightTable, TaskTable
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, list_at, orders_of, read_at

router = Router(tags=["works"])


class TaskItem(Item):
    id: int
    portfolio_id: int = Field(validation_alias="measure.item.portfolio_id")
    pillar: str = Field(validation_alias="measure.item.pillar")
    item: str = Field(validation_alias="measure.item.title")
    measure: str = Field(validation_alias="measure.title")
    parent_id: int | None
    title: str
    union_id: int
    laid_by_id: int
    laid_on: date
    answerable: str
    goal: int | None
    unit: str
    starts_on: date
    due_on: date
    figure: str
    parts: int
    done_value: int
    done_on: date | None


class ProgressItem(Item):
    id: int
    task_id: int
    value: int | None
    is_done: bool
    note: str
    happened_on: date


class HighlightItem(Item):
    id: int
    union_id: int
    pillar: str
    title: str
    story: str
    happened_on: date
    state: str


def _task(request: HttpRequest, pk: int) -> Task | None:
    return queries.tasks_to_read(actor=request.user).filter(pk=pk).first()


def _highlight(request: HttpRequest, pk: int) -> Highlight | None:
    return queries.highlights_in_scope(actor=request.user).filter(pk=pk).first()


def _report(actor: Any, task: Any, now: Any, said: Any) -> Progress:
    return actions.report_progress(actor=actor, task=task, now=now, **said)


list_at(
    router,
    Listing(
        path="/works/tasks",
        name="works_tasks",
        door="works.view",
        item=TaskItem,
        rows=lambda request: queries.tasks_listed(actor=request.user),
        filters=TaskFilter,
        orders=orders_of(TaskTable, first=("due_on", "pk")),
        pages=("works:tasks", "works:export_tasks"),
        told=pgettext_lazy("api", "Tasks of the six works"),
    ),
)
read_at(
    router,
    Reading(
        path="/works/tasks/{int:pk}",
        name="works_task",
        door="works.view",
        item=TaskItem,
        find=_task,
        label="works.task",
        told=pgettext_lazy("api", "A task of the six works"),
    ),
)
act_at(
    router,
    Acting(
        path="/works/tasks/{int:pk}/report",
        name="report_task",
        door="works.report",
        find=_task,
        form=ReportForm,
        fill=lambda request, task, data: ReportForm(data, task=task),
        facts=lambda form: form.facts,
        act=_report,
        item=ProgressItem,
        status=201,
        told=pgettext_lazy("api", "Report progress of a task"),
    ),
)
list_at(
    router,
    Listing(
        path="/works/highlights",
        name="works_highlights",
        door="works.view",
        item=HighlightItem,
        rows=lambda request: queries.highlights_listed(actor=request.user),
        filters=HighlightFilter,
        orders=orders_of(HighlightTable, first=("-happened_on", "-pk")),
        pages=("works:highlights", "works:export_highlights"),
        told=pgettext_lazy("api", "Highlights"),
    ),
)
read_at(
    router,
    Reading(
        path="/works/highlights/{int:pk}",
        name="works_highlight",
        door="works.view",
        item=HighlightItem,
        find=_highlight,
        label="works.highlight",
        told=pgettext_lazy("api", "A highlight"),
    ),
)
