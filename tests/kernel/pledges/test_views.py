from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook
from tests.factories.pledges import NOON, agreed, approved, drafted, foreign_pledge, in_force
from tests.factories.unions import UnionFactory
from tests.factories.world import World, make_world
from zeal import zeal_ignore

from lianshou.kernel.access.models import User
from lianshou.kernel.pledges.actions import agree_pledge, issue_pledges
from lianshou.kernel.pledges.models import Pledge

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def _clock() -> object:
    with time_machine.travel(datetime(2020, 6, 24, 5, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def world() -> World:
    return make_world()


def of(user: User | None) -> Client:
    client = Client()
    assert user is not None
    client.force_login(user)
    return client


def test_list_shows_own_agreements_and_whose_turn(world: World) -> None:
    pledge = drafted(world)
    foreign_pledge(world)
    page = of(world.host_account).get(reverse("pledges:list"))
    words = page.content.decode()
    assert pledge.number in words
    assert "有1份协议书等您同意或签署" in words
    assert "射阳" not in words


def test_empty_list_says_what_comes_next(world: World) -> None:
    assert "还没有协议书" in of(world.officer).get(reverse("pledges:list")).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("q=中成", 1),
        ("q=1号", 1),
        ("state=agreed", 0),
        ("state=drafted", 2),
        ("waiting=me", 0),
        ("programme=999999", 2),
        ("sort=-host&page=9", 2),
    ],
)
def test_list_is_narrowed(world: World, query: str, found: int) -> None:
    approved(world.programme, world.host, UnionFactory(parent=world.county, name="神山风电公司工会"))
    drafted(world)
    page = of(world.officer).get(f"{reverse('pledges:list')}?{query}")
    assert page.context["table"].paginator.count == found


def test_list_narrowed_to_a_host(world: World) -> None:
    drafted(world)
    client, url = of(world.officer), reverse("pledges:list")
    assert client.get(f"{url}?host={world.host.pk}").context["table"].paginator.count == 1


def test_waiting_for_me_narrows_to_the_own_turn(world: World) -> None:
    drafted(world)
    page = of(world.guest_account).get(f"{reverse('pledges:list')}?waiting=me")
    assert page.context["table"].paginator.count == 1


@pytest.mark.parametrize("name", ["list", "export"])
def test_lists_read_as_often_for_three_as_for_one(world: World, name: str) -> None:
    drafted(world)
    client, counts = of(world.officer), []
    url = reverse(f"pledges:{name}")
    client.get(url)
    for more in (0, 2):
        with zeal_ignore():
            for _number in range(more):
                approved(world.programme, world.host, UnionFactory(parent=world.county))
            if more:
                issue_pledges(actor=world.officer, programme=world.programme, now=NOON)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_detail_shows_the_text_and_the_parties(world: World) -> None:
    pledge = drafted(world)
    words = of(world.guest_account).get(reverse("pledges:detail", args=[pledge.pk])).content.decode()
    for text in (
        pledge.number,
        "卢明远",
        "任青禾",
        "省级模范职工之家",
        "一、结对理由。",
        "同属风电产业链",
        "出具协议",
    ):
        assert text in words


def test_guest_chair_sees_nothing_else_of_the_partner(world: World) -> None:
    drafted(world)
    client = of(world.guest_account)
    assert client.get(reverse("unions:detail", args=[world.host.pk])).status_code == 404
    words = client.get(reverse("pledges:detail", args=[Pledge.objects.get().pk])).content.decode()
    assert reverse("unions:detail", args=[world.host.pk]) not in words
    assert reverse("pairing:desk", args=[world.programme.pk]) not in words


@pytest.mark.parametrize("name", ["detail", "paper", "print"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("foreign_officer", 404), ("nobody", 403), ("audit_admin", 403), ("system_admin", 403)],
)
def test_foreigners_are_refused(world: World, name: str, who: str, status: int) -> None:
    pledge = drafted(world)
    answer = of(getattr(world, who)).get(reverse(f"pledges:{name}", args=[pledge.pk]))
    assert answer.status_code == status


@pytest.mark.parametrize(("name", "status"), [("agree", 404), ("sign", 404), ("record", 403), ("end", 403)])
def test_a_foreign_chair_is_refused(world: World, name: str, status: int) -> None:
    pledge = drafted(world)
    url = reverse(f"pledges:{name}", args=[pledge.pk])
    assert of(world.foreign_chair.account).post(url).status_code == status


