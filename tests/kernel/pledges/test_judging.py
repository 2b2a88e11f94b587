from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.factories.papers import member, several, signed_by
from tests.factories.pledges import NOON, in_force
from tests.factories.world import World, make_world

from lianshou.core.refusals import Refused
from lianshou.kernel.pledges.actions import (
    agree_pledge,
    end_pledge,
    expire_pledges,
    judge_pledge,
    renew_pledge,
    sign_pledge,
)
from lianshou.kernel.pledges.enums import Reason, State
from lianshou.kernel.pledges.exports import paper_of, reading_of
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.rules import may_pass, why_not_renew

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2020, 12, 15, 4, 0, tzinfo=UTC)
JANUARY = datetime(2021, 1, 3, 4, 0, tzinfo=UTC)
NEW_TERM = {"starts_on": date(2021, 1, 1), "ends_on": date(2022, 6, 30)}


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.mark.parametrize("after", list(State))
def test_what_has_ended_or_was_renewed_stays(after: State) -> None:
    assert (may_pass(State.ENDED, after), may_pass(State.RENEWED, after)) == (False, False)


def test_both_sides_evaluate(world: World) -> None:
    pledge = in_force(world)
    row = pledge.obligations.get(party__side="guest")
    judge_pledge(
        actor=world.host_account,
        pledge=pledge,
        grade="good",
        words="互访扎实",
        now=DECEMBER,
        marks={row.pk: "fair"},
    )
    pledge.refresh_from_db()
    assert pledge.state == "in_force"
    judge_pledge(actor=world.guest_account, pledge=pledge, grade="fair", words="有收获", now=DECEMBER)
    pledge.refresh_from_db()
    assert pledge.state == "judged"
    assert [mark.grade for mark in row.marks.all()] == ["fair"]


@pytest.mark.parametrize(
    ("now", "words", "reason"),
    [(NOON, "好", Reason.TOO_EARLY), (DECEMBER, " ", Reason.REASON_MISSING)],
)
def test_evaluating_is_refused(world: World, now: datetime, words: str, reason: Reason) -> None:
    pledge = in_force(world)
    with pytest.raises(Refused) as refusal:
        judge_pledge(actor=world.host_account, pledge=pledge, grade="good", words=words, now=now)
    assert refusal.value.reason == reason


def test_side_evaluates_once_and_only_its_own(world: World) -> None:
    pledge = in_force(world)
    judge_pledge(actor=world.host_account, pledge=pledge, grade="good", words="好", now=DECEMBER)
    with pytest.raises(Refused) as refusal:
        judge_pledge(actor=world.host_account, pledge=pledge, grade="good", words="好", now=DECEMBER)
    assert refusal.value.reason == Reason.ALREADY_JUDGED


def test_renewal_takes_the_placement_over_when_it_is_signed(world: World) -> None:
    pledge = in_force(world)
    placement = pledge.placement
    new = renew_pledge(actor=world.officer, pledge=pledge, now=DECEMBER, **NEW_TERM)
    assert (new.number, new.former, new.placement, new.context["ends_on"]) == (
        "阜联手〔2020〕2号",
        pledge,
        None,
        "2022年6月30日",
    )
    with pytest.raises(Refused) as refusal:
        renew_pledge(actor=world.officer, pledge=pledge, now=DECEMBER, **NEW_TERM)
    assert refusal.value.reason == Reason.ALREADY_RENEWED
    for account in (world.host_account, world.guest_account):
        new = agree_pledge(actor=account, pledge=new, now=DECEMBER)
    for account in (world.host_account, world.guest_account):
        new = sign_pledge(actor=account, pledge=new, now=DECEMBER)
    pledge.refresh_from_db()
    new.refresh_from_db()
    assert placement is not None
    placement.refresh_from_db()
    assert (pledge.state, pledge.placement, new.state, new.placement) == (
        "renewed",
        None,
        "in_force",
        placement,
    )
    assert placement.state == "active"
    text = "".join(block.text for block in reading_of(paper_of([Pledge.objects.get(pk=new.pk)])))
    assert "本协议续签自阜联手〔2020〕1号" in text


def test_withdrawn_renewal_leaves_the_former_and_a_void_number(world: World) -> None:
    pledge = in_force(world)
    new = renew_pledge(actor=world.officer, pledge=pledge, now=DECEMBER, **NEW_TERM)
    end_pledge(actor=world.officer, pledge=new, reason="改期", ended_on=date(2020, 12, 15), now=DECEMBER)
    again = renew_pledge(actor=world.officer, pledge=pledge, now=DECEMBER, **NEW_TERM)
    assert (again.n, new.series and new.series.void.get().n) == (3, 2)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, None),
        ({"judged_first": True}, Reason.NOT_JUDGED),
        ({"judged_first": True, "state": "judged"}, None),
        ({"state": "ended"}, Reason.NOT_IN_FORCE),
        ({"sort": "letter"}, Reason.NOT_IN_FORCE),
        ({"today": date(2020, 9, 1)}, Reason.TOO_EARLY),
        ({"term": (date(2020, 12, 31), date(2021, 1, 31))}, Reason.TERM_WRONG),
        ({"term": (date(2021, 1, 1), date(2021, 1, 1))}, Reason.TERM_WRONG),
        ({"renewing": True}, Reason.ALREADY_RENEWED),
    ],
)
def test_when_an_agreement_is_renewed(facts: dict[str, object], reason: Reason | None) -> None:
    usual = {
        "state": "in_force",
        "judged_first": False,
        "renewing": False,
        "today": date(2020, 12, 1),
        "ends_on": date(2020, 12, 31),
        "term": (date(2021, 1, 1), date(2021, 12, 31)),
    }
    assert why_not_renew(**{**usual, **facts}) == reason  # type: ignore[arg-type]


def test_terms_run_out_once(world: World) -> None:
    pledge = in_force(world)
    last_day = datetime(2020, 12, 31, 12, 0, tzinfo=UTC)
    assert expire_pledges(actor=None, now=last_day) == 0
    assert (expire_pledges(actor=None, now=JANUARY), expire_pledges(actor=None, now=JANUARY)) == (1, 0)
    pledge.refresh_from_db()
    assert pledge.state == "expired"
    judge_pledge(actor=world.host_account, pledge=pledge, grade="good", words="好", now=JANUARY)


def test_agreement_of_several_is_renewed_for_those_who_stayed(world: World) -> None:
    pairs = [member(world, name) for name in "一二"]
    pledge = signed_by(
        several(world, [one for one, _ in pairs]), world.host_account, *(by for _, by in pairs)
    )
    new = renew_pledge(actor=world.officer, pledge=pledge, now=DECEMBER, **NEW_TERM)
    assert [one.union for one in new.parties.all()] == [world.host, pairs[0][0], pairs[1][0]]
    assert new.context["words"] == ["互派骨干交流。", "每季度开一次联席会。"]
    assert new.obligations.count() == 2
