from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import PostFactory, UserFactory, person_with
from tests.factories.pledges import NOON, agreed, approved, drafted, in_force
from tests.factories.programmes import ProgrammeFactory
from tests.factories.unions import UnionFactory
from tests.factories.world import World, make_world
from zeal import zeal_ignore

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import broken_lines
from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.pledges.actions import (
    agree_pledge,
    end_pledge,
    issue_pledges,
    record_paper_signatures,
    sign_pledge,
)
from lianshou.kernel.pledges.enums import Reason, Side, State
from lianshou.kernel.pledges.models import Pledge, Series
from lianshou.kernel.programmes.enums import State as ProgrammeState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def guests(world: World, count: int) -> None:
    with zeal_ignore():
        for _number in range(count):
            approved(world.programme, world.host, UnionFactory(parent=world.county))


def test_issue_freezes_the_words_of_both_sides(world: World) -> None:
    pledge = drafted(world)

    assert pledge.number == "阜联手〔2020〕1号"
    assert (pledge.starts_on, pledge.ends_on, pledge.state) == (
        date(2020, 6, 24),
        date(2020, 12, 31),
        "drafted",
    )
    assert [(party.side, party.union_id) for party in pledge.parties.all()] == [
        ("host", world.host.pk),
        ("guest", world.guest.pk),
    ]
    host = pledge.context["host"]
    assert (host["name"], host["chair"], host["phone"]) == (world.host.name, "卢明远", "138****0001")
    assert host["honours"] == [
        {
            "level": "省级",
            "title": "模范职工之家",
            "document_no": "苏工发〔2018〕12号",
            "granted_on": "2018年4月28日",
        }
    ]
    assert pledge.context["guest"]["founded_on"] == "2020年3月2日"
    assert pledge.context["reasons"] == "相距0.4公里，同属风电产业链。"
    assert Entry.objects.filter(verb="pledge.issued", subject_id=str(pledge.pk)).count() == 1


def test_frozen_words_outlive_a_change_of_the_register(world: World) -> None:
    pledge = drafted(world)
    world.host.name = "改名公司工会"
    world.host.save()
    pledge.refresh_from_db()
    assert pledge.context["host"]["name"] == "金海新能源公司工会"


def test_numbers_have_no_gaps_and_no_doubles(world: World) -> None:
    guests(world, 3)
    issue_pledges(actor=world.officer, programme=world.programme, now=NOON)
    with pytest.raises(Refused) as refusal:
        issue_pledges(actor=world.officer, programme=world.programme, now=NOON)
    assert refusal.value.reason == Reason.NOTHING_TO_ISSUE
    guests(world, 2)
    second = ProgrammeFactory(union=world.county, round=9)
    approved(second, world.host, world.guest)
    issue_pledges(actor=world.officer, programme=world.programme, now=NOON)
    issue_pledges(actor=world.officer, programme=second, now=NOON)
    numbers = list(Pledge.objects.order_by("pk").values_list("number", flat=True))
    assert numbers == [f"阜联手〔2020〕{n}号" for n in range(1, 7)]
    assert Series.objects.get().next == 7


def test_numbers_start_anew_with_another_prefix_and_keep_it(world: World) -> None:
    guests(world, 1)
    issue_pledges(actor=world.officer, programme=world.programme, now=NOON, prefix="阜工结")
    guests(world, 1)
    second = issue_pledges(actor=world.officer, programme=world.programme, now=NOON)
    assert [pledge.number for pledge in second] == ["阜工结〔2020〕2号"]


def test_two_counties_may_use_the_same_words(world: World) -> None:
    drafted(world)
    approved(world.foreign_programme, world.foreign_host, world.foreign_guest)
    foreign = issue_pledges(
        actor=world.foreign_officer, programme=world.foreign_programme, now=NOON, prefix="阜联手"
    )
    assert foreign[0].number == "阜联手〔2020〕1号"


def test_issue_takes_the_same_number_of_reads_for_many(world: World) -> None:
    guests(world, 2)
    with CaptureQueriesContext(connection) as few:
        issue_pledges(actor=world.officer, programme=world.programme, now=NOON)
    guests(world, 6)
    with CaptureQueriesContext(connection) as many:
        issue_pledges(actor=world.officer, programme=world.programme, now=NOON)
    # what the book asks for each line, its last entry and the row as it stands, is no part of it
    reads = [
        sum(
            query["sql"].startswith('SELECT "') and not query["sql"].endswith("LIMIT 1") for query in captured
        )
        for captured in (few, many)
    ]
    assert reads[1] <= reads[0]