@pytest.mark.parametrize("name", ["agree", "sign"])
def test_officers_cannot_speak_for_a_side(world: World, name: str) -> None:
    pledge = drafted(world)
    assert of(world.officer).post(reverse(f"pledges:{name}", args=[pledge.pk])).status_code == 403


def test_reading_changes_nothing(world: World) -> None:
    pledge = drafted(world)
    for name in ("agree", "sign", "record", "end"):
        assert of(world.host_account).get(reverse(f"pledges:{name}", args=[pledge.pk])).status_code == 405


def test_two_chairs_agree_and_sign_in_the_browser(world: World) -> None:
    pledge = drafted(world)
    for name in ("agree", "sign"):
        for account in (world.host_account, world.guest_account):
            client = of(account)
            page = client.get(reverse("pledges:detail", args=[pledge.pk])).content.decode()
            assert reverse(f"pledges:{name}", args=[pledge.pk]) in page
            answer = client.post(reverse(f"pledges:{name}", args=[pledge.pk]), follow=True)
            assert answer.redirect_chain == [(reverse("pledges:detail", args=[pledge.pk]), 302)]
    pledge.refresh_from_db()
    assert pledge.state == "in_force"
    assert "协议生效" in answer.content.decode()
    assert "登记活动" in answer.content.decode()


def test_button_is_grey_with_the_reason(world: World) -> None:
    pledge = drafted(world)
    agree_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    words = of(world.host_account).get(reverse("pledges:detail", args=[pledge.pk])).content.decode()
    assert "贵方已经同意。" in words
    assert 'disabled aria-describedby="why-not"' in words


def test_second_signature_of_one_hand_is_refused_in_words(world: World) -> None:
    pledge = agreed(world)
    client, url = of(world.host_account), reverse("pledges:sign", args=[pledge.pk])
    client.post(url)
    assert "贵方已经签署。" in client.post(url, follow=True).content.decode()


def test_paper_is_a_word_file_named_by_its_number(world: World) -> None:
    pledge = drafted(world)
    answer = of(world.guest_account).get(reverse("pledges:paper", args=[pledge.pk]))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (WORD, "nosniff")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    words = "\n".join(p.text for p in Document(BytesIO(answer.content)).paragraphs)
    assert pledge.number in words


def test_papers_of_a_programme_come_in_one_file(world: World) -> None:
    approved(world.programme, world.host, UnionFactory(parent=world.county, name="神山风电公司工会"))
    drafted(world)
    url = reverse("pledges:papers")
    answer = of(world.officer).get(f"{url}?programme={world.programme.pk}")
    numbers = [p.text for p in Document(BytesIO(answer.content)).paragraphs if p.text.startswith("编号")]
    assert numbers == ["编号：阜联手〔2020〕1号", "编号：阜联手〔2020〕2号"]
    for query in ("", "?programme=x", f"?programme={world.foreign_programme.pk}"):
        assert of(world.officer).get(url + query).status_code == 404


def test_issue_shows_what_will_happen_and_does_it(world: World) -> None:
    approved(world.programme, world.host, world.guest)
    client, url = of(world.officer), reverse("pledges:issue", args=[world.programme.pk])
    assert "阜联手〔2020〕1号" in client.get(url).content.decode()
    assert Pledge.objects.count() == 0
    answer = client.post(url, {"series": "阜工结"})
    assert answer["Location"] == f"{reverse('pledges:list')}?programme={world.programme.pk}"
    assert Pledge.objects.get().number == "阜工结〔2020〕1号"
    assert "结对都已出具协议书" in client.get(url).content.decode()
    again = client.post(url, {"series": "阜工结"})
    assert (again.status_code, Pledge.objects.count()) == (422, 1)


def test_issue_keeps_what_was_typed(world: World) -> None:
    approved(world.programme, world.host, world.guest)
    answer = of(world.officer).post(
        reverse("pledges:issue", args=[world.programme.pk]), {"series": "阜〔2020〕"}
    )
    assert answer.status_code == 422
    assert 'value="阜〔2020〕"' in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("approver", 403), ("leader", 403), ("host_account", 403), ("foreign_officer", 404), ("nobody", 403)],
)
def test_issue_is_for_the_officer(world: World, who: str, status: int) -> None:
    url = reverse("pledges:issue", args=[world.programme.pk])
    assert of(getattr(world, who)).post(url, {"series": "阜联手"}).status_code == status


