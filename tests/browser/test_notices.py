"""A public notice from its draft to the outcome of an objection, with a thumb and on a desk; the calendar it is counted by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from tests.browser.looking import faults, press, shoot
from tests.factories.calendars import confirmed
from tests.factories.events import programme
from tests.factories.notices import MASKED, NAMES, applicants
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.notices.models import Objection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_notice_is_posted_objected_to_and_answered(
    opened: Callable[..., Page], live_server: Any, world: World, size: str
) -> None:
    year = timezone.localdate().year
    with zeal_ignore():
        confirmed(year, year + 1)
        asked = programme(world)
        applicants(world, programme=asked)
    desk = opened("officer")
    desk.goto(f"{live_server.url}/notices/new/?programme={asked.pk}")
    assert faults(desk, scripts=True) == []
    shoot(desk, "notice-new", size)
    desk.get_by_label("受理电话").fill("0515-00000000")
    press(desk, desk.get_by_role("button", name="保存草稿并预览名单"))
    assert faults(desk, scripts=True) == []
    shoot(desk, "notice-draft", size)
    desk.on("dialog", lambda dialog: dialog.accept())
    press(desk, desk.get_by_role("button", name="张贴公示（3行）"))
    assert faults(desk, scripts=True) == []
    shoot(desk, "notice-posted", size)
    address = desk.url
    desk.goto(f"{address}poster/?sheet=a3")
    assert faults(desk, scripts=True) == []
    shoot(desk, "notice-poster", size)

    anybody = opened("")
    anybody.goto(f"{live_server.url}/public/notices/")
    assert faults(anybody, scripts=True) == []
    shoot(anybody, "public-list", size)
    press(anybody, anybody.locator("main table tbody a").first)
    body = anybody.content()
    assert [name for name in MASKED if name not in body] == [name for name in NAMES if name in body] == []
    assert faults(anybody, scripts=True) == []
    shoot(anybody, "public-notice", size)
    press(anybody, anybody.get_by_role("link", name="提出异议"))
    anybody.get_by_label("什么不属实").fill("第二人已调离。")
    anybody.get_by_label("您的姓名").fill("金不换")
    assert faults(anybody, scripts=True) == []
    shoot(anybody, "public-object", size)
    press(anybody, anybody.get_by_role("button", name="提交异议"))
    receipt = anybody.locator(".nt-receipt").inner_text()
    assert faults(anybody, scripts=True) == []
    shoot(anybody, "public-received", size)

    objection = Objection.objects.get()
    desk.goto(f"{live_server.url}/notices/objections/{objection.pk}/")
    press(desk, desk.get_by_role("button", name="受理"))
    shoot(desk, "objection", size)
    assert (faults(desk, scripts=True), "金不换" in desk.content()) == ([], False)
    desk.get_by_role("link", name="说明理由后查看").click()
    desk.locator("#shown-objector form").wait_for()
    assert faults(desk, scripts=True) == []
    shoot(desk, "objection-ask", size)
    desk.get_by_label("不成立").check()
    desk.get_by_label("理由 *").or_(desk.locator("#id_answer")).first.fill("经核查，未调离。")
    press(desk, desk.get_by_role("button", name="答复"))
    assert faults(desk, scripts=True) == []
    for way in ("/notices/", "/notices/objections/"):
        desk.goto(f"{live_server.url}{way}")
        assert faults(desk, scripts=True) == []
        shoot(desk, f"list{way.replace('/', '-')}", size)

    anybody.goto(f"{live_server.url}/public/notices/receipt/")
    anybody.get_by_label("回执号").fill(receipt)
    press(anybody, anybody.get_by_role("button", name="查询结果"))
    assert ("经核查，未调离。" in anybody.content(), faults(anybody, scripts=True)) == (True, [])
    shoot(anybody, "public-receipt", size)


def test_calendar_is_laid_out_and_confirmed(
    opened: Callable[..., Page], live_server: Any, world: World, size: str
) -> None:
    page = opened("admin")
    page.goto(f"{live_server.url}/programmes/calendars/")
    assert faults(page, scripts=True) == []
    shoot(page, "calendars", size)
    page.locator("#id_year").fill("2025")
    press(page, page.get_by_role("button", name="编排"))
    assert faults(page, scripts=True) == []
    shoot(page, "calendar", size)
    page.get_by_label("国务院办公厅通知文号").fill("国办发明电〔2024〕12号")
    press(page, page.get_by_role("button", name="确认本年度日历"))
    assert ("已确认" in page.content(), faults(page, scripts=True)) == (True, [])
