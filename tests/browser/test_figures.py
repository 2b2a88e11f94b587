"""The figures in a real browser: from a number to a line of it, to its rows, to a union."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.browser.axe import violations
from tests.browser.looking import fits, press, shoot
from tests.factories.pledges import in_force
from zeal import zeal_ignore

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paired(world: Any) -> Any:
    from django.utils import timezone

    with zeal_ignore():
        in_force(world, timezone.now())
    return world


def test_every_page_of_the_figures_is_accessible(
    paired: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("officer")
    pages = {
        "figures": "/figures/",
        "guests": "/figures/guests/",
        "model-homes": "/figures/model-homes/?level=province",
        "empty": "/figures/honoured/",
        "wrong": "/figures/unions/?starts=2020-01-01&ends=2010-01-01",
    }
    for name, address in pages.items():
        answer = page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, answer.status, violations(page), fits(page)) == (address, 200, [], True)


@pytest.mark.parametrize("scripts", [True, False])
def test_number_opens_to_its_rows(
    scripts: bool, paired: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("officer", scripts=scripts)
    page.goto(f"{live_server.url}/figures/")
    press(page, page.locator("a[href='/figures/unions/?'], a[href='/figures/unions/']").first)
    everything = int(page.inner_text("#number"))
    press(page, page.locator("a[href*='township=']:has-text('阜城街道')").first)
    narrowed = int(page.inner_text("#number"))
    rows = page.locator("#table tbody tr").count()
    assert 0 < narrowed == rows < everything
    press(page, page.locator(f"#table a:has-text('{paired.guest.name}')").first)
    assert re.search(rf"/unions/{paired.guest.pk}/$", page.url)


@pytest.mark.parametrize("scripts", [True, False])
def test_chart_stands_above_the_table_of_its_numbers(
    scripts: bool, paired: Any, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("officer", scripts=scripts)
    page.goto(f"{live_server.url}/figures/unions/")
    holder = page.locator("[data-chart=places]")
    assert holder.locator("canvas").count() == (1 if scripts else 0)
    if scripts:
        with page.expect_download() as saved:
            holder.locator("button").click()
        assert saved.value.suggested_filename == "工会组织.png"
        holder.locator("summary").click()
    press(page, holder.locator("a:has-text('阜城街道')"))
    assert f"union={paired.township.pk}" in page.url
