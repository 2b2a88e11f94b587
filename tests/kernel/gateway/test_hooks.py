"""Webhooks against a real server on loopback: signatures, order, failures, what is never called."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.gateway.actions import (
    MadeWebhook,
    end_webhook,
    gather_deliveries,
    make_webhook,
    redeliver,
    send_deliveries,
)
from lianshou.kernel.gateway.enums import DeliveryState, Reason
from lianshou.kernel.gateway.models import Delivery, Webhook
from lianshou.kernel.gateway.queries.work import given_up_item
from lianshou.kernel.gateway.rules import LAST_TRY, is_private, next_try, signature_of, why_not_address
from lianshou.kernel.unions.actions import edit_union

NOW = datetime(2026, 11, 28, 4, 0, tzinfo=UTC)


class Receiver:
    """A server that remembers what it was told, and answers as ``status`` says."""

    def __init__(self) -> None:
        self.status, self.told = 204, list[tuple[dict[str, str], bytes]]()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.told.append((dict(self.headers), body))
                self.send_response(outer.status)
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
                self.end_headers()

            def log_message(self, *args: Any) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?from=lianshou"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.LIANSHOU_WEBHOOK_LOOPBACK = True
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def hook(world: World, receiver: Receiver) -> MadeWebhook:
    return make_webhook(
        actor=world.system_admin, union=world.county, url=receiver.url, verbs=["union.edited"], now=NOW
    )


def _edit(world: World, union: Any, by: Any, name: str) -> None:
    edit_union(actor=by, union=union, now=NOW, address=name)


def _send(at: datetime = NOW) -> tuple[int, int]:
    return send_deliveries(clock=lambda: at)


def test_what_is_done_is_told_once_signed_and_without_anything_personal(
    world: World, hook: MadeWebhook, receiver: Receiver
) -> None:
    _edit(world, world.host, world.officer, "新安路")
    _edit(world, world.foreign_host, world.foreign_officer, "海滨路")
    assert (gather_deliveries(now=NOW), gather_deliveries(now=NOW)) == (1, 0)
    assert _send() == (1, 0)
    assert _send() == (0, 0)
    ((headers, body),) = receiver.told
    entry = Entry.objects.get(verb="union.edited", subject_id=str(world.host.pk))
    assert json.loads(body) == {
        "id": f"{hook.webhook.pk}-{entry.pk}",
        "entry": entry.pk,
        "verb": "union.edited",
        "outcome": "done",
        "at": entry.at.isoformat(timespec="milliseconds"),
        "record": {"sort": "unions.union", "id": str(world.host.pk)},
        "url": reverse("api:union", args=[world.host.pk]),
    }
    stamp = headers["Lianshou-Timestamp"]
    wanted = hmac.new(hook.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    assert headers["Lianshou-Signature"] == f"v1={wanted}"
    assert int(stamp) == int(NOW.timestamp())


def test_what_was_undone_is_not_told(world: World, hook: MadeWebhook, receiver: Receiver) -> None:
    with transaction.atomic():
        _edit(world, world.host, world.officer, "新安路")
        transaction.set_rollback(True)
    assert gather_deliveries(now=NOW) == 0


def test_failure_is_tried_again_and_given_up_at_last(
    world: World, hook: MadeWebhook, receiver: Receiver
) -> None:
    receiver.status = 500
    _edit(world, world.host, world.officer, "新安路")
    gather_deliveries(now=NOW)
    at, tries = NOW, 0
    while (waiting := Delivery.objects.get()).state == DeliveryState.WAITING:
        at = max(at, waiting.due_at)
        assert _send(at) == (0, 1)
        assert _send(at) == (0, 0)
        tries += 1
    assert tries == LAST_TRY == 9
    assert (waiting.state, waiting.answer) == (DeliveryState.GIVEN_UP, "500")
    assert at - NOW < timedelta(days=2)
    assert Entry.objects.filter(verb="webhook.given_up").count() == 1
    (item,) = given_up_item(actor=world.system_admin, today=at.date())
    assert item.overdue
    assert given_up_item(actor=world.officer, today=at.date()) == []
    receiver.status = 200
    redeliver(actor=world.system_admin, delivery=waiting, now=at)
    assert _send(at) == (1, 0)
    with pytest.raises(Refused) as refused:
        redeliver(actor=world.system_admin, delivery=waiting, now=at)
    assert refused.value.reason is Reason.DELIVERED


def test_redirect_is_not_followed(world: World, hook: MadeWebhook, receiver: Receiver) -> None:
    receiver.status = 302
    _edit(world, world.host, world.officer, "新安路")
    gather_deliveries(now=NOW)
    assert _send() == (0, 1)
    assert Delivery.objects.get().answer == "302"


def test_delivery_of_a_sender_that_died_is_taken_up_again(
    world: World, hook: MadeWebhook, receiver: Receiver
) -> None:
    _edit(world, world.host, world.officer, "新安路")
    gather_deliveries(now=NOW)
    Delivery.objects.update(beat_at=NOW)
    assert _send(NOW + timedelta(minutes=1)) == (0, 0)
    assert _send(NOW + timedelta(minutes=3)) == (1, 0)


def test_ended_webhook_is_told_nothing(world: World, hook: MadeWebhook, receiver: Receiver) -> None:
    _edit(world, world.host, world.officer, "新安路")
    gather_deliveries(now=NOW)
    end_webhook(actor=world.system_admin, webhook=hook.webhook, now=NOW)
    assert _send() == (0, 0)
    assert receiver.told == []


def test_secret_stands_in_no_column(world: World, hook: MadeWebhook) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM gateway_webhook")
        (row,) = cursor.fetchall()
    assert hook.secret.encode() not in bytes(row[0])
    assert Webhook.objects.get().secret == hook.secret


def test_officer_sets_up_no_webhook(world: World, receiver: Receiver) -> None:
    with pytest.raises(PermissionDenied):
        make_webhook(
            actor=world.officer, union=world.county, url=receiver.url, verbs=["union.edited"], now=NOW
        )


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://example.com/", Reason.NOT_HTTPS),
        ("ftp://example.com/", Reason.NOT_HTTPS),
        ("https://user:word@example.com/", Reason.BAD_ADDRESS),
        ("https:///nothing", Reason.BAD_ADDRESS),
        ("https://example.com:99999/", Reason.BAD_ADDRESS),
        ("https://example.com/ x", Reason.BAD_ADDRESS),
    ],
)
def test_address_that_cannot_be_called(url: str, reason: Reason) -> None:
    assert why_not_address(url, allows_loopback=False) is reason


@pytest.mark.parametrize(
    "url", ["https://127.0.0.1/", "https://10.1.2.3/", "https://[::1]/", "https://169.254.169.254/latest/"]
)
def test_private_address_is_refused(world: World, url: str, settings: Any) -> None:
    settings.LIANSHOU_WEBHOOK_LOOPBACK = False
    with pytest.raises(Refused) as refused:
        make_webhook(actor=world.system_admin, union=world.county, url=url, verbs=["union.edited"], now=NOW)
    assert refused.value.reason is Reason.PRIVATE_ADDRESS


def test_address_that_became_private_is_not_called(
    world: World, hook: MadeWebhook, receiver: Receiver, settings: Any
) -> None:
    _edit(world, world.host, world.officer, "新安路")
    gather_deliveries(now=NOW)
    settings.LIANSHOU_WEBHOOK_LOOPBACK = False
    assert _send() == (0, 1)
    assert (receiver.told, Delivery.objects.get().answer) == ([], "private_address")


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("8.8.8.8", False),
        ("2001:4860:4860::8888", False),
        ("192.168.1.1", True),
        ("172.16.0.9", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),  # noqa: S104
        ("::ffff:10.0.0.1", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("224.0.0.1", True),
    ],
)
def test_private_addresses(address: str, private: bool) -> None:
    assert is_private(address, allows_loopback=False) is private


def test_signature_is_hmac_sha256_over_moment_and_body() -> None:
    wanted = hmac.new(b"s", b'7.{"a": 1}', hashlib.sha256).hexdigest()
    assert signature_of(secret="s", moment=7, body=b'{"a": 1}') == wanted


def test_tries_grow_apart() -> None:
    rests = [next_try(tries=n, now=NOW) for n in range(1, LAST_TRY)]
    assert rests == sorted(rests, key=str)
    assert next_try(tries=LAST_TRY, now=NOW) is None


def test_webhooks_stand_in_the_menu_of_whoever_keeps_them_and_tokens_on_everybodys_page(
    client: Client, world: World
) -> None:
    client.force_login(world.system_admin)
    page = client.get(reverse("gateway:webhooks")).content.decode()
    assert f'href="{reverse("gateway:webhooks")}" aria-current="page">推送</a>' in page
    client.force_login(world.officer)
    page = client.get(reverse("mfa_index")).content.decode()
    assert (f'href="{reverse("gateway:tokens")}"' in page, reverse("gateway:webhooks") in page) == (
        True,
        False,
    )


def test_what_an_address_can_be_told_of_stands_under_headings(client: Client, world: World) -> None:
    client.force_login(world.system_admin)
    page = client.get(reverse("gateway:new_webhook")).content.decode()
    assert page.count("<optgroup") > 5


def test_what_programs_can_ask_stands_under_headings_in_both_languages(client: Client) -> None:
    shown = {
        code: client.get("/api/v1/docs", headers={"accept-language": code}) for code in ("zh-hans", "en")
    }
    titles = {code: [title for title, _lines in page.context["groups"]] for code, page in shown.items()}
    assert (titles["zh-hans"][0], titles["en"][0]) == ("工会", "Unions")
    assert len(set(titles["zh-hans"])) == len(set(titles["en"])) == 23
    said = client.get("/api/v1/openapi.json", headers={"accept-language": "en"}).json()
    assert [tag["name"] for tag in said["tags"]] == titles["en"]
