"""What a programme's desk says of its money, and to whom."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.access import UserFactory, person_with
from tests.factories.funds import CARD, NOON, YUAN, Purse, make_purse
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World

from lianshou.core.spine import Standing
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.funds.actions import refuse_payment, set_budget
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.funds.queries import money_line, money_of_programme, money_to_do, sum_of
from lianshou.kernel.funds.tables import programme_panel

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(datetime(2020, 6, 24, 5, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def purse(world: World) -> Purse:
    return make_purse(world)


@pytest.fixture
def spent(purse: Purse) -> Purse:
    """Of 10,000 yuan: 500 planned, 700 approved, 900 paid, 1,100 receipted; and 1,300 refused."""
    purse.plan(500 * YUAN)
    purse.approved(700 * YUAN)
    purse.paid(900 * YUAN)
    purse.receipted(1_100 * YUAN)
    refused = purse.plan(1_300 * YUAN)
    refuse_payment(actor=purse.world.approver, payment=refused, words="重复", now=NOON)
    return purse


def desk(user: User, pk: int) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("pairing:desk", args=[pk])).content.decode()


def test_money_of_a_programme_adds_up(spent: Purse) -> None:
    money = money_of_programme(actor=spent.world.officer, programme=spent.world.programme)
    sums = (money.ceiling, money.paid, money.approved, money.planned, money.bearing.left)
    assert sums == tuple(yuan * YUAN for yuan in (10_000, 2_000, 700, 500, 6_800))


def test_money_of_a_programme_is_its_own_and_in_scope(spent: Purse) -> None:
    other = ProgrammeFactory(union=spent.world.county, year=2019)
    assert money_of_programme(actor=spent.world.officer, programme=other).budgets == []
    assert (
        money_of_programme(actor=spent.world.foreign_officer, programme=spent.world.programme).budgets == []
    )


def test_what_waits_is_told_to_whoever_can_do_it(spent: Purse) -> None:
    world = spent.world
    told = {
        user.username: (todo.title.zh, todo.url) if todo else None
        for user in (world.officer, world.approver, spent.finance, world.leader)
        if (todo := money_to_do(actor=user, programme=world.programme)) or True
    }
    assert told == {
        "officer": None,
        "approver": ("1笔付款等您审批", f"/funds/payments/?mine=1&programme={world.programme.pk}"),
        "finance": ("1笔已批准，待付款", "/funds/banking/"),
        "leader": None,
    }


def test_line_of_the_spine_says_budget_and_paid(spent: Purse) -> None:
    world = spent.world
    line = money_line(actor=world.leader, programme=world.programme, today=TODAY)
    assert line is not None
    assert (line.said.zh, line.standing) == ("预算10,000.00元，已付2,000.00元", Standing.UNDER_WAY)
    assert line.url == f"/funds/budgets/?programme={world.programme.pk}"


def test_kind_without_money_has_no_line_until_somebody_gives_a_budget(world: World) -> None:
    told = {"actor": world.officer, "programme": world.programme, "today": TODAY}
    assert money_line(**told) is None
    make_purse(world)
    assert money_line(**told) is not None


def test_programme_without_budget_shows_money_only_to_those_who_can_give_one(world: World) -> None:
    finance = person_with(Role.FINANCE, world.county, name="钱会计", username="finance")
    shown = {
        user.username: programme_panel(actor=user, subject=world.programme) is not None
        for user in (world.officer, world.approver, world.leader, finance, world.foreign_officer)
    }
    assert shown == {
        "officer": False,
        "approver": False,
        "leader": False,
        "finance": True,
        world.foreign_officer.username: False,
    }


def test_every_sum_on_the_desk_opens_to_its_payments(spent: Purse) -> None:
    world = spent.world
    links = re.findall(
        r'href="(/funds/payments/\?programme=\d+&amp;state=\w+)">([\d,.]+)</a>',
        desk(world.officer, world.programme.pk),
    )
    client = Client()
    client.force_login(world.officer)
    opened = [(shown, sum_of(client.get(unescape(url)).context["filter"].qs) // YUAN) for url, shown in links]
    assert opened == [("2,000.00", 2_000), ("700.00", 700), ("500.00", 500)]


def test_desk_costs_no_more_queries_with_three_budgets_than_with_one(spent: Purse) -> None:
    world, counts = spent.world, []
    for items in ((), ("印制费", "交通费")):
        for item in items:
            set_budget(
                actor=spent.finance,
                source=spent.source,
                programme=world.programme,
                item=item,
                ceiling_fen=YUAN,
                now=NOON,
            )
        with CaptureQueriesContext(connection) as caught:
            desk(world.officer, world.programme.pk)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def archive_of(user: User) -> tuple[dict[str, Any], list[list[Any]]]:
    """What somebody takes along: the file for machines, and the sheet of payments."""
    client = Client()
    client.force_login(user)
    answer = client.post("/me/export/")
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        files = {name.rpartition(".")[2]: archive.read(name) for name in archive.namelist()}
    sheet = load_workbook(BytesIO(files["xlsx"]))["付款记录"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if row[0].value]
    return json.loads(files["json"]), rows


def test_person_takes_along_every_payment_to_them_with_the_account_under_its_mask(spent: Purse) -> None:
    account = UserFactory(username="payee")
    spent.payee.account = account
    spent.payee.save()
    told, rows = archive_of(account)
    assert [(one["yuan"], one["state"], one["paid_on"]) for one in told["payments"]] == [
        ("500.00", "待审批", ""),
        ("700.00", "已批准", ""),
        ("900.00", "已付", "2020-06-24"),
        ("1,100.00", "已交回执", "2020-06-24"),
        ("1,300.00", "已退回", ""),
    ]
    assert {one["account"] for one in told["payments"]} == {Payment._meta.get_field("account").masked(CARD)}
    assert CARD not in json.dumps(told["payments"])
    assert [row[1] for row in rows[-5:]] == ["500.00", "700.00", "900.00", "1,100.00", "1,300.00"]


def test_nobody_takes_along_what_others_were_paid(spent: Purse) -> None:
    told, _rows = archive_of(spent.world.guest_account)
    assert told["payments"] == []
