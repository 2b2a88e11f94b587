"""Receipts: who below has acknowledged an issued bulletin, and who has not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.factories.access import person_with
from tests.factories.unions import UnionFactory
from tests.factories.world import World
from tests.kernel.bulletins.test_actions import issued, reason_of, written

from lianshou.formats.sheets.reading import read_book
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.bulletins import actions, queries
from lianshou.kernel.bulletins.enums import Reason
from lianshou.kernel.bulletins.models import Bulletin, Receipt


@pytest.fixture
def below(world: World) -> User:
    return person_with(Role.OFFICER, world.township, username="township", name="街道干事")


def sent_to(bulletin: Bulletin) -> set[str]:
    return {one.union.name for one in Receipt.objects.filter(bulletin=bulletin).select_related("union")}


def test_bulletin_goes_to_all_right_below_or_to_those_that_were_ticked(world: World, now: datetime) -> None:
    grandchild = UnionFactory(parent=world.township, level="enterprise", name="花园食品公司工会")
    gone = UnionFactory(
        parent=world.county, level="township", name="已撤并的工会", dissolved_on=date(2019, 1, 1)
    )
    everybody = issued(world, now, to_all_below=True)
    right_below = {world.township.name, world.host.name, world.guest.name}
    assert sent_to(everybody) == right_below
    assert gone.name not in sent_to(everybody)
    assert sent_to(issued(world, now, recipients=[grandchild])) == {grandchild.name}
    assert reason_of(lambda: written(world, now, recipients=[world.foreign_county])) == Reason.NOT_BELOW
    assert reason_of(lambda: written(world, now, recipients=[world.county])) == Reason.NOT_BELOW


def test_draft_is_addressed_anew_and_shows_below_only_when_issued(
    world: World, now: datetime, below: User
) -> None:
    draft = written(world, now, recipients=[world.township, world.host])
    actions.edit_bulletin(
        actor=world.officer, bulletin=draft, version=1, recipients=[world.township, world.guest], now=now
    )
    assert sent_to(draft) == {world.township.name, world.guest.name}
    assert not queries.bulletins_received(actor=below).exists()
    assert (
        reason_of(lambda: actions.acknowledge_bulletin(actor=below, receipt=draft.receipts.first(), now=now))
        == Reason.NOT_ISSUED_YET
    )


def test_union_acknowledges_once_and_for_itself(world: World, now: datetime, below: User) -> None:
    bulletin = issued(world, now, recipients=[world.township, world.guest])
    town, guest = Receipt.objects.order_by("union__path")

    def by(actor: User, receipt: Receipt, words: str = "") -> Receipt:
        return actions.acknowledge_bulletin(actor=actor, receipt=receipt, words=words, now=now)

    assert reason_of(lambda: by(world.officer, town)) == Reason.NOT_OF_THAT_UNION
    for stranger in (world.foreign_officer, world.host_account, world.nobody):
        with pytest.raises(PermissionDenied):
            by(stranger, town)
    by(below, town, "已组织学习")
    assert reason_of(lambda: by(below, town)) == Reason.ANSWERED
    assert queries.receipts_told(bulletin=bulletin) == (1, 2)
    by(world.guest_account, guest)
    assert queries.receipts_told(bulletin=bulletin) == (2, 2)
    correction = actions.correct_bulletin(actor=world.officer, bulletin=bulletin, now=now)
    assert sent_to(correction) == sent_to(bulletin)


def test_receipt_waits_in_the_work_of_who_owes_it_and_is_overdue_after_the_days_of_the_region(
    world: World, now: datetime, below: User
) -> None:
    bulletin = issued(world, now, recipients=[world.township])
    day = bulletin.issued_on
    assert day is not None

    def items(today: date) -> list[Any]:
        return [one for one in queries.desk_items(actor=below, today=today) if one.key.startswith("receipt:")]

    assert [(one.due_on, one.overdue) for one in items(day)] == [(day + timedelta(days=5), False)]
    assert [one.overdue for one in items(day + timedelta(days=6))] == [True]
    assert [one for one in queries.desk_items(actor=world.officer, today=day) if "receipt" in one.key] == []


def test_pages_acknowledge_count_and_export(world: World, now: datetime, below: User) -> None:
    bulletin = issued(world, now, recipients=[world.township, world.guest])
    officer, town = Client(), Client()
    officer.force_login(world.officer)
    town.force_login(below)
    receipt = Receipt.objects.get(union=world.township)
    address = f"/bulletins/received/{receipt.pk}/"
    assert address in town.get("/bulletins/received/").content.decode()
    body = town.get(address).content.decode()
    assert "全县有模范职工之家" in body
    assert town.get(f"/bulletins/{bulletin.pk}/numbers/1/").status_code == 200
    assert town.get(f"/bulletins/{bulletin.pk}/").status_code == 404
    assert town.get(f"{address}paper.docx").status_code == 200
    town.post(f"{address}acknowledge/", {"words": "已传达到基层"})
    assert "已传达到基层" in town.get(address).content.decode()
    page = f"/bulletins/{bulletin.pk}/receipts/"
    assert "已有1个工会回执，共2个" in officer.get(page).content.decode()
    rows = read_book(officer.get(f"{page}export.xlsx?open=yes").content).sheets[0].rows
    assert [row[0] for row in rows if row and row[0] == world.guest.name] == [world.guest.name]
    assert len(read_book(town.get("/bulletins/received/export.xlsx").content).sheets[0].rows) > 1
    assert officer.get(address).status_code == 404
    assert town.get("/bulletins/received/?open=no&q=龙舟").content.decode().count("没有符合条件的通报") == 1
