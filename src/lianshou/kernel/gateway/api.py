from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

from lianshou.kernel.gateway import actions, queries
from lianshou.kernel.gateway.forms import DeliveryFilter
from lianshou.kernel.gateway.models import Delivery, Token, Webhook
from lianshou.kernel.gateway.tables import DeliveryTable, WebhookTable
from lianshou.web.api import (
    Acting,
    Item,
    Listing,
    Reading,
    Rejected,
    act_at,
    list_at,
    orders_of,
    read_at,
    router_for,
)
from lianshou.web.doors import PUBLIC

router = router_for(pgettext_lazy("api", "Tokens and webhooks"))


class TokenItem(Item):
    """The token that asks: nothing of the secret but its beginning."""

    id: int
    name: str
    prefix: str
    verbs: list[str]
    posts: list[int] | None
    expires_at: datetime


class WebhookItem(Item):
    id: int
    union_id: int
    url: str
    verbs: list[str]
    made_at: datetime
    ended_at: datetime | None


class DeliveryItem(Item):
    id: int
    webhook_id: int
    entry: int
    verb: str
    state: str
    tries: int
    due_at: datetime
    answer: str
    done_at: datetime | None


def _token(request: HttpRequest) -> Token:
    token: Token | None = request.api_token  # type: ignore[attr-defined]
    if token is None:
        raise Rejected(401)
    return token


def _webhook(request: HttpRequest, pk: int) -> Webhook | None:
    return queries.webhooks_in_scope(actor=request.user).filter(pk=pk).first()


def _delivery(request: HttpRequest, pk: int) -> Delivery | None:
    return queries.deliveries_in_scope(actor=request.user).filter(pk=pk).first()


read_at(
    router,
    Reading(
        path="/token",
        name="token",
        door=PUBLIC,
        item=TokenItem,
        find=_token,
        told=pgettext_lazy("api", "What the token that asks may do"),
    ),
)
list_at(
    router,
    Listing(
        path="/webhooks",
        name="webhooks",
        door="webhook.keep",
        item=WebhookItem,
        rows=lambda request: queries.webhooks_in_scope(actor=request.user),
        orders=orders_of(WebhookTable),
        pages=("gateway:webhooks", "gateway:webhooks_export"),
        told=pgettext_lazy("api", "Webhooks"),
    ),
)
list_at(
    router,
    Listing(
        path="/deliveries",
        name="deliveries",
        door="webhook.keep",
        item=DeliveryItem,
        rows=lambda request: queries.deliveries_in_scope(actor=request.user),
        filters=DeliveryFilter,
        orders=orders_of(DeliveryTable),
        pages=("gateway:deliveries", "gateway:deliveries_export"),
        told=pgettext_lazy("api", "Deliveries to webhooks"),
    ),
)
act_at(
    router,
    Acting(
        path="/webhooks/{int:pk}/end",
        name="end_webhook",
        door="webhook.keep",
        find=_webhook,
        act=lambda actor, found, now, said: actions.end_webhook(actor=actor, webhook=found, now=now),
        item=WebhookItem,
        told=pgettext_lazy("api", "End a webhook"),
    ),
)
act_at(
    router,
    Acting(
        path="/deliveries/{int:pk}/redeliver",
        name="redeliver",
        door="webhook.keep",
        find=_delivery,
        act=lambda actor, found, now, said: actions.redeliver(actor=actor, delivery=found, now=now),
        item=DeliveryItem,
        told=pgettext_lazy("api", "Send a delivery again"),
    ),
)
