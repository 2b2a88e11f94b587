"""A page's list as an endpoint: the page's rows, the page's filters, an order, a cursor. A list costs a few lines."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field, create_model

from lianshou.web.api.bodies import Id, without_nul
from lianshou.web.api.paging import MOST, USUAL, Turn, page_of_rows, page_of_things
from lianshou.web.api.problems import Fault, Rejected, faults_of_form
from lianshou.web.doors import Door

_WITHOUT_WORDS = frozenset({"acts", "pick"})  # columns of buttons and boxes
_UNKNOWN = _("This list cannot be narrowed by this.")
Text = Annotated[str, Field(max_length=1000), AfterValidator(without_nul)]
Narrow = Callable[[HttpRequest, Any], Any]


class Item(Schema):
    """A row as it is told: masked wherever the page masks it."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What an endpoint with a list is made of.

    ``rows(request, **path)`` gives the page's query or a list of things; ``filters`` is the class of the page's own filters
    over it: a filter set, a form that narrows the rows by its ``narrow``, or a form that ``rows`` look at themselves.
    ``narrow(request, rows)`` makes them where they want more than what was asked. ``orders`` are the orders by name, each
    the fields it goes by; the first one counts when none is asked for. ``key`` names a thing of a list that is no query. ``table`` is the page's table, where a row is
    told in its columns and its words instead of as an ``item``. ``pages`` are the addresses of the desk, of
    list and workbook, that show the same; ``door`` is the verb that the page asks for.
    """

    path: str
    name: str
    door: str
    rows: Callable[..., Any]
    item: type[Item] = Item
    table: Any = None
    filters: Any = None
    narrow: Narrow | None = None
    orders: Mapping[str, Sequence[str]] = field(default_factory=lambda: {"id": ("pk",), "-id": ("-pk",)})
    key: Callable[[Any], str] | None = None
    pages: Sequence[str] = ()
    told: str | Promise = ""
    is_shared: bool = False
    parts: Mapping[str, Any] = field(default_factory=dict)
    """The parameters of the path that are no ids."""


def orders_of(table: Any, *, first: Sequence[str] = ("-pk",)) -> dict[str, tuple[str, ...]]:
    """The orders that a page's table offers, each both ways; ``first`` is how the page stands when nobody has asked."""
    found: dict[str, tuple[str, ...]] = {"usual": tuple(first), "id": ("pk",), "-id": ("-pk",)}
    for name, column in table.base_columns.items():
        if column.orderable is False or table._meta.orderable is False:
            continue
        ways = tuple(str(one).replace(".", "__") for one in column.order_by or (column.accessor or name,))
        if ways == ("pk",):
            continue
        found[name], found[f"-{name}"] = ways, tuple(_turned(way) for way in ways)
    return found


def _turned(way: str) -> str:
    return way[1:] if way[0] == "-" else f"-{way}"


KNOWN: list[Listing] = []
"""Every list that there is, for the table of permissions and for the test that finds pages without one."""


def list_at(router: Router, listing: Listing) -> None:
    """Hang a list into a router."""
    if listing.table is not None:
        listing = replace(listing, item=_item_of(listing))
    KNOWN.append(listing)
    inner = "".join(part.title() for part in listing.name.split("_"))
    asked = _query_of(listing, inner)
    items: Any = list[listing.item]  # type: ignore[name-defined]
    answer = create_model(f"{inner}Page", __base__=Schema, items=(items, ...), next=(str | None, ...))
    answer.__doc__ = "A page; ``next`` is the cursor of the page behind it, null on the last."
    view = _view_of(listing, asked)
    summary: Any = listing.told or listing.name  # in the reader's language
    router.get(listing.path, response=answer, url_name=listing.name, summary=summary)(view)


def _view_of(listing: Listing, asked: type[Schema]) -> Callable[..., Any]:
    where: Any = Query

    def view(request: HttpRequest, query: Any, **path: Any) -> JsonResponse:
        _refuse_unknown(request, asked)
        return _answered(request, listing, query, path)

    given = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parts = [
        inspect.Parameter(name, given, annotation=listing.parts.get(name, Id))
        for name in names_in(listing.path)
    ]
    view.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter("request", given),
            *parts,
            inspect.Parameter("query", given, annotation=asked, default=where(...)),
        ]
    )
    view.__name__ = listing.name
    view.door = Door(get=listing.door, is_shared=listing.is_shared)  # type: ignore[attr-defined]
    return view


def names_in(path: str) -> list[str]:
    return [part.strip("{}").rpartition(":")[2] for part in path.split("/") if part.startswith("{")]


