from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.audit.tables import ChangeTable
from lianshou.kernel.works import actions, queries
from lianshou.kernel.works.exports import tasks_book
from lianshou.kernel.works.forms import (
    ChangeForm,
    EvidenceForm,
    FeedForm,
    PersonForm,
    RefusingForm,
    SplitForm,
    TaskFilter,
    WordsForm,
)
from lianshou.kernel.works.models import Task
from lianshou.kernel.works.tables import TaskTable
from lianshou.kernel.works.views.frame import done, paged, status_of, tabs
from lianshou.web.doors import opens
from lianshou.web.files import private_file
from lianshou.web.workbooks import attachment


@opens("works.view")
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    narrowed = _narrowed(request)
    table = paged(request, TaskTable(narrowed.qs))
    shown = [row.record for row in table.page.object_list]
    rows = queries.rows_of(actor=request.user, tasks=shown, today=timezone.localdate())
    table.rows_by = {row.task.pk: row for row in rows}
    context = {
        "tabs": tabs("works:tasks"),
        "table": table,
        "filter": narrowed,
        "any": queries.tasks_in_scope(actor=request.user).exists(),
    }
    return render(request, "works/tasks.html", context)


@opens("works.view")
@require_safe
def export_tasks(request: HttpRequest) -> HttpResponse:
    require(request.user, "works.view")
    found = _narrowed(request).qs
    rows = queries.rows_of(actor=request.user, tasks=found, today=timezone.localdate())
    return attachment(tasks_book(rows), _("Tasks of the six works") + ".xlsx")


@opens("works.view")
@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _task(request, pk))


@opens("works.view")
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    found = _task(request, pk)
    table = ChangeTable(queries.changes_in(actor=request.user, task=found))
    places = [
        {"url": reverse("works:tasks"), "label": _("Tasks")},
        {"url": reverse("works:task", args=[pk]), "label": found.title},
    ]
    context = {"subject": found.title, "table": paged(request, table), "places": places}
    return render(request, "audit/changes.html", context)


@opens(post="works.report")
@require_POST
def report(request: HttpRequest, pk: int) -> HttpResponse:
    found = _task(request, pk)
    require(request.user, "works.report", on=found.union)
    form = EvidenceForm(request.POST, request.FILES, task=found)

    def act() -> None:
        actions.report_progress(
            actor=request.user,
            task=found,
            now=timezone.now(),
            files=form.cleaned_data["proofs"],
            **form.facts,
        )

    return _acted(request, found, "report_form", form, act, _("The progress is on record."))


@opens(post="works.edit")
@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponse:
    found = _task(request, pk)
    require(request.user, "works.edit", on=found.union)
    form = PersonForm(request.POST, prefix="name", actor=request.user, task=found)

    def act() -> None:
        actions.assign_person(actor=request.user, task=found, now=timezone.now(), **form.cleaned_data)

    return _acted(request, found, "person_form", form, act, _("Saved."))


@opens(post="works.edit")
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = _task(request, pk)
    require(request.user, "works.edit", on=found.laid_by)
    form = ChangeForm(request.POST, prefix="change", task=found)

    def act() -> None:
        actions.change_task(actor=request.user, task=found, now=timezone.now(), **form.facts)

    return _acted(
        request, found, "change_form", form, act, _("The task is changed; the reason stands beside it.")
    )


@opens("works.edit", post="works.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    found = _task(request, pk)
    require(request.user, "works.edit", on=found.laid_by)
    form = FeedForm(request.POST or None, actor=request.user, task=found)

    def act() -> None:
        actions.feed_task(actor=request.user, task=found, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(request, form, act, _("Saved.")):
        return redirect("works:task", pk)
    return render(request, "works/feed.html", {"form": form, "task": found}, status=status_of(form))


@opens(post="works.edit")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = _task(request, pk)
    require(request.user, "works.edit", on=found.laid_by)
    form = WordsForm(request.POST, prefix="withdraw")

    def act() -> None:
        actions.withdraw_task(actor=request.user, task=found, now=timezone.now(), **form.cleaned_data)

    return _acted(request, found, "withdraw_form", form, act, _("The task is withdrawn."))


@opens("works.edit", post="works.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    found = _task(request, pk)
    require(request.user, "works.edit", on=found.union)
    unions = queries.unions_to_share(actor=request.user, task=found)
    form = SplitForm(request.POST or None, task=found, unions=unions)

    def act() -> None:
        over = form.cleaned_data["over_reason"]
        actions.split_task(
            actor=request.user, task=found, shares=form.shares, now=timezone.now(), over_reason=over
        )

    if request.method == "POST" and done(request, form, act, _("The shares are handed down.")):
        return redirect("works:task", pk)
    return render(request, "works/split.html", {"form": form, "task": found}, status=status_of(form))


@opens("works.view")
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(queries.evidence_in_scope(actor=request.user), pk=pk)
    kind, suffix = ("image/jpeg", "jpg") if found.is_picture else ("application/pdf", "pdf")
    return private_file(
        found.file, name=f"evidence-{found.pk}.{suffix}", content_type=kind, download=not found.is_picture
    )


def _narrowed(request: HttpRequest) -> TaskFilter:
    rows: QuerySet[Task] = queries.tasks_listed(actor=request.user)
    found = TaskFilter(request.GET, queryset=rows, request=request)
    found.form.is_valid()
    return found


def _task(request: HttpRequest, pk: int) -> Task:
    return get_object_or_404(queries.tasks_to_read(actor=request.user), pk=pk)


def _acted(
    request: HttpRequest, found: Task, name: str, form: RefusingForm, act: Callable[[], None], words: str
) -> HttpResponse:
    if done(request, form, act, words):
        return redirect("works:task", found.pk)
    return _page(request, found, **{name: form})


def _page(request: HttpRequest, found: Task, **forms: Any) -> HttpResponse:
    today, actor = timezone.localdate(), request.user
    (row,) = queries.rows_of(actor=actor, tasks=[found], today=today)
    shares = queries.rows_of(actor=actor, tasks=queries.shares_of(actor=actor, task=found), today=today)
    figure, figure_url = queries.figure_behind(actor=actor, task=found)
    context = {
        "task": found,
        "row": row,
        "shares": shares,
        "rows": [row, *shares],
        "sees_parent": found.parent is not None and may(actor, "works.view", on=found.laid_by),
        "figure": figure,
        "figure_url": figure_url,
        "reports": queries.reports_of(task=found),
        "steps": queries.history(about=found),
        "acts": queries.acts_on(actor=actor, task=found),
        "report_form": EvidenceForm(task=found, initial={"happened_on": today}),
        "person_form": PersonForm(
            prefix="name",
            actor=actor,
            task=found,
            initial={"person": found.person_id, "person_name": found.person_name},
        ),
        "change_form": ChangeForm(prefix="change", task=found),
        "withdraw_form": WordsForm(prefix="withdraw"),
        "today": today,
    }
    return render(request, "works/task.html", context | forms, status=422 if forms else 200)
