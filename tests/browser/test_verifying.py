"""The layers of a household on a telephone: the application taken in, the deliberation entered, the ladder read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.axe import violations
from tests.factories.world import World
from tests.kinds.aid import verified
from zeal import zeal_ignore

from lianshou.kinds.aid.models import Household, Verification

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = pytest.mark.parametrize("size", ["phone"])


@pytest.fixture
def household(world: World) -> Household:
    with zeal_ignore():
        return verified.opened(world, timezone.now() - timedelta(days=3))


@PHONE
def test_layers_are_entered_on_a_telephone(
    opened: Callable[..., Page], live_server: Any, household: Household, world: World
) -> None:
    page = opened("officer")
    at = f"{live_server.url}/aid/households/{household.pk}/"
    page.goto(at)
    assert violations(page) == []
    page.get_by_role("link", name="登记 申请与授权").click()
    page.check("[name=is_applied]")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("都签字后，才能登记受理").first).to_be_visible()
    expect(page.locator("[name=is_applied]")).to_be_checked()
    page.check("[name=is_authorised]")
    assert violations(page) == []
    page.get_by_role("button", name="登记").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("基层初审")
    with zeal_ignore():
        now = timezone.now()
        verified.taken(world, household, "first_check", now)
        verified.visited(world, household, now)
        verified.taken(world, household, "civil", now)
    page.goto(f"{at}layers/deliberation/")
    for name, said in (("present", "5"), ("votes_for", "5")):
        page.fill(f"[name={name}]", said)
    page.get_by_role("button", name="登记").click()
    expect(page.locator("[aria-current=step]")).to_contain_text("公示")
    expect(page.get_by_text("到会5人：同意5，不同意0，弃权0")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.goto(f"{live_server.url}/aid/verifications/?waits=notice")
    expect(page.get_by_text(household.number)).to_be_visible()
    assert violations(page) == []
    assert Verification.objects.get().waits_at == "notice"
