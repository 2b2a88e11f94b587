"""What programs read of the layouts of exports: what they are called, and their columns."""

from typing import Any

from django.utils.translation import pgettext_lazy

from lianshou.kinds.aid.api.frame import router
from lianshou.kinds.aid.forms.layouts import ColumnMapFilter
from lianshou.kinds.aid.queries.shaping import maps_in_sight
from lianshou.kinds.aid.tables import ColumnMapTable
from lianshou.web.api import Item, Listing, list_at, orders_of


class LayoutItem(Item):
    """A layout: its columns are headings and names of fields, never what stands in them."""

    id: int
    union_id: int
    name: str
    vintage: int
    sheet_name: str
    title: str
    spread: str
    lines: list[dict[str, Any]]
    member_lines: list[dict[str, Any]]


list_at(
    router,
    Listing(
        path="/aid/layouts",
        name="aid_layouts",
        door="person.view",
        item=LayoutItem,
        rows=lambda request: maps_in_sight(actor=request.user),
        filters=ColumnMapFilter,
        orders=orders_of(ColumnMapTable, first=("name", "pk")),
        pages=("aid:shapes", "aid:export_shapes"),
        told=pgettext_lazy("api", "Layouts of exports"),
    ),
)
