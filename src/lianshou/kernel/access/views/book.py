from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access import queries
from lianshou.kernel.access.exports import book_of_entries
from lianshou.kernel.access.forms import EntryFilter
from lianshou.kernel.access.tables import EntryTable
from lianshou.kernel.audit.queries import chain_state
from lianshou.web.doors import opens

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@opens("audit.read")
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    table = RequestConfig(request, paginate={"per_page": 50}).configure(EntryTable(found.qs))
    return render(request, "access/book.html", {"filter": found, "table": table})


@opens("audit.read")
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Whether the whole book is as it was written; reads every line."""
    queries.require(request.user, "audit.read")
    return render(request, "access/check.html", {"state": chain_state()})


@opens("audit.read")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    content = book_of_entries(entries=_found(request).qs, on=today)
    headers = {"Content-Disposition": f'attachment; filename="audit-{today:%Y%m%d}.xlsx"'}
    return HttpResponse(content, content_type=_XLSX, headers=headers)


def _found(request: HttpRequest) -> EntryFilter:
    queries.require(request.user, "audit.read")
    entries = queries.entries_in_scope(actor=request.user)
    found = EntryFilter(request.GET, queryset=entries, verbs=queries.verbs_in_scope(actor=request.user))
    found.form.is_valid()
    return found