@pytest.mark.parametrize("role", ["approver", "leader", "foreign_officer", "nobody", "host_account"])
def test_only_the_programmes_officer_issues(world: World, role: str) -> None:
    approved(world.programme, world.host, world.guest)
    with pytest.raises(PermissionDenied):
        issue_pledges(actor=getattr(world, role), programme=world.programme, now=NOON)


def test_issue_waits_for_approval(world: World) -> None:
    approved(world.programme, world.host, world.guest)
    world.programme.state = ProgrammeState.PREPARING
    world.programme.save()
    with pytest.raises(Refused) as refusal:
        issue_pledges(actor=world.officer, programme=world.programme, now=NOON)
    assert refusal.value.reason == Reason.WRONG_STATE


@pytest.mark.parametrize("order", [("host_account", "guest_account"), ("guest_account", "host_account")])
def test_both_agree_then_both_sign_in_any_order(world: World, order: tuple[str, str]) -> None:
    pledge = drafted(world)
    first, second = (getattr(world, name) for name in order)
    states = [
        agree_pledge(actor=first, pledge=pledge, now=NOON).state,
        agree_pledge(actor=second, pledge=pledge, now=NOON).state,
        sign_pledge(actor=first, pledge=pledge, now=NOON).state,
        sign_pledge(actor=second, pledge=pledge, now=NOON).state,
    ]
    assert states == [State.DRAFTED, State.AGREED, State.AGREED, State.IN_FORCE]
    pledge.refresh_from_db()
    assert pledge.in_force_at == NOON
    parties = {party.side: party for party in pledge.parties.all()}
    assert parties["host"].signed_by == world.host_account
    assert {side: party.signatory for side, party in parties.items()} == {"host": "卢明远", "guest": "任青禾"}
    placement = Placement.objects.get()
    assert (placement.state, placement.starts_on) == (PlacementState.ACTIVE, date(2020, 6, 24))
    world.programme.refresh_from_db()
    assert world.programme.state == ProgrammeState.RUNNING
    verbs = list(Entry.objects.filter(subject_type="pledges.pledge").values_list("verb", flat=True))
    assert verbs == [
        "pledge.issued",
        "pledge.agreed",
        "pledge.agreed",
        "pledge.signed",
        "pledge.signed",
        "pledge.in_force",
    ]
    assert list(broken_lines()) == []


def test_second_pledge_in_force_leaves_the_programme_running(world: World) -> None:
    in_force(world)
    world.programme.refresh_from_db()
    other = UnionFactory(parent=world.county)
    chair = person_with(Role.CHAIR, other)
    approved(world.programme, world.host, other)
    pledge = issue_pledges(actor=world.officer, programme=world.programme, now=NOON)[0]
    for act in (agree_pledge, sign_pledge):
        for account in (world.host_account, chair):
            pledge = act(actor=account, pledge=pledge, now=NOON)
    assert pledge.state == State.IN_FORCE
    world.programme.refresh_from_db()
    assert world.programme.state == ProgrammeState.RUNNING


def test_nobody_agrees_or_signs_twice(world: World) -> None:
    pledge = drafted(world)
    agree_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    with pytest.raises(Refused) as refusal:
        agree_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    assert refusal.value.reason == Reason.ALREADY_AGREED
    agree_pledge(actor=world.guest_account, pledge=pledge, now=NOON)
    sign_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    with pytest.raises(Refused) as refusal:
        sign_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    assert refusal.value.reason == Reason.ALREADY_SIGNED
    assert [bool(party.signed_at) for party in Pledge.objects.get().parties.all()] == [True, False]


def test_nobody_signs_before_both_agreed(world: World) -> None:
    pledge = drafted(world)
    agree_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    with pytest.raises(Refused) as refusal:
        sign_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    assert refusal.value.reason == Reason.NOT_AGREED


@pytest.mark.parametrize("act", [agree_pledge, sign_pledge])
def test_a_chair_of_another_union_cannot_speak_for_a_side(world: World, act: object) -> None:
    pledge = agreed(world)
    for union in (world.county, world.foreign_host):
        with pytest.raises(Refused) as refusal:
            act(actor=person_with(Role.CHAIR, union), pledge=pledge, now=NOON)  # type: ignore[operator]
        assert refusal.value.reason == Reason.NOT_A_PARTY


