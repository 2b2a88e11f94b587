"""Leaving on a telephone: from the page of the file through the months, the study, the approval and the letter to a call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.factories.calendars import confirmed
from tests.factories.world import World
from tests.kinds.aid import left, verified
from zeal import zeal_ignore

from lianshou.kinds.aid.actions import put_on_file
from lianshou.kinds.aid.models import Call, Household, Leaving, Return, ReturnWarning

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = pytest.mark.parametrize("size", ["phone"])


@pytest.fixture
def household(world: World) -> Household:
    now = timezone.now()
    with zeal_ignore():
        confirmed(now.year, now.year + 1)
        verified.no_layers()
        made = verified.opened(world, now - timedelta(days=90))
        verified.visited(world, made, now - timedelta(days=89))
        return put_on_file(actor=world.approver, household=made, now=now - timedelta(days=88))


@PHONE
def test_household_leaves_is_called_and_comes_back_on_a_telephone(
    opened: Callable[..., Page], live_server: Any, household: Household, world: World
) -> None:
    page, base = opened("officer"), f"{live_server.url}/aid"
    page.goto(f"{base}/households/{household.pk}/")
    assert violations(page) == []
    page.get_by_role("link", name="发起退出").click()
    page.get_by_label("脱困").check()
    page.get_by_label("本人申请", exact=True).check()
    page.fill("[name=words]", "孩子工作了，收入稳定。")
    assert violations(page) == []
    page.get_by_role("button", name="发起").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("收入核算")
    assert violations(page) == []
    page.get_by_role("link", name="登记这个环节").click()
    cells = page.locator("[name^='income-']")
    for place in range(1, cells.count()):
        cells.nth(place).fill("9000")
    cells.nth(4).fill("900")
    page.get_by_role("button", name="只计算，不登记").click()
    expect(page.get_by_text("没有达到标准的月份")).to_be_visible()
    expect(cells.nth(4)).to_have_value("900")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    cells.nth(4).fill("9000")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("[aria-current=step]")).to_contain_text("集体研究")
    page.get_by_role("link", name="登记这个环节").click()
    page.fill("[name=present]", "5")
    page.fill("[name=minutes]", "会纪1号")
    assert violations(page) == []
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("[aria-current=step]")).to_contain_text("公示")
    with zeal_ignore():
        leaving = Leaving.objects.get()
        left.stepped(world, leaving, timezone.now() - timedelta(days=0), to="notice")
        then = timezone.now() - timedelta(days=31)
        leaving.steps.update(done_at=then, held_on=then.date())
        Leaving.objects.update(begun_on=then.date())
        programme = verified.programme_of(world)
        left.ask_in_programme(
            actor=world.officer, household=household, programme=programme, now=timezone.now()
        )
        left.leaving_notice(world, timezone.now() - timedelta(days=30))
    page.goto(f"{base}/leaving/{leaving.pk}/")
    page.get_by_role("link", name="登记这个环节").click()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("[aria-current=step]")).to_contain_text("县级审批")
    with zeal_ignore():
        leaving.refresh_from_db()
        left.stepped(world, leaving, timezone.now(), to="letter")
    page.reload()
    page.get_by_role("link", name="登记这个环节").click()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("该户已退出，档案已结束")).to_be_visible()
    assert violations(page) == []
    call = Call.objects.order_by("due_on")[0]
    page.goto(f"{base}/calls/{call.pk}/")
    page.get_by_label("已联系上", exact=True).check()
    page.get_by_label("失业、下岗").check()
    page.fill("[name=said]", "厂子停工了")
    assert violations(page) == []
    page.get_by_role("button", name="保存回访").click()
    expect(page.get_by_text("回访已登记")).to_be_visible()
    assert violations(page) == []
    page.goto(f"{base}/warnings/{ReturnWarning.objects.get().pk}/")
    assert violations(page) == []
    page.get_by_role("link", name="重新纳入（返困）").click()
    page.fill("[name=words]", "失业后收入中断。")
    page.get_by_role("button", name="重新纳入（返困）").click()
    expect(page.get_by_text("档案已重新纳入")).to_be_visible()
    assert (Return.objects.count(), Household.objects.get().state) == (1, "asked")
