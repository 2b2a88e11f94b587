from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kinds.aid.forms import HouseholdFilter
from lianshou.kinds.aid.forms.network import GapFilter, StationFilter
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.queries import households_in_scope
from lianshou.kinds.aid.queries.coverage import gaps_below
from lianshou.kinds.aid.queries.network import stations_in_scope
from lianshou.kinds.aid.tables import HouseholdTable
from lianshou.kinds.aid.tables.network import GapTable, StationTable
from lianshou.web.api import Item, Listing, Reading, list_at, orders_of, read_at, router_for

router = router_for(_("Aid to workers in hardship"))


class StationItem(Item):
    id: int
    union_id: int
    tier: str
    sort: str
    name: str
    division_code: str
    area: str
    address: str
    longitude: float | None
    latitude: float | None
    hours: dict[str, Any]
    phone: str
    staff: int
    opened_on: date
    closed_on: date | None
    closed_for: str

    @staticmethod
    def resolve_hours(station: Station) -> dict[str, Any]:
        return station.hours.kept | {"said": station.hours_said.both}


class HouseholdItem(Item):
    """What is counted of a file; who lives in the household is told nowhere but on its page."""

    id: int
    number: str
    union_id: int
    head_id: int
    state: str
    category: str
    cause: str
    secondary: list[str]
    persons: int
    level: str
    surveyed_year: int | None
    opened_on: date
    filed_on: date | None
    ended_on: date | None
    ground: str


class GapItem(Item):
    id: int
    name: str
    tier: str
    division_code: str
    township: str


def _gaps(request: HttpRequest, pk: int) -> Any:
    union = unions_in_scope(actor=request.user).filter(pk=pk).first()
    if union is None:
        raise Http404
    return gaps_below(union=union)


def _station(request: HttpRequest, pk: int) -> Station | None:
    return stations_in_scope(actor=request.user).filter(pk=pk).first()


list_at(
    router,
    Listing(
        path="/aid/stations",
        name="aid_stations",
        door="union.view",
        item=StationItem,
        rows=lambda request: stations_in_scope(actor=request.user),
        filters=StationFilter,
        orders=orders_of(StationTable, first=("union__path", "pk")),
        pages=("aid:stations", "aid:export_stations"),
        told=pgettext_lazy("api", "Stations of the aid network"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/households",
        name="aid_households",
        door="person.view",
        item=HouseholdItem,
        rows=lambda request: households_in_scope(actor=request.user),
        filters=HouseholdFilter,
        orders=orders_of(HouseholdTable, first=("-pk",)),
        pages=("aid:households", "aid:export_households"),
        told=pgettext_lazy("api", "Files of households in hardship"),
    ),
)
read_at(
    router,
    Reading(
        path="/aid/stations/{int:pk}",
        name="aid_station",
        door="union.view",
        item=StationItem,
        find=_station,
        label="aid.station",
        told=pgettext_lazy("api", "A station of the aid network"),
    ),
)
list_at(
    router,
    Listing(
        path="/unions/{int:pk}/aid-gaps",
        name="aid_gaps",
        door="union.view",
        item=GapItem,
        rows=_gaps,
        filters=GapFilter,
        orders=orders_of(GapTable, first=("path", "pk")),
        pages=("aid:gaps", "aid:export_gaps"),
        told=pgettext_lazy("api", "Unions without a station of the aid network"),
    ),
)
