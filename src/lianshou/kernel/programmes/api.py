from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from lianshou.kernel.programmes import actions, queries
from lianshou.kernel.programmes.forms.programmes import CalendarFilter, ProgrammeFilter, ProgrammeForm
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.tables import CalendarTable, ProgrammeTable
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, list_at, orders_of, read_at
from lianshou.web.doors import ANYONE

router = Router(tags=["programmes"])


class ProgrammeItem(Item):
    id: int
    kind: str
    title: str
    union_id: int
    pillar: str
    year: int
    round: int
    starts_on: date
    ends_on: date
    state: str


class CalendarItem(Item):
    id: int
    region: str
    year: int
    state: str
    document_no: str
    rests: int
    swapped: int


def _programme(request: HttpRequest, pk: int) -> Programme | None:
    return queries.programmes_in_scope(actor=request.user).filter(pk=pk).first()


def _narrowed(request: HttpRequest, rows: Any) -> ProgrammeFilter:
    return ProgrammeFilter(request.GET, queryset=rows, years=queries.years_in_scope(actor=request.user))


list_at(
    router,
    Listing(
        path="/programmes",
        name="programmes",
        door="programme.view",
        item=ProgrammeItem,
        rows=lambda request: queries.programmes_in_scope(actor=request.user),
        filters=ProgrammeFilter,
        narrow=_narrowed,
        orders=orders_of(ProgrammeTable, first=("-year", "-round", "-pk")),
        pages=("programmes:list", "programmes:export"),
        told="Programmes",
    ),
)
read_at(
    router,
    Reading(
        path="/programmes/{int:pk}",
        name="programme",
        door="programme.view",
        item=ProgrammeItem,
        find=_programme,
        label="programmes.programme",
        told="A programme",
    ),
)
act_at(
    router,
    Acting(
        path="/programmes",
        name="open_programme",
        door="programme.create",
        find=lambda request: request,
        form=ProgrammeForm,
        fill=lambda request, found, data: ProgrammeForm(data, actor=request.user, today=timezone.localdate()),
        act=lambda actor, found, now, said: actions.create_programme(actor=actor, now=now, **said),
        item=ProgrammeItem,
        status=201,
        told="Open a programme",
    ),
)
act_at(
    router,
    Acting(
        path="/programmes/{int:pk}/start",
        name="start_programme",
        door="programme.create",
        find=_programme,
        act=lambda actor, found, now, said: actions.start_programme(actor=actor, programme=found, now=now),
        item=ProgrammeItem,
        told="Let a programme that matches nothing run",
    ),
)
act_at(
    router,
    Acting(
        path="/programmes/{int:pk}/close",
        name="close_programme",
        door="programme.create",
        find=_programme,
        act=lambda actor, found, now, said: actions.close_programme(actor=actor, programme=found, now=now),
        item=ProgrammeItem,
        told="Close a running programme",
    ),
)
list_at(
    router,
    Listing(
        path="/calendars",
        name="calendars",
        door=ANYONE,
        item=CalendarItem,
        rows=lambda request: queries.calendars(),
        filters=CalendarFilter,
        narrow=lambda request, rows: CalendarFilter(request.GET, queryset=rows, request=request),
        orders=orders_of(CalendarTable, first=("-year", "region")),
        pages=("programmes:calendars", "programmes:export_calendars"),
        told="Working-day calendars",
    ),
)
