"""Delegating, giving posts and handing over in a real browser, with a thumb and on a desk, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.looking import faults, press, shoot
from tests.factories.access import person_with
from tests.factories.intake import ImportFactory, ImportRowFactory
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Delegation, Post, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = [("phone", True), ("phone", False), ("desk", True)]


def look(page: Page, name: str, size: str, *, scripts: bool) -> None:
    shoot(page, f"posts-{name}", size)
    assert faults(page, scripts=scripts) == []


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_an_officer_delegates_before_leave_and_the_colleague_is_told(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    page = opened("officer", scripts=scripts)
    page.goto(f"{live_server.url}/posts/")
    look(page, "own", size, scripts=scripts)
    press(page, page.get_by_role("link", name="委托代理"))
    look(page, "delegate", size, scripts=scripts)
    page.locator("[name=to]").select_option(label="周强 · leader")
    page.locator("[name=ends_on]").fill("2099-01-01")
    page.locator("[name=reason]").fill("疗休养")
    press(page, page.get_by_role("button", name="确定委托"))
    assert page.locator("[name=reason]").input_value() == "疗休养"
    look(page, "delegate-wrong", size, scripts=scripts)
    page.locator("[name=ends_on]").fill(page.locator("[name=starts_on]").input_value())
    press(page, page.get_by_role("button", name="确定委托"))
    assert page.get_by_text("由周强代理").is_visible()
    look(page, "delegated", size, scripts=scripts)
    other = opened("leader", scripts=scripts)
    assert other.get_by_text("您正在代理他人的岗位").is_visible()
    look(other, "standing-in", size, scripts=scripts)
    press(page, page.get_by_role("button", name="立即结束"))
    assert Delegation.objects.get().ended_at is not None


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_an_account_is_opened_by_one_and_given_its_post_by_another(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    page = opened("admin", scripts=scripts)
    look(page, "admin-home", size, scripts=scripts)
    page.goto(f"{live_server.url}/accounts/")
    look(page, "accounts", size, scripts=scripts)
    press(page, page.get_by_role("link", name="开立账号"))
    page.locator("[name=name]").fill("新启明")
    page.locator("[name=role]").select_option("officer")
    look(page, "new", size, scripts=scripts)
    press(page, page.get_by_role("button", name="确定开立"))
    assert page.get_by_text("xinqiming").is_visible()
    look(page, "password", size, scripts=scripts)
    other = opened("security", scripts=scripts)
    look(other, "security-home", size, scripts=scripts)
    press(other, other.get_by_role("link", name="1个账号等待授岗"))
    look(other, "waiting", size, scripts=scripts)
    press(other, other.get_by_role("link", name="授予岗位"))
    look(other, "give", size, scripts=scripts)
    press(other, other.get_by_role("button", name="确定授予"))
    look(other, "account", size, scripts=scripts)
    assert Post.objects.get(user__username="xinqiming").role == Role.OFFICER


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_everything_open_is_handed_over_in_one_act(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    with zeal_ignore():
        ImportRowFactory(batch=ImportFactory(programme=world.programme, uploaded_by=world.officer))
        person_with(Role.HELPER, world.county, name="新接任", username="next")
    page = opened("security", scripts=scripts)
    page.goto(f"{live_server.url}/accounts/?q=officer")
    press(page, page.locator("main td a").first)
    look(page, "account-of-officer", size, scripts=scripts)
    press(page, page.get_by_role("link", name="办理交接"))
    page.locator("[name=to]").select_option(label="新接任 · next")
    look(page, "hand-over", size, scripts=scripts)
    press(page, page.get_by_role("button", name="全部移交"))
    assert page.get_by_role("heading", name="王启航的工作已移交给新接任").is_visible()
    look(page, "handed-over", size, scripts=scripts)
    assert User.objects.get(username="officer").is_active is False
    leader = opened("leader", scripts=scripts)
    leader.goto(f"{live_server.url}/accounts/leaving/")
    look(leader, "leaving", size, scripts=scripts)
