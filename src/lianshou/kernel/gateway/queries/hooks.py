from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.gateway.enums import DeliveryState
from lianshou.kernel.gateway.models import Delivery, Webhook
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.web.api.records import RECORDS

_VERB = "webhook.keep"


def webhooks_in_scope(*, actor: Any) -> QuerySet[Webhook]:
    """The webhooks of unions in the actor's subtrees, the latest first."""
    return Webhook.objects.within(scope_of(actor=actor, verb=_VERB)).select_related("union", "made_by")


def deliveries_in_scope(*, actor: Any) -> QuerySet[Delivery]:
    """What is delivered, or waits to be, the latest first."""
    found = Delivery.objects.within(scope_of(actor=actor, verb=_VERB))
    return found.select_related("webhook__union").order_by("-pk")


def given_up_in_scope(*, actor: Any) -> QuerySet[Delivery]:
    """Deliveries to webhooks still alive that were given up."""
    return deliveries_in_scope(actor=actor).filter(
        state=DeliveryState.GIVEN_UP, webhook__ended_at__isnull=True
    )


def unions_to_hook(*, actor: Any) -> QuerySet[Union]:
    """The unions that the actor may set up webhooks for, from the top down."""
    return unions_in_scope(actor=actor, verb=_VERB).order_by("path")


def payload_of(*, delivery: Delivery) -> dict[str, Any]:
    """What a delivery says: numbers, the verb, the moment, and where to read on; nothing about anybody."""
    entry = Entry.objects.admitted().get(pk=delivery.entry)
    return {
        "id": f"{delivery.webhook_id}-{delivery.entry}",
        "entry": entry.pk,
        "verb": entry.verb,
        "outcome": entry.outcome,
        "at": _moment(entry.at),
        "record": {"sort": entry.subject_type, "id": entry.subject_id},
        "url": _url(entry),
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _url(entry: Entry) -> str:
    reverse("api:openapi")  # where nobody has asked for an address yet, the rooms are not open
    name = RECORDS.get(entry.subject_type)
    if name is None or not entry.subject_id.isdigit():
        return ""
    try:
        return reverse(name, kwargs={"pk": int(entry.subject_id)})
    except NoReverseMatch:
        return ""
