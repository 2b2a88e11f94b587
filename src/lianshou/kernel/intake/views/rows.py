from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianshou.kernel.intake import actions, queries
from lianshou.kernel.intake.enums import RowState
from lianshou.kernel.intake.forms import RowForm, texts_of
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.fragments import wants_fragment


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
def drop_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Set aside every row that still needs a correction."""
    batch = get_object_or_404(queries.imports_in_scope(actor=request.user), pk=pk)

    def act() -> int:
        return actions.drop_failed(actor=request.user, batch=batch, now=timezone.now())

    return acted(request, act, _("The other rows were set aside."), "intake:detail", pk)


@opens(post="intake.import")
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.import_rows_in_scope(actor=request.user), pk=pk)
    actions.restore_row(actor=request.user, row=row, now=timezone.now())
    return redirect("intake:detail", row.batch_id)
