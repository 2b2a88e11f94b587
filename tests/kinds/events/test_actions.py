from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.events import NOW, STARTS, attended, draft, facts, opened, programme, seated, workers
from tests.factories.followups import picture
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.followups.actions import NewPhoto
from lianshou.kernel.placement.enums import Reason as SeatReason
from lianshou.kernel.placement.queries import seats_line
from lianshou.kinds.events.actions import (
    add_event,
    answer_event,
    cancel_event,
    close_events,
    edit_event,
    finish_event,
    join_event,
    leave_event,
    note_attendance,
    open_event,
    record_photos,
    scan_code,
    take_attendance,
    undo_attendance,
)
from lianshou.kinds.events.enums import Reason, State, Way
from lianshou.kinds.events.figures import places
from lianshou.kinds.events.models import Answer, Attendance, Event


def why(call: object, **words: object) -> object:
    with pytest.raises(Refused) as refusal:
        call(**words)  # type: ignore[operator]
    return refusal.value.reason


def test_event_is_planned_as_a_draft_and_its_opening_lets_the_programme_run(world: World) -> None:
    event = draft(world)
    assert (event.state, event.opening.programme.state, event.opening.most) == ("draft", "preparing", 2)
    event = open_event(actor=world.officer, event=event, now=NOW)
    event.opening.programme.refresh_from_db()
    assert (event.state, event.opening.programme.state) == ("open", "running")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, Reason.TITLE_MISSING),
        ({"ends_at": STARTS}, Reason.ENDS_BEFORE_START),
        ({"closes_at": STARTS + timedelta(minutes=1)}, Reason.CLOSES_AFTER_START),
        ({"low": 3}, SeatReason.ROOM_ORDER),
    ],
)
def test_event_is_refused_with_facts_that_do_not_fit(
    world: World, changes: dict[str, object], reason: object
) -> None:
    words = facts(**changes)
    assert why(add_event, actor=world.officer, programme=programme(world), now=NOW, **words) is reason


def test_second_event_of_a_title_is_refused_kindly(world: World, event: Event) -> None:
    again = why(add_event, actor=world.officer, programme=event.opening.programme, now=NOW, **facts())
    assert again is Reason.TITLE_TAKEN


def test_more_places_of_a_changed_event_go_to_those_who_wait(world: World, event: Event) -> None:
    seats = seated(world, event, workers(world.host, 3))
    edit_event(actor=world.officer, event=event, now=NOW, **facts(most=3, title="宣讲会（加座）"))
    seats[2].refresh_from_db()
    assert (seats[2].state, str(Event.objects.get(pk=event.pk))) == ("placed", "宣讲会（加座）")


def test_chair_signs_several_up_and_whoever_was_before_keeps_the_place(world: World, event: Event) -> None:
    people = workers(world.host, 3)
    seated(world, event, people[1:2])
    joined = join_event(actor=world.host_account, event=event, people=people, now=NOW)
    assert [seat.ticket for seat in joined.placed] == [2]
    assert [seat.ticket for seat in joined.queued] == [3]
    assert joined.before == (people[1],)


def test_sign_up_ends_with_its_day_and_giving_up_with_the_start(world: World, event: Event) -> None:
    (person,) = workers(world.host, 1)
    words = {"actor": world.officer, "event": event}
    late = why(join_event, people=[person], now=STARTS - timedelta(hours=1), **words)
    (seat,) = seated(world, event, [person])
    assert (late, why(leave_event, seat=seat, now=STARTS, **words)) == (
        Reason.SIGN_UP_OVER,
        Reason.SIGN_UP_OVER,
    )
    assert why(join_event, people=[], now=NOW, **words) is Reason.NOBODY_CHOSEN


def test_own_scan_signs_in_between_two_hours_before_and_after(world: World, event: Event) -> None:
    (person,) = workers(world.host, 1, accounts=True)
    (seat,) = seated(world, event, [person])
    words = {"actor": person.account, "event": event, "seat": seat}
    early, late = STARTS - timedelta(hours=3), STARTS + timedelta(hours=5)
    assert (why(scan_code, now=early, **words), why(scan_code, now=late, **words)) == (
        Reason.TOO_EARLY,
        Reason.TOO_LATE,
    )
    first = scan_code(now=STARTS, **words)
    again = scan_code(now=STARTS + timedelta(minutes=5), **words)
    assert (again, again.attended_at, again.way) == (first, STARTS, Way.SCANNED)
    with pytest.raises(PermissionDenied):
        scan_code(actor=world.officer, event=event, seat=seat, now=STARTS)


def test_who_waits_cannot_sign_in(world: World, event: Event) -> None:
    people = workers(world.host, 3, accounts=True)
    seats = seated(world, event, people)
    words = {"event": event, "seat": seats[2], "now": STARTS}
    assert why(scan_code, actor=people[2].account, **words) is Reason.NO_PLACE
    assert why(note_attendance, actor=world.officer, way=Way.HAND, **words) is Reason.NO_PLACE


