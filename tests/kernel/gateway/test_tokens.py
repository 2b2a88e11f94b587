"""Tokens on the desk: made with a second factor, shown once, revoked; kept answers are sealed and forgotten."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.gateway import Program, token_for
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.gateway.actions import forget_answers, make_token, revoke_token
from lianshou.kernel.gateway.enums import Reason
from lianshou.kernel.gateway.models import StoredAnswer, Token
from lianshou.kernel.gateway.rules import LONGEST, MOST_TOKENS

pytestmark = pytest.mark.django_db


def _client(account: Any) -> Client:
    client = Client()
    client.force_login(account)
    return client


def _asked(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "工资系统", "expires_on": day.isoformat(), "verbs": ["union.view"], **more}


def test_token_is_shown_once_and_kept_as_a_digest(world: World) -> None:
    client = _client(world.officer)
    page = client.post(reverse("gateway:new_token"), _asked())
    token = Token.objects.get()
    assert page.status_code == 200
    assert page["Cache-Control"].startswith("no-store")
    secret = page.context["made"].secret
    assert secret in page.content.decode()
    assert secret.startswith(token.prefix)
    assert Program(secret).get("unions").status_code == 200
    listed = client.get(reverse("gateway:tokens")).content.decode()
    assert token.prefix in listed
    assert secret not in listed
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gateway_token")
        assert secret not in str(cursor.fetchall())
    entry = Entry.objects.get(verb="token.made")
    assert entry.details == {"verbs": ["union.view"], "posts": None}


def test_token_can_do_no_more_than_its_maker(world: World) -> None:
    answer = _client(world.officer).post(reverse("gateway:new_token"), _asked(verbs=["fund.approve"]))
    assert answer.status_code == 422
    with pytest.raises(Refused) as refused:
        make_token(
            actor=world.officer,
            name="x",
            verbs=["fund.approve"],
            expires_at=timezone.now() + timedelta(days=1),
            now=timezone.now(),
        )
    assert refused.value.reason is Reason.NOT_YOURS


@pytest.mark.parametrize(
    ("verbs", "posts", "lasts", "reason"),
    [
        ([], None, timedelta(days=1), Reason.NO_VERB),
        (["union.view"], [10**9], timedelta(days=1), Reason.NOT_YOURS),
        (["union.view"], None, LONGEST + timedelta(days=1), Reason.EXPIRES_TOO_LATE),
    ],
)
def test_token_is_refused(
    world: World, verbs: list[str], posts: Any, lasts: timedelta, reason: Reason
) -> None:
    now = timezone.now()
    with pytest.raises(Refused) as refused:
        make_token(actor=world.officer, name="x", verbs=verbs, posts=posts, expires_at=now + lasts, now=now)
    assert refused.value.reason is reason
    assert Token.objects.count() == 0


def test_twenty_tokens_are_enough(world: World) -> None:
    for _one in range(MOST_TOKENS):
        token_for(world.officer)
    with pytest.raises(Refused) as refused:
        token_for(world.officer)
    assert refused.value.reason is Reason.TOO_MANY_TOKENS


def test_token_asks_for_a_second_factor(world: World, settings: Any) -> None:
    settings.LIANSHOU_TOKEN_FACTOR = True
    client = _client(world.officer)
    answer = client.post(reverse("gateway:new_token"), _asked())
    assert (answer.status_code, answer["Location"]) == (302, reverse("gateway:tokens"))
    assert Token.objects.count() == 0
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=world.officer, type="totp", data={"secret": "x"})
    answer = client.get(reverse("gateway:new_token"))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))


def test_revoked_token_opens_nothing_and_only_ones_own_is_revoked(world: World) -> None:
    program = Program(token_for(world.officer))
    token = Token.objects.get()
    url = reverse("gateway:revoke_token", args=[token.pk])
    assert _client(world.approver).post(url).status_code == 404
    assert program.get("unions").status_code == 200
    _client(world.officer).post(url)
    assert program.get("unions").status_code == 401
    assert Entry.objects.filter(verb="token.revoked").count() == 1
    with pytest.raises(Refused):
        revoke_token(actor=world.officer, token=token, now=timezone.now())


def test_answers_are_sealed_and_forgotten_after_a_day(world: World) -> None:
    program = Program(token_for(world.officer))
    body = {"name": "雀金丝", "phone": "13987654301"}
    assert program.post(f"unions/{world.host.pk}/persons", body).status_code == 201
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, key_digest, body_digest FROM gateway_storedanswer")
        row = cursor.fetchone()
    plain = b"".join(bytes(cell) if not isinstance(cell, str) else cell.encode() for cell in row)
    assert "雀金丝".encode() not in plain
    assert b"13987654301" not in plain
    kept = StoredAnswer.objects.get()
    assert json.loads(kept.content)["name"] == "雀金丝"
    assert "13987654301" not in kept.content
    assert forget_answers(now=kept.at + timedelta(hours=23)) == 0
    assert forget_answers(now=kept.at + timedelta(hours=24)) == 1
