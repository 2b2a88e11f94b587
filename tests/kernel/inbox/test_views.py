from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from tests.factories.world import World

from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.models import Opening, Placement

LONG_AGO = datetime(2020, 6, 1, tzinfo=UTC)


def pair(world: World, state: str = "active") -> Placement:
    opening = Opening.objects.create(programme=world.programme, union=world.host, low=3, high=4, most=8)
    application = Application.objects.create(
        programme=world.programme, union=world.guest, submitted_at=LONG_AGO, submitted_by=world.officer
    )
    return Placement.objects.create(
        programme=world.programme, application=application, opening=opening, state=state
    )


@time_machine.travel("2020-06-24", tick=False)
def test_officer_starts_from_three_places(client: Client, world: World) -> None:
    client.force_login(world.officer)
    page = client.get("/").content.decode()
    for words in (
        f'href="/pairing/{world.programme.pk}/"',
        'href="/unions/"',
        'href="/figures/"',
        "王启航，您好",
        "4家工会",
    ):
        assert words in page


def test_chair_starts_from_the_own_union(client: Client, world: World) -> None:
    client.force_login(world.guest_account)
    page = client.get("/").content.decode()
    for words in (f'href="/unions/{world.guest.pk}/"', "登记活动", 'href="/agreements/"'):
        assert words in page
    assert 'href="/programmes/"' not in page


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("audit_admin", "您的岗位看不到业务数据"),
        ("system_admin", "您的岗位看不到业务数据"),
        ("nobody", "您目前没有岗位"),
    ],
)
def test_those_without_case_data_are_told_so(client: Client, world: World, who: str, said: str) -> None:
    client.force_login(getattr(world, who))
    page = client.get("/").content.decode()
    assert (said in page, "阜宁县总工会" in page.split("<main")[1]) == (True, False)


def test_stranger_is_sent_to_log_in(client: Client, world: World) -> None:
    assert client.get("/").headers["Location"] == "/account/login/?next=/"


def test_union_page_tells_its_pairings_and_activities(client: Client, world: World) -> None:
    placement = pair(world)
    FollowUp.objects.create(
        programme=world.programme,
        placement=placement,
        sort="mutual_activity",
        title="羽毛球友谊赛",
        happened_on=date(2020, 6, 20),
        people=24,
        recorded_by=world.officer,
        recorded_at=LONG_AGO,
    )
    client.force_login(world.officer)
    page = client.get(f"/unions/{world.host.pk}/").content.decode()
    for words in ("被帮带方：", world.guest.name, world.programme.title, "羽毛球友谊赛", "24人"):
        assert words in page
    assert "帮带方：" in client.get(f"/unions/{world.guest.pk}/").content.decode()


def test_chair_reads_the_other_side_without_a_link_to_it(client: Client, world: World) -> None:
    pair(world)
    client.force_login(world.host_account)
    page = client.get(f"/unions/{world.host.pk}/").content.decode()
    assert (world.guest.name in page, f'href="/unions/{world.guest.pk}/"' in page) == (True, False)


def test_proposal_is_no_history_yet(client: Client, world: World) -> None:
    pair(world, state="proposed")
    client.force_login(world.officer)
    assert "这家工会还没有结对" in client.get(f"/unions/{world.host.pk}/").content.decode()
