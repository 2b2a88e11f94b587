"""Projects, aid that is planned, given or cancelled, and the mark for long-term aid."""

from lianshou.kinds.aid.actions.aiding.ending import (
    cancel_aid,
    carry_aid,
    drop_aid_of,
    payment_ended,
    payment_paid,
)
from lianshou.kinds.aid.actions.aiding.fulfilling import fulfil_aid
from lianshou.kinds.aid.actions.aiding.long_term import mark_long_term, unmark_long_term
from lianshou.kinds.aid.actions.aiding.planning import Barred, NewAid, Unaided, plan_aids
from lianshou.kinds.aid.actions.aiding.projects import change_project, close_project, enter_project

__all__ = [
    "Barred",
    "NewAid",
    "Unaided",
    "cancel_aid",
    "carry_aid",
    "change_project",
    "close_project",
    "drop_aid_of",
    "enter_project",
    "fulfil_aid",
    "mark_long_term",
    "payment_ended",
    "payment_paid",
    "plan_aids",
    "unmark_long_term",
]
