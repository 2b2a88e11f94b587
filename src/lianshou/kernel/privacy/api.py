from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from ninja import Header, Schema
from pydantic import Field

from lianshou.kernel.privacy import actions, queries
from lianshou.kernel.privacy.enums import Purpose
from lianshou.kernel.privacy.forms import RevealForm
from lianshou.web.api import Id, Item, Listing, cleaned, list_at, router_for
from lianshou.web.doors import opens

router = router_for(pgettext_lazy("api", "Personal data"))
_REVEAL: Any = pgettext_lazy("api", "Protected fields of a record in clear, for a reason; recorded as a look")
_Slug = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
_Purpose = Literal[tuple(Purpose.values)]  # type: ignore[valid-type]
_header: Any = Header
_Words = Annotated[str, Field(max_length=120, pattern=r"^[\x20-\x7e]*$")]


class Shown(Schema):
    """Values in clear, and until when the look counts."""

    values: dict[str, str]
    until: datetime


@router.get(
    "/personal/{sort}/{int:pk}/{field}",
    response=Shown,
    url_name="reveal",
    summary=_REVEAL,
)
@opens(get="personal.reveal")
def reveal(
    request: HttpRequest,
    sort: _Slug,
    pk: Id,
    field: _Slug,
    reason: _Purpose = _header(..., alias="Lianshou-Reason"),  # type: ignore[valid-type]  # noqa: B008
    words: _Words = _header("", alias="Lianshou-Reason-Words"),  # noqa: B008
) -> Any:
    looked = queries.looked_at(actor=request.user, slug=sort, pk=pk, name=field)
    if looked is None:
        raise Http404
    said = cleaned(RevealForm({"purpose": reason, "words": words}), place="header")
    made = actions.reveal(actor=request.user, looked=looked, now=timezone.now(), **said)
    values = {one.name: str(value) for one, value in looked.values}
    answer = JsonResponse({"values": values, "until": made.until.isoformat()})
    answer["Cache-Control"] = "no-store"
    return answer


class LookerItem(Item):
    account: str
    reveals: int
    persons: int
    busiest: int
    fetches: int

    @staticmethod
    def resolve_account(looker: Any) -> str:
        return str(looker.account)


class UnmaskedItem(Item):
    id: int
    listing: str
    union_id: int
    fields: list[str]
    rows: int
    purpose: str
    recipient: str
    state: str
    asked_at: datetime


list_at(
    router,
    Listing(
        path="/looks",
        name="looks",
        door="personal.watch",
        item=LookerItem,
        rows=lambda request: queries.lookers_in_scope(actor=request.user, now=timezone.now()),
        orders={"usual": ()},
        key=lambda one: str(one.account.pk),
        pages=("privacy:looks",),
        told=pgettext_lazy("api", "Who looked at protected fields in the last 30 days, counted"),
    ),
)
list_at(
    router,
    Listing(
        path="/unmasked-exports",
        name="unmasked_exports",
        door="personal.export_read",
        item=UnmaskedItem,
        rows=lambda request: queries.exports_in_scope(actor=request.user),
        pages=("privacy:exports", "privacy:history", "privacy:waiting"),
        told=pgettext_lazy("api", "Requests for unmasked exports: own ones, and those to decide on"),
    ),
)
