from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_tables2 import RequestConfig

from lianshou.core.kinds import ListIntake, registry
from lianshou.core.refusals import Refused
from lianshou.formats.sheets.problems import SheetError
from lianshou.kernel.access.queries import require
from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import RowState
from lianshou.kernel.intake.exports import rows_workbook, template_workbook
from lianshou.kernel.intake.forms import RowForm, UploadForm, texts_of
from lianshou.kernel.intake.rules import NotUnderstood, why_not_take, why_not_undo
from lianshou.kernel.intake.tables import RowTable
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.kernel.programmes.rules import why_not_prepare
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment
from lianshou.web.templatetags.web import page_language, say
from lianshou.web.workbooks import attachment


@opens("intake.import", post="intake.import")
def new(request: HttpRequest, programme: int, list_slug: str) -> HttpResponse:
    found, entry = _list(request, programme, list_slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            batch = actions.open_import(
                actor=request.user,
                programme=found,
                list_slug=list_slug,
                name=upload.name,
                content=upload.read(),
                now=timezone.now(),
            )
        except (Refused, SheetError, NotUnderstood) as error:
            _blame(form, error)
        else:
            return redirect("intake:detail", batch.pk)
    context = {"programme": found, "entry": entry, "form": form, "home": registry[found.kind].home(found.pk)}
    return render(request, "intake/new.html", context, status=422 if form.errors else 200)


@opens("intake.import")
@require_GET
def template(request: HttpRequest, programme: int, list_slug: str) -> HttpResponse:
    _found, entry = _list(request, programme, list_slug)
    layout = entry.layout()
    content = template_workbook(layout, language=page_language())
    return attachment(content, f"{say(layout.title)}-" + _("blank") + ".xlsx")


@opens("intake.import")
@require_GET
def sample(request: HttpRequest, programme: int, list_slug: str) -> HttpResponse:
    _found, entry = _list(request, programme, list_slug)
    if entry.sample is None:
        raise Http404
    return attachment(entry.sample(page_language()), f"{say(entry.title)}-" + _("sample") + ".xlsx")


@opens("intake.import")
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _review(request, _batch(request, pk), UploadForm())


def _review(request: HttpRequest, batch: Any, form: UploadForm) -> HttpResponse:
    layout = queries.layout_of(batch)
    show = _show(request, batch)
    rows = batch.rows.all() if show == "all" else batch.rows.filter(state=show)
    naming = queries.naming_column(layout).key
    table = RowTable(rows.order_by("pk"), layout=layout, naming=naming, known={}, request=request)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    shown = [row.record for row in table.page.object_list]
    table.known = queries.known_on_register(actor=request.user, batch=batch, rows=shown)
    preparing = why_not_prepare(state=batch.programme.state) is None
    context = {
        "batch": batch,
        "entry": queries.list_of(batch),
        "programme": batch.programme,
        "home": registry[batch.programme.kind].home(batch.programme_id),
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
        "why_not_take": why_not_take(preparing=preparing, good=batch.good),
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
    done = actions.take_rows(actor=request.user, batch=batch, now=timezone.now())
    messages.success(
        request, ngettext("%(n)d row taken over.", "%(n)d rows taken over.", done.taken) % {"n": done.taken}
    )
    if done.refused:
        messages.warning(
            request,
            ngettext(
                "%(n)d row could not be taken over.", "%(n)d rows could not be taken over.", done.refused
            )
            % {"n": done.refused},
        )
    waits = done.refused or batch.bad
    return (
        redirect("intake:detail", pk)
        if waits
        else redirect(registry[batch.programme.kind].home(batch.programme_id))
    )


@opens(post="intake.import")
@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _review(request, batch, form)
    upload = form.cleaned_data["file"]
    try:
        done = actions.replace_failed(
            actor=request.user, batch=batch, name=upload.name, content=upload.read(), now=timezone.now()
        )
    except (SheetError, NotUnderstood, Refused) as error:
        _blame(form, error)
        return _review(request, batch, form)
    messages.success(
        request,
        _("%(replaced)d rows replaced, %(added)d added, %(known)d were in order before.")
        % {"replaced": done.replaced, "added": done.added, "known": done.known},
    )
    return redirect("intake:detail", pk)


@opens(post="intake.import")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    actions.undo_import(actor=request.user, batch=batch, now=timezone.now())
    messages.success(request, _("The upload was discarded."))
    return redirect(registry[batch.programme.kind].home(batch.programme_id))


@opens("intake.import")
@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    show = _show(request, batch)
    rows = batch.rows.all() if show == "all" else batch.rows.filter(state=show)
    content = rows_workbook(list(rows.order_by("pk")), queries.layout_of(batch), language=page_language())
    which = _("to correct") if show == "bad" else pk
    return attachment(content, f"{say(queries.list_of(batch).title)}-{which}.xlsx")


@opens("intake.import", post="intake.import")
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.import_rows_in_scope(actor=request.user), pk=pk)
    layout = queries.layout_of(row.batch)
    if request.method == "POST":
        given = {column.key: request.POST.get(column.key, "") for column in layout.columns}
        row = actions.correct_row(actor=request.user, row=row, cells=given, now=timezone.now())
        if row.state != RowState.BAD:
            return _corrected(request, row)
    form = RowForm(layout=layout, data=texts_of(row))
    form.blame(row.problems)
    context = {
        "row": row,
        "batch": row.batch,
        "entry": queries.list_of(row.batch),
        "form": form,
        "saved": request.method == "POST",
    }
    page = "intake/edit.html#form" if wants_fragment(request) else "intake/edit.html"
    return render(request, page, context)


def _corrected(request: HttpRequest, row: Any) -> HttpResponse:
    messages.success(request, _("Row %(n)s is understood now.") % {"n": row.number})
    after = row.batch.rows.filter(state=RowState.BAD, pk__gt=row.pk).first()
    if "next" in request.POST and after is not None:
        return redirect("intake:edit", after.pk)
    target = reverse("intake:detail", args=[row.batch_id])
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


@opens(post="intake.import")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.import_rows_in_scope(actor=request.user), pk=pk)
    actions.drop_row(actor=request.user, row=row, now=timezone.now())
    return redirect("intake:detail", row.batch_id)


@opens(post="intake.import")
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.import_rows_in_scope(actor=request.user), pk=pk)
    actions.restore_row(actor=request.user, row=row, now=timezone.now())
    return redirect("intake:detail", row.batch_id)


def _list(request: HttpRequest, programme: int, list_slug: str) -> tuple[Programme, ListIntake]:
    found = get_object_or_404(programmes_in_scope(actor=request.user), pk=programme)
    require(request.user, "intake.import", on=found.union)
    try:
        return found, registry[found.kind].list_called(list_slug)
    except KeyError as error:
        raise Http404 from error


def _batch(request: HttpRequest, pk: int) -> Any:
    """An upload with its counts."""
    return get_object_or_404(queries.imports_in_scope(actor=request.user), pk=pk)


def _show(request: HttpRequest, batch: Any) -> str:
    given = request.GET.get("show", "")
    if given in RowState.values or given == "all":
        return given
    return RowState.BAD.value if batch.bad else "all"


def _blame(form: UploadForm, error: Exception) -> None:
    if isinstance(error, Refused):
        form.add_error("file", error.sentence)
    elif isinstance(error, SheetError):
        form.add_error("file", f"{say(error.message)}{say(error.way_out)}")
    elif isinstance(error, NotUnderstood):
        for problem in error.problems:
            form.add_error("file", f"{say(problem.message)}{say(problem.way_out)}")
