from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy
from pydantic import Field

from lianshou.kernel.unions import actions, queries
from lianshou.kernel.unions.forms import HonourForm, RegisterFilter, UnionForm, UpgradeForm
from lianshou.kernel.unions.forms.union import known_facts
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.tables import UnionTable
from lianshou.web.api import Acting, Item, Listing, Reading, act_at, list_at, orders_of, read_at, router_for

router = router_for(pgettext_lazy("api", "Unions"))


class UnionItem(Item):
    id: int
    name: str
    level: str
    credit_code: str | None
    is_new_sector: bool
    founded_on: date | None
    dissolved_on: date | None
    division_code: str
    zone: str = Field("", validation_alias="zone_said")
    township: str
    longitude: float | None
    latitude: float | None
    industry_code: str
    industry_words: str
    group_name: str
    members: int | None
    grade: int

    @staticmethod
    def resolve_zone_said(union: Union) -> str:
        return union.zone.name if union.zone else ""


class HonourItem(Item):
    id: int
    title: str
    level: str
    granted_on: date
    document_no: str


class RiseItem(Item):
    id: int
    before: int
    after: int
    changed_on: date
    note: str


def _union(request: HttpRequest, pk: int) -> Union | None:
    return queries.register(actor=request.user).filter(pk=pk).first()


def _form(request: HttpRequest, data: Any, union: Union | None) -> UnionForm:
    return UnionForm(data, actor=request.user, finer=queries.all_industry_names(), union=union)


def _changed(request: HttpRequest, union: Union, data: Any) -> UnionForm:
    """What is not sent stays as it is."""
    filled = {key: value for key, value in known_facts(union).items() if value not in (None, False)}
    return _form(request, filled | data.dict(), union)


def _facts(form: Any) -> dict[str, Any]:
    facts: dict[str, Any] = form.facts
    return facts


list_at(
    router,
    Listing(
        path="/unions",
        name="unions",
        door="union.view",
        item=UnionItem,
        rows=lambda request: queries.register(actor=request.user),
        filters=RegisterFilter,
        narrow=lambda request, rows: RegisterFilter(request.GET, queryset=rows, actor=request.user),
        orders=orders_of(UnionTable, first=("search",)),
        pages=("unions:list", "unions:export"),
        told=pgettext_lazy("api", "The register of unions"),
    ),
)
read_at(
    router,
    Reading(
        path="/unions/{int:pk}",
        name="union",
        door="union.view",
        item=UnionItem,
        find=_union,
        label="unions.union",
        told=pgettext_lazy("api", "A union"),
    ),
)
act_at(
    router,
    Acting(
        path="/unions/{int:pk}/edit",
        name="edit_union",
        door="union.edit",
        find=_union,
        form=UnionForm,
        but=("industry_pick",),
        fill=_changed,
        facts=_facts,
        act=lambda actor, union, now, said: actions.edit_union(actor=actor, union=union, now=now, **said),
        item=UnionItem,
        told=pgettext_lazy("api", "Change the facts of a union"),
    ),
)
act_at(
    router,
    Acting(
        path="/unions/{int:pk}/add",
        name="add_union",
        door="union.edit",
        find=_union,
        form=UnionForm,
        but=("industry_pick",),
        fill=lambda request, union, data: _form(request, data, None),
        facts=_facts,
        act=lambda actor, union, now, said: actions.add_union(actor=actor, parent=union, now=now, **said),
        item=UnionItem,
        status=201,
        told=pgettext_lazy("api", "Enter a union below another"),
    ),
)
act_at(
    router,
    Acting(
        path="/unions/{int:pk}/honours",
        name="record_honour",
        door="honour.record",
        find=_union,
        form=HonourForm,
        act=lambda actor, union, now, said: actions.record_honour(actor=actor, union=union, now=now, **said),
        item=HonourItem,
        status=201,
        told=pgettext_lazy("api", "Record an honour of a union"),
    ),
)
act_at(
    router,
    Acting(
        path="/unions/{int:pk}/rises",
        name="record_rise",
        door="honour.record",
        find=_union,
        form=UpgradeForm,
        fill=lambda request, union, data: UpgradeForm(data, union=union),
        act=lambda actor, union, now, said: actions.record_upgrade(actor=actor, union=union, now=now, **said),
        item=RiseItem,
        status=201,
        told=pgettext_lazy("api", "Record that a union has risen in grade"),
    ),
)
