from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import pgettext_lazy

from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kinds.aid.api.frame import router
from lianshou.kinds.aid.forms import CivilLineFilter, HouseholdFilter, VerificationFilter
from lianshou.kinds.aid.forms.helping import HelperFilter, HelpingFilter, VisitFilter
from lianshou.kinds.aid.forms.network import GapFilter, StationFilter
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.queries import (
    civil_lists_in_scope,
    helping,
    households_in_scope,
    lines_of_report,
    verifications_open,
)
from lianshou.kinds.aid.queries.coverage import gaps_below
from lianshou.kinds.aid.queries.network import stations_in_scope
from lianshou.kinds.aid.tables import (
    CivilLineTable,
    CivilListTable,
    HelperTable,
    HelpingTable,
    HouseholdTable,
    VerificationTable,
    VisitTable,
)
from lianshou.kinds.aid.tables.network import GapTable, StationTable
from lianshou.web.api import Item, Listing, Reading, list_at, orders_of, read_at


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


class HelperItem(Item):
    id: int
    person_id: int
    union_id: int
    title: str
    phone: str
    fields: list[str]
    languages: list[str]
    most: int
    since: date
    until: date | None


class HelpingItem(Item):
    """Who helps whom; what was said of it stays on its page."""

    id: int
    household_id: int
    helper_id: int
    begun: str
    starts_on: date
    due_on: date
    ends_on: date | None
    closed: str


class HelpVisitItem(Item):
    """When a helper was with a household, and under which duties; what was found is sealed."""

    id: int
    helping_id: int
    visited_on: date
    where: str
    duties: list[str]
    next_on: date | None


class VerificationItem(Item):
    id: int
    household_id: int
    sort: str
    order: list[str]
    waits_at: str
    since: date
    begun_on: date


class CivilListItem(Item):
    id: int
    union_id: int
    title: str
    drawn_on: date
    rows: int
    skipped: int
    matched: int
    kept_until: date


class CivilLineItem(Item):
    """A line of a report; who stands in no file of ours is told to no program."""

    id: int
    household_id: int | None
    mismatch: str


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


def _lines(request: HttpRequest, pk: int) -> Any:
    found = civil_lists_in_scope(actor=request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return lines_of_report(found)


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
list_at(
    router,
    Listing(
        path="/aid/verifications",
        name="aid_verifications",
        door="person.view",
        item=VerificationItem,
        rows=lambda request: verifications_open(actor=request.user),
        filters=VerificationFilter,
        orders=orders_of(VerificationTable, first=("since", "pk")),
        pages=("aid:verifications", "aid:export_verifications"),
        told=pgettext_lazy("api", "Households being verified, and the layer at which each waits"),
    ),
)
list_at(
    router,
    Listing(
        path="/civil-lists",
        name="aid_civil_lists",
        door="person.view",
        item=CivilListItem,
        rows=lambda request: civil_lists_in_scope(actor=request.user),
        orders=orders_of(CivilListTable, first=("-pk",)),
        pages=("aid:civil_lists", "aid:export_civil_lists"),
        told=pgettext_lazy("api", "Civil-affairs lists that were compared"),
    ),
)
list_at(
    router,
    Listing(
        path="/civil-lists/{int:pk}/lines",
        name="aid_civil_lines",
        door="person.view",
        item=CivilLineItem,
        rows=_lines,
        filters=CivilLineFilter,
        orders=orders_of(CivilLineTable, first=("pk",)),
        pages=("aid:civil_list", "aid:export_civil_list"),
        told=pgettext_lazy("api", "Lines of the report on a civil-affairs list"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/helpers",
        name="aid_helpers",
        door="person.view",
        item=HelperItem,
        rows=lambda request: helping.helpers_in_scope(actor=request.user),
        filters=HelperFilter,
        orders=orders_of(HelperTable, first=("pk",)),
        pages=("aid:helpers", "aid:export_helpers"),
        told=pgettext_lazy("api", "Helpers of households in hardship"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/helping",
        name="aid_helping",
        door="person.view",
        item=HelpingItem,
        rows=lambda request: helping.helpings_in_scope(actor=request.user),
        filters=HelpingFilter,
        orders=orders_of(HelpingTable, first=("due_on", "pk")),
        pages=("aid:helping", "aid:export_helping"),
        told=pgettext_lazy("api", "Who helps which household"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/visits",
        name="aid_visits",
        door="person.view",
        item=HelpVisitItem,
        rows=lambda request: helping.visits_in_scope(actor=request.user),
        filters=VisitFilter,
        orders=orders_of(VisitTable, first=("-visited_on", "-pk")),
        pages=("aid:visits", "aid:export_visits"),
        told=pgettext_lazy("api", "Visits of helpers to households"),
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
