"""What stays overdue too long goes to the union above, once, until it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.calendars import confirmed
from tests.factories.inbox import escalated, rule_of
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.kinds import Errand, InboxItem, Registry, registry
from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.inbox import actions
from lianshou.kernel.inbox.enums import Reason
from lianshou.kernel.inbox.models import Escalation, EscalationRule
from lianshou.kernel.inbox.queries import work
from lianshou.kernel.inbox.queries.digests import told_of
from lianshou.kernel.inbox.queries.escalations import escalation_items, escalations_in_scope
from lianshou.kernel.inbox.rules.escalating import Rule, is_to_go_up, rule_for, why_not_answer

NOON = datetime(2020, 6, 24, 4, 0, tzinfo=UTC)
TODAY = date(2020, 6, 24)

ALL, MONEY, COUNTY = Rule(1, "0001", "", 5, "leader"), Rule(2, "0001", "money", 3, "leader"), Rule(
    3, "00010001", "", 1, "officer"
)  # fmt: skip


@pytest.mark.parametrize(
    ("level", "errand", "rule"),
    [
        ("0001", "event", ALL),
        ("0001", "money", MONEY),
        ("00010002", "money", MONEY),
        ("00010001", "money", COUNTY),
        ("000100010005", "event", COUNTY),
        ("0002", "event", None),
    ],
)
def test_nearest_and_most_particular_rule_holds(level: str, errand: str, rule: Rule | None) -> None:
    assert rule_for([ALL, MONEY, COUNTY], level=level, errand=errand) == rule


@pytest.mark.parametrize(("days", "goes"), [(0, False), (3, False), (4, True)])
def test_it_goes_up_when_the_days_are_over(days: int, goes: bool) -> None:
    def add(day: date, n: int) -> date:
        return day + timedelta(days=n)

    due = date(2020, 6, 20)
    assert is_to_go_up(due_on=due, days=3, today=due + timedelta(days=days), add=add) is goes


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, None),
        ({"done": True}, Reason.NO_LONGER_OPEN),
        ({"answered": True}, Reason.ANSWERED),
        ({"words": "  "}, Reason.ANSWER_MISSING),
        ({"until": None}, Reason.DAY_PAST),
        ({"until": TODAY}, Reason.DAY_PAST),
        ({"until": TODAY + timedelta(days=30)}, None),
        ({"until": TODAY + timedelta(days=31)}, Reason.DAY_TOO_LATE),
    ],
)
def test_answer_gives_words_and_a_day_once(told: dict[str, Any], reason: Reason | None) -> None:
    fine = {"done": False, "answered": False, "words": "将办结", "until": TODAY + timedelta(days=7)}
    assert why_not_answer(today=TODAY, **fine | told) == reason


class Desk:
    """Items of the county's approver: whoever may approve payments there is given them."""

    def __init__(self) -> None:
        self.items: Sequence[InboxItem] = ()

    def bring(self, actor: Any, today: date) -> list[InboxItem]:
        scope = scope_of(actor=actor, verb="fund.approve")
        return [item for item in self.items if scope.covers(item.owner)]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    made, planted = Registry(), Desk()
    made.add(replace(registry["pairing"], slug="probe", inbox=planted.bring))
    monkeypatch.setattr(work, "registry", made)
    return planted


def late(key: str, owner: str, due_on: date = date(2020, 6, 15), **told: Any) -> InboxItem:
    return InboxItem(
        key=key,
        title="付款给卢明远",
        detail="",
        url="/funds/",
        owner=owner,
        verb="fund.approve",
        due_on=due_on,
        overdue=True,
        **{"errand": Errand.MONEY} | told,
    )


def sweep(at: datetime = NOON) -> int:
    with time_machine.travel(at, tick=False):
        return actions.escalate_overdue(actor=None, now=at)


@pytest.fixture
def city_leader(world: World) -> Any:
    return person_with("leader", world.city, name="市领导", username="cityleader")


