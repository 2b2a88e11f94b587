from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lianshou.kinds.aid.api.frame import router
from lianshou.kinds.aid.forms.aid_narrowing import AidFilter, LongTermFilter, ProjectFilter
from lianshou.kinds.aid.queries import aiding
from lianshou.kinds.aid.tables import AidTable, LongTermTable, ProjectTable
from lianshou.web.api import Item, Listing, list_at, orders_of


class AidProjectItem(Item):
    id: int
    union_id: int
    programme_id: int
    year: int
    sort: str
    words: str
    title: str
    nature: str
    ceiling_fen: int
    is_often: bool
    is_long_term: bool
    wished: int
    document_no: str
    closed_on: date | None
    households: int
    helped: int
    persons: int
    planned_fen: int
    given_fen: int


class AidItem(Item):
    """What was planned or given; who receives it is told by number only."""

    id: int
    project_id: int
    household_id: int
    recipient_id: int
    sort: str
    year: int
    nature: str
    amount_fen: int
    payment_id: int | None
    hours: int
    provider: str
    state: str
    given_on: date | None
    ended_on: date | None


class LongTermItem(Item):
    """A mark and its ground; what was said of it is sealed."""

    id: int
    household_id: int
    ground: str
    since: date
    until: date | None


list_at(
    router,
    Listing(
        path="/aid/projects",
        name="aid_projects",
        door="person.view",
        item=AidProjectItem,
        rows=lambda request: aiding.projects_listed(actor=request.user),
        filters=ProjectFilter,
        orders=orders_of(ProjectTable, first=("-year", "pk")),
        pages=("aid:projects", "aid:export_projects"),
        told=pgettext_lazy("api", "Aid projects of a year"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/given",
        name="aid_given",
        door="person.view",
        item=AidItem,
        rows=lambda request: aiding.aids_in_scope(actor=request.user),
        filters=AidFilter,
        orders=orders_of(AidTable, first=("-pk",)),
        pages=("aid:given", "aid:export_given"),
        told=pgettext_lazy("api", "Aid that was planned or given to households"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/long-terms",
        name="aid_long_terms",
        door="person.view",
        item=LongTermItem,
        rows=lambda request: aiding.long_terms_in_scope(actor=request.user, year=timezone.localdate().year),
        filters=LongTermFilter,
        orders=orders_of(LongTermTable, first=("-pk",)),
        pages=("aid:long_terms", "aid:export_long_terms"),
        told=pgettext_lazy("api", "Households that cannot leave hardship"),
    ),
)
