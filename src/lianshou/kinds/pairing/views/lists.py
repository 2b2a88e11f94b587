from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_tables2 import RequestConfig

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.placement.actions import close_opening, set_room
from lianshou.kernel.placement.queries import latest_result
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing import actions, queries
from lianshou.kinds.pairing.forms import GuestFilter, HostFilter, RoomForm
from lianshou.kinds.pairing.tables import GuestTable, HostTable
from lianshou.kinds.pairing.views.finding import (
    application_or_404,
    around,
    opening_or_404,
    programme_or_404,
)
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("placement.view")
@require_GET
def hosts(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    shape = partial(HostTable, matched=latest_result(programme=programme) is not None)
    return _listed(request, programme, "hosts", HostFilter, shape, queries.hosts_of(programme=programme))


@opens("placement.view")
@require_GET
def guests(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    return _listed(
        request, programme, "guests", GuestFilter, GuestTable, queries.guests_of(programme=programme)
    )


def _listed(
    request: HttpRequest, programme: Programme, tab: str, filter_class: Any, table_class: Any, found: Any
) -> HttpResponse:
    context = around(request, programme, tab=tab)
    narrowed = filter_class(request.GET, queryset=found)
    table = table_class(narrowed.qs, may_edit=context["may_edit"], request=request)
    if "export" in request.GET:
        RequestConfig(request, paginate=False).configure(table)
        name = str(table.caption)
        return attachment(
            table_workbook(table, title=name, language=page_language()), f"{programme.title}-{name}.xlsx"
        )
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    asked = any(request.GET.get(name) for name in narrowed.filters)
    return render(
        request, "pairing/list.html", context | {"filter": narrowed, "table": table, "asked": asked}
    )


@opens("placement.edit", post="placement.edit")
def room(request: HttpRequest, pk: int, opening: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    found = opening_or_404(request, programme, opening)
    require(request.user, "placement.edit", on=programme.union)
    form = RoomForm(request.POST or None, initial={"low": found.low, "high": found.high, "most": found.most})
    if request.method == "POST" and form.is_valid():
        try:
            set_room(actor=request.user, opening=found, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Room of %(host)s saved.") % {"host": found.union.name})
            return redirect("pairing:hosts", pk)
    context = around(request, programme, tab="hosts") | {"opening": found, "form": form}
    return render(request, "pairing/room.html", context, status=422 if form.errors else 200)


@opens(post="placement.edit")
@require_POST
def close(request: HttpRequest, pk: int, opening: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    found = opening_or_404(request, programme, opening)
    close_opening(actor=request.user, opening=found, now=timezone.now())
    messages.success(request, _("%(host)s no longer takes part.") % {"host": found.union.name})
    return redirect("pairing:hosts", pk)


@opens("placement.edit", post="placement.edit")
def withdraw(request: HttpRequest, pk: int, application: int) -> HttpResponse:
    programme = programme_or_404(request, pk)
    found = application_or_404(request, programme, application)
    require(request.user, "placement.edit", on=programme.union)
    if request.method == "POST":
        actions.withdraw_guest(actor=request.user, application=found, now=timezone.now())
        messages.success(request, _("%(guest)s was withdrawn.") % {"guest": found.union.name})
        return redirect("pairing:guests", pk)
    context = around(request, programme, tab="guests") | {"application": found}
    return render(request, "pairing/withdraw.html", context)
