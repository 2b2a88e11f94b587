from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.formats.sheets.problems import SheetError
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import RowState, Stage
from lianshou.kernel.intake.exports import rows_workbook
from lianshou.kernel.intake.forms import UploadForm
from lianshou.kernel.intake.rules import (
    SMALL_COUNT,
    SMALL_FILE,
    NotUnderstood,
    is_silent,
    why_not_take,
    why_not_take_back,
    why_not_undo,
)
from lianshou.kernel.intake.tables import RowTable
from lianshou.kernel.intake.tasks import work_on_import
from lianshou.kernel.intake.views.uploading import blame
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment
from lianshou.web.templatetags.web import page_language, say
from lianshou.web.workbooks import attachment


@opens("intake.import")
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    if batch.is_under_way or batch.stage == Stage.FAILED:
        return _at_work(request, batch)
    if (
        request.headers.get("HX-Target") == "work"
    ):  # the work is done: the page it waited for is this one, anew
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _review(request, batch, UploadForm())


def _where(batch: Any) -> dict[str, Any]:
    """Where an upload belongs: the page to go back to, and the place in the menu where no programme holds it."""
    home = queries.home_of(batch)
    if batch.programme is not None:
        return {"home": home}
    return {"home": home, "section": resolve(home).app_name}


def _at_work(request: HttpRequest, batch: Any) -> HttpResponse:
    heard = batch.beat_at or batch.asked_at or batch.uploaded_at
    context = {
        "batch": batch,
        "entry": queries.list_of(batch),
        **_where(batch),
        "silent": is_silent(stage=batch.stage, heard_at=heard, now=timezone.now()),
    }
    page = "intake/working.html#work" if wants_fragment(request) else "intake/working.html"
    return render(request, page, context)


def _review(request: HttpRequest, batch: Any, form: UploadForm) -> HttpResponse:
    entry = queries.list_of(batch)
    show = _show(request, batch)
    rows = batch.rows.all() if show == "all" else batch.rows.filter(state=show)
    naming = queries.naming_column(entry.layout()).key
    preparing = queries.is_at_its_time(batch)
    forgotten = batch.forgotten_at is not None
    table = RowTable(
        rows.order_by("pk"),
        entry=entry,
        naming=naming,
        known={},
        idle=preparing and not forgotten,
        request=request,
    )
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    shown = [row.record for row in table.page.object_list]
    table.known = queries.known_on_register(actor=request.user, batch=batch, rows=shown)
    context = {
        "batch": batch,
        "entry": entry,
        "programme": batch.programme,
        **_where(batch),
        "landing": queries.landing_of(batch),
        "table": table,
        "show": show,
        "form": form,
        "preparing": preparing,
        "states": [
            (RowState.BAD, batch.bad),
            (RowState.GOOD, batch.good),
            (RowState.TAKEN, batch.taken),
            (RowState.DROPPED, batch.dropped),
        ],
        "total": batch.bad + batch.good + batch.taken + batch.dropped,
        "skipped": [remark for remark in batch.remarks if remark["sort"] == "skipped"],
        "unknown": [remark for remark in batch.remarks if remark["sort"] == "unknown"],
        "why_not_take": why_not_take(preparing=preparing, good=batch.good, forgotten=forgotten),
        "why_not_take_back": why_not_take_back(
            preparing=preparing, taken=batch.taken, way=entry.undo is not None
        ),
        "sent": queries.sent_for_approval(batch),
        "kept": batch.failure,
        "why_not_undo": why_not_undo(taken=batch.taken),
    }
    page = (
        "intake/detail.html#rows" if wants_fragment(request) and not form.is_bound else "intake/detail.html"
    )
    return render(request, page, context, status=422 if form.errors else 200)


