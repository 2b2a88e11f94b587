from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.api.items import BulletinItem, NumberItem, RecordItem, router
from lianshou.kernel.bulletins.enums import Part
from lianshou.kernel.bulletins.forms import (
    BulletinFilter,
    IssueForm,
    PublishForm,
    ReturnForm,
    TakeDownForm,
)
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.tables import BulletinTable
from lianshou.web.api import (
    Acting,
    Listing,
    Reading,
    act_at,
    calling,
    list_at,
    orders_of,
    read_at,
)
from lianshou.web.templatetags.web import say


def bulletin_for(verb: str) -> Callable[[HttpRequest, int], Bulletin | None]:
    def find(request: HttpRequest, pk: int) -> Bulletin | None:
        found: Bulletin | None = (
            queries.bulletins_in_scope(actor=request.user, verb=verb).filter(pk=pk).first()
        )
        return found

    return find


def _numbers(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    bulletin = bulletin_for("bulletin.view")(request, pk)
    if bulletin is None:
        raise Http404
    values = queries.values_of(bulletin=bulletin, actor=request.user, today=timezone.localdate())
    return [
        {
            "place": value.place,
            "placeholder": value.raw,
            "figure": value.slug,
            "title": say(value.title),
            "definition_version": value.version,
            "unit": value.unit,
            "value": value.number,
            "out_of": value.under,
            "words": say(value.words),
            "problem": say(value.problem) if value.problem else "",
        }
        for value in values
    ]


def _records(request: HttpRequest, pk: int, place: int) -> list[dict[str, Any]]:
    value = queries.frozen_value(actor=request.user, bulletin=pk, place=place)
    if value is None:
        raise Http404
    shown, _hidden = queries.rows_as_counted(actor=request.user, value=value, part=Part.OVER)
    return [{"id": number, "cells": cells} for number, cells in enumerate(shown, start=1)]


list_at(
    router,
    Listing(
        path="/bulletins",
        name="bulletins",
        door="bulletin.view",
        item=BulletinItem,
        rows=lambda request: queries.bulletins_in_scope(actor=request.user),
        filters=BulletinFilter,
        orders=orders_of(BulletinTable, first=("-pk",)),
        pages=("bulletins:list", "bulletins:export"),
        told=pgettext_lazy("api", "Bulletins and briefs"),
    ),
)
read_at(
    router,
    Reading(
        path="/bulletins/{int:pk}",
        name="bulletin",
        door="bulletin.view",
        item=BulletinItem,
        find=bulletin_for("bulletin.view"),
        label="bulletins.bulletin",
        told=pgettext_lazy("api", "A bulletin"),
    ),
)
list_at(
    router,
    Listing(
        path="/bulletins/{int:pk}/numbers",
        name="bulletin_numbers",
        door="bulletin.view",
        item=NumberItem,
        rows=_numbers,
        orders={"usual": ()},
        key=lambda one: f"{one['place']:05}",
        told=pgettext_lazy("api", "The numbers of a bulletin"),
    ),
)
list_at(
    router,
    Listing(
        path="/bulletins/{int:pk}/numbers/{int:place}/records",
        name="bulletin_records",
        door="figure.view",
        item=RecordItem,
        rows=_records,
        orders={"usual": ()},
        key=lambda one: f"{one['id']:09}",
        pages=("bulletins:rows", "bulletins:export_rows"),
        told=pgettext_lazy("api", "The records behind a frozen number"),
    ),
)


def _step(
    name: str, verb: str, action: Callable[..., Any], told: Any, form: Any = None, facts: Any = None
) -> None:
    act_at(
        router,
        Acting(
            path=f"/bulletins/{{int:pk}}/{name}",
            name=f"{name}_bulletin",
            door=verb,
            find=bulletin_for(verb),
            form=form,
            facts=facts,
            act=calling(action, "bulletin"),
            item=BulletinItem,
            told=told,
        ),
    )


_step(
    "submit",
    "bulletin.write",
    actions.submit_bulletin,
    pgettext_lazy("api", "Hand a bulletin in: its numbers are frozen"),
)
_step(
    "check", "bulletin.check", actions.check_bulletin, pgettext_lazy("api", "Say that a bulletin is in order")
)
_step("sign", "bulletin.sign", actions.sign_bulletin, pgettext_lazy("api", "Sign a bulletin"))
_step(
    "return",
    "bulletin.return",
    actions.return_bulletin,
    pgettext_lazy("api", "Return a bulletin to its writer"),
    ReturnForm,
)
_step(
    "issue",
    "bulletin.issue",
    actions.issue_bulletin,
    pgettext_lazy("api", "Issue a bulletin under the next number"),
    IssueForm,
    lambda form: {"prefix": form.cleaned_data["number_prefix"]},
)
_step(
    "publish",
    "bulletin.publish",
    actions.publish_bulletin,
    pgettext_lazy("api", "Make an issued bulletin public"),
    PublishForm,
)
_step(
    "take_down",
    "bulletin.publish",
    actions.take_down_bulletin,
    pgettext_lazy("api", "Take a bulletin from the public page"),
    TakeDownForm,
)
_step(
    "correct",
    "bulletin.write",
    actions.correct_bulletin,
    pgettext_lazy("api", "Begin the correction of an issued bulletin"),
)
