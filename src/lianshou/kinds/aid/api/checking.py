"""What programs read of check-lists, and of what households wrote to their unions."""

from datetime import date, datetime

from django.utils.translation import pgettext_lazy

from lianshou.kinds.aid.api.frame import router
from lianshou.kinds.aid.forms.checking import LineFilter
from lianshou.kinds.aid.forms.own import ConcernFilter
from lianshou.kinds.aid.models import CheckedLine
from lianshou.kinds.aid.queries.checking import lines_in_scope
from lianshou.kinds.aid.queries.own import concerns_in_scope
from lianshou.kinds.aid.tables.checking import LineTable
from lianshou.kinds.aid.tables.own import ConcernTable
from lianshou.web.api import Item, Listing, list_at, orders_of


class CheckedLineItem(Item):
    """How far a line of a check-list is for a household; the note is sealed."""

    id: int
    household_id: int
    sort: str
    key: str
    words: str
    state: str
    since: date
    due_on: date | None
    checked_on: date

    @staticmethod
    def resolve_household_id(line: CheckedLine) -> int:
        return line.checking.household_id

    @staticmethod
    def resolve_checked_on(line: CheckedLine) -> date:
        return line.checking.checked_on


class ConcernItem(Item):
    """That a household wrote, of what sort, and whether it was answered; the words are sealed."""

    id: int
    household_id: int
    kind: str
    said_at: datetime
    answered_at: datetime | None


list_at(
    router,
    Listing(
        path="/aid/checked-lines",
        name="aid_checked_lines",
        door="person.view",
        item=CheckedLineItem,
        rows=lambda request: lines_in_scope(actor=request.user),
        filters=LineFilter,
        orders=orders_of(LineTable, first=("pk",)),
        pages=("aid:checked_lines", "aid:export_checked_lines"),
        told=pgettext_lazy("api", "Lines of the check-lists of households on file"),
    ),
)
list_at(
    router,
    Listing(
        path="/aid/concerns",
        name="aid_concerns",
        door="person.view",
        item=ConcernItem,
        rows=lambda request: concerns_in_scope(actor=request.user),
        filters=ConcernFilter,
        orders=orders_of(ConcernTable, first=("-pk",)),
        pages=("aid:concerns", "aid:export_concerns"),
        told=pgettext_lazy("api", "That households wrote to their unions"),
    ),
)
