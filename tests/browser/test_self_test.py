"""A worker asks whether the household is in hardship: no account, with a thumb or on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.looking import faults, press, shoot
from tests.factories.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_worker_asks_without_an_account_and_reads_why(
    opened: Callable[..., Page], live_server: Any, world: World, size: str
) -> None:
    page = opened("")
    assert faults(page, scripts=True) == []
    press(page, page.get_by_role("link", name="困难职工自测"))
    assert faults(page, scripts=True) == []
    shoot(page, "self-test", size)
    page.get_by_label("工作或居住的地方").select_option(label="阜宁县总工会")
    for label, typed in (("共同生活的家庭人口", "3"), ("因病支出", "18000"), ("因学支出", "8000")):
        page.get_by_label(label).first.fill(typed)
    page.get_by_label("工资性收入").first.fill("五千二")
    press(page, page.get_by_role("button", name="测算"))
    assert (page.locator(".st-error").count(), faults(page, scripts=True)) == (1, [])
    page.get_by_label("工资性收入").first.fill("5200")
    press(page, page.get_by_role("button", name="测算"))
    answer = page.locator("#answer").inner_text()
    assert ("很可能符合：相对困难" in answer, "1,011.11" in answer) == (True, True)
    assert faults(page, scripts=True) == []
    shoot(page, "self-test-answer", size)
    page.get_by_text("修改后重新测算").click()
    page.get_by_text("家里有机动车").click()
    press(page, page.get_by_role("button", name="测算"))
    assert "收入符合，但有不予认定的情形" in page.locator("#answer").inner_text()
    page.get_by_text("测算所用的标准").click()
    assert faults(page, scripts=True) == []
    assert [one["name"] for one in page.context.cookies()] == ["csrftoken"]
    page.get_by_role("link", name="清空，重新填写").click()
    assert page.get_by_label("共同生活的家庭人口").input_value() == ""
