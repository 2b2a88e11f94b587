"""A person's own page with a thumb and on a desk, with and without scripts: agree, take back, ask, be answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from tests.browser.looking import faults, press, shoot
from tests.factories.people import RelativeFactory
from tests.factories.rights import published
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.rights.models import Consent, PersonRequest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = [("phone", True), ("phone", False), ("desk", True)]


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_a_person_sees_agrees_takes_back_and_asks(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    with zeal_ignore():
        published(
            world,
            now=timezone.now(),
            purpose="medical-aid",
            classes=["contact", "health"],
            title_zh="医疗互助同意书",
        )
        RelativeFactory(
            person=world.host_chair,
            relation="child",
            name="小禾",
            birth_on=date(timezone.localdate().year - 8, 1, 2),
        )
    page = opened("host", scripts=scripts)
    page.goto(f"{live_server.url}/me/")
    assert faults(page, scripts=scripts) == []
    shoot(page, "own-page", size)
    assert "13812340001" not in page.content()
    press(page, page.get_by_role("button", name="显示完整内容"))
    assert "13812340001" in page.content()
    assert faults(page, scripts=scripts) == []
    page.goto(f"{live_server.url}/me/")
    page.get_by_label("健康").check()
    press(page, page.get_by_role("button", name="同意已勾选的内容"))
    assert Consent.objects.get().part == "health"
    press(page, page.get_by_role("button", name="撤回 医疗互助同意书 健康"))
    assert Consent.objects.get().withdrawn_at is not None
    page.get_by_role("link", name="申请更正 联系电话").click()
    page.get_by_label("应当是").fill("13900000101")
    assert faults(page, scripts=scripts) == []
    press(page, page.get_by_role("button", name="提交"))
    assert PersonRequest.objects.get().value == "13900000101"
    assert faults(page, scripts=scripts) == []
    page.goto(f"{live_server.url}/me/")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载我的全部信息").click()
    assert ZipFile(Path(download.value.path())).namelist()[0] == "我的信息.json"


@pytest.mark.parametrize(("size", "scripts"), [("phone", True), ("desk", True)])
def test_two_persons_erase_what_is_due(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    from tests.factories.rights import left, period

    period("contact", months=36)
    left(world.host_chair, years=4, now=timezone.now())
    officer = opened("officer", scripts=scripts)
    officer.goto(f"{live_server.url}/rights/due/")
    assert faults(officer, scripts=scripts) == []
    press(officer, officer.get_by_role("button", name="准备清单"))
    assert faults(officer, scripts=scripts) == []
    approver = opened("approver", scripts=scripts)
    approver.get_by_role("link", name="准备的删除清单").click()
    approver.get_by_text("确认删除", exact=True).click()
    press(approver, approver.get_by_role("button", name="确认，删除"))
    approver.reload()
    assert approver.get_by_text("已完成").first.is_visible()
    assert faults(approver, scripts=scripts) == []
    world.host_chair.refresh_from_db()
    assert world.host_chair.phone == ""
