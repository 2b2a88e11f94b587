"""Events from planning to the list of attendance that comes back and the photographs."""

from __future__ import annotations

from datetime import timedelta

from tests.factories.events import STARTS, draft, workers
from tests.factories.followups import picture
from tests.factories.pairing import workbook
from tests.kinds.ground import Course, Ground

from lianshou.core.kinds import Step
from lianshou.kernel.followups.actions import NewPhoto
from lianshou.kernel.intake.actions import open_import, take_rows
from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.actions import finish_event, join_event, leave_event, open_event, record_photos
from lianshou.kinds.events.models import Event

LATER = STARTS + timedelta(days=1)


def ask(ground: Ground) -> None:
    most = ground.random.randint(2, 5)
    event = draft(ground.world, ground.programme, title=ground.name(), most=most)
    event = open_event(actor=ground.world.officer, event=event, now=ground.now)
    people = workers(ground.world.host, most + 2)
    join_event(actor=ground.world.officer, event=event, people=people, now=ground.now)


def give_up(ground: Ground) -> None:
    event = Event.objects.select_related("opening__programme__union").get()
    held = Placement.objects.filter(state="placed").select_related("application__person", "opening")
    seat = ground.random.choice(list(held.order_by("pk")))
    after = leave_event(actor=ground.world.officer, event=event, seat=seat, now=ground.now)
    assert after is not None
    assert Placement.objects.filter(state="placed").count() == event.opening.most


def bring_attendance(ground: Ground) -> None:
    seats = Placement.objects.filter(programme=ground.programme, state="placed").order_by("ticket")
    rows = [(f"E{seat.opening_id}-{seat.ticket}", ground.random.choice("是否")) for seat in seats]
    batch = open_import(
        actor=ground.world.officer, programme=ground.programme, list_slug="attendance", name="签到表.xlsx",
        content=workbook(("报名编号", "是否到场"), rows), now=LATER,
    )  # fmt: skip
    take_rows(actor=ground.world.officer, batch=batch, now=LATER)


def photograph(ground: Ground) -> None:
    event, photos = Event.objects.get(), [NewPhoto(content=picture(), credit=ground.name())]
    record_photos(actor=ground.world.officer, event=event, photos=photos, consent=True, note="", now=LATER)
    finish_event(actor=ground.world.officer, event=event, now=LATER)


COURSE: Course = {
    Step.APPLICATION: ask,
    Step.SEATS: give_up,
    Step.LISTS: bring_attendance,
    Step.FOLLOW_UP: photograph,
}
