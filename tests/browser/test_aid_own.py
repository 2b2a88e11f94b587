"""On a telephone: an officer goes through a check-list by taps alone, and the head of the household reads it and writes to the union."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.factories.people import PersonFactory
from tests.factories.world import World
from tests.kinds.aid.helped import helper_at, household_at
from zeal import zeal_ignore

from lianshou.kinds.aid.models import CheckedLine, Helping

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = pytest.mark.parametrize("size", ["phone"])


def is_sound(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@PHONE
def test_a_checklist_by_taps_and_the_page_of_the_household(
    opened: Callable[..., Page], live_server: Any, world: World
) -> None:
    today = timezone.localdate()
    with zeal_ignore():
        head = PersonFactory(union=world.guest, name="陆小满", account=world.nobody)
        household = household_at(world.guest, 1, head=head)
        helper = helper_at(world.guest, "韦知春", phone="0515-0000001")
        Helping.objects.create(
            household=household, helper=helper, begun="matched", starts_on=today, due_on=today
        )
    desk = opened("officer")
    desk.goto(f"{live_server.url}/aid/checklists/households/{household.pk}/")
    expect(desk.get_by_text("正式内容还没有填写").first).to_be_visible()
    for line, state in (("safety.living", "落实中"), ("safety.medical", "落实"), ("safety.work", "未落实")):
        desk.locator(f"[id='id_line-{line}'] label.aid-chip").filter(
            has=desk.get_by_text(state, exact=True)
        ).click()
    is_sound(desk)
    desk.get_by_role("button", name="保存清单").click()
    expect(desk.get_by_text("清单已保存。")).to_be_visible()
    found = dict(CheckedLine.objects.values_list("key", "state"))
    assert found == {"living": "under_way", "medical": "met", "work": "open"}
    desk.goto(f"{live_server.url}/aid/checklists/")
    is_sound(desk)
    desk.get_by_role("link", name="未落实 1").click()
    expect(desk.get_by_text("陆小满")).to_be_visible()

    own = opened(world.nobody.username)
    own.get_by_role("link", name="查看办理情况").click()
    expect(own.get_by_role("link", name="拨打 0515-0000001")).to_be_visible()
    expect(own.get_by_text("就业创业")).to_be_visible()
    is_sound(own)
    own.get_by_role("button", name="不同意拍照").click()
    expect(own.get_by_text("您不同意拍照")).to_be_visible()
    own.get_by_role("link", name="我家有诉求").click()
    is_sound(own)
    own.fill("[name=words]", "孩子学费下月要交")
    own.get_by_role("button", name="提交").click()
    expect(own.get_by_text("待答复", exact=True)).to_be_visible()

    desk.goto(f"{live_server.url}/aid/concerns/")
    desk.get_by_role("link", name="陆小满").click()
    is_sound(desk)
    desk.fill("[name=answer]", "学费减免表已交学校。")
    desk.get_by_role("button", name="提交答复").click()
    expect(desk.get_by_text("已答复，职工可以在自己的页面上看到。")).to_be_visible()
    own.reload()
    expect(own.get_by_text("学费减免表已交学校。")).to_be_visible()
