from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Q

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.access.queries.book import lines_inside
from lianshou.kernel.audit.actions import record
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.gateway.enums import DeliveryState, Reason
from lianshou.kernel.gateway.models import Delivery, Webhook
from lianshou.kernel.gateway.queries import payload_of
from lianshou.kernel.gateway.rules import is_private, next_try, signature_of, why_not_address
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union
from lianshou.web.callers import NotCalled, address_of, call

_LEASE = timedelta(minutes=2)
_AT_ONCE = 1000


@dataclass(frozen=True)
class MadeWebhook:
    """A webhook with the secret that its deliveries are signed with, which is shown here and nowhere else."""

    webhook: Webhook
    secret: str = field(repr=False)


@transaction.atomic
def make_webhook(*, actor: Any, union: Union, url: str, verbs: Iterable[str], now: datetime) -> MadeWebhook:
    """Let an address be told of what is done below ``union`` from now on.

    Raises PermissionDenied, or Refused with a ``gateway.enums.Reason``. Leaves ``webhook.made`` without the secret.
    """
    require(actor, "webhook.keep", on=union)
    _check_address(url)
    asked = sorted(set(verbs))
    if not asked or any(verb.startswith("webhook.") for verb in asked):
        raise Refused(Reason.UNKNOWN_VERB)
    secret = "whsec_" + secrets.token_urlsafe(32)
    head = Entry.objects.admitted().aggregate(head=Max("pk"))["head"] or 0
    webhook = Webhook.objects.create(
        union=union, url=url, verbs=asked, secret=secret, position=head, made_by=actor, made_at=now
    )
    _record(actor, "webhook.made", webhook, now, host=urlsplit(url).hostname, verbs=asked)
    return MadeWebhook(webhook, secret)


@transaction.atomic
def end_webhook(*, actor: Any, webhook: Webhook, now: datetime) -> Webhook:
    """Tell an address nothing more; what waits is not sent. Raises PermissionDenied, Refused ENDED. Leaves ``webhook.ended``."""
    require(actor, "webhook.keep", on=webhook.union)
    webhook = _held(webhook)
    if webhook.ended_at is not None:
        raise Refused(Reason.ENDED)
    webhook.ended_at = now
    webhook.save(update_fields=["ended_at"])
    _record(actor, "webhook.ended", webhook, now)
    return webhook


@transaction.atomic
def redeliver(*, actor: Any, delivery: Delivery, now: datetime) -> Delivery:
    """Send a delivery anew that was given up, or try one at once that waits.

    Raises PermissionDenied, or Refused ENDED / DELIVERED. Leaves ``webhook.redelivered``.
    """
    require(actor, "webhook.keep", on=delivery.webhook.union)
    webhook = _held(delivery.webhook)
    delivery = Delivery.objects.admitted().select_for_update().get(pk=delivery.pk)
    if webhook.ended_at is not None:
        raise Refused(Reason.ENDED)
    if delivery.state == DeliveryState.DELIVERED:
        raise Refused(Reason.DELIVERED)
    delivery.state, delivery.tries, delivery.due_at, delivery.done_at = DeliveryState.WAITING, 0, now, None
    delivery.save(update_fields=["state", "tries", "due_at", "done_at"])
    _record(actor, "webhook.redelivered", webhook, now, entry=delivery.entry)
    return delivery


def gather_deliveries(*, now: datetime) -> int:
    """Make a delivery of every line of the book that webhooks have not looked at yet; each line once for each webhook.

    A webhook's position moves on in the same transaction, so that nothing is lost or doubled by whatever breaks off.
    """
    live = Webhook.objects.admitted().filter(ended_at=None).values_list("pk", flat=True)
    return sum(_gathered(pk, now) for pk in list(live))


