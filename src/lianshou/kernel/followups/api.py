from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy
from pydantic import Field

from lianshou.kernel.followups import actions, queries
from lianshou.kernel.followups.forms import FollowUpFilter, FollowUpForm, RemovalForm
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.followups.tables import FollowUpTable
from lianshou.kernel.placement.models import Placement
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, list_at, orders_of, read_at, router_for

router = router_for(pgettext_lazy("api", "Activities"))


class FollowUpItem(Item):
    id: int
    programme_id: int
    placement_id: int | None
    sort: str
    title: str
    happened_on: date
    place: str
    people: int
    minutes: int | None
    recorded_at: datetime
    is_removed: bool = Field(False, validation_alias="gone")

    @staticmethod
    def resolve_gone(followup: FollowUp) -> bool:
        return followup.removed_at is not None


def _followup(request: HttpRequest, pk: int) -> FollowUp | None:
    return queries.followups_to_read(actor=request.user).filter(pk=pk).first()


def _placement(request: HttpRequest, pk: int) -> Placement | None:
    return queries.placements_to_record(actor=request.user).filter(pk=pk).first()


def _remove(actor: Any, followup: Any, now: datetime, said: Any) -> Any:
    return actions.remove_followup(actor=actor, followup=followup, now=now, **said)


list_at(
    router,
    Listing(
        path="/followups",
        name="followups",
        door="followup.view",
        item=FollowUpItem,
        rows=lambda request: queries.followups_listed(actor=request.user),
        filters=FollowUpFilter,
        orders=orders_of(FollowUpTable, first=("-happened_on", "-pk")),
        pages=("followups:list", "followups:export"),
        told=pgettext_lazy("api", "Activities"),
    ),
)
read_at(
    router,
    Reading(
        path="/followups/{int:pk}",
        name="followup",
        door="followup.view",
        item=FollowUpItem,
        find=_followup,
        label="followups.followup",
        told=pgettext_lazy("api", "An activity"),
    ),
)
act_at(
    router,
    Acting(
        path="/placements/{int:pk}/followups",
        name="record_followup",
        door="followup.record",
        find=_placement,
        form=FollowUpForm,
        but=("photos", "credit", "caption"),
        fill=lambda request, placement, data: FollowUpForm(data, placement=placement),
        facts=lambda form: form.facts,
        act=lambda actor, found, now, said: actions.record_followup(
            actor=actor, placement=found, now=now, **said
        ),
        item=FollowUpItem,
        status=201,
        told=pgettext_lazy("api", "Record an activity of a pairing"),
    ),
)
act_at(
    router,
    Acting(
        path="/followups/{int:pk}/remove",
        name="remove_followup",
        door="followup.record",
        find=_followup,
        form=RemovalForm,
        act=_remove,
        item=FollowUpItem,
        told=pgettext_lazy("api", "Take an activity back"),
    ),
)
