"""Countersignatures, receipts, and what everybody reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import pgettext_lazy

from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.api.bulletins import bulletin_for
from lianshou.kernel.bulletins.api.items import (
    BulletinItem,
    BylineItem,
    CountersignatureItem,
    PublicBulletinItem,
    ReceiptItem,
    router,
)
from lianshou.kernel.bulletins.forms import (
    AcknowledgeForm,
    AnswerForm,
    CountersignForm,
    PublicBulletinFilter,
    ReceiptFilter,
)
from lianshou.kernel.bulletins.models import Bulletin, Countersignature, Receipt
from lianshou.kernel.bulletins.tables import PublicBulletinTable, ReceiptTable, ReceivedTable
from lianshou.web.api import (
    Acting,
    Listing,
    act_at,
    calling,
    list_at,
    orders_of,
)
from lianshou.web.doors import PUBLIC


def _seen(request: HttpRequest, pk: int) -> Bulletin:
    bulletin = bulletin_for("bulletin.view")(request, pk)
    if bulletin is None:
        raise Http404
    return bulletin


def _asked(request: HttpRequest, pk: int) -> Countersignature | None:
    return queries.countersignatures_asked(actor=request.user).filter(pk=pk).first()


def _receipt(verb: str) -> Callable[[HttpRequest, int], Receipt | None]:
    def find(request: HttpRequest, pk: int) -> Receipt | None:
        return queries.bulletins_received(actor=request.user, verb=verb).filter(pk=pk).first()

    return find


def _ask(actor: Any, bulletin: Any, now: datetime, said: Any) -> Bulletin:
    actions.ask_countersignatures(actor=actor, bulletin=bulletin, now=now, **said)
    found: Bulletin = queries.bulletins_in_scope(actor=actor, verb="bulletin.write").get(pk=bulletin.pk)
    return found


list_at(
    router,
    Listing(
        path="/bulletins/{int:pk}/countersignatures",
        name="bulletin_countersignatures",
        door="bulletin.view",
        item=CountersignatureItem,
        rows=lambda request, pk: queries.countersignatures_of(bulletin=_seen(request, pk)),
        told=pgettext_lazy("api", "Who was asked to countersign a bulletin"),
    ),
)
act_at(
    router,
    Acting(
        path="/bulletins/{int:pk}/ask",
        name="ask_countersignatures",
        door="bulletin.write",
        find=bulletin_for("bulletin.write"),
        form=CountersignForm,
        fill=lambda request, bulletin, data: CountersignForm(data, bulletin=bulletin),
        facts=lambda form: {name: form.cleaned_data[name] for name in ("unions", "people")},
        act=_ask,
        item=BulletinItem,
        told=pgettext_lazy("api", "Ask for countersignatures of a checked bulletin"),
    ),
)
act_at(
    router,
    Acting(
        path="/countersignatures/{int:pk}/answer",
        name="countersign_bulletin",
        door="bulletin.countersign",
        find=_asked,
        form=AnswerForm,
        act=calling(actions.countersign_bulletin, "asked"),
        item=CountersignatureItem,
        told=pgettext_lazy("api", "Countersign a bulletin, or object with words"),
    ),
)
list_at(
    router,
    Listing(
        path="/bulletins/{int:pk}/bylines",
        name="bulletin_bylines",
        door="bulletin.view",
        item=BylineItem,
        rows=lambda request, pk: queries.byline_rows(bulletin=_seen(request, pk)),
        orders={"place": ("place",), "-place": ("-place",)},
        told=pgettext_lazy("api", "Who is named with a brief"),
    ),
)
list_at(
    router,
    Listing(
        path="/bulletins/{int:pk}/receipts",
        name="bulletin_receipts",
        door="bulletin.view",
        item=ReceiptItem,
        rows=lambda request, pk: queries.receipts_of(bulletin=_seen(request, pk)),
        filters=ReceiptFilter,
        orders=orders_of(ReceiptTable, first=("union__path",)),
        pages=("bulletins:receipts", "bulletins:export_receipts"),
        told=pgettext_lazy("api", "Who below has acknowledged a bulletin"),
    ),
)
list_at(
    router,
    Listing(
        path="/receipts",
        name="bulletins_received",
        door="bulletin.receive",
        item=ReceiptItem,
        rows=lambda request: queries.bulletins_received(actor=request.user),
        filters=ReceiptFilter,
        orders=orders_of(ReceivedTable, first=("-bulletin__issued_on", "-pk")),
        pages=("bulletins:received", "bulletins:export_received"),
        told=pgettext_lazy("api", "Bulletins that came from above"),
    ),
)
act_at(
    router,
    Acting(
        path="/receipts/{int:pk}/acknowledge",
        name="acknowledge_bulletin",
        door="bulletin.acknowledge",
        find=_receipt("bulletin.acknowledge"),
        form=AcknowledgeForm,
        act=calling(actions.acknowledge_bulletin, "receipt"),
        item=ReceiptItem,
        told=pgettext_lazy("api", "Acknowledge a bulletin"),
    ),
)
list_at(
    router,
    Listing(
        path="/public/bulletins",
        name="public_bulletins",
        door=PUBLIC,
        item=PublicBulletinItem,
        rows=lambda request: queries.public_bulletins(),
        filters=PublicBulletinFilter,
        orders=orders_of(PublicBulletinTable, first=("-issued_on", "-pk")),
        pages=("public_bulletins:list",),
        told=pgettext_lazy("api", "The bulletins that were made public, for everybody"),
    ),
)
