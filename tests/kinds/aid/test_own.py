"""The page of the head of a household: what it shows, what may be said, and nothing of other households."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.factories.access import UserFactory
from tests.factories.people import PersonFactory
from tests.factories.world import World
from tests.kinds.aid.aided import CARD, NOW, child_of, family, make_aided
from tests.kinds.aid.answers import CHILD, new_answers
from tests.kinds.aid.helped import helper_at, household_at

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.funds.actions import approve_payment
from lianshou.kernel.funds.models import Payment
from lianshou.kinds.aid.actions import Filled, cancel_aid, record_household
from lianshou.kinds.aid.actions.own import answer_concern, say_concern, withdraw_own
from lianshou.kinds.aid.enums import ConcernReason
from lianshou.kinds.aid.models import Aid, Concern, Helping, Household
from lianshou.kinds.aid.queries import waiting_for
from lianshou.kinds.aid.queries.own import own_aids

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 3, 2, 9, tzinfo=UTC)
_PROJECTS = (("living", "生活救助"), ("schooling", "金秋助学"), ("law", "法律援助一件"))
SECRET = "孩子学费下月要交"


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"aid:{name}", args=args)


@pytest.fixture
def account() -> Any:
    return UserFactory()


@pytest.fixture
def household(world: World, account: Any) -> Household:
    head = PersonFactory(union=world.host, name="陆小满", account=account)
    return household_at(world.host, 1, head=head)


@pytest.fixture
def asked(world: World, account: Any) -> Household:
    """Surveyed and still being looked into."""
    filled = Filled(answers=new_answers(bank_card=""), takers=[world.officer.pk])
    survey = record_household(actor=world.officer, union=world.host, filled=filled, now=LATER)
    survey.household.head.account = account
    survey.household.head.save()
    return survey.household


def test_an_account_without_a_file_gets_a_way_on(world: World, account: Any) -> None:
    page = as_(account).get(url("own"))
    assert page.status_code == 200
    assert reverse("public_aid:self_test") in page.content.decode()
    for name in ("say", "withdraw_own", "photographs", "show_own"):
        address = url(name, "wish") if name == "say" else url(name)
        assert as_(account).post(address).status_code == 404


def test_the_page_tells_who_helps_with_the_telephone(
    world: World, household: Household, account: Any, now: datetime
) -> None:
    helper, today = helper_at(world.host, "韦知春", phone="0515-0000001"), timezone.localdate(now)
    Helping.objects.create(household=household, helper=helper, begun="matched", starts_on=today, due_on=today)
    other = household_at(world.host, 2)
    page = as_(account).get(url("own")).content.decode()
    assert 'href="tel:0515-0000001"' in page
    assert household.number in page
    assert other.number not in page
    assert other.head.name not in page


def test_the_page_tells_what_is_planned_and_given_and_how_far_the_money_is(
    world: World, account: Any
) -> None:
    aided = make_aided(world)
    mine, other = family(world.guest, 1, child=True), family(world.guest, 2)
    mine.head.account = account
    mine.head.save()
    client = as_(account)
    assert "还没有安排帮扶项目" in client.get(url("own")).content.decode()
    living, school, law = (aided.project(sort, title) for sort, title in _PROJECTS)
    (paid,) = aided.plan(living, mine, yuan=3334)
    aided.pay(paid)
    aided.plan(school, mine, member=child_of(mine), yuan=2000)
    aided.plan(law, mine)
    (wrong,) = aided.plan(aided.project("medical", "大病救助"), mine, yuan=900)
    cancel_aid(actor=world.officer, aid=wrong, words="登记错了人", now=NOW)
    aided.plan(aided.project("temporary", "别人的临时救助"), other, yuan=777)
    shown = client.get(url("own")).content.decode()
    for words in (
        "3,334.00元",
        "2026年6月24日付到",
        CARD[-4:],
        "2,000.00元",
        "待审批",
        "法律援助一件",
        "请等工会或帮扶责任人",
    ):
        assert words in shown
    for words in ("777.00", "别人的", CARD, "孩子1"):
        assert words not in shown
    school_aid = Aid.objects.get(project=school)
    assert school_aid.payment is not None
    approve_payment(actor=world.approver, payment=school_aid.payment, now=NOW)
    assert "已批准，将付到" in client.get(url("own")).content.decode()
    Payment.objects.filter(pk=school_aid.payment_id).update(failure="户名不符")
    assert "银行没有付成" in client.get(url("own")).content.decode()
    assert [one.aid.state for one in own_aids(actor=account)] == ["planned", "planned", "given", "ended"]
    assert own_aids(actor=world.foreign_officer) == []


def test_missing_papers_and_the_computation_on_asking(world: World, asked: Household, account: Any) -> None:
    client = as_(account)
    page = client.get(url("own"))
    words = page.content.decode()
    assert page.context["missing"] > 0
    assert "还缺" in words
    assert "62,400" not in words
    shown = client.post(url("show_own"))
    assert "62,400" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert CHILD not in shown.content.decode()
    assert Entry.objects.filter(verb="household.saw_own", actor_id=account.pk).count() == 1


def test_a_wish_is_sent_read_and_answered(
    world: World, household: Household, account: Any, now: datetime
) -> None:
    client = as_(account)
    empty = client.post(url("say", "wish"), {"words": " "})
    assert empty.status_code == 422
    assert client.post(url("say", "wish"), {"words": SECRET}).status_code == 302
    again = client.post(url("say", "wish"), {"words": "还有一件"})
    assert again.status_code == 422
    assert "还有一件" in again.content.decode()
    concern = Concern.objects.get()
    items = {one.key: one for one in waiting_for(actor=world.officer, today=timezone.localdate(now))}
    assert f"aid:concerns:{world.host.pk}" in items
    officer = as_(world.officer)
    page = officer.get(url("concern", concern.pk)).content.decode()
    assert SECRET not in page
    answer = "学费减免表已交学校，九月前有结果。"
    assert officer.post(url("concern", concern.pk), {"answer": answer}).status_code == 302
    mine = client.get(url("own")).content.decode()
    assert SECRET in mine
    assert answer in mine
    assert SECRET not in str(list(Entry.objects.values_list("details_text", flat=True)))
    with pytest.raises(Refused) as refused:
        answer_concern(actor=world.officer, concern=concern, answer="再答", now=now)
    assert refused.value.reason is ConcernReason.ANSWERED


def test_only_the_head_speaks_and_only_the_union_answers(
    world: World, household: Household, account: Any, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        say_concern(actor=world.officer, household=household, kind="wish", words=SECRET, now=now)
    concern = say_concern(actor=account, household=household, kind="wish", words=SECRET, now=now)
    for other in (account, world.leader, world.foreign_officer):
        with pytest.raises(PermissionDenied):
            answer_concern(actor=other, concern=concern, answer="好", now=now)
    assert as_(world.foreign_officer).get(url("concern", concern.pk)).status_code == 404
    assert Concern.objects.get().answered_at is None


def test_an_application_is_withdrawn_by_the_household_and_a_file_is_not(
    world: World, asked: Household, account: Any, now: datetime
) -> None:
    assert as_(account).post(url("withdraw_own")).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.ground) == ("ended", "withdrawn")
    assert not asked.members.filter(is_standing=True).exists()
    with pytest.raises(Refused) as refused:
        withdraw_own(actor=account, household=asked, now=now)
    assert refused.value.reason is ConcernReason.FILE_ENDED


def test_a_file_in_force_is_given_up_in_words(
    world: World, household: Household, account: Any, now: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        withdraw_own(actor=account, household=household, now=now)
    assert refused.value.reason is ConcernReason.ON_FILE
    assert as_(account).post(url("say", "leave"), {"words": "儿子工作了"}).status_code == 302
    household.refresh_from_db()
    assert household.state == "on_file"


def test_no_to_photographs_is_seen_before_the_visit(world: World, household: Household, account: Any) -> None:
    client, officer = as_(account), as_(world.officer)
    client.post(url("photographs"), {"agrees": "yes"})
    client.post(url("photographs"), {"agrees": "no"})
    assert client.get(url("own")).context["photos"] is False
    assert "不同意在家中拍照" in officer.get(url("household", household.pk)).content.decode()
    client.post(url("photographs"), {"agrees": "yes"})
    assert officer.get(url("household", household.pk)).context["photos"] is True


def test_the_list_of_what_households_wrote(
    world: World, household: Household, account: Any, now: datetime
) -> None:
    say_concern(actor=account, household=household, kind="objection", words=SECRET, now=now)
    say_concern(actor=account, household=household, kind="photos_no", now=now)
    officer = as_(world.officer)
    page = officer.get(url("concerns"), {"open": "1", "union": world.host.pk})
    assert len(page.context["table"].rows) == 1
    assert SECRET not in page.content.decode()
    assert officer.get(url("export_concerns")).status_code == 200
    assert not as_(world.foreign_officer).get(url("concerns")).context["any"]
