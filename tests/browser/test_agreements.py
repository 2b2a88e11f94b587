"""Agreeing, signing and recording an activity in a real browser, with a thumb and on a desk, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from tests.browser.looking import faults, press
from tests.factories.followups import picture
from tests.factories.pledges import approved, drafted, in_force
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.pledges.models import Pledge

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = [("phone", True), ("phone", False), ("desk", True)]


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_agreeing_and_signing_take_two_taps_each(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    pledge = drafted(world, timezone.now())
    pages = {name: opened(name, scripts=scripts) for name in ("host", "guest")}
    for first, second in [("同意这份协议", "确认同意"), ("签署协议", "的名义签署")]:
        for page in pages.values():
            page.goto(f"{live_server.url}/agreements/{pledge.pk}/")
            assert faults(page, scripts=scripts) == []
            assert page.get_by_text("同属风电产业链").first.is_visible()
            page.get_by_text(first, exact=True).click()
            press(page, page.get_by_role("button", name=second))
    assert Pledge.objects.get().state == "in_force"
    assert page.get_by_role("link", name="登记活动").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert faults(page, scripts=scripts) == []


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_an_activity_is_recorded_with_photographs(
    opened: Callable[..., Page], live_server: Any, world: World, tmp_path: Path, size: str, scripts: bool
) -> None:
    with zeal_ignore():
        in_force(world, timezone.now())
    files = [tmp_path / "one.jpg", tmp_path / "two.png"]
    files[0].write_bytes(picture(place=True))
    files[1].write_bytes(picture(kind="PNG"))
    page = opened("guest", scripts=scripts)
    page.goto(f"{live_server.url}/activities/new/")
    assert faults(page, scripts=scripts) == []
    page.get_by_label("互助活动").check()
    page.get_by_label("活动内容").fill("双方各出三队。")
    page.locator("[name=people]").fill("46")
    page.locator("[name=photos]").set_input_files(files)
    press(page, page.get_by_role("button", name="保存活动"))
    assert page.locator("[name=note]").input_value() == "双方各出三队。"
    assert faults(page, scripts=scripts) == []
    page.locator("[name=title]").fill("羽毛球联谊赛")
    page.locator("[name=photos]").set_input_files(files)
    page.get_by_role("button", name="保存活动").click()
    page.wait_for_url("**/activities/*/")
    followup = FollowUp.objects.get()
    assert (followup.title, followup.photos.count()) == ("羽毛球联谊赛", 2)
    assert faults(page, scripts=scripts) == []
    page.goto(f"{live_server.url}/activities/")
    assert page.get_by_role("link", name="羽毛球联谊赛").is_visible()
    assert faults(page, scripts=scripts) == []


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_the_officer_issues_all_at_once(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    approved(world.programme, world.host, world.guest)
    page = opened("officer", scripts=scripts)
    page.goto(f"{live_server.url}/agreements/issue/{world.programme.pk}/")
    assert faults(page, scripts=scripts) == []
    page.get_by_role("button", name="出具1份协议书").click()
    page.wait_for_url("**/agreements/?programme=*")
    assert page.get_by_role("link", name="阜联手").is_visible()
    assert faults(page, scripts=scripts) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="全部协议书").click()
    assert BytesIO(Path(download.value.path()).read_bytes()).read(2) == b"PK"
