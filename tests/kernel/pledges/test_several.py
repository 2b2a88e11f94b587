from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.papers import member, several, signed_by
from tests.factories.pledges import NOON, in_force
from tests.factories.world import World, make_world

from lianshou.core.papers import Clause
from lianshou.core.refusals import Refused
from lianshou.formats.papers.values import date_text
from lianshou.kernel.pledges.actions import (
    agree_pledge,
    join_agreement,
    leave_agreement,
    record_paper_signatures,
    sign_pledge,
)
from lianshou.kernel.pledges.enums import Reason
from lianshou.kernel.pledges.exports import paper_of, reading_of
from lianshou.kernel.pledges.models import Pledge
from lianshou.kernel.pledges.queries import pledges_listed, pledges_waiting_for

pytestmark = pytest.mark.django_db
TODAY = date(2020, 6, 24)


@pytest.fixture
def world() -> World:
    return make_world()


def test_agreement_of_three_is_in_force_when_all_have_signed(world: World) -> None:
    first, second = member(world, "一"), member(world, "二")
    pledge = several(world, [first[0], second[0]])
    assert [(one.side, one.union) for one in pledge.parties.all()] == [
        ("hub", world.host),
        ("member", first[0]),
        ("member", second[0]),
    ]
    accounts = (world.host_account, first[1], second[1])
    for account in accounts:
        pledge = agree_pledge(actor=account, pledge=pledge, now=NOON)
    for account in accounts[:2]:
        pledge = sign_pledge(actor=account, pledge=pledge, now=NOON)
    assert pledge.state == "agreed"
    pledge = sign_pledge(actor=accounts[2], pledge=pledge, now=NOON)
    assert (pledge.state, pledge.number) == ("in_force", "阜联协〔2020〕1号")
    assert sorted(row.party.union_id for row in pledge.obligations.all()) == [first[0].pk, second[0].pk]
    text = "".join(block.lead + block.text for block in reading_of(paper_of([Pledge.objects.get()])))
    assert "成员方：一公司工会" in text
    assert f"牵头方{world.host}卢明远于2020年6月24日在系统中签署" in text


def test_paper_says_whose_a_promise_is_and_by_when(world: World) -> None:
    first, second = member(world, "一"), member(world, "二")
    typed = [
        Clause(side="host", words="牵头召开联席会议"),
        Clause(side="each", words="互派骨干交流", after=60),
    ]
    pledge = several(world, [first[0], second[0]], clauses=typed)
    text = "".join(block.lead + block.text for block in reading_of(paper_of([pledge])))
    for clause, who in zip(typed, ("牵头方", "各方"), strict=True):
        due = date_text(pledge.obligations.filter(words=clause.words).first().due_on, "zh")
        assert f"{clause.words}（责任方：{who} · 于{due}前）" in text


def test_paper_from_before_says_its_promises_alone(world: World) -> None:
    first, second = member(world, "一"), member(world, "二")
    pledge = several(world, [first[0], second[0]])
    for clause in pledge.context["clauses"]:
        del clause["who"], clause["by"]
    text = "".join(block.text for block in reading_of(paper_of([pledge])))
    assert "责任方" not in text


def test_enough_signatures_suffice_when_the_leading_one_is_there(world: World) -> None:
    first, second = member(world, "一"), member(world, "二")
    pledge = several(world, [first[0], second[0]], needed=2)
    pledge = signed_by(pledge, first[1], second[1])
    assert pledge.state == "agreed"
    pledge = signed_by(pledge, world.host_account)
    assert pledge.state == "in_force"


def test_member_may_sign_after_it_came_into_force(world: World) -> None:
    first, second = member(world, "一"), member(world, "二")
    pledge = signed_by(several(world, [first[0], second[0]], needed=2), world.host_account, first[1])
    assert pledge.state == "in_force"
    assert pledges_waiting_for(actor=second[1]).count() == 1
    with pytest.raises(Refused) as refusal:
        sign_pledge(actor=second[1], pledge=pledge, now=NOON)
    assert refusal.value.reason == Reason.NOT_AGREED
    pledge = signed_by(pledge, second[1])
    assert [bool(one.signed_at) for one in pledge.parties.all()] == [True] * 3


