"""Every write about events; seats and tickets are the kernel's (``kernel.placement.actions``)."""

from lianshou.kinds.events.actions.answering import answer_event
from lianshou.kinds.events.actions.attending import (
    note_attendance,
    scan_code,
    take_attendance,
    undo_attendance,
)
from lianshou.kinds.events.actions.joining import Joined, join_event, leave_event
from lianshou.kinds.events.actions.planning import (
    add_event,
    cancel_event,
    close_events,
    edit_event,
    finish_event,
    open_event,
    record_photos,
)
from lianshou.kinds.events.actions.requesting import join_by_form, move_by_form

__all__ = [
    "Joined",
    "add_event",
    "answer_event",
    "cancel_event",
    "close_events",
    "edit_event",
    "finish_event",
    "join_by_form",
    "join_event",
    "leave_event",
    "move_by_form",
    "note_attendance",
    "open_event",
    "record_photos",
    "scan_code",
    "take_attendance",
    "undo_attendance",
]