def test_officer_records_the_paper(world: World) -> None:
    pledge = drafted(world)
    client, url = of(world.officer), reverse("pledges:record", args=[pledge.pk])
    wrong = client.post(url, {"signed_on": "2020-06-25", "host": "卢明远", "guest": "任青禾"})
    assert (wrong.status_code, Pledge.objects.get().state) == (422, "drafted")
    assert 'value="2020-06-25"' in wrong.content.decode()
    client.post(url, {"signed_on": "2020-06-24", "host": "卢明远", "guest": "任青禾"})
    assert Pledge.objects.get().state == "in_force"
    words = client.get(reverse("pledges:detail", args=[pledge.pk])).content.decode()
    assert "纸质签名，王启航登记" in words


def test_officer_ends_with_a_reason(world: World) -> None:
    pledge = in_force(world)
    client, url = of(world.officer), reverse("pledges:end", args=[pledge.pk])
    assert client.post(url, {"ended_on": "2020-06-24", "reason": ""}).status_code == 422
    client.post(url, {"ended_on": "2020-06-24", "reason": "乙方注销"})
    words = of(world.guest_account).get(reverse("pledges:detail", args=[pledge.pk])).content.decode()
    assert "已终止" in words
    assert "乙方注销" in words


def test_print_view_holds_the_text(world: World) -> None:
    pledge = drafted(world)
    words = of(world.leader).get(reverse("pledges:print", args=[pledge.pk])).content.decode()
    assert pledge.number in words
    assert "六、资源共享和报告。" in words


def without_accounts(world: World) -> None:
    for chair in (world.host_chair, world.guest_chair):
        chair.account = None
        chair.save()


def test_accounts_of_both_chairs_are_opened_from_the_agreements(world: World) -> None:
    drafted(world)
    without_accounts(world)
    desk, url = of(world.officer), reverse("pledges:accounts", args=[world.programme.pk])
    listed = f"{reverse('pledges:list')}?programme={world.programme.pk}"
    assert url in desk.get(listed).content.decode()
    assert desk.get(url).context["waiting"] == 2
    answer = desk.post(url)
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert (rows[0], answer["Cache-Control"]) == (("工会", "工会主席", "用户名", "初始密码"), "no-store")
    assert {row[:2] for row in rows[1:3]} == {(world.host.name, "卢明远"), (world.guest.name, "任青禾")}
    assert [User.objects.get(username=row[2]).check_password(row[3]) for row in rows[1:3]] == [True, True]
    assert "当面或用信封交给本人" in str(rows[3:])
    assert url not in desk.get(listed).content.decode()


def test_second_call_has_nothing_to_open(world: World) -> None:
    drafted(world)
    without_accounts(world)
    desk, url = of(world.officer), reverse("pledges:accounts", args=[world.programme.pk])
    desk.post(url)
    again = desk.post(url, follow=True)
    assert again.redirect_chain == [(f"{reverse('pledges:list')}?programme={world.programme.pk}", 302)]
    assert "各位主席都已有账号" in again.content.decode()
    assert "各位主席都已有账号" in desk.get(url).content.decode()


def test_accounts_are_opened_in_portions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lianshou.kernel.pledges.views.pledges.ACCOUNTS_AT_ONCE", 1)
    drafted(world)
    without_accounts(world)
    desk, url = of(world.officer), reverse("pledges:accounts", args=[world.programme.pk])
    page = desk.get(url)
    assert (page.context["parts"], "分2份名单依次开通" in page.content.decode()) == ([1, 1], True)
    desk.post(url)
    page = desk.get(url)
    assert (page.context["parts"], "依次开通" in page.content.decode()) == ([1], False)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("foreign_officer", 404),
        ("leader", 403),
        ("approver", 403),
        ("host_account", 403),
        ("system_admin", 403),
    ],
)
def test_only_the_own_officer_opens_the_accounts_of_a_programme(world: World, who: str, status: int) -> None:
    drafted(world)
    client, url = of(getattr(world, who)), reverse("pledges:accounts", args=[world.programme.pk])
    assert (client.get(url).status_code, client.post(url).status_code) == (status, status)
