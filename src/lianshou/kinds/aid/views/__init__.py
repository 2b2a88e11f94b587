from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import may
from lianshou.kernel.programmes.actions import close_programme, start_programme
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid import actions, queries
from lianshou.kinds.aid.exports import entries_book
from lianshou.kinds.aid.forms import EntryFilter, EntryForm
from lianshou.kinds.aid.tables import EntryTable
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment


@opens("placement.view")
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    narrowed = _narrowed(request, programme)
    table = RequestConfig(request, paginate={"per_page": 25}).configure(EntryTable(narrowed.qs))
    runs = may(request.user, "programme.create", on=programme.union)
    context = {
        "programme": programme,
        "filter": narrowed,
        "table": table,
        "may_enter": programme.state == "preparing"
        and may(request.user, "intake.import", on=programme.union),
        "may_start": programme.state == "preparing" and runs,
        "may_close": programme.state == "running" and runs,
    }
    return render(request, "aid/desk.html", context)


@opens("placement.view")
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk)
    table = EntryTable(_narrowed(request, programme).qs)
    RequestConfig(request, paginate=False).configure(table)
    return attachment(entries_book(table, language=page_language()), f"{programme.title}.xlsx")


@opens("intake.import", post="intake.import")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk, verb="intake.import")
    form = EntryForm(request.POST or None, actor=request.user, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_union(
                actor=request.user, programme=programme, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The union takes part."))
            return redirect("aid:desk", pk)
    context = {"programme": programme, "form": form}
    return render(request, "aid/new.html", context, status=422 if form.errors else 200)


@opens(post="programme.create")
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk, verb="programme.create")
    start_programme(actor=request.user, programme=programme, now=timezone.now())
    return redirect("aid:desk", pk)


@opens(post="programme.create")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    programme = _programme(request, pk, verb="programme.create")
    close_programme(actor=request.user, programme=programme, now=timezone.now())
    return redirect("aid:desk", pk)


def _programme(request: HttpRequest, pk: int, *, verb: str = "placement.view") -> Programme:
    return get_object_or_404(queries.programmes_of_kind(actor=request.user, verb=verb), pk=pk)


def _narrowed(request: HttpRequest, programme: Programme) -> EntryFilter:
    narrowed = EntryFilter(request.GET, queryset=queries.entries_of(programme=programme))
    narrowed.form.is_valid()
    return narrowed
