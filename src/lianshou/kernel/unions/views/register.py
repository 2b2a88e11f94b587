from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from lianshou.kernel.access.queries import may, require
from lianshou.kernel.unions import queries
from lianshou.kernel.unions.exports import register_book, register_map
from lianshou.kernel.unions.forms import RegisterFilter
from lianshou.kernel.unions.models import Place, Zone
from lianshou.kernel.unions.tables import UnionTable
from lianshou.web.doors import opens
from lianshou.web.workbooks import attachment

_PER_PAGE = 25


@opens("union.view")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    table = RequestConfig(request, paginate={"per_page": _PER_PAGE}).configure(UnionTable(found.qs))
    return render(request, "unions/list.html", {"filter": found, "table": table, **_frame(request)})


@opens("union.view")
@require_safe
def map(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    located = found.qs.filter(longitude__isnull=False)
    areas = queries.own_areas(actor=request.user, verb="union.view")
    places: list[Place | Zone] = [*queries.places_within(areas=areas), *queries.zones_within(areas=areas)]
    table = RequestConfig(request, paginate={"per_page": _PER_PAGE}).configure(UnionTable(found.qs))
    context = {
        "svg": register_map(unions=located, places=places),
        "located": located.count(),
        "missing": found.qs.filter(longitude__isnull=True).count(),
    }
    return render(request, "unions/map.html", {"filter": found, "table": table, **context, **_frame(request)})


@opens("union.view")
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    content = register_book(unions=_found(request).qs, on=today)
    return attachment(content, _("Unions") + f"-{today:%Y%m%d}.xlsx")


@opens("union.view")
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """The tree from the actor's own unions down; without scripts a branch opens on a page of its own."""
    require(request.user, "union.view")
    tops, under = queries.tops_in_scope(actor=request.user), request.GET.get("under", "")
    top = tops[0] if len(tops) == 1 else None
    if under.isdigit():
        top = get_object_or_404(queries.unions_in_scope(actor=request.user), pk=under)
    context = {
        "top": top,
        "above": queries.ancestors_in_scope(actor=request.user, union=top) if top else (),
        "nodes": queries.children_of(union=top) if top else tops,
    }
    return render(request, "unions/tree.html", {**context, **_frame(request)})


@opens("union.view")
@require_safe
def children(request: HttpRequest, pk: int) -> HttpResponse:
    union = get_object_or_404(queries.unions_in_scope(actor=request.user), pk=pk)
    return render(request, "unions/tree.html#branch", {"nodes": queries.children_of(union=union)})


def _found(request: HttpRequest) -> RegisterFilter:
    require(request.user, "union.view")
    found = RegisterFilter(request.GET, queryset=queries.register(actor=request.user), actor=request.user)
    found.form.is_valid()
    return found


def _frame(request: HttpRequest) -> dict[str, object]:
    return {
        "may_edit": may(request.user, "union.edit"),
        "may_import": may(request.user, "place.import"),
        "home": queries.tops_in_scope(actor=request.user).first(),
    }
