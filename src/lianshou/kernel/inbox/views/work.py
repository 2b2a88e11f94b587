from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.inbox import queries
from lianshou.kernel.inbox.forms import WorkFilter
from lianshou.kernel.inbox.tables import WorkTable
from lianshou.kernel.unions.models import Union
from lianshou.web.doors import ANYONE, opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@dataclass(frozen=True)
class Found:
    """What the list shows: the filters, the lines that fit, and of what is below the unions to go down to."""

    filter: WorkFilter
    lines: list[queries.Line]
    union: Union | None
    below: tuple[queries.Below, ...]
    work: queries.Work


@opens(ANYONE)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    table = WorkTable(found.lines, request=request)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = {
        "filter": found.filter,
        "table": table,
        "union": found.union,
        "below": found.below,
        "work": found.work,
    }
    return render(request, "inbox/work.html", context)


@opens(ANYONE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    table = WorkTable(_found(request).lines, order_by=request.GET.get("sort") or None)
    content = table_workbook(table, title=_("My work"), language=page_language())
    return attachment(content, _("My work") + f"-{timezone.localdate():%Y%m%d}.xlsx")


def _found(request: HttpRequest) -> Found:
    everything = queries.work_of(actor=request.user, today=timezone.localdate())
    asked = WorkFilter(request.GET)
    union = asked.union_in(everything)
    lines = asked.lines_in(everything, union)
    form = WorkFilter.over(request.GET, lines)
    return Found(form, form.narrow(lines), union, _below(everything, union, asked.is_below), everything)


def _below(everything: queries.Work, union: Union | None, is_below: bool) -> tuple[queries.Below, ...]:
    if union is None:
        return everything.below if is_below else ()
    inside = [
        item for item in everything.lower if item.owner.startswith(union.path) and item.owner != union.path
    ]
    return queries.grouped(inside, lambda item: union.path)
