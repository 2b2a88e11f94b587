from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.people.queries import people_in_scope
from lianshou.kernel.placement import actions, queries
from lianshou.kernel.placement.models import MatchRun, Opening, Placement
from lianshou.kernel.placement.tasks import compute_run
from lianshou.kernel.programmes.queries import programmes_in_scope
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, list_at, read_at, router_for

router = router_for(pgettext_lazy("api", "Openings and placements"))


class OpeningItem(Item):
    id: int
    programme_id: int
    union_id: int
    name: str
    low: int
    high: int
    most: int
    taken: int
    state: str


class PlacementItem(Item):
    id: int
    programme_id: int
    application_id: int
    opening_id: int
    run_id: int | None
    state: str
    origin: str
    reason: str
    starts_on: date | None
    ends_on: date | None
    ticket: int | None
    asked_at: datetime | None
    promoted_at: datetime | None


class RunItem(Item):
    id: int
    programme_id: int
    number: int
    state: str
    asked_at: datetime
    ended_at: datetime | None
    done: int
    total: int


class HoldItem(Item):
    id: int
    programme_id: int
    application_id: int
    opening_id: int
    verdict: str
    reason: str
    held_at: datetime


class SeatForm(forms.Form):
    """Who gets the seat: a union, or a person of it."""

    union = forms.IntegerField(label=_("Union"), min_value=1)
    person = forms.IntegerField(label=_("Person"), min_value=1, required=False)


class ProgrammeForm(forms.Form):
    """Of which programme."""

    programme = forms.IntegerField(label=_("Programme"), min_value=1, max_value=2**63 - 1, required=False)

    def narrow(self, rows: Any) -> Any:
        programme = self.cleaned_data["programme"]
        return rows.filter(programme=programme) if programme else rows


def _opening(request: HttpRequest, pk: int, verb: str = "placement.view") -> Opening | None:
    return queries.openings_in_scope(actor=request.user, verb=verb).filter(pk=pk).first()


def _placement(request: HttpRequest, pk: int, verb: str = "placement.view") -> Placement | None:
    return queries.placements_in_scope(actor=request.user, verb=verb).filter(pk=pk).first()


def _run(request: HttpRequest, pk: int) -> MatchRun | None:
    return queries.runs_without_bulk(queries.runs_in_scope(actor=request.user)).filter(pk=pk).first()


class Taken(SeatForm):
    """The same, with the rows that the actor may sign up."""

    def __init__(self, data: Any, *, actor: Any) -> None:
        super().__init__(data)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        union, person = given.get("union"), given.get("person")
        unions = unions_in_scope(actor=self.actor, verb="seat.take")
        given["union"] = unions.filter(pk=union).first() if union else None
        given["person"] = None
        if union and given["union"] is None:
            self.add_error("union", _("There is no such union of yours."))
        if person:
            people = people_in_scope(actor=self.actor, verb="seat.take")
            given["person"] = (
                people.filter(pk=person, union=given["union"]).first() if given["union"] else None
            )
            if given["person"] is None:
                self.add_error("person", _("There is no such person of this union."))
        return given


for _path, _name, _item, _rows, _told in (
    (
        "/openings",
        "openings",
        OpeningItem,
        queries.openings_in_scope,
        pgettext_lazy("api", "Openings: what has room"),
    ),
    (
        "/placements",
        "placements",
        PlacementItem,
        queries.placements_in_scope,
        pgettext_lazy("api", "Placements: who is with whom, who has a seat"),
    ),
    (
        "/holds",
        "holds",
        HoldItem,
        queries.holds_in_scope,
        pgettext_lazy("api", "Words of persons to the matching: together, or apart"),
    ),
):
    list_at(
        router,
        Listing(
            path=_path,
            name=_name,
            door="placement.view",
            item=_item,
            rows=lambda request, rows=_rows: rows(actor=request.user),
            filters=ProgrammeForm,
            told=_told,
        ),
    )
list_at(
    router,
    Listing(
        path="/runs",
        name="runs",
        door="placement.view",
        item=RunItem,
        rows=lambda request: queries.runs_without_bulk(queries.runs_in_scope(actor=request.user)),
        filters=ProgrammeForm,
        orders={"-id": ("-pk",), "id": ("pk",)},
        told=pgettext_lazy("api", "Runs of the matching"),
    ),
)
for _reading in (
    Reading(
        path="/openings/{int:pk}",
        name="opening",
        door="placement.view",
        item=OpeningItem,
        find=_opening,
        label="placement.opening",
        told=pgettext_lazy("api", "An opening"),
    ),
    Reading(
        path="/placements/{int:pk}",
        name="placement",
        door="placement.view",
        item=PlacementItem,
        find=_placement,
        label="placement.placement",
        told=pgettext_lazy("api", "A placement"),
    ),
    Reading(
        path="/runs/{int:pk}",
        name="run",
        door="placement.view",
        item=RunItem,
        find=_run,
        label="placement.matchrun",
        told=pgettext_lazy("api", "A run of the matching and its progress"),
    ),
):
    read_at(router, _reading)
act_at(
    router,
    Acting(
        path="/programmes/{int:pk}/runs",
        name="start_run",
        door="match.run",
        find=lambda request, pk: programmes_in_scope(actor=request.user).filter(pk=pk).first(),
        act=lambda actor, found, now, said: actions.start_run(
            actor=actor, programme=found, now=now, enqueue=compute_run.enqueue
        ),
        item=RunItem,
        status=202,
        told=pgettext_lazy("api", "Start a matching in the background"),
    ),
)
act_at(
    router,
    Acting(
        path="/openings/{int:pk}/sign-up",
        name="sign_up",
        door="seat.take",
        find=_opening,
        form=SeatForm,
        fill=lambda request, opening, data: Taken(data, actor=request.user),
        act=lambda actor, found, now, said: actions.sign_up(actor=actor, opening=found, now=now, **said),
        item=PlacementItem,
        status=201,
        told=pgettext_lazy("api", "Sign up for a seat; who comes too late waits by ticket"),
    ),
)
act_at(
    router,
    Acting(
        path="/openings/{int:pk}/promote",
        name="promote_next",
        door="placement.edit",
        find=lambda request, pk: _opening(request, pk, "placement.edit"),
        act=lambda actor, found, now, said: actions.promote_next(actor=actor, opening=found, now=now),
        item=PlacementItem,
        told=pgettext_lazy("api", "Give a free seat to the earliest ticket"),
    ),
)


def _give_up(actor: Any, placement: Any, now: datetime, said: Any) -> Any:
    actions.give_up_seat(actor=actor, placement=placement, now=now)
    placement.refresh_from_db()
    return placement


act_at(
    router,
    Acting(
        path="/placements/{int:pk}/give-up",
        name="give_up_seat",
        door="seat.take",
        find=_placement,
        act=_give_up,
        item=PlacementItem,
        told=pgettext_lazy("api", "Give a seat up; the next ticket moves up"),
    ),
)