def test_member_leaves_and_the_others_go_on(world: World) -> None:
    pairs = [member(world, name) for name in "一二三"]
    pledge = signed_by(
        several(world, [one for one, _ in pairs]), world.host_account, *(by for _, by in pairs)
    )
    party = pledge.parties.get(union=pairs[0][0])
    with pytest.raises(Refused) as refusal:
        leave_agreement(actor=pairs[1][1], pledge=pledge, party=party, left_on=TODAY, reason="x", now=NOON)
    assert refusal.value.reason == Reason.NOT_A_PARTY
    leave_agreement(actor=pairs[0][1], pledge=pledge, party=party, left_on=TODAY, reason="企业搬迁", now=NOON)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.obligations.get(party=party).state) == ("in_force", "waived")
    with pytest.raises(PermissionDenied):
        leave_agreement(actor=world.nobody, pledge=pledge, party=party, left_on=TODAY, reason="x", now=NOON)


@pytest.mark.parametrize(("leaving_ends", "who"), [(True, "一"), (False, "hub")])
def test_leaving_ends_it_for_all_when_agreed_or_when_the_hub_leaves(
    world: World, leaving_ends: bool, who: str
) -> None:
    pairs = {name: member(world, name) for name in "一二三"}
    pledge = several(world, [one for one, _ in pairs.values()], leaving_ends=leaving_ends)
    pledge = signed_by(pledge, world.host_account, *(by for _, by in pairs.values()))
    union = pairs[who][0] if who in pairs else world.host
    party = pledge.parties.get(union=union)
    leave_agreement(actor=world.officer, pledge=pledge, party=party, left_on=TODAY, reason="退出", now=NOON)
    pledge.refresh_from_db()
    assert (pledge.state, pledge.ended_on) == ("ended", TODAY)


def test_union_joins_by_a_supplement(world: World) -> None:
    pairs = [member(world, name) for name in "一二三"]
    pledge = several(world, [pairs[0][0], pairs[1][0]])
    with pytest.raises(Refused) as refusal:
        join_agreement(actor=world.officer, pledge=pledge, union=pairs[2][0], words="x", now=NOON)
    assert refusal.value.reason == Reason.NOT_IN_FORCE
    pledge = signed_by(pledge, world.host_account, pairs[0][1], pairs[1][1])
    party = join_agreement(actor=world.officer, pledge=pledge, union=pairs[2][0], words="自愿加入", now=NOON)
    assert (party.joined_no, party.side, pledge.obligations.filter(party=party).count()) == (1, "member", 1)
    pledge = signed_by(pledge, pairs[2][1])
    assert (pledge.state, pledge.parties.filter(signed_at=None).count()) == ("in_force", 0)
    with pytest.raises(Refused) as again:
        join_agreement(actor=world.officer, pledge=pledge, union=pairs[2][0], words="x", now=NOON)
    assert again.value.reason == Reason.ALREADY_PARTY


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"needed": 1}, Reason.NEEDED_WRONG),
        ({"needed": 4}, Reason.NEEDED_WRONG),
        ({"words": " "}, Reason.WORDS_MISSING),
        ({"ends_on": date(2020, 6, 1)}, Reason.TERM_WRONG),
        ({"prefix": " "}, Reason.PREFIX_MISSING),
    ],
)
def test_drawing_up_is_refused(world: World, facts: dict[str, object], reason: Reason) -> None:
    unions = [member(world, name)[0] for name in "一二"]
    with pytest.raises(Refused) as refusal:
        several(world, unions, **facts)
    assert (refusal.value.reason, Pledge.objects.count()) == (reason, 0)


def test_paper_signatures_of_several_are_recorded(world: World) -> None:
    unions = [member(world, name)[0] for name in "一二"]
    pledge = several(world, unions)
    names = {one.key: f"{one.union}主席" for one in pledge.parties.all()}
    pledge = record_paper_signatures(
        actor=world.officer, pledge=pledge, signed_on=TODAY, signatories=names, now=NOON
    )
    assert pledge.state == "in_force"


def test_pair_is_neither_joined_nor_left(world: World) -> None:
    pledge = in_force(world)
    with pytest.raises(Refused) as refusal:
        join_agreement(actor=world.officer, pledge=pledge, union=world.township, words="x", now=NOON)
    assert refusal.value.reason == Reason.NOT_MANY


def test_list_names_hub_and_members(world: World) -> None:
    unions = [member(world, name)[0] for name in "一二"]
    several(world, unions)
    row = vars(pledges_listed(actor=world.officer).get())
    assert (row["host_name"], row["guest_name"]) == (world.host.name, "一公司工会")
