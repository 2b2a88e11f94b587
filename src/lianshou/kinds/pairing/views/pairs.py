from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET
from django_tables2 import RequestConfig

from lianshou.china.names import sort_key
from lianshou.formats.maps import MapPoint, map_fragment
from lianshou.kernel.placement.queries import holds_in_scope, latest_result, unplaced_applications
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing import queries
from lianshou.kinds.pairing.exports.map import map_html, map_links, map_places, map_points
from lianshou.kinds.pairing.exports.workbook import write_matching
from lianshou.kinds.pairing.forms import PairFilter
from lianshou.kinds.pairing.rules.facts import Instance
from lianshou.kinds.pairing.tables import PairTable, UnmatchedTable
from lianshou.kinds.pairing.views.finding import around, programme_or_404
from lianshou.web.doors import opens
from lianshou.web.templatetags.web import page_language
from lianshou.web.workbooks import attachment, table_workbook


@opens("placement.view")
@require_GET
def pairs(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    context = around(request, programme, tab="pairs")
    found = queries.pairs_of(programme=programme)
    narrowed = PairFilter(request.GET, queryset=found, hosts=queries.hosts_of(programme=programme))
    left = unplaced_applications(programme=programme).select_related("union__zone")
    alone = request.GET.get("show") == "unmatched"
    why = queries.unmatched_reasons(run=latest_result(programme=programme)) if alone else {}
    table = (
        UnmatchedTable(left, why=why, may_edit=context["may_edit"], request=request)
        if alone
        else PairTable(narrowed.qs, request=request)
    )
    if "export" in request.GET:
        RequestConfig(request, paginate=False).configure(table)
        name = str(table.caption)
        content = table_workbook(table, title=name, language=page_language())
        return attachment(content, f"{programme.title}-{name}.xlsx")
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context |= {
        "filter": narrowed,
        "table": table,
        "alone": alone,
        "asked": any(request.GET.get(name) for name in narrowed.filters),
        "total": found.count(),
        "unmatched": left.count(),
    }
    return render(request, "pairing/pairs.html", context)


@opens("placement.view")
@require_GET
def pair(request: HttpRequest, pk: int, placement: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    found = get_object_or_404(queries.pairs_of(programme=programme), pk=placement)
    holds = holds_in_scope(actor=request.user).filter(application=found.application_id)
    terms = found.reasons.get("terms") or {}
    context = around(request, programme, tab="pairs") | {
        "placement": found,
        "holds": holds,
        "held": next((hold for hold in holds if hold.opening_id == found.opening_id), None),
        "terms": terms,
        "widest": max((abs(cost) for cost in terms.values()), default=0) or 1,
        "alternatives": found.reasons.get("next_best") or [],
        "explained": queries.guest_explained(programme=programme, guest=found.application_id),
    }
    return render(request, "pairing/pair.html", context)


@opens("placement.view")
@require_GET
def map(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    context = around(request, programme, tab="map")
    if latest_result(programme=programme) is None:
        return render(request, "pairing/map.html", context)
    instance, whole = _standing(programme)
    chosen = request.GET.get("host", "")
    result = _of_host(whole, chosen) if any(host["id"] == chosen for host in whole["hosts"]) else whole
    language = page_language()
    points = _shown(map_points(instance, whole, language=language), result, all_of_them=result is whole)
    context |= {
        "hosts": sorted(whole["hosts"], key=lambda host: sort_key(host["name"])),
        "chosen": chosen,
        "map": map_fragment(
            points=points,
            links=map_links(result, language=language),
            places=map_places(instance),
            language=language,
        ),
        "pairs": result["pairs"],
        "missing": [point for point in points if not point.located],
    }
    return render(request, "pairing/map.html", context)


@opens("placement.view")
@require_GET
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    instance, result = _standing(programme)
    target = BytesIO()
    write_matching(instance, result, target, language=page_language())
    return attachment(target.getvalue(), f"{programme.title}-matching.xlsx")


@opens("placement.view")
@require_GET
def result(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    _instance, standing = _standing(programme)
    content = json.dumps(standing, ensure_ascii=False, indent=2).encode()
    return attachment(content, "matching.json", content_type="application/json")


@opens("placement.view")
@require_GET
def map_file(request: HttpRequest, pk: int) -> HttpResponse:
    programme = programme_or_404(request, pk, verb="placement.view")
    instance, standing = _standing(programme)
    page = map_html(instance, standing, title=programme.title, language=page_language())
    return attachment(page.encode(), f"{programme.title}-map.html", content_type="text/html; charset=utf-8")


def _of_host(result: dict[str, Any], host: str) -> dict[str, Any]:
    """The result with one host and its pairs only."""
    return {
        **result,
        "hosts": [one for one in result["hosts"] if one["id"] == host],
        "pairs": [one for one in result["pairs"] if one["host"] == host],
        "unmatched": [],
    }


def _shown(points: list[MapPoint], result: dict[str, Any], *, all_of_them: bool) -> list[MapPoint]:
    """The points of the hosts and guests in ``result``."""
    ids = {f"h:{one['id']}" for one in result["hosts"]} | {f"g:{one['guest']}" for one in result["pairs"]}
    return [point for point in points if all_of_them or point.id in ids]


def _standing(programme: Programme) -> tuple[Instance, dict[str, Any]]:
    """The lists and the pairs as they stand; 404 before the first matching."""
    run = latest_result(programme=programme)
    if run is None:
        raise Http404("no matching yet")
    instance = queries.instance_of(programme=programme)
    return instance, queries.standing_result(programme=programme, instance=instance, run=run)
