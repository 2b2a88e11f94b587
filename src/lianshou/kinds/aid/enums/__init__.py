"""States, levels and reasons of this kind, and what the book calls what is done in it."""

from lianshou.kinds.aid.enums import aiding, files, helping, leaving
from lianshou.kinds.aid.enums.aiding import AidReason, AidState, LongGround, Nature
from lianshou.kinds.aid.enums.files import (
    Ground,
    Layer,
    Level,
    Mismatch,
    Mode,
    Proof,
    Reason,
    Sort,
    Stage,
    State,
)
from lianshou.kinds.aid.enums.helping import Begun, Closed, HelpReason, Settled, Where
from lianshou.kinds.aid.enums.leaving import (
    STANDING_ALARMS,
    Alarm,
    CallState,
    LeaveReason,
    LeaveState,
    LeaveStep,
    Proposer,
    Source,
)
from lianshou.kinds.aid.enums.network import (
    NETWORK_SUBJECTS,
    NETWORK_VERBS,
    StationReason,
    StationSort,
    StationState,
    Tier,
)
from lianshou.kinds.aid.enums.shaping import ShapeReason, Spread

VERBS = files.VERBS | helping.HELP_VERBS | leaving.LEAVE_VERBS | aiding.AID_VERBS
SUBJECTS = files.SUBJECTS | helping.HELP_SUBJECTS | leaving.LEAVE_SUBJECTS | aiding.AID_SUBJECTS
EVENTS = tuple(VERBS)

__all__ = [
    "EVENTS",
    "NETWORK_SUBJECTS",
    "NETWORK_VERBS",
    "STANDING_ALARMS",
    "SUBJECTS",
    "VERBS",
    "AidReason",
    "AidState",
    "Alarm",
    "Begun",
    "CallState",
    "Closed",
    "Ground",
    "HelpReason",
    "Layer",
    "LeaveReason",
    "LeaveState",
    "LeaveStep",
    "Level",
    "LongGround",
    "Mismatch",
    "Mode",
    "Nature",
    "Proof",
    "Proposer",
    "Reason",
    "Settled",
    "ShapeReason",
    "Sort",
    "Source",
    "Spread",
    "Stage",
    "State",
    "StationReason",
    "StationSort",
    "StationState",
    "Tier",
    "Where",
]
