"""The pages of events: the officer's desk, attendance, signing up."""

from lianshou.kinds.events.views.attending import (
    attend,
    attendance_export,
    poster,
    scan,
    seats,
    seats_export,
    sheet,
)
from lianshou.kinds.events.views.desk import (
    cancel,
    close,
    edit,
    event,
    events,
    events_export,
    finish,
    new,
    open_sign_up,
    photos,
    promote,
)
from lianshou.kinds.events.views.joining import here, join, leave, mine, own_code, say_how

__all__ = [
    "attend",
    "attendance_export",
    "cancel",
    "close",
    "edit",
    "event",
    "events",
    "events_export",
    "finish",
    "here",
    "join",
    "leave",
    "mine",
    "new",
    "open_sign_up",
    "own_code",
    "photos",
    "poster",
    "promote",
    "say_how",
    "scan",
    "seats",
    "seats_export",
    "sheet",
]
