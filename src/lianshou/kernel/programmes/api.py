from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lianshou.kernel.programmes import actions, queries
from lianshou.kernel.programmes.forms.programmes import CalendarFilter, ProgrammeFilter, ProgrammeForm
from lianshou.kernel.programmes.forms.settings import SettingFilter
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import settings
from lianshou.kernel.programmes.tables import CalendarTable, ProgrammeTable
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, list_at, orders_of, read_at, router_for
from lianshou.web.doors import ANYONE
from lianshou.web.templatetags.web import say

router = router_for(pgettext_lazy("api", "Programmes"))


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


class ComingItem(Item):
    starts_on: date
    region: str
    value: Any


class SettingItem(Item):
    """``value`` is what is kept, ``said`` the same in words; ``set_by`` is the code of the region that set it ("" is the whole
    country), null where nobody has."""

    key: str
    title: str
    part: str
    value: Any
    said: str
    set_by: str | None
    starts_on: date | None
    source: str
    coming: ComingItem | None
    waiting: int

    @staticmethod
    def resolve_title(line: Any) -> str:
        return say(line.setting.title)

    @staticmethod
    def resolve_part(line: Any) -> str:
        return say(line.owner)

    @staticmethod
    def resolve_value(line: Any) -> Any:
        return line.kept

    @staticmethod
    def resolve_said(line: Any) -> str:
        return say(line.said)

    @staticmethod
    def resolve_set_by(line: Any) -> str | None:
        return None if line.row is None else line.row.region

    @staticmethod
    def resolve_source(line: Any) -> str:
        return line.paper or say(line.setting.source)

    @staticmethod
    def resolve_coming(line: Any) -> Any:
        return line.next


def _programme(request: HttpRequest, pk: int) -> Programme | None:
    return queries.programmes_in_scope(actor=request.user).filter(pk=pk).first()


def _narrowed(request: HttpRequest, rows: Any) -> ProgrammeFilter:
    return ProgrammeFilter(request.GET, queryset=rows, years=queries.years_in_scope(actor=request.user))


def _asked(request: HttpRequest) -> SettingFilter:
    return SettingFilter(request.GET, regions=settings.regions_to_show(actor=request.user))


def _settings(request: HttpRequest) -> list[settings.SettingLine]:
    asked, today = _asked(request), timezone.localdate()
    region = asked.region_or(settings.home_region(actor=request.user))
    return settings.lines_of(region=region, on=asked.day_or(today), today=today)


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
        told=pgettext_lazy("api", "Programmes"),
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
        told=pgettext_lazy("api", "A programme"),
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
        told=pgettext_lazy("api", "Open a programme"),
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
        told=pgettext_lazy("api", "Let a programme that matches nothing run"),
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
        told=pgettext_lazy("api", "Close a running programme"),
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
        orders=orders_of(CalendarTable, first=("-year", "region")),
        pages=("programmes:calendars", "programmes:export_calendars"),
        told=pgettext_lazy("api", "Working-day calendars"),
    ),
)
list_at(
    router,
    Listing(
        path="/settings",
        name="settings",
        door="setting.view",
        item=SettingItem,
        rows=_settings,
        filters=SettingFilter,
        narrow=lambda request, rows: _asked(request),
        orders={"usual": ()},
        key=lambda line: str(line.key),
        pages=("programmes:settings", "programmes:export_settings"),
        told=pgettext_lazy("api", "Settings, as they hold in a region on a day"),
    ),
)
