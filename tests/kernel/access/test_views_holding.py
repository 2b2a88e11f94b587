"""The gate: roles × what is set up × what the session has shown."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.core.checks import run_checks
from django.test import Client
from tests.factories.access import PASSWORD, UserFactory, person_with
from tests.factories.codes import code_of
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DEMANDED = ["system_admin", "security_admin", "audit_admin", "approver", "finance"]
SET_UP = "/account/security/"


@pytest.fixture(autouse=True)
def _demanded(settings: Any) -> None:
    cache.clear()  # codes that were used in another test by an account of the same number
    settings.LIANSHOU_SECOND_FACTOR_ROLES = DEMANDED


def enrolled(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user


def by_password(client: Client, user: User) -> Any:
    return client.post("/account/login/", {"login": user.username, "password": PASSWORD})


def where(client: Client, address: str = "/") -> str:
    """Where a page leads: its own address when it opens."""
    answer = client.get(address)
    return answer.headers["Location"] if answer.status_code == 302 else address


@pytest.mark.parametrize("role", Role)
def test_password_alone_opens_nothing_for_demanding_roles(client: Client, role: Role) -> None:
    by_password(client, person_with(role, UnionFactory()))
    assert where(client) == (SET_UP if role in DEMANDED else "/")


@pytest.mark.parametrize("role", Role)
def test_second_step_opens_the_desk_for_every_role(client: Client, role: Role) -> None:
    answer = by_password(client, enrolled(person_with(role, UnionFactory())))
    assert answer.headers["Location"] == "/account/login/second/"
    assert where(client, "/account/security/devices/") == "/account/login/?next=/account/security/devices/"
    answer = client.post("/account/login/second/", {"code": code_of(SECRET)})
    assert (answer.headers["Location"], where(client)) == ("/", "/")


@pytest.mark.parametrize("role", DEMANDED)
def test_session_from_before_the_factor_has_to_confirm(client: Client, role: str) -> None:
    """A second browser that knew the password does not slip in once its owner has set a factor up elsewhere."""
    user = person_with(role, UnionFactory())
    by_password(client, user)
    enrolled(user)
    assert where(client, "/audit/") == "/account/again/code/?next=%2Faudit%2F"
    assert where(client, "/account/security/") == "/account/again/code/?next=%2Faccount%2Fsecurity%2F"
    answer = client.post("/account/again/code/", {"code": code_of(SECRET), "next": "/"})
    assert (answer.headers["Location"], where(client)) == ("/", "/")


def test_held_session_opens_only_what_sets_a_factor_up(client: Client, world: World) -> None:
    client.force_login(world.approver)
    opened = {
        address: where(client, address)
        for address in (
            SET_UP,
            "/account/logout/",
            "/account/security/passkeys/add/",
            "/unions/",
            "/account/security/devices/",
            "/account/password/",
            "/account/security/ways/",
        )
    }
    assert opened == {
        SET_UP: SET_UP,
        "/account/logout/": "/account/logout/",
        "/account/security/passkeys/add/": "/account/again/?next=%2Faccount%2Fsecurity%2Fpasskeys%2Fadd%2F",
        "/unions/": SET_UP,
        "/account/security/devices/": SET_UP,
        "/account/password/": SET_UP,
        "/account/security/ways/": SET_UP,
    }


def test_held_session_writes_nothing(client: Client, world: World) -> None:
    client.force_login(world.approver)
    answer = client.post(f"/unions/{world.guest.pk}/edit/", {"name": "x"})
    assert answer.headers["Location"] == SET_UP
    answer = client.post(f"/unions/{world.guest.pk}/edit/", {"name": "x"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, SET_UP)


def test_password_that_must_be_changed_comes_first(client: Client, world: World) -> None:
    world.approver.must_change_password = True
    world.approver.save()
    client.force_login(world.approver)
    assert where(client, "/account/password/") == "/account/password/"


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_first_factor_opens_the_desk_at_once(client: Client, world: World) -> None:
    by_password(client, world.approver)
    secret = client.get("/account/security/app/").context["form"].secret
    answer = client.post("/account/security/app/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/account/security/codes/"
    assert [where(client, address) for address in ("/account/security/codes/", "/")] == [
        "/account/security/codes/",
        "/",
    ]


def test_role_given_later_holds_the_session_that_is_open(client: Client, world: World) -> None:
    user = UserFactory()
    by_password(client, user)
    before = where(client)
    world.approver.posts.update(user=user)
    assert (before, where(client)) == ("/", SET_UP)


def test_last_factor_stays_and_another_makes_it_go(client: Client, world: World) -> None:
    enrolled(world.approver)
    by_password(client, world.approver)
    client.post("/account/login/second/", {"code": code_of(SECRET)})
    client.post("/account/again/code/", {"code": code_of(SECRET, steps=1), "next": "/"})
    client.post("/account/security/app/remove/")
    assert Authenticator.objects.filter(user=world.approver, type="totp").count() == 1
    Authenticator.objects.create(user=world.approver, type="webauthn", data={"name": "x", "credential": {}})
    client.post("/account/security/app/remove/")
    assert list(Authenticator.objects.values_list("type", flat=True)) == ["webauthn"]
    passkey = Authenticator.objects.get()
    assert client.post(f"/account/security/passkeys/{passkey.pk}/remove/").status_code == 409


def test_whoever_has_a_factor_confirms_with_it_not_with_the_password(client: Client, world: World) -> None:
    enrolled(world.officer)
    by_password(client, world.officer)
    client.post("/account/login/second/", {"code": code_of(SECRET)})
    assert where(client, "/account/security/app/remove/").startswith("/account/again/code/")
    client.post("/account/again/", {"password": PASSWORD, "next": "/account/security/app/remove/"})
    assert where(client, "/account/security/app/remove/").startswith("/account/again/code/")


def test_code_counts_once(client: Client, world: World) -> None:
    enrolled(world.officer)
    answers = []
    for browser in (client, Client()):
        by_password(browser, world.officer)
        answers.append(
            browser.post("/account/login/second/", {"code": code_of(SECRET, steps=-1)}).status_code
        )
    assert answers == [302, 200]


def test_guessing_codes_is_held_off_whatever_address_it_comes_from(world: World) -> None:
    enrolled(world.officer)
    for n in range(10):
        guesser = Client(REMOTE_ADDR=f"10.0.0.{n}")
        by_password(guesser, world.officer)
        guesser.post("/account/login/second/", {"code": "000000"})
    late = Client(REMOTE_ADDR="10.0.1.1")
    by_password(late, world.officer)
    answer = late.post("/account/login/second/", {"code": code_of(SECRET)})
    assert (answer.status_code, "动态码错误次数过多" in answer.content.decode()) == (200, True)


def test_role_that_nobody_knows_is_an_error(settings: Any) -> None:
    settings.LIANSHOU_SECOND_FACTOR_ROLES = ["approver", "aprover"]
    assert [error.id for error in run_checks() if error.id == "access.E001"] == ["access.E001"]


def test_pages_of_passkeys_of_others_are_not_there(client: Client, world: World) -> None:
    foreign = Authenticator.objects.create(
        user=world.foreign_officer, type="webauthn", data={"name": "x", "credential": {}}
    )
    by_password(client, world.officer)
    client.post("/account/again/", {"password": PASSWORD, "next": "/"})
    found = [
        client.post(f"/account/security/passkeys/{foreign.pk}/{way}").status_code for way in ("", "remove/")
    ]
    assert (found, Authenticator.objects.count()) == ([404, 404], 1)


def test_pages_cost_nothing_more_in_a_session_that_has_shown_a_factor(
    client: Client, world: World, django_assert_num_queries: Any, settings: Any
) -> None:
    enrolled(world.approver)
    by_password(client, world.approver)
    client.post("/account/login/second/", {"code": code_of(SECRET)})
    with django_assert_num_queries(2):  # the session and the account
        client.get("/account/presence/")