def test_overdue_goes_up_once_and_comes_off_when_done(world: World, desk: Desk, city_leader: Any) -> None:
    rule_of(world.county, world.leader)
    desk.items = [late("a", world.county.path)]
    assert [sweep(), sweep()] == [1, 0]
    (raised,) = Escalation.objects.all()
    assert (raised.union, raised.to, raised.role, raised.due_on) == (
        world.county,
        world.city,
        "leader",
        date(2020, 6, 15),
    )
    (told,) = escalation_items(actor=city_leader, today=TODAY)
    assert told.url == reverse("inbox:escalation", args=[raised.pk])
    assert (told.title, told.overdue, told.owner) == (
        "阜宁县总工会：1件逾期，提级督办",
        True,
        world.city.path,
    )
    desk.items = []
    assert sweep() == 0
    raised.refresh_from_db()
    assert (raised.done_at, escalation_items(actor=city_leader, today=TODAY)) == (NOON, [])
    verbs = Entry.objects.filter(verb__startswith="escalation.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["escalation.raised", "escalation.done"]


def test_nothing_of_a_person_is_kept(world: World, desk: Desk) -> None:
    rule_of(world.county, world.leader)
    desk.items = [late("a", world.county.path)]
    sweep()
    assert "卢明远" not in str(Escalation.objects.values()) + str(Entry.objects.values())


def test_working_days_of_the_union_are_counted(world: World, desk: Desk) -> None:
    confirmed(2020)
    rule_of(world.county, world.leader, days=1)
    desk.items = [late("a", world.county.path, due_on=date(2020, 6, 24))]
    found = [sweep(NOON + timedelta(days=n)) for n in range(1, 6)]
    assert found == [0, 0, 0, 0, 1]  # 25 to 27 June are a festival, the 28th is worked


@pytest.mark.parametrize(
    "told",
    [{"errand": Errand.SYSTEM}, {"errand": Errand.ESCALATED}, {"due_on": date(2020, 6, 22)}],
    ids=["system", "escalated", "fresh"],
)
def test_what_stays_where_it_is(world: World, desk: Desk, told: dict[str, Any]) -> None:
    rule_of(world.county, world.leader)
    desk.items = [late("a", world.county.path, **told)]
    assert sweep() == 0


def test_nothing_goes_up_without_a_rule_or_above_the_top(world: World, desk: Desk) -> None:
    desk.items = [late("a", world.county.path), late("b", world.province.path)]
    assert sweep() == 0
    person_with("approver", world.province)
    rule_of(world.province, world.leader, errand="event")
    assert sweep() == 0
    rule_of(world.province, world.leader)
    assert (sweep(), Escalation.objects.get().key) == (1, "a")


def test_it_goes_to_the_nearest_union_above_that_has_the_post(world: World, desk: Desk) -> None:
    person_with("approver", world.township)
    rule_of(world.county, world.leader)
    desk.items = [late("a", world.township.path), late("b", world.county.path)]
    sweep()
    found = dict(Escalation.objects.values_list("key", "to__name"))
    assert found == {"a": "阜宁县总工会", "b": "盐城市总工会"}  # nobody leads the city: the next one above
    person_with("leader", world.province)
    desk.items = [late("c", world.county.path)]
    sweep()
    assert Escalation.objects.get(key="c").to == world.province


def test_rule_that_ended_raises_nothing_and_lets_go(world: World, desk: Desk, now: datetime) -> None:
    rule = actions.set_rule(actor=world.leader, union=world.county, errand="", days=3, role="leader", now=now)
    desk.items = [late("a", world.county.path)]
    sweep()
    with pytest.raises(Refused) as caught:
        actions.set_rule(actor=world.leader, union=world.county, errand="", days=2, role="officer", now=now)
    assert caught.value.reason is Reason.RULE_THERE
    actions.end_rule(actor=world.leader, rule=rule, now=now)
    assert (sweep(), Escalation.objects.filter(done_at=None).count()) == (0, 0)
    with pytest.raises(Refused) as caught:
        actions.end_rule(actor=world.leader, rule=rule, now=now)
    assert caught.value.reason is Reason.RULE_ENDED


def test_crash_between_two_accounts_is_taken_up(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_of(world.city, world.leader)
    person_with("approver", world.foreign_county)
    desk.items = [late("a", world.county.path), late("b", world.foreign_county.path)]
    real, calls = actions.escalating.escalate_account, []

    def die(**told: Any) -> int:
        calls.append(1)
        done = real(**told)
        if done:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(actions.escalating, "escalate_account", die)
    with pytest.raises(KeyboardInterrupt):
        sweep()
    monkeypatch.setattr(actions.escalating, "escalate_account", real)
    assert (Escalation.objects.count(), sweep(), Escalation.objects.count()) == (1, 1, 2)


def test_answer_postpones_once(world: World, city_leader: Any, now: datetime) -> None:
    raised = escalated(world.county, world.city, world.leader)
    until = TODAY + timedelta(days=5)
    told = {"actor": world.officer, "escalation": raised, "words": "正在补办", "now": now}
    actions.answer_escalation(until=until, **told)
    days = [TODAY, until, until + timedelta(days=1)]
    assert [len(escalation_items(actor=city_leader, today=day)) for day in days] == [0, 0, 1]
    with pytest.raises(Refused) as caught:
        actions.answer_escalation(until=until + timedelta(days=9), **told)
    assert caught.value.reason is Reason.ANSWERED
    with pytest.raises(PermissionDenied):
        actions.answer_escalation(until=until, **told | {"actor": world.foreign_officer})


def test_digest_of_the_superior_counts_it_apart(world: World, city_leader: Any) -> None:
    escalated(world.county, world.city, world.leader)
    told = told_of(actor=city_leader, today=TODAY)
    assert (told.overdue, told.escalated, "下级提级督办1件" in told.words()) == (0, 1, True)


def test_pages_set_a_rule_answer_and_end(world: World, client: Client) -> None:
    client.force_login(world.leader)
    form = {"union": world.county.pk, "errand": "money", "days": 0, "role": "leader"}
    assert client.post("/my-work/escalated/rules/", form).status_code == 422
    client.post("/my-work/escalated/rules/", form | {"days": 3})
    rule = EscalationRule.objects.get()
    raised = escalated(world.county, world.city, world.leader, rule)
    client.force_login(world.officer)
    page = client.get(f"/my-work/escalated/{raised.pk}/").content.decode()
    assert "前往办理" in page
    address = f"/my-work/escalated/{raised.pk}/answer/"
    with time_machine.travel(NOON, tick=False):
        kept = client.post(address, {"words": "正在补办", "until": "2020-06-01"})
        assert (kept.status_code, "正在补办" in kept.content.decode()) == (422, True)
        answered = client.post(address, {"words": "正在补办", "until": "2020-07-01"}, follow=True)
        assert (
            "已答复，暂缓" in answered.content.decode(),
            client.post(address, {"words": "x"}).status_code,
        ) == (
            True,
            422,
        )
    client.force_login(world.leader)
    client.post(f"/my-work/escalated/rules/{rule.pk}/end/")
    rule.refresh_from_db()
    assert rule.ended_at is not None


def test_rule_for_a_foreign_union_is_not_offered(world: World, client: Client) -> None:
    client.force_login(world.leader)
    form = {"union": world.foreign_county.pk, "errand": "", "days": 3, "role": "leader"}
    assert (client.post("/my-work/escalated/rules/", form).status_code, EscalationRule.objects.count()) == (
        422,
        0,
    )


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ["阜宁县总工会", "阜城街道总工会"]),
        ("?q=街道", ["阜城街道总工会"]),
        ("?errand=event", ["阜城街道总工会"]),
        ("?state=done", []),
        ("?state=postponed", ["阜城街道总工会"]),
        ("?state=open", ["阜宁县总工会"]),
        ("?until=2020-06-14", []),
        ("?since=2020-06-15", ["阜宁县总工会", "阜城街道总工会"]),
    ],
)
def test_list_narrows_and_is_exported(world: World, client: Client, query: str, left: list[str]) -> None:
    rule = rule_of(world.city, world.leader)
    escalated(world.county, world.city, world.leader, rule)
    escalated(world.township, world.county, world.leader, rule, errand="event", answer_until=date(2020, 7, 1))
    client.force_login(world.leader)
    with time_machine.travel(NOON, tick=False):
        page = client.get(f"/my-work/escalated/{query}")
        book = BytesIO(client.get(f"/my-work/escalated/export/{query}").content)
    assert [row.record.union.name for row in page.context["table"].rows] == left
    rows = list(load_workbook(book).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == left


def test_list_costs_as_many_queries_at_three_rows_as_at_one(world: World, client: Client) -> None:
    rule = rule_of(world.city, world.leader)
    client.force_login(world.leader)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/my-work/escalated/").status_code == 200
        return len(seen)

    escalated(world.county, world.city, world.leader, rule)
    cost()
    one = cost()
    for _ in range(2):
        escalated(UnionFactory(parent=world.county), world.county, world.leader, rule)
    assert cost() == one <= 16


def test_empty_pages_say_what_they_are_for(world: World, client: Client) -> None:
    client.force_login(world.leader)
    assert "没有提级督办事项" in client.get("/my-work/escalated/").content.decode()
    assert "没有现行规则" in client.get("/my-work/escalated/rules/").content.decode()
    client.force_login(world.system_admin)
    assert "摘要均已发出" in client.get("/my-work/channels/failed/").content.decode()


def test_open_ones_come_before_the_settled_on_every_database(world: World) -> None:
    rule = rule_of(world.county, world.officer)
    facts = [("settled", 1, NOON), ("late", 3, None), ("later", 9, None)]
    for key, day, done in facts:
        due = {"due_on": date(2020, 6, day), "done_at": done}
        escalated(world.host, world.county, world.officer, rule, key=key, **due)
    assert [one.key for one in escalations_in_scope(actor=world.officer)] == ["late", "later", "settled"]
