"""Choosing among many unions: a line to search by, by keyboard and by thumb; a plain select without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.looking import faults, fits, shoot
from tests.factories.unions import UnionFactory
from tests.factories.world import World
from zeal import zeal_ignore

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def many(world: World) -> World:
    with zeal_ignore():
        for n in range(12):
            UnionFactory(parent=world.county, name=f"第{n}风电公司工会")
    return world


def chosen(page: Page, name: str) -> list[str]:
    """What the form would send."""
    told = "found => [...found.selectedOptions].map(one => one.textContent.trim())"
    return list(page.locator(f"select[name={name}]").evaluate(told))


def test_one_is_found_by_pinyin_with_the_keyboard_alone(
    opened: Callable[..., Page], live_server: Any, many: World, size: str
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/agreements/several/")
    line = page.get_by_role("combobox", name="牵头工会")
    line.focus()
    page.keyboard.type("di7fengdian")
    listed = page.get_by_role("listbox", name="牵头工会").get_by_role("option")
    expect(listed).to_have_text(["第7风电公司工会"])
    assert faults(page, scripts=True) == []
    shoot(page, "picking-one", size)
    page.keyboard.press("Enter")
    assert (chosen(page, "hub"), line.input_value()) == (["第7风电公司工会"], "第7风电公司工会")
    page.keyboard.type("没有这家")
    expect(page.get_by_text("没有符合的，请换个词。")).to_be_visible()
    page.keyboard.press("Escape")
    assert (chosen(page, "hub"), line.input_value()) == (["第7风电公司工会"], "第7风电公司工会")
    line.fill("")
    page.keyboard.press("Tab")
    assert (chosen(page, "hub"), line.input_value()) == (["请选择"], "")


def test_several_are_chosen_one_by_one_and_all_at_once(
    opened: Callable[..., Page], live_server: Any, many: World, size: str
) -> None:
    page = opened("officer")
    page.goto(f"{live_server.url}/agreements/letters/new/")
    line = page.get_by_role("combobox", name="发给哪些工会")
    line.fill("第1")
    options = page.get_by_role("option").locator("visible=true")
    expect(options).to_have_text(["第1风电公司工会", "第10风电公司工会", "第11风电公司工会"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert chosen(page, "receivers") == ["第10风电公司工会"]
    line.fill("3风电")
    options.first.click()
    expect(page.get_by_text("已选2个：第3风电公司工会、第10风电公司工会")).to_be_visible()
    line.fill("第1")
    page.get_by_role("button", name="全选所列").click()
    assert len(chosen(page, "receivers")) == 4
    assert (faults(page, scripts=True), fits(page)) == ([], True)
    shoot(page, "picking-several", size)
    page.get_by_role("button", name="清空所选").click()
    assert chosen(page, "receivers") == []


def test_without_scripts_it_is_a_select(
    opened: Callable[..., Page], live_server: Any, many: World, size: str
) -> None:
    page = opened("officer", scripts=False)
    page.goto(f"{live_server.url}/agreements/several/")
    page.get_by_label("牵头工会").select_option(label="第7风电公司工会")
    assert page.get_by_role("combobox", name="牵头工会").evaluate("one => one.tagName") == "SELECT"