@pytest.mark.parametrize("act", [agree_pledge, sign_pledge])
@pytest.mark.parametrize("role", ["officer", "approver", "leader", "nobody", "system_admin"])
def test_only_chairs_agree_and_sign(world: World, act: object, role: str) -> None:
    pledge = agreed(world)
    with pytest.raises(PermissionDenied):
        act(actor=getattr(world, role), pledge=pledge, now=NOON)  # type: ignore[operator]


def test_a_chair_whose_post_is_over_cannot_sign(world: World) -> None:
    pledge = agreed(world)
    gone = UserFactory()
    PostFactory(user=gone, union=world.host, role=Role.CHAIR, ends_on=date(2020, 1, 1))
    with pytest.raises(PermissionDenied):
        sign_pledge(actor=gone, pledge=pledge, now=NOON)


def test_a_chair_of_both_sides_agrees_for_one_at_a_time(world: World) -> None:
    pledge = drafted(world)
    both = person_with(Role.CHAIR, world.host)
    PostFactory(user=both, union=world.guest, role=Role.CHAIR)
    assert agree_pledge(actor=both, pledge=pledge, now=NOON).state == State.DRAFTED
    assert agree_pledge(actor=both, pledge=pledge, now=NOON).state == State.AGREED


def test_nobody_agrees_after_the_term(world: World) -> None:
    pledge = drafted(world)
    with pytest.raises(Refused) as refusal:
        agree_pledge(actor=world.host_account, pledge=pledge, now=datetime(2021, 1, 2, tzinfo=UTC))
    assert refusal.value.reason == Reason.ENDED


def test_signatures_on_paper_bring_it_into_force(world: World) -> None:
    pledge = record_paper_signatures(
        actor=world.officer,
        pledge=drafted(world),
        signed_on=date(2020, 6, 23),
        signatories={"host": "卢明远", "guest": "任青禾"},
        now=NOON,
    )
    assert pledge.state == State.IN_FORCE
    parties = {party.side: party for party in Pledge.objects.get().parties.all()}
    assert [(party.signatory, party.on_paper, party.signed_by) for party in parties.values()] == [
        ("卢明远", True, world.officer),
        ("任青禾", True, world.officer),
    ]
    assert Placement.objects.get().state == PlacementState.ACTIVE


def test_paper_keeps_a_signature_given_on_the_desk(world: World) -> None:
    pledge = agreed(world)
    sign_pledge(actor=world.host_account, pledge=pledge, now=NOON)
    record_paper_signatures(
        actor=world.officer,
        pledge=pledge,
        signed_on=date(2020, 6, 24),
        signatories={"guest": "任青禾"},
        now=NOON,
    )
    parties = {party.side: party for party in Pledge.objects.get().parties.all()}
    assert (parties[Side.HOST].on_paper, parties[Side.GUEST].on_paper) == (False, True)
    assert parties[Side.GUEST].agreed_by == world.guest_account


def test_chairs_cannot_record_paper(world: World) -> None:
    with pytest.raises(PermissionDenied):
        record_paper_signatures(
            actor=world.host_account,
            pledge=drafted(world),
            signed_on=date(2020, 6, 24),
            signatories={"host": "卢明远", "guest": "任青禾"},
            now=NOON,
        )


def test_ending_ends_the_pairing_with_a_reason(world: World) -> None:
    pledge = end_pledge(
        actor=world.officer, pledge=in_force(world), reason=" 乙方注销 ", ended_on=date(2020, 6, 24), now=NOON
    )
    pledge.refresh_from_db()
    assert (pledge.state, pledge.ended_on, pledge.end_reason) == ("ended", date(2020, 6, 24), "乙方注销")
    placement = Placement.objects.get()
    assert (placement.state, placement.ends_on) == (PlacementState.ENDED, date(2020, 6, 24))
    with pytest.raises(Refused) as refusal:
        end_pledge(actor=world.officer, pledge=pledge, reason="再", ended_on=date(2020, 6, 24), now=NOON)
    assert refusal.value.reason == Reason.ENDED


@pytest.mark.parametrize("role", ["approver", "leader", "foreign_officer", "host_account"])
def test_only_the_officer_ends(world: World, role: str) -> None:
    with pytest.raises(PermissionDenied):
        end_pledge(
            actor=getattr(world, role),
            pledge=drafted(world),
            reason="试试",
            ended_on=date(2020, 6, 24),
            now=NOON,
        )