@transaction.atomic
def _gathered(pk: int, now: datetime) -> int:
    webhook = Webhook.objects.admitted().select_for_update().select_related("union").get(pk=pk)
    head = Entry.objects.admitted().aggregate(head=Max("pk"))["head"] or 0
    beyond = Entry.objects.admitted().filter(
        lines_inside(Scope((webhook.union.path,))), pk__gt=webhook.position
    )
    told = list(beyond.filter(pk__lte=head, verb__in=webhook.verbs).order_by("pk")[:_AT_ONCE])
    made = Delivery.objects.bulk_create(
        Delivery(webhook=webhook, entry=one.pk, verb=one.verb, due_at=now) for one in told
    )
    webhook.position = told[-1].pk if len(told) == _AT_ONCE else head
    webhook.save(update_fields=["position"])
    return len(made)


def send_deliveries(*, clock: Callable[[], datetime], most: int = 500) -> tuple[int, int]:
    """Send what is due, one after the other: how many arrived, and how many did not.

    Each is held for two minutes while it is under way; whoever finds it held for longer takes it up again. A receiver can
    therefore get a delivery twice, with the same id.
    """
    sent = failed = 0
    while sent + failed < most and (delivery := _taken(clock())) is not None:
        arrived = _settled(delivery, *_sent(delivery, clock()), clock())
        sent, failed = sent + arrived, failed + (not arrived)
    return sent, failed


@transaction.atomic
def _taken(now: datetime) -> Delivery | None:
    """The next delivery that is due, held for whoever asks."""
    free = Q(beat_at=None) | Q(beat_at__lt=now - _LEASE)
    due = Delivery.objects.admitted().filter(free, state=DeliveryState.WAITING, due_at__lte=now)
    rows = due.filter(webhook__ended_at=None).order_by("due_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    delivery = rows.select_related("webhook__union").first()
    if delivery is not None:
        delivery.beat_at = now
        delivery.save(update_fields=["beat_at"])
    return delivery


def _sent(delivery: Delivery, now: datetime) -> tuple[bool, str]:
    webhook, moment = delivery.webhook, int(now.timestamp())
    body = json.dumps(payload_of(delivery=delivery), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Lianshou-Webhook/1",
        "Lianshou-Delivery": f"{webhook.pk}-{delivery.entry}",
        "Lianshou-Timestamp": str(moment),
        "Lianshou-Signature": f"v1={signature_of(secret=webhook.secret, moment=moment, body=body)}",
    }
    try:
        status = call(webhook.url, body=body, headers=headers, is_private=_is_private)
    except NotCalled as error:
        return False, error.code
    return 200 <= status < 300, str(status)


@transaction.atomic
def _settled(taken: Delivery, arrived: bool, answer: str, now: datetime) -> bool:
    """Write down how a delivery came out, unless somebody else has taken it up meanwhile."""
    delivery = Delivery.objects.admitted().select_for_update().get(pk=taken.pk)
    if delivery.beat_at != taken.beat_at:
        return arrived
    delivery.tries, delivery.beat_at, delivery.answer = delivery.tries + 1, None, answer
    again = next_try(tries=delivery.tries, now=now)
    if arrived:
        delivery.state, delivery.done_at = DeliveryState.DELIVERED, now
    elif again is None:
        delivery.state, delivery.done_at = DeliveryState.GIVEN_UP, now
        _record(None, "webhook.given_up", taken.webhook, now, entry=delivery.entry, answer=answer)
    else:
        delivery.due_at = again
    delivery.save()
    return arrived


def _check_address(url: str) -> None:
    """Raise Refused unless an address can be called: asked when it is set up, and again whenever it is called."""
    if reason := why_not_address(url, allows_loopback=settings.LIANSHOU_WEBHOOK_LOOPBACK):
        raise Refused(reason)
    parts = urlsplit(url)
    try:
        address_of(parts.hostname or "", parts.port or 443, is_private=_is_private)
    except NotCalled as error:
        raise Refused(Reason(error.code)) from None


def _is_private(address: str) -> bool:
    return is_private(address, allows_loopback=settings.LIANSHOU_WEBHOOK_LOOPBACK)


def _held(webhook: Webhook) -> Webhook:
    return (
        Webhook.objects.admitted().select_for_update(of=("self",)).select_related("union").get(pk=webhook.pk)
    )


def _record(actor: Any, verb: str, webhook: Webhook, now: datetime, **details: Any) -> None:
    record(actor=actor, verb=verb, subject=webhook, at=now, union_path=webhook.union.path, **details)
