from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories.access import UserFactory
from tests.factories.events import programme, workers
from tests.factories.notices import kind_needs_notice
from tests.factories.people import PersonFactory
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake.models import Application
from lianshou.kernel.notices.enums import Bar
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.actions import (
    close_opening,
    give_up_seat,
    offer_seats,
    promote_next,
    set_seats,
    sign_up,
)
from lianshou.kernel.placement.enums import Reason, State
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.review.actions import NewRung, approve_step, configure_ladder, refuse_step


@pytest.fixture
def opening(world: World, now: datetime) -> Opening:
    """Two seats."""
    return offer_seats(
        actor=world.officer,
        programme=programme(world),
        union=world.county,
        name="参观",
        low=0,
        most=2,
        now=now,
    )


@pytest.fixture
def people(world: World) -> list[Person]:
    return workers(world.host, 5)


def asked(world: World, opening: Opening, people: list[Person], now: datetime) -> list[Placement]:
    return [
        sign_up(actor=world.officer, opening=opening, union=person.union, person=person, now=now)
        for person in people
    ]


def stand(opening: Opening) -> list[tuple[int | None, str]]:
    """Who stands where, by ticket, and the counter beside."""
    opening.refresh_from_db()
    found = Placement.objects.filter(opening=opening).order_by("ticket")
    assert opening.taken == found.filter(state=State.PLACED).count()
    return list(found.values_list("ticket", "state"))


def refused(call: object, **words: object) -> object:
    with pytest.raises(Refused) as refusal, transaction.atomic():
        call(**words)  # type: ignore[operator]
    return refusal.value.reason


