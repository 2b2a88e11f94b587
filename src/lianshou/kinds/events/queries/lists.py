"""Lists of attendance as they come back: whose each number is, and how far the lists of a programme are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from lianshou.core.kinds import OnRegister, Step
from lianshou.core.spine import StepLine, standing_of
from lianshou.core.wording import Wording
from lianshou.formats.sheets.recognising import Row
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.events.enums import State
from lianshou.kinds.events.models import Attendance, Event
from lianshou.kinds.events.queries.desk import seats_by_number

_ATTENDANCE = Wording("签到", "attendance")
_THERE, _NOT_YET = Wording("到场", "was there"), Wording("未签到", "not noted")


def seats_named(*, actor: Any, programme: Programme, rows: Sequence[Row]) -> Mapping[int, OnRegister]:
    """Whose place each row of a list of attendance names, with its event, and what taking the row over would note."""
    numbers: list[Any] = [row.values["number"] for row in rows if row.values.get("number")]
    seats = seats_by_number(programme, numbers)
    found = {place: seats.get(row.values.get("number")) for place, row in enumerate(rows)}
    return {
        place: _named(seat, was_there=bool(rows[place].values.get("attended")))
        for place, seat in found.items()
        if seat is not None
    }


def _named(seat: Placement, *, was_there: bool) -> OnRegister:
    note = was_there and not hasattr(seat, "attendance")
    said = {language: (_NOT_YET.say(language), _THERE.say(language)) for language in ("zh", "en")}
    return OnRegister(
        title=f"{seat.application}（{seat.application.union.name}）· {seat.opening.name}",
        url=reverse("events:seats", args=[seat.opening.event.pk]),
        changes=((_ATTENDANCE, *said["zh"]),) if note else (),
    )


def event_of_list(*, programme: Programme, rows: Sequence[Row]) -> str:
    """The page of the event whose list of attendance ``rows`` are; empty where they name none, or several."""
    openings = {
        number[0] for number in (row.values.get("number") for row in rows) if isinstance(number, tuple)
    }
    if len(openings) != 1:
        return ""
    found = Event.objects.admitted().filter(opening__in=openings, opening__programme=programme)
    event = found.values_list("pk", flat=True).first()
    return "" if event is None else reverse("events:event", args=[event])


def lists_retold(*, line: StepLine, programme: Programme, today: date) -> StepLine:
    """A list of attendance is no list of who takes part: its step is done when every event that was held has its attendance,
    and under way as long as others are to come."""
    if line.step != Step.LISTS:
        return line
    events = Event.objects.admitted().filter(opening__programme=programme).exclude(state=State.CANCELLED)
    noted = Attendance.objects.admitted().filter(placement__opening=OuterRef("opening"))
    seats = Placement.objects.admitted().filter(opening=OuterRef("opening"), state=SeatState.PLACED)
    missing = events.filter(Exists(seats), ~Exists(noted), starts_at__date__lte=today).exists()
    to_come = events.filter(state__in=(State.DRAFT, State.OPEN)).exists()
    begun = Attendance.objects.admitted().filter(placement__programme=programme).exists()
    under_way = missing or bool(line.todo) or (begun and to_come)
    return replace(line, title=_TITLE, standing=standing_of(begun=begun, open_=under_way))


_TITLE = Wording("签到表", "Lists of attendance")
