"""What programs read of households that leave, are called afterwards, and may come back."""

from datetime import date

from django.utils.translation import pgettext_lazy

from lianshou.kinds.aid.api.frame import router
from lianshou.kinds.aid.forms.following import CallFilter, LeavingFilter, WarningFilter
from lianshou.kinds.aid.queries import leaving as leaving_queries
from lianshou.kinds.aid.tables.leaving import CallTable, LeavingTable, WarningTable
from lianshou.web.api import Item, Listing, list_at, orders_of


class LeavingItem(Item):
    """Who leaves, why and how far; the income by month is sealed."""

    id: int
    household_id: int
    ground: str
    proposer: str
    state: str
    order: list[str]
    waits_at: str
    since: date
    begun_on: date
    ended_on: date | None
    category: str
    cause: str
    persons: int
    follow_until: date | None


class AfterCallItem(Item):
    """When a household that left is called, and how it went; what was said is sealed."""

    id: int
    household_id: int
    leaving_id: int
    months: int
    due_on: date
    state: str
    closed_on: date | None


class ReturnWarningItem(Item):
    """A signal of return; what was noticed is sealed."""

    id: int
    household_id: int
    leaving_id: int
    signal: str
    weight: int
    source: str
    state: str
    raised_on: date
    settled_on: date | None


list_at(
    router,
    Listing(
        path="/aid/leavings",
        name="aid_leavings",
        door="person.view",
        item=LeavingItem,
        rows=lambda request: leaving_queries.leavings_in_scope(actor=request.user),
        filters=LeavingFilter,
        orders=orders_of(LeavingTable, first=("-since", "-pk")),
        pages=("aid:leavings", "aid:export_leavings"),
        told=pgettext_lazy("api", "Households that leave or have left"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/calls",
        name="aid_calls",
        door="person.view",
        item=AfterCallItem,
        rows=lambda request: leaving_queries.calls_in_scope(actor=request.user),
        filters=CallFilter,
        orders=orders_of(CallTable, first=("due_on", "pk")),
        pages=("aid:calls", "aid:export_calls"),
        told=pgettext_lazy("api", "Calls to households that left"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/warnings",
        name="aid_warnings",
        door="person.view",
        item=ReturnWarningItem,
        rows=lambda request: leaving_queries.warnings_in_scope(actor=request.user),
        filters=WarningFilter,
        orders=orders_of(WarningTable, first=("-risk", "-raised_on", "-pk")),
        pages=("aid:warnings", "aid:export_warnings"),
        told=pgettext_lazy("api", "Warnings of return"),
    ),
)
