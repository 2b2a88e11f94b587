"""Money in a real browser: every page fits a telephone and is accessible; a payment goes from plan to receipt by clicks."""

from __future__ import annotations

from typing import Any

import pytest
from tests.browser.looking import faults, press, shoot
from tests.factories.funds import Purse, make_purse
from tests.factories.pledges import approved as placed
from zeal import zeal_ignore

from lianshou.kernel.funds.actions import make_batch
from lianshou.kernel.funds.models import Payment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def purse(world: Any, now: Any) -> Purse:
    with zeal_ignore():
        made = make_purse(world)
        placed(world.programme, world.host, world.guest)
        made.receipted(120_000)
        made.paid(80_000, person=None, outside="新华书店")
        made.approved(50_000)
        made.plan(30_000)
        made.plan(20_050, person=None, union=world.guest)
    return made


def test_every_page_about_money_is_accessible(
    world: Any, purse: Purse, opened: Any, live_server: Any, size: str, now: Any
) -> None:
    payment = Payment.objects.order_by("pk")[3]
    paid = Payment.objects.order_by("pk")[1]
    page = opened("finance")
    pages = {
        "funds-desk": "/",
        "funds-sources": "/funds/",
        "funds-source-new": "/funds/sources/new/",
        "funds-source": f"/funds/sources/{purse.source.pk}/",
        "funds-budget-new": f"/funds/sources/{purse.source.pk}/budget/",
        "funds-budgets": "/funds/budgets/",
        "funds-budget": f"/funds/budgets/{purse.budget.pk}/",
        "funds-payments": "/funds/payments/",
        "funds-payments-nothing": "/funds/payments/?q=zzzz",
        "funds-choose": f"/funds/budgets/{purse.budget.pk}/pay/?q=tian",
        "funds-plan": f"/funds/budgets/{purse.budget.pk}/pay/?person={purse.payee.pk}",
        "funds-several": f"/funds/budgets/{purse.budget.pk}/pay/several/",
        "funds-banking": "/funds/banking/",
        "funds-payment-paid": f"/funds/payments/{paid.pk}/",
    }
    for name, address in pages.items():
        answer = page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, answer.status, faults(page, scripts=True)) == (address, 200, [])
    batch = make_batch(actor=purse.finance, union=world.county, now=now)
    for name, address in {
        "funds-batch": f"/funds/banking/{batch.pk}/",
        "funds-ask": f"/privacy/exports/ask/transfers/?batch={batch.pk}",
    }.items():
        page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, faults(page, scripts=True)) == (address, [])
    page = opened("approver")
    for name, address in {
        "funds-deciding": "/funds/payments/?mine=1",
        "funds-payment": f"/funds/payments/{payment.pk}/",
        "funds-figure": "/figures/funds-paid/",
    }.items():
        page.goto(f"{live_server.url}{address}")
        shoot(page, name, size)
        assert (address, faults(page, scripts=True)) == (address, [])


def test_payments_are_approved_by_ticking(purse: Purse, opened: Any, live_server: Any, size: str) -> None:
    page = opened("approver")
    page.goto(f"{live_server.url}/funds/payments/?mine=1")
    page.check("tbody tr:nth-child(1) input[type=checkbox]")
    press(page, page.locator("main form[method=post] .ls-acts button").first)
    assert page.locator("h1").inner_text() == "批准了1笔付款"
    shoot(page, "funds-approved", size)
    assert faults(page, scripts=True) == []


def test_one_box_chooses_the_page_and_says_how_many(
    purse: Purse, opened: Any, live_server: Any, size: str
) -> None:
    page = opened("approver")
    page.goto(f"{live_server.url}/funds/payments/?mine=1")
    said = page.locator("[data-count]")
    page.get_by_label("本页全选").check()
    assert (page.locator("tbody input:checked").count(), said.inner_text()) == (2, "已选2个")
    page.locator("tbody input").first.uncheck()
    assert (page.get_by_label("本页全选").is_checked(), said.inner_text()) == (False, "已选1个")
    page.get_by_label("本页全选").check()
    page.get_by_label("本页全选").uncheck()
    assert (page.locator("tbody input:checked").count(), said.inner_text()) == (0, "")
    page.on("dialog", lambda asked: asked.accept())
    press(page, page.get_by_role("button", name="批准待我审批的全部2笔（500.50元）"))
    assert page.locator("h1").inner_text() == "批准了2笔付款"
