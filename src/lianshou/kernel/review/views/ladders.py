from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may, require
from lianshou.kernel.review import actions
from lianshou.kernel.review.forms import LadderForm, RungFormSet, rungs_of
from lianshou.kernel.review.queries import climbing as queries
from lianshou.kernel.review.tables import LadderTable
from lianshou.web.acting import acted
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language, say
from lianshou.web.workbooks import attachment, table_workbook


@opens("ladder.view")
@require_safe
def ladders(request: HttpRequest) -> HttpResponse:
    require(request.user, "ladder.view")
    table = LadderTable(queries.ladders_in_scope(actor=request.user))
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    return render(request, "review/ladders.html", {"table": table, "edits": may(request.user, "ladder.edit")})


@opens("ladder.view")
@require_safe
def ladders_export(request: HttpRequest) -> HttpResponse:
    require(request.user, "ladder.view")
    table = LadderTable(queries.ladders_in_scope(actor=request.user))
    name = str(table.caption)
    return attachment(table_workbook(table, title=name, language=page_language()), f"{name}.xlsx")


@opens("ladder.view")
@require_safe
def ladder(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.ladders_in_scope(actor=request.user), pk=pk)
    context = {
        "ladder": found,
        "kind": say(registry[found.kind].title) if found.kind in registry else found.kind,
        "under_way": queries.under_way_on(found),
        "edits": may(request.user, "ladder.edit", on=found.union),
    }
    return render(request, "review/ladder.html", context)


@opens("ladder.edit", post="ladder.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_ladder(request: HttpRequest) -> HttpResponse:
    require(request.user, "ladder.edit")
    data = request.POST if request.method == "POST" else None
    form = LadderForm(data, actor=request.user, initial={"title": _("Approval by levels")})
    rungs = RungFormSet(data, form_kwargs={"actor": request.user})
    if request.method == "POST" and form.is_valid() and rungs.is_valid():
        try:
            made = actions.configure_ladder(
                actor=request.user, rungs=rungs_of(rungs), now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("From now on applications are approved this way."))
            return redirect("review:ladder", pk=made.pk)
    failed = data is not None
    return render(
        request, "review/new_ladder.html", {"form": form, "rungs": rungs}, status=422 if failed else 200
    )


@opens(post="ladder.edit")
@require_POST
def retire_ladder(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.ladders_in_scope(actor=request.user, verb="ladder.edit"), pk=pk)
    return acted(
        request,
        lambda: actions.retire_ladder(actor=request.user, ladder=found, now=timezone.now()),
        _("Out of force. New applications are accepted at once; those under way go on."),
        "review:ladder",
        pk=pk,
    )
