"""The aid network with a thumb and on a desk: an officer opens a station, everybody finds it, also without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.looking import faults, press, shoot
from tests.factories.aid import laid_station
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.kernel.unions.enums import Level
from lianshou.kernel.unions.models import Union

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WAYS = [("phone", True), ("phone", False), ("desk", True)]


@pytest.mark.parametrize(("size", "scripts"), WAYS)
def test_officer_opens_a_station_and_everybody_finds_it(
    opened: Callable[..., Page], live_server: Any, world: World, size: str, scripts: bool
) -> None:
    with zeal_ignore():
        laid_station(world.county, longitude="119.8", latitude="33.78")
    page = opened("officer", scripts=scripts)
    page.goto(f"{live_server.url}/aid/network/")
    shoot(page, "aid-network", size)
    assert faults(page, scripts=scripts) == []
    press(page, page.locator("a.nw-gap").first)
    shoot(page, "aid-gaps", size)
    assert faults(page, scripts=scripts) == []
    township = Union.objects.admitted().get(level=Level.TOWNSHIP)
    page.goto(f"{live_server.url}/aid/stations/new/?union={township.pk}")
    page.fill("[name=name]", "阜城街道职工工作站")
    page.select_option("[name=sort]", "station")
    page.fill("[name=address]", "示例路2号")
    page.fill("[name=phone]", "13812345678")
    press(page, page.locator("main button", has_text="保存"))
    assert "这是个人手机号" in page.locator("main").inner_text()
    assert page.locator("[name=address]").input_value() == "示例路2号"
    shoot(page, "aid-station-refused", size)
    assert faults(page, scripts=scripts) == []
    page.fill("[name=phone]", "0515-87212345")
    press(page, page.locator("main button", has_text="保存"))
    shoot(page, "aid-station", size)
    assert faults(page, scripts=scripts) == []
    page.goto(f"{live_server.url}/aid/stations/")
    shoot(page, "aid-stations", size)
    assert faults(page, scripts=scripts) == []
    everybody = opened("", scripts=scripts)
    press(everybody, everybody.locator("a", has_text="就近找工会帮扶"))
    everybody.select_option("[name=county]", "320923")
    press(everybody, everybody.locator("main button", has_text="查找"))
    assert "阜城街道职工工作站" in everybody.locator(".nw-list").inner_text()
    shoot(everybody, "aid-public", size)
    assert faults(everybody, scripts=scripts) == []
    press(everybody, everybody.locator("a", has_text="海报"))
    shoot(everybody, "aid-poster", size)
    assert faults(everybody, scripts=scripts) == []
