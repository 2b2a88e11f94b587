from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django_tables2 import RequestConfig

from lianshou.kernel.placement.queries import why_not_start_now
from lianshou.kinds.pairing import queries
from lianshou.kinds.pairing.tables import MoveTable
from lianshou.kinds.pairing.views.finding import around, number_in, programme_or_404
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("placement.view")
@require_GET
def steady(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    found = queries.steady_of(programme=programme)
    chosen = min(number_in(request.GET.get("point", "")), max(len(found.points) - 1, 0))
    point = found.points[chosen] if found.points else {}
    table = MoveTable(point.get("moves", []), request=request)
    if "export" in request.GET:
        RequestConfig(request, paginate=False).configure(table)
        content = table_workbook(table, title=str(table.caption), language=page_language())
        return attachment(content, f"{programme.title}-{table.caption}.xlsx")
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = around(request, programme, tab="steady") | {
        "steady": found,
        "stale": found.idle and queries.is_stale(programme=programme),
        "first": found.points[0] if found.points else {},
        "last": found.points[-1] if found.points else {},
        "chosen": chosen,
        "point": point,
        "table": table,
        "why_not_start": why_not_start_now(programme=programme, now=timezone.now()),
    }
    return render(request, "pairing/steady.html", context)