def _query_of(listing: Listing, inner: str) -> type[Schema]:
    named = filters_of(listing.filters)
    orders: Any = Literal[tuple(listing.orders)]
    fields: dict[str, Any] = {name: (Text, Field(default="", description=words)) for name, words in named}
    fields["order"] = (orders, Field(default=next(iter(listing.orders))))
    fields["cursor"] = (Text, Field(default=""))
    fields["limit"] = (Annotated[int, Field(ge=1, le=MOST)], Field(default=USUAL))
    made: type[Schema] = create_model(f"{inner}Query", __base__=Schema, **fields)
    return made


def filters_of(filters: Any) -> list[tuple[str, Any]]:
    """The names of a page's filters with their labels, in the reader's language."""
    if filters is None:
        return []
    declared = getattr(filters, "base_filters", None)
    if declared is None:
        declared = filters.base_fields
    return [(name, one.label or "") for name, one in declared.items()]


def _refuse_unknown(request: HttpRequest, asked: type[Schema]) -> None:
    unknown = sorted(set(request.GET) - set(asked.model_fields))
    if unknown:
        faults = [Fault(place="query", code="extra_forbidden", words=str(_UNKNOWN)) for _one in unknown[:20]]
        raise Rejected(422, faults=faults)


def _answered(request: HttpRequest, listing: Listing, query: Any, path: Mapping[str, Any]) -> JsonResponse:
    rows = listing.rows(request, **path)
    rows = _narrowed(_filters(listing, request, rows), rows)
    about = [listing.name, request.user.pk, query.order, sorted(path.items()), _filters_asked(request)]
    turn = Turn(about=repr(about), cursor=query.cursor, limit=query.limit)
    if isinstance(rows, QuerySet):
        found, behind = page_of_rows(rows, order=listing.orders[query.order], turn=turn)
    else:
        found, behind = page_of_things(rows, key=listing.key or _position, turn=turn)
    told = _in_columns(listing, found) if listing.table is not None else found
    context = {"request": request}
    items = [listing.item.model_validate(one, context=context).model_dump(mode="json") for one in told]
    return JsonResponse({"items": items, "next": behind})


def _item_of(listing: Listing) -> type[Item]:
    """What a row is in the columns of the page's table."""
    fields: dict[str, Any] = {
        name: (str, Field(description=column.header or ""))
        for name, column in listing.table.base_columns.items()
        if name not in _WITHOUT_WORDS
    }
    inner = "".join(part.title() for part in listing.name.split("_"))
    made: type[Item] = create_model(f"{inner}Row", __base__=Item, id=(str, ...), **fields)
    return made


def _in_columns(listing: Listing, found: Sequence[Any]) -> list[dict[str, str]]:
    """The rows as the page's workbook tells them: in words, masked."""
    table = listing.table(found, order_by=())
    names = [column.name for column in table.columns]
    told = []
    for row in table.rows:
        cells = {name: _words(row.get_cell_value(name)) for name in names if name not in _WITHOUT_WORDS}
        known = row.record
        told.append({"id": listing.key(known) if listing.key else str(known.pk), **cells})
    return told


def _words(cell: Any) -> str:
    return strip_tags(str(cell)).strip() if cell not in (None, "") else ""


def _position(thing: Any) -> str:
    raise LookupError(f"{type(thing).__name__} is no row of a query: say its key")


def _filters(listing: Listing, request: HttpRequest, rows: Any) -> Any:
    """The page's filters with what is asked; None where the rows see to them."""
    if listing.narrow is not None:
        return listing.narrow(request, rows)
    if listing.filters is not None and issubclass(listing.filters, FilterSet):
        return listing.filters(request.GET, queryset=rows, request=request)
    return listing.filters(request.GET) if hasattr(listing.filters, "narrow") else None


def _narrowed(filters: Any, rows: Any) -> Any:
    """The rows that the page's filters leave; Rejected where a filter does not fit, which a page would only mark."""
    if filters is None:
        return rows
    form = getattr(filters, "form", filters)
    if not form.is_valid():
        raise Rejected(422, faults=faults_of_form(form, place="query"))
    if isinstance(filters, FilterSet):
        return filters.qs
    return filters.narrow(rows) if hasattr(filters, "narrow") else rows


def _filters_asked(request: HttpRequest) -> list[tuple[str, str]]:
    turning = ("cursor", "limit", "order")
    return sorted((name, str(value)) for name, value in request.GET.items() if name not in turning)