def test_sign_up_places_as_many_as_there_are_seats_and_queues_the_rest(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    asked(world, opening, people[:4], now)
    assert stand(opening) == [(1, "placed"), (2, "placed"), (3, "queued"), (4, "queued")]
    verbs = Entry.objects.filter(verb__startswith="seat.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["seat.placed", "seat.placed", "seat.queued", "seat.queued"]


def test_person_signs_up_alone_and_for_nobody_else(world: World, opening: Opening, now: datetime) -> None:
    account = UserFactory()
    own, other = PersonFactory(union=world.host, account=account), PersonFactory(union=world.host)
    seat = sign_up(actor=account, opening=opening, union=world.host, person=own, now=now)
    assert (seat.ticket, seat.state) == (1, State.PLACED)
    with pytest.raises(PermissionDenied):
        sign_up(actor=account, opening=opening, union=world.host, person=other, now=now)


def test_union_as_such_has_one_seat_beside_those_of_its_people(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    sign_up(actor=world.host_account, opening=opening, union=world.host, now=now)
    sign_up(actor=world.host_account, opening=opening, union=world.host, person=people[0], now=now)
    assert stand(opening) == [(1, "placed"), (2, "placed")]
    again = refused(sign_up, actor=world.host_account, opening=opening, union=world.host, now=now)
    assert again is Reason.SIGNED_UP_ALREADY


def test_second_sign_up_of_a_person_is_refused_placed_or_queued(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    asked(world, opening, people[:3], now)
    for person in (people[0], people[2]):
        words = {"opening": opening, "union": person.union, "person": person, "now": now}
        assert refused(sign_up, actor=world.officer, **words) is Reason.SIGNED_UP_ALREADY
    assert [ticket for ticket, _state in stand(opening)] == [1, 2, 3]


def test_person_takes_part_in_a_programme_by_one_application_however_many_openings(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    second = offer_seats(
        actor=world.officer,
        programme=opening.programme,
        union=world.county,
        name="讲座",
        low=0,
        most=2,
        now=now,
    )
    asked(world, opening, people[:1], now)
    asked(world, second, people[:1], now)
    assert Application.objects.filter(person=people[0]).count() == 1


def test_given_up_seat_goes_to_the_earliest_ticket(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    seats = asked(world, opening, people[:4], now)
    assert give_up_seat(actor=world.officer, placement=seats[0], now=now) == seats[2]
    assert stand(opening) == [(1, "ended"), (2, "placed"), (3, "placed"), (4, "queued")]
    seats[2].refresh_from_db()
    assert seats[2].promoted_at == now


def test_place_in_the_queue_is_given_up_without_anybody_moving(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    seats = asked(world, opening, people[:4], now)
    assert give_up_seat(actor=world.officer, placement=seats[2], now=now) is None
    assert stand(opening) == [(1, "placed"), (2, "placed"), (3, "ended"), (4, "queued")]
    assert refused(give_up_seat, actor=world.officer, placement=seats[2], now=now) is Reason.NO_SEAT_HELD


def test_who_comes_back_has_a_new_ticket_behind_all_others(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    seats = asked(world, opening, people[:3], now)
    give_up_seat(actor=world.officer, placement=seats[0], now=now)
    asked(world, opening, [people[0]], now)
    assert stand(opening) == [(1, "ended"), (2, "placed"), (3, "placed"), (4, "queued")]


def test_more_seats_go_to_those_who_wait_and_fewer_than_taken_are_refused(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    seats = asked(world, opening, people, now)
    assert set_seats(actor=world.officer, opening=opening, low=0, most=4, now=now) == seats[2:4]
    assert stand(opening)[3:] == [(4, "placed"), (5, "queued")]
    fewer = refused(set_seats, actor=world.officer, opening=opening, low=0, most=3, now=now)
    assert fewer is Reason.SEATS_TAKEN


def test_promotion_by_hand_needs_a_free_seat_and_somebody_who_waits(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    asked(world, opening, people[:3], now)
    assert refused(promote_next, actor=world.officer, opening=opening, now=now) is Reason.NO_ROOM
    Opening.objects.filter(pk=opening.pk).update(most=3, high=3)
    promote_next(actor=world.officer, opening=opening, now=now)
    assert stand(opening)[2] == (3, "placed")
    Opening.objects.filter(pk=opening.pk).update(most=4, high=4)
    assert refused(promote_next, actor=world.officer, opening=opening, now=now) is Reason.NOBODY_WAITS


def test_free_seat_is_not_taken_past_those_who_wait(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    asked(world, opening, people[:3], now)
    Opening.objects.filter(pk=opening.pk).update(most=3, high=3)
    asked(world, opening, people[3:4], now)
    assert stand(opening)[2:] == [(3, "queued"), (4, "queued")]


def test_sign_up_is_refused_where_it_is_closed_outside_or_not_a_step_of_the_kind(
    world: World, opening: Opening, now: datetime
) -> None:
    stranger = PersonFactory(union=world.foreign_host)
    words = {"opening": opening, "union": stranger.union, "person": stranger, "now": now}
    with pytest.raises(PermissionDenied):
        sign_up(actor=world.officer, **words)
    assert refused(sign_up, actor=world.foreign_officer, **words) is Reason.OUTSIDE
    paired = {
        "programme": world.programme,
        "union": world.county,
        "name": "x",
        "low": 0,
        "most": 1,
        "now": now,
    }
    assert refused(offer_seats, actor=world.officer, **paired) is Reason.NO_SEATS
    close_opening(actor=world.officer, opening=opening, now=now)
    own = PersonFactory(union=world.host)
    words = {"opening": opening, "union": own.union, "person": own, "now": now}
    assert refused(sign_up, actor=world.officer, **words) is Reason.SIGN_UP_CLOSED


@pytest.mark.parametrize("broken", ["taken", "twice", "ticket"])
def test_database_itself_refuses_what_no_action_may_do(
    world: World, opening: Opening, people: list[Person], now: datetime, broken: str
) -> None:
    first, second = asked(world, opening, people[:2], now)
    rows = {
        "taken": (Opening.objects.filter(pk=opening.pk), {"taken": 3}),
        "twice": (Placement.objects.filter(pk=second.pk), {"application": first.application}),
        "ticket": (Placement.objects.filter(pk=second.pk), {"ticket": None}),
    }
    found, changes = rows[broken]
    with pytest.raises(IntegrityError), transaction.atomic():
        found.update(**changes)  # type: ignore[attr-defined]


@pytest.fixture
def approver_of(world: World, now: datetime) -> User:
    """The county wants an approval of its own for applications to events; who gives it."""
    rungs = [NewRung(role="approver", days=5, remind_days=1, level="county")]
    configure_ladder(
        actor=world.approver, union=world.county, kind="events", title="报名审批", rungs=rungs, now=now
    )
    return world.approver


def test_where_approval_comes_first_a_sign_up_waits_for_it_and_holds_nobody_up(
    world: World, opening: Opening, people: list[Person], now: datetime, approver_of: User
) -> None:
    first, second, third = asked(world, opening, people[:3], now)
    assert stand(opening) == [(1, "queued"), (2, "queued"), (3, "queued")]
    with pytest.raises(Refused) as refusal:
        promote_next(actor=world.officer, opening=opening, now=now)
    assert refusal.value.reason is Reason.NOBODY_WAITS
    approve_step(actor=approver_of, ascent=third.application.ascents.get(), now=now)
    approve_step(actor=approver_of, ascent=first.application.ascents.get(), now=now)
    assert stand(opening) == [(1, "placed"), (2, "queued"), (3, "placed")]
    approve_step(actor=approver_of, ascent=second.application.ascents.get(), now=now)
    assert stand(opening) == [(1, "placed"), (2, "queued"), (3, "placed")]
    assert give_up_seat(actor=world.officer, placement=third, now=now) == second


def test_refused_application_loses_its_place_in_line_and_asks_in_vain(
    world: World, opening: Opening, people: list[Person], now: datetime, approver_of: User
) -> None:
    (seat,) = asked(world, opening, people[:1], now)
    refuse_step(actor=approver_of, ascent=seat.application.ascents.get(), words="不符合条件", now=now)
    assert stand(opening) == [(1, "ended")]
    with pytest.raises(Refused) as refusal:
        asked(world, opening, people[:1], now)
    assert refusal.value.reason is Reason.NOT_ACCEPTED


def test_where_a_public_notice_comes_first_nobody_has_a_seat_before_it(
    world: World, opening: Opening, people: list[Person], now: datetime
) -> None:
    with kind_needs_notice("events"):
        asked(world, opening, people[:1], now)
        with pytest.raises(Refused) as refusal:
            promote_next(actor=world.officer, opening=opening, now=now)
    assert (stand(opening), type(refusal.value.reason)) == ([(1, "queued")], Bar)
