"""Workers enter by a code: who, how often, and what is told to whom."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests.factories.access import PostFactory, UserFactory
from tests.factories.people import PersonFactory
from tests.factories.world import World

from lianshou.kernel.access.models import User
from lianshou.kernel.access.rules import may_enter_by_code
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.people.actions import open_worker_account

ASK, TYPE = "/account/login/code/", "/account/login/code/confirm/"
PHONE, EMAIL = "13700001111", "worker@example.cn"


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def worker(world: World, settings: Any) -> User:
    """A worker of the host's union with a light account."""
    settings.LIANSHOU_SMS = "console:"
    person = PersonFactory(name="周工", union=world.host, phone=PHONE)
    account = open_worker_account(actor=world.officer, person=person, now=timezone.now()).account
    assert account is not None
    User.objects.filter(pk=account.pk).update(email=EMAIL)
    return User.objects.get(pk=account.pk)


def _code(told: str) -> str:
    found = re.search(r"\b(\d{6})\b", told)
    assert found is not None, told
    return found[1]


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ([], False),
        (["worker"], True),
        (["worker", "worker"], True),
        (["worker", "chair"], False),
        (["officer"], False),
    ],
)
def test_codes_are_for_workers_alone(roles: list[str], may: bool) -> None:
    assert may_enter_by_code(roles) == may


@pytest.mark.parametrize("typed", [PHONE, "137 0000 1111", "+86 137-0000-1111", "１３７００００１１１１"])
def test_worker_enters_with_a_code_to_the_telephone(
    client: Client, worker: User, capsys: pytest.CaptureFixture[str], typed: str
) -> None:
    assert client.post(ASK, {"contact": typed}).headers["Location"] == TYPE
    told = capsys.readouterr().err
    assert ("137****1111" in told, PHONE in told) == (True, False)
    answer = client.post(TYPE, {"code": _code(told.split("验证码")[1])})
    assert (answer.headers["Location"], client.session["_auth_user_id"]) == ("/", str(worker.pk))


def test_worker_enters_with_a_code_by_mail(client: Client, worker: User) -> None:
    client.post(ASK, {"contact": EMAIL.upper()})
    message = mail.outbox[0]
    assert (message.to, message.subject, "5分钟" in message.body) == ([EMAIL], "工会工作台：登录验证码", True)
    assert client.post(TYPE, {"code": _code(message.body)}).headers["Location"] == "/"
    assert client.get("/account/password/").headers["Location"] == "/account/password/set/"


def test_code_dies_after_five_minutes(client: Client, worker: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(ASK, {"contact": EMAIL})
        clock.shift(301)
        answer = client.post(TYPE, {"code": _code(mail.outbox[0].body)})
    assert (answer.headers["Location"], "_auth_user_id" in client.session) == (ASK, False)


def test_third_wrong_code_ends_the_attempt(client: Client, worker: User) -> None:
    client.post(ASK, {"contact": EMAIL})
    code = _code(mail.outbox[0].body)
    found = [client.post(TYPE, {"code": _wrong(code)}).status_code for _ in range(3)]
    after = client.post(TYPE, {"code": code})
    assert (found, after.headers["Location"]) == ([200, 200, 302], ASK)
    worker.refresh_from_db()
    assert worker.failures == 3


def test_five_wrong_codes_let_the_account_rest_and_the_right_one_waits(client: Client, worker: User) -> None:
    wrong = []
    for _ in range(2):
        client.post(ASK, {"contact": EMAIL})
        code = _code(mail.outbox[-1].body)
        wrong += [client.post(TYPE, {"code": _wrong(code)}).status_code for _ in range(3)]
        code_after = client.post(TYPE, {"code": code}).headers["Location"]
        assert code_after == ASK
    worker.refresh_from_db()
    assert (worker.failures, worker.locked_until is not None) == (5, True)
    assert Entry.objects.filter(verb="account.locked").count() == 1
    client.post(ASK, {"contact": EMAIL})
    right = client.post(TYPE, {"code": _code(mail.outbox[-1].body)})
    assert (right.status_code, "_auth_user_id" in client.session) == (200, False)
    User.objects.filter(pk=worker.pk).update(locked_until=timezone.now())
    entered = client.post(TYPE, {"code": _code(mail.outbox[-1].body)})
    worker.refresh_from_db()
    assert (entered.headers["Location"], worker.failures) == ("/", 0)


def _body(answer: Any) -> str:
    return re.sub(r'value="\w{64}"|nonce="[^"]+"|"X-CSRFToken": "\w+"', "", answer.content.decode())


@pytest.mark.parametrize(("known", "unknown"), [(PHONE, "13799999999"), (EMAIL, "nobody@example.cn")])
def test_unknown_workers_are_answered_like_known_ones(worker: User, known: str, unknown: str) -> None:
    told = []
    for contact in (known, unknown):
        client = Client()
        asked = client.post(ASK, {"contact": contact})
        page = client.get(TYPE)
        tries = [client.post(TYPE, {"code": "nope"}) for _ in range(3)]
        told.append(
            [(one.status_code, one.headers.get("Location"), _body(one)) for one in (asked, page, *tries)]
        )
    assert told[0] == told[1]


@pytest.mark.parametrize("address", ["officer@example.cn", "twice@example.cn", "closed@example.cn"])
def test_no_code_goes_to_officers_doubles_and_closed_accounts(
    client: Client, world: World, worker: User, address: str
) -> None:
    User.objects.filter(username="officer").update(email="officer@example.cn")
    for _ in range(2):
        PostFactory(user=UserFactory(email="twice@example.cn"), union=world.host, role="worker")
    PostFactory(user=UserFactory(email="closed@example.cn", is_active=False), union=world.host, role="worker")
    assert client.post(ASK, {"contact": address}).headers["Location"] == TYPE
    assert mail.outbox == []


@pytest.mark.parametrize("typed", ["0515-87212345", "12345", "a@b"])
def test_what_is_neither_number_nor_address_is_named_and_kept(client: Client, db: None, typed: str) -> None:
    answer = client.post(ASK, {"contact": typed})
    form = answer.context["form"]
    assert ([*form.errors], form["contact"].value()) == (["contact"], typed)


@pytest.mark.parametrize(
    ("setting", "typed", "words"),
    [("LIANSHOU_MAILS", EMAIL, "未开通邮件"), ("LIANSHOU_TEXTS", PHONE, "未开通短信")],
)
def test_way_that_is_not_set_up_is_told(
    client: Client, db: None, settings: Any, setting: str, typed: str, words: str
) -> None:
    setattr(settings, setting, False)
    assert words in client.post(ASK, {"contact": typed}).content.decode()


def test_another_code_can_be_asked_for(client: Client, worker: User) -> None:
    client.post(ASK, {"contact": EMAIL})
    assert client.get(ASK).headers["Location"] == TYPE
    assert client.post(f"/account/logout/?next={ASK}").headers["Location"] == ASK
    assert client.get(ASK).status_code == 200


def test_code_stands_in_no_log(client: Client, worker: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    client.post(ASK, {"contact": EMAIL})
    code = _code(mail.outbox[0].body)
    client.post(TYPE, {"code": _wrong(code)})
    assert (code in caplog.text, EMAIL in caplog.text) == (False, False)


def test_security_page_of_a_light_account_offers_no_password(client: Client, world: World) -> None:
    def offers() -> bool:
        return "/account/password/" in client.get("/account/security/").content.decode()

    client.force_login(world.host_account)
    assert offers()
    world.host_account.set_unusable_password()
    world.host_account.save()
    client.force_login(world.host_account)
    assert not offers()