def test_tick_is_taken_back_unless_the_question_was_answered(world: World, event: Event) -> None:
    people = workers(world.host, 2, accounts=True)
    seats = seated(world, event, people)
    attended(world, event, seats)
    answer_event(actor=people[0].account, event=event, seat=seats[0], score=5, words="", now=STARTS)
    words = {"actor": world.officer, "event": event, "now": STARTS}
    assert why(undo_attendance, seat=seats[0], **words) is Reason.ANSWERED
    undo_attendance(seat=seats[1], **words)
    assert list(Attendance.objects.values_list("placement", flat=True)) == [seats[0].pk]


def test_list_of_attendance_notes_who_was_there_and_nobody_else(world: World, event: Event) -> None:
    seats = seated(world, event, workers(world.host, 2))
    words = {"actor": world.officer, "programme": event.opening.programme, "now": STARTS}
    rows = [
        {"number": (seat.opening_id, seat.ticket), "attended": was}
        for seat, was in zip(seats, (True, None), strict=True)
    ]
    for row in rows:
        take_attendance(values=row, **words)
    assert list(Attendance.objects.values_list("placement", "way")) == [(seats[0].pk, "paper")]
    assert why(take_attendance, values={"number": (event.opening_id, 99)}, **words) is Reason.UNKNOWN_SEAT


def test_answer_carries_neither_name_nor_moment_and_leaves_no_line_in_the_book(
    world: World, event: Event
) -> None:
    (person,) = workers(world.host, 1, accounts=True)
    (seat,) = seated(world, event, [person])
    words = {"actor": person.account, "event": event, "seat": seat, "score": 4, "words": "好"}
    assert why(answer_event, now=STARTS, **words) is Reason.NOT_ATTENDED
    attended(world, event, [seat])
    lines = Entry.objects.count()
    answer_event(now=STARTS, **words)
    assert why(answer_event, now=STARTS, **words) is Reason.ANSWERED
    assert {field.name for field in Answer._meta.get_fields()} == {"id", "event", "score", "words"}
    assert (Answer.objects.get().score, Entry.objects.count()) == (4, lines)


def test_photographs_need_consent_and_credit_and_become_an_activity(world: World, event: Event) -> None:
    seats = seated(world, event, workers(world.host, 2))
    attended(world, event, seats)
    photos = [NewPhoto(content=picture(), credit="姚海翔 摄")]
    words = {
        "actor": world.officer,
        "event": event,
        "photos": photos,
        "note": "",
        "now": STARTS + timedelta(days=1),
    }
    assert why(record_photos, consent=False, **words) is Reason.CONSENT_MISSING
    followup = record_photos(consent=True, **words)
    assert (followup.people, followup.title, followup.photos.get().credit) == (2, "劳模宣讲会", "姚海翔")
    assert why(record_photos, consent=True, **words) is Reason.HAS_PHOTOS


def test_event_is_finished_when_it_has_begun_and_the_programme_closed_when_all_are(
    world: World, event: Event
) -> None:
    held = event.opening.programme
    held.refresh_from_db()
    assert why(finish_event, actor=world.officer, event=event, now=NOW) is Reason.NOT_STARTED
    assert why(close_events, actor=world.officer, programme=held, now=NOW) is Reason.RUNNING_EVENTS
    assert finish_event(actor=world.officer, event=event, now=STARTS).state == State.HELD
    assert close_events(actor=world.officer, programme=held, now=STARTS).state == "closed"


def test_cancelled_event_takes_nobody_any_more(world: World, event: Event) -> None:
    cancel_event(actor=world.officer, event=event, ground="weather", now=NOW)
    (person,) = workers(world.host, 1)
    event.refresh_from_db()
    words = {"event": event, "people": [person], "now": NOW}
    assert why(join_event, actor=world.officer, **words) is Reason.WRONG_STATE


def test_places_of_a_cancelled_event_count_neither_on_the_desk_nor_in_the_figures(world: World) -> None:
    running = programme(world)
    off, on = opened(world, running), opened(world, running, title="读书会")
    seated(world, off, workers(world.host, 3))
    seated(world, on, workers(world.host, 1))

    def told() -> tuple[str, int]:
        line = seats_line(actor=world.officer, programme=running, today=NOW.date())
        assert line is not None
        return str(line.said.zh), places(actor=world.officer, today=NOW.date()).count()

    assert told() == ("已占3个，候补1人", 3)
    cancel_event(actor=world.officer, event=off, ground="weather", now=NOW)
    finish_event(actor=world.officer, event=on, now=STARTS)
    states = {event.opening.name: event.opening.state for event in Event.objects.admitted().order_by("pk")}
    assert (states, told()) == ({"劳模宣讲会": "called_off", "读书会": "closed"}, ("已占1个，候补0人", 1))


@pytest.mark.parametrize("who", ["approver", "leader", "host_account", "foreign_officer", "nobody"])
def test_event_is_run_by_the_officer_of_its_union_only(world: World, who: str, now: datetime) -> None:
    event = opened(world)
    with pytest.raises(PermissionDenied):
        cancel_event(actor=getattr(world, who), event=event, ground="weather", now=now)
