from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import pgettext_lazy

from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.placement.queries import latest_result, unplaced_applications
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.pairing import queries
from lianshou.kinds.pairing.forms import GuestFilter, HostFilter, PairFilter
from lianshou.kinds.pairing.tables import GuestTable, HostTable, PairTable
from lianshou.web.api import Item, Listing, list_at, orders_of, router_for

router = router_for(pgettext_lazy("api", "Pairing"))


class HostItem(Item):
    id: int
    union_id: int
    name: str
    level: str
    low: int
    high: int
    most: int
    load: int

    @staticmethod
    def resolve_name(opening: Opening) -> str:
        return opening.union.name

    @staticmethod
    def resolve_level(opening: Opening) -> str:
        return str(opening.pairing.level)


class GuestItem(Item):
    id: int
    union_id: int
    name: str
    founded_on: date | None

    @staticmethod
    def resolve_name(application: Application) -> str:
        return application.union.name

    @staticmethod
    def resolve_founded_on(application: Application) -> date | None:
        return application.union.founded_on


class PairItem(Item):
    id: int
    application_id: int
    opening_id: int
    guest: str
    host: str
    state: str
    origin: str
    locked: bool
    metres: int | None

    @staticmethod
    def resolve_guest(pair: Placement) -> str:
        return pair.application.union.name

    @staticmethod
    def resolve_host(pair: Placement) -> str:
        return pair.opening.union.name


class UnmatchedItem(GuestItem):
    """``why`` is the code of the last computation, empty where nobody has computed."""

    why: str


def _programme(request: HttpRequest, pk: int) -> Programme:
    found = queries.programmes_of_pairing(actor=request.user, verb="placement.view").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _pairs(request: HttpRequest, rows: Any) -> PairFilter:
    pk = int(request.resolver_match.kwargs["pk"]) if request.resolver_match else 0
    return PairFilter(request.GET, queryset=rows, hosts=queries.hosts_of(programme=_programme(request, pk)))


def _unmatched(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    programme = _programme(request, pk)
    why = queries.unmatched_reasons(run=latest_result(programme=programme))
    left = unplaced_applications(programme=programme).select_related("union").order_by("pk")
    return [_left_out(one, why.get(one.pk, {})) for one in left]


def _left_out(one: Application, why: dict[str, Any]) -> dict[str, Any]:
    told = {"id": one.pk, "union_id": one.union_id, "name": one.union.name}
    return told | {"founded_on": one.union.founded_on, "why": str(why.get("reason", ""))}


list_at(
    router,
    Listing(
        path="/programmes/{int:pk}/pairing/hosts",
        name="pairing_hosts",
        door="placement.view",
        item=HostItem,
        rows=lambda request, pk: queries.hosts_of(programme=_programme(request, pk)),
        filters=HostFilter,
        orders=orders_of(HostTable, first=("union__search", "pk")),
        pages=("pairing:hosts",),
        told=pgettext_lazy("api", "The hosts of a pairing"),
    ),
)
list_at(
    router,
    Listing(
        path="/programmes/{int:pk}/pairing/guests",
        name="pairing_guests",
        door="placement.view",
        item=GuestItem,
        rows=lambda request, pk: queries.guests_of(programme=_programme(request, pk)),
        filters=GuestFilter,
        orders=orders_of(GuestTable, first=("union__search", "pk")),
        pages=("pairing:guests",),
        told=pgettext_lazy("api", "The guests of a pairing"),
    ),
)
list_at(
    router,
    Listing(
        path="/programmes/{int:pk}/pairing/pairs",
        name="pairing_pairs",
        door="placement.view",
        item=PairItem,
        rows=lambda request, pk: queries.pairs_of(programme=_programme(request, pk)),
        filters=PairFilter,
        narrow=_pairs,
        orders=orders_of(PairTable, first=("pk",)),
        pages=("pairing:pairs", "pairing:workbook"),
        told=pgettext_lazy("api", "The pairs of a pairing"),
    ),
)
list_at(
    router,
    Listing(
        path="/programmes/{int:pk}/pairing/unmatched",
        name="pairing_unmatched",
        door="placement.view",
        item=UnmatchedItem,
        rows=_unmatched,
        orders={"id": ()},
        key=lambda one: str(one["id"]),
        told=pgettext_lazy("api", "The guests without a host, and why"),
    ),
)
