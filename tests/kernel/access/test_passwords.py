from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from tests.factories.access import PASSWORD
from tests.factories.world import World

from lianshou.kernel.access.actions import change_password, create_account
from lianshou.kernel.access.enums import Reason
from lianshou.kernel.access.models import User
from lianshou.kernel.access.rules import classes_in, is_often_used, why_change_password
from lianshou.kernel.audit.models import Entry

CHANGE = "/account/password/"
NEW = "Xin-mi-ma-2026"


@pytest.mark.parametrize(
    ("password", "classes"),
    [("abc", 1), ("abcD", 2), ("abcD1", 3), ("abcD1#", 4), ("密码", 1), ("a密1", 3), ("", 0), ("１２３", 1)],
)
def test_classes_are_counted(password: str, classes: int) -> None:
    assert classes_in(password) == classes


@pytest.mark.parametrize(
    ("password", "often"),
    [("Admin@123", True), ("ADMIN@123!!", True), ("1qaz@WSX", True), ("Xin-mi-ma-2026", False)],
)
def test_passwords_dear_to_offices_are_known(password: str, often: bool) -> None:
    assert is_often_used(password) == often


@pytest.mark.parametrize(
    ("usable", "must", "age", "days", "reason"),
    [
        (True, True, 0, 90, Reason.FIRST_PASSWORD),
        (True, False, 90, 90, None),
        (True, False, 91, 90, Reason.PASSWORD_EXPIRED),
        (True, False, 9000, 0, None),
        (False, True, 9000, 90, None),
    ],
)
def test_password_is_due(
    usable: bool, must: bool, age: int, days: int, reason: Reason | None, now: datetime
) -> None:
    found = why_change_password(
        is_usable=usable, must_change=must, changed_at=now - timedelta(days=age), days=days, now=now
    )
    assert found == reason


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("Ab1#", ["password_too_short"]),
        ("zhuang-shan-hu", ["password_classes"]),
        ("Password1", ["password_common"]),
        ("Officer-2020x", ["password_too_similar"]),
        (NEW, []),
    ],
)
def test_policy_names_what_is_wrong(password: str, codes: list[str], db: None) -> None:
    found: list[Any] = []
    try:
        validate_password(password, User(username="officer-2020", name="王启航"))
    except ValidationError as error:
        found = [one.code for one in error.error_list]
    assert found == codes


def test_last_five_passwords_do_not_come_back(world: World, now: datetime) -> None:
    user = world.officer
    mine = [PASSWORD, *(f"Xin-mi-ma-{turn}" for turn in range(1, 6))]
    for turn, password in enumerate(mine[1:], start=1):
        change_password(actor=user, user=user, password=password, now=now + timedelta(minutes=turn))
    assert [user.has_used(password, memory=5) for password in mine] == [False, True, True, True, True, True]
    assert user.past_passwords.count() == 4


def test_change_keeps_the_day_opens_a_rest_and_leaves_a_line(world: World, now: datetime) -> None:
    user = world.officer
    User.objects.filter(pk=user.pk).update(
        failures=7, locked_until=now + timedelta(hours=1), must_change_password=True
    )
    change_password(actor=user, user=user, password=NEW, now=now)
    kept = User.objects.get(pk=user.pk)
    assert (kept.failures, kept.locked_until, kept.must_change_password, kept.password_changed_at) == (
        0,
        None,
        False,
        now,
    )
    entry = Entry.objects.get(verb="password.changed")
    assert (entry.subject_id, NEW in str(vars(entry))) == (str(user.pk), False)


def test_password_given_by_somebody_else_must_be_changed(db: None, now: datetime) -> None:
    given = create_account(actor=None, username="Li.Xin", name="李新", password=NEW, now=now)
    light = create_account(actor=None, username="light", name="光", password=None, now=now)
    assert (given.username, given.must_change_password, given.password_changed_at) == ("li.xin", True, now)
    assert (light.must_change_password, light.has_usable_password()) == (False, False)


@pytest.fixture
def newcomer(client: Client, world: World) -> Client:
    """The officer, on the first day with a password from somebody else."""
    User.objects.filter(pk=world.officer.pk).update(must_change_password=True)
    client.force_login(world.officer)
    return client


@pytest.mark.parametrize("address", ["/", "/unions/", "/figures/", "/account/again/", "/nowhere-named/"])
def test_first_password_leads_every_page_to_its_change(newcomer: Client, address: str) -> None:
    answer = newcomer.get(address)
    expected = (404, None) if address == "/nowhere-named/" else (302, CHANGE)
    assert (answer.status_code, answer.headers.get("Location")) == expected


def test_forms_and_fragments_are_led_there_too(newcomer: Client, world: World) -> None:
    posted = newcomer.post(f"/unions/{world.host.pk}/edit/", {"name": "别名"})
    part = newcomer.get("/unions/", headers={"HX-Request": "true"})
    assert (posted.status_code, posted.headers["Location"]) == (302, CHANGE)
    assert (part.status_code, part.headers["HX-Redirect"], part.content) == (200, CHANGE, b"")
    world.host.refresh_from_db()
    assert world.host.name == "金海新能源公司工会"


def test_page_says_why_and_what_a_password_must_be(newcomer: Client) -> None:
    page = newcomer.get(CHANGE).content.decode()
    told = ("当前密码由他人设置", "四类中至少包含三类", "至少 8 个字符", "最近5次")
    assert [words in page for words in told] == [True] * 4
    assert newcomer.post("/language/", {"language": "en"}).status_code == 302
    assert newcomer.post("/account/logout/").headers["Location"] == "/account/login/"


def test_own_password_opens_the_desk(newcomer: Client, world: World) -> None:
    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    page = newcomer.post(CHANGE, same).content.decode()
    assert "不能与最近5次用过的密码相同" in page.split("invalid-feedback")[1]
    answer = newcomer.post(CHANGE, same | {"password1": NEW, "password2": NEW}, follow=True)
    assert (answer.redirect_chain, "密码已修改" in answer.content.decode()) == ([("/", 302)], True)
    assert newcomer.get("/unions/").status_code == 200
    again = Client().post("/account/login/", {"login": "officer", "password": NEW})
    assert again.headers["Location"] == "/"


def test_old_password_expires(client: Client, world: World, settings: Any) -> None:
    settings.LIANSHOU_PASSWORD_DAYS = 90
    began = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
    User.objects.filter(pk=world.officer.pk).update(password_changed_at=began)
    found = []
    for days in (90, 91):
        with time_machine.travel(began + timedelta(days=days, minutes=1), tick=False):
            client.force_login(world.officer)
            found.append(client.get("/unions/").headers.get("Location"))
    assert found == [CHANGE, CHANGE]
    with time_machine.travel(began + timedelta(days=90), tick=False):
        client.force_login(world.officer)
        assert client.get("/unions/").status_code == 200


def test_worker_without_a_password_may_choose_one(client: Client, world: World) -> None:
    world.officer.set_unusable_password()
    world.officer.save()
    client.force_login(world.officer)
    assert client.get(CHANGE).headers["Location"] == "/account/password/set/"
    answer = client.post("/account/password/set/", {"password1": NEW, "password2": NEW})
    assert answer.headers["Location"] == "/"
    assert User.objects.get(username="officer").check_password(NEW)
