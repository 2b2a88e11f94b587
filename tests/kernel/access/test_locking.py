from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from tests.factories.access import PASSWORD
from tests.factories.world import World

from lianshou.kernel.access.actions import begin_attempt, forgive_failures, note_failure
from lianshou.kernel.access.models import User
from lianshou.kernel.access.rules import rest_after, wait_left
from lianshou.kernel.audit.models import Entry

FIVE = timedelta(minutes=5)
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (10, 160), (13, 1280), (14, 1440), (15, 1440), (30_000, 1440)],
)
def test_rest_doubles_up_to_a_day(failures: int, minutes: int) -> None:
    assert rest_after(failures, tries=5, first=FIVE) == timedelta(minutes=minutes)


def test_wait_counts_down_to_nothing(now: datetime) -> None:
    waits = [wait_left(locked_until=now + FIVE, now=now + timedelta(minutes=m)) for m in (0, 4, 5, 6)]
    assert waits == [FIVE, timedelta(minutes=1), timedelta(0), timedelta(0)]
    assert wait_left(locked_until=None, now=now) == timedelta(0)


@pytest.mark.parametrize("name", ["officer", "OFFICER", "nobody-is-called-so"])
def test_known_and_unknown_names_wait_alike(world: World, now: datetime, name: str) -> None:
    waits = []
    moment = now
    for _ in range(8):
        wait = begin_attempt(actor=None, name=name, now=moment)
        waits.append(int(wait.total_seconds()) // 60)
        moment += wait
    assert waits == [0, 0, 0, 0, 0, 5, 0, 10]


def test_attempts_while_resting_are_not_counted(world: World, now: datetime) -> None:
    for _ in range(20):
        begin_attempt(actor=None, name="officer", now=now)
    user = User.objects.get(username="officer")
    assert (user.failures, user.locked_until) == (5, now + FIVE)


def test_lock_alone_is_written_into_the_book(world: World, now: datetime) -> None:
    for _ in range(5):
        begin_attempt(actor=None, name="officer", now=now)
        note_failure(actor=None, name="officer", now=now)
    note_failure(actor=None, name="nobody-is-called-so", now=now)
    entry = Entry.objects.get(verb="account.locked")
    assert (entry.subject_id, entry.details, entry.actor_name) == (str(world.officer.pk), {"failures": 5}, "")


def test_entering_forgives_what_was_before(world: World, now: datetime) -> None:
    for _ in range(5):
        begin_attempt(actor=None, name="officer", now=now)
    forgive_failures(actor=world.officer, user=User.objects.get(username="officer"), now=now)
    user = User.objects.get(username="officer")
    assert (user.failures, user.locked_until) == (0, None)


def _tell(answer: Any) -> str:
    page = answer.content.decode()
    if answer.status_code == 302:
        return "in"
    said = [meaning for words, meaning in (("不正确", "wrong"), ("已暂停登录", "rests")) if words in page]
    return ", ".join(said) or page


def test_right_password_waits_too_and_then_opens(world: World) -> None:
    began = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    wrong, right = {"login": "officer", "password": "wrong"}, {"login": "officer", "password": PASSWORD}
    with time_machine.travel(began, tick=False) as clock:
        first = [_tell(Client().post(LOGIN, wrong)) for _ in range(5)]
        resting = Client().post(LOGIN, right)
        clock.shift(299)
        late = _tell(Client().post(LOGIN, right))
        clock.shift(2)
        further = [_tell(Client().post(LOGIN, wrong)), _tell(Client().post(LOGIN, right))]
        clock.shift(600)
        last = _tell(Client().post(LOGIN, right))
    assert (first, _tell(resting), late, further, last) == (
        ["wrong"] * 4 + ["wrong, rests"],
        "rests",
        "rests",
        ["wrong, rests", "rests"],
        "in",
    )
    assert "请5分钟后再试" in resting.content.decode()


def test_resting_account_is_entered_in_no_other_way(client: Client, world: World, now: datetime) -> None:
    from allauth.account.adapter import get_adapter
    from allauth.account.internal.flows.login import perform_login
    from allauth.account.models import Login
    from allauth.core import context
    from django.contrib.messages.middleware import MessageMiddleware
    from django.contrib.sessions.middleware import SessionMiddleware
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    SessionMiddleware(lambda _: None).process_request(request)  # type: ignore[arg-type,return-value]
    MessageMiddleware(lambda _: None).process_request(request)  # type: ignore[arg-type,return-value]
    world.officer.locked_until = datetime.now(UTC) + FIVE
    with context.request_context(request):
        answer = perform_login(request, Login(user=world.officer))
    assert (answer.status_code, answer["Location"], get_adapter().is_open_for_signup(request)) == (
        302,
        LOGIN,
        False,
    )
    assert "_auth_user_id" not in request.session


def test_login_page_tells_the_rule_beforehand(client: Client, db: None) -> None:
    page = client.get(LOGIN).content.decode()
    assert ("连续输错5次，将暂停登录5分钟" in page, "记住我" in page) == (True, False)


def test_closed_account_is_told_so_with_its_own_password_only(client: Client, world: World) -> None:
    User.objects.filter(username="officer").update(is_active=False)
    right = client.post(LOGIN, {"login": "officer", "password": PASSWORD}, follow=True)
    wrong = client.post(LOGIN, {"login": "officer", "password": "wrong"})
    assert (right.redirect_chain, "账号已停用" in right.content.decode()) == (
        [("/account/inactive/", 302)],
        True,
    )
    assert _tell(wrong) == "wrong"