@opens(post="intake.import")
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    if batch.good > SMALL_COUNT:
        enqueue = work_on_import.enqueue
        actions.accept_rows(actor=request.user, batch=batch, now=timezone.now(), enqueue=enqueue)
        return redirect("intake:detail", pk)
    done = actions.take_rows(actor=request.user, batch=batch, now=timezone.now())
    said = ngettext("%(n)d row taken over.", "%(n)d rows taken over.", done.taken)
    messages.success(request, said % {"n": done.taken})
    if sent := queries.sent_for_approval(batch):
        said = ngettext(
            "%(n)s application was sent for approval and comes on the list once it has passed.",
            "%(n)s applications were sent for approval and come on the list once they have passed.",
            sent,
        )
        messages.info(request, said % {"n": sent})
    if done.refused:
        said = ngettext(
            "%(n)d row could not be taken over.", "%(n)d rows could not be taken over.", done.refused
        )
        messages.warning(request, said % {"n": done.refused})
    waits = done.refused or batch.bad
    return redirect("intake:detail", pk) if waits else redirect(queries.landing_of(batch))


@opens(post="intake.import")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    if batch.taken > SMALL_COUNT:
        enqueue = work_on_import.enqueue
        actions.undo_import(actor=request.user, batch=batch, now=timezone.now(), enqueue=enqueue)
        return redirect("intake:detail", pk)
    done = actions.undo_rows(actor=request.user, batch=batch, now=timezone.now())
    said = ngettext("%(n)d row was taken back.", "%(n)d rows were taken back.", done.done)
    messages.success(request, said % {"n": done.done})
    if kept := done.total - done.done:
        said = ngettext(
            "%(n)d row stays: its reason stands beside it.",
            "%(n)d rows stay: the reason stands beside each.",
            kept,
        )
        messages.warning(request, said % {"n": kept})
        return redirect(f"{reverse('intake:detail', args=[pk])}?show=taken")
    return redirect("intake:detail", pk)


@opens(post="intake.import")
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Let another worker take a job up whose own has fallen silent; nothing happens to one that is alive."""
    batch = _batch(request, pk)
    if batch.is_under_way:
        work_on_import.enqueue(batch.pk)
    return redirect("intake:detail", pk)


@opens(post="intake.import")
@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _review(request, batch, form)
    upload = form.cleaned_data["file"]
    given: dict[str, Any] = {"name": upload.name, "content": upload.read(), "now": timezone.now()}
    try:
        if upload.size > SMALL_FILE:
            enqueue = work_on_import.enqueue
            actions.replace_workbook(actor=request.user, batch=batch, enqueue=enqueue, **given)
            return redirect("intake:detail", pk)
        done = actions.replace_failed(actor=request.user, batch=batch, **given)
    except (SheetError, NotUnderstood, Refused) as error:
        blame(form, error)
        return _review(request, batch, form)
    messages.success(
        request,
        _("%(replaced)d rows replaced, %(added)d added, %(known)d were in order before.")
        % {"replaced": done.replaced, "added": done.added, "known": done.known},
    )
    return redirect("intake:detail", pk)


@opens(post="intake.import")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    actions.discard_import(actor=request.user, batch=batch, now=timezone.now())
    messages.success(request, _("The upload was discarded."))
    return redirect(queries.home_of(batch))


@opens("intake.import")
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    show = _show(request, batch)
    rows = batch.rows.all() if show == "all" else batch.rows.filter(state=show)
    entry = queries.list_of(batch)
    shown = {} if show == "bad" else {"shown": entry.masked}
    content = rows_workbook(list(rows.order_by("pk")), entry.layout(), language=page_language(), **shown)
    which = _("to correct") if show == "bad" else pk
    return attachment(content, f"{say(entry.title)}-{which}.xlsx")


def _batch(request: HttpRequest, pk: int) -> Any:
    """An upload with its counts."""
    return get_object_or_404(queries.imports_in_scope(actor=request.user), pk=pk)


def _show(request: HttpRequest, batch: Any) -> str:
    given = request.GET.get("show", "")
    if given in RowState.values or given == "all":
        return given
    return RowState.BAD.value if batch.bad else "all"
