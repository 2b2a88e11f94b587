"""Applying by a form in a real browser: type, close it, come back, send in; two windows at once; without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.browser.looking import faults, press, shoot
from tests.factories.world import World

from lianshou.kernel.intake.models import Application, Draft, Filing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WISH = "盼着有人手把手带着开好第一次职代会。"


def form_of(live_server: Any, world: World) -> str:
    address = reverse("applications:fill_union", args=[world.programme.pk, "guest", world.guest.pk])
    return f"{live_server.url}{address}"


def test_what_was_typed_survives_a_closed_browser(
    opened: Callable[..., Page], live_server: Any, world: World, size: str
) -> None:
    page = opened("guest")
    page.goto(form_of(live_server, world))
    shoot(page, "applying-form", size)
    assert faults(page, scripts=True) == []
    page.locator("[name=wish]").press_sequentially(WISH)
    expect(page.locator("#kept")).to_contain_text("草稿已于")
    assert Draft.objects.get().answers["wish"] == WISH
    page.context.close()

    again = opened("guest")
    press(again, again.locator("a", has_text="未填完的草稿").first)
    expect(again.locator("[name=wish]")).to_have_value(WISH)
    press(again, again.locator("button", has_text="提交"))
    shoot(again, "applying-sent", size)
    assert faults(again, scripts=True) == []
    assert (Application.objects.get(channel="typed").state, Filing.objects.get().answers["wish"]) == (
        "submitted",
        WISH,
    )
    assert Draft.objects.count() == 0


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_the_later_of_two_windows_is_told(
    opened: Callable[..., Page], live_server: Any, world: World, size: str
) -> None:
    first, second = opened("guest"), opened("officer")
    for page in (first, second):
        page.goto(form_of(live_server, world))
    first.locator("[name=wish]").press_sequentially("主席写的")
    expect(first.locator("#kept")).to_contain_text("草稿已于")
    second.locator("[name=wish]").press_sequentially("干部写的")
    expect(second.locator("#kept")).to_contain_text("没有覆盖任何内容")
    shoot(second, "applying-overtaken", size)
    assert faults(second, scripts=True) == []
    assert Draft.objects.get().answers["wish"] == "主席写的"
    press(second, second.locator("button", has_text="保留我填的"))
    assert Draft.objects.get().answers["wish"] == "干部写的"


@pytest.mark.parametrize("size", ["phone"], indirect=True)
def test_without_scripts_a_button_keeps_the_draft(
    opened: Callable[..., Page], live_server: Any, world: World, size: str
) -> None:
    page = opened("guest", scripts=False)
    page.goto(form_of(live_server, world))
    page.locator("[name=wish]").fill(WISH)
    press(page, page.locator("button", has_text="存为草稿"))
    expect(page.locator("[name=wish]")).to_have_value(WISH)
    assert faults(page, scripts=False) == []
