"""A layout of an export is made by buttons, on a telephone and on a desk, with scripts and without."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.looking import faults, fits, press, shoot

from lianshou.kinds.aid.models import ColumnMap

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False])
def test_layout_is_copied_rearranged_and_kept(
    world: Any, opened: Any, live_server: Any, size: str, scripts: bool
) -> None:
    page = opened("officer", scripts=scripts)
    page.goto(f"{live_server.url}/aid/exports/new/?from=national-2021")
    first = page.locator("#line-title + ol, .aid-lines").first.locator("li")
    before = first.count()
    page.fill("input[name=name]", "省级系统格式")
    press(page, page.get_by_role("button", name="修改：档案级别"))
    page.locator("#line-2 input[name$=heading]").fill("级别")
    press(page, page.get_by_role("button", name="上移：档案级别"))
    assert first.first.locator("strong").inner_text() == "级别"
    shoot(page, "layout-open", size)
    assert (faults(page, scripts=scripts), not scripts or fits(page)) == ([], True)
    press(page, page.get_by_role("button", name="收起：级别"))
    if scripts:
        page.get_by_role("combobox", name="添加栏目").first.fill("帮扶责任人")
        page.get_by_role("option", name="帮扶责任人").locator("visible=true").first.click()
    else:
        page.get_by_label("添加栏目").first.select_option("h.name")
    press(page, page.get_by_role("button", name="添加所选").first)
    assert first.count() == before + 1
    press(page, page.get_by_role("button", name="保存", exact=True))
    kept = ColumnMap.objects.get(name="省级系统格式")
    assert [(one["heading"], one["source"]) for one in (kept.lines[0], kept.lines[-1])] == [
        ("级别", "f.level"),
        ("帮扶责任人", "h.name"),
    ]
