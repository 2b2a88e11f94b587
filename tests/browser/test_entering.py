"""Entering, inviting and accepting in a real browser, on a telephone and on a desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from tests.browser.axe import violations
from tests.browser.looking import faults, fits, press, shoot
from tests.factories.access import PASSWORD

from lianshou.kernel.access.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NEW = "Xin-mi-ma-2026"


def test_every_page_before_the_login_is_accessible(
    world: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("")
    for name, address in {
        "code": "/account/login/code/",
        "reset": "/account/password/reset/",
        "sent": "/account/password/reset/sent/",
        "worn": "/account/password/reset/1-worn/",
        "changed": "/account/password/reset/done/",
        "closed": "/account/inactive/",
        "link-over": "/invitation/none/",
    }.items():
        page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, violations(page), fits(page)) == (address, [], True)
    page.goto(f"{live_server.url}/account/login/code/")
    page.fill("input[name=contact]", "13799999999")
    press(page, page.locator("main form button").first)
    shoot(page, "type-code", size)
    assert (violations(page), fits(page)) == ([], True)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_invited_person_opens_the_account_and_enters(
    world: Any, opened: Any, live_server: Any, size: str, scripts: bool
) -> None:
    cache.clear()
    page = opened("admin", scripts=scripts)
    page.goto(f"{live_server.url}/invitations/")
    assert faults(page, scripts=scripts) == []
    press(page, page.get_by_role("link", name="邀请开通账号").first)
    page.fill("input[name=name]", "李新")
    page.fill("input[name=union]", "金海")
    page.select_option("select[name=role]", "leader")
    assert faults(page, scripts=scripts) == []
    press(page, page.get_by_role("button", name="生成链接"))
    shoot(page, "invited", size)
    assert faults(page, scripts=scripts) == []
    link = page.input_value("#link")
    guest = opened("", scripts=scripts)
    guest.goto(link)
    assert (guest.url, faults(guest, scripts=scripts)) == (f"{live_server.url}/invitation/", [])
    guest.fill("input[name=username]", "li.xin")
    guest.fill("input[name=password1]", NEW)
    guest.fill("input[name=password2]", NEW)
    press(guest, guest.get_by_role("button", name="开通账号"))
    guest.fill("input[name=login]", "li.xin")
    guest.fill("input[name=password]", NEW)
    press(guest, guest.locator("main form button").first)
    assert guest.url == f"{live_server.url}/"
    page.goto(f"{live_server.url}/invitations/")
    shoot(page, "invitations", size)
    assert (page.locator(".ls-badge").first.inner_text(), faults(page, scripts=scripts)) == ("已接受", [])


def test_first_password_is_changed_before_anything_else(
    world: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("officer")
    User.objects.filter(username="officer").update(must_change_password=True)
    page.goto(f"{live_server.url}/unions/")
    shoot(page, "change", size)
    assert (page.url, violations(page), fits(page)) == (f"{live_server.url}/account/password/", [], True)
    page.fill("input[name=oldpassword]", PASSWORD)
    page.fill("input[name=password1]", NEW)
    page.fill("input[name=password2]", NEW)
    press(page, page.locator("main form button").first)
    assert page.url == f"{live_server.url}/"
    page.goto(f"{live_server.url}/unions/")
    assert page.url == f"{live_server.url}/unions/"
