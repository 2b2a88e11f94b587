"""States, levels and reasons of this kind, and what the book calls what is done in it."""

from lianshou.kinds.aid.enums import aiding, checking, files, helping, leaving, own
from lianshou.kinds.aid.enums.aiding import AidReason, AidState, LongGround, Nature
from lianshou.kinds.aid.enums.checking import CheckReason, CheckSort, Standing
from lianshou.kinds.aid.enums.files import (
    BY_WEIGHT,
    DIFFERS,
    Ground,
    Layer,
    Level,
    Media,
    Mismatch,
    Mode,
    Proof,
    Reason,
    Sort,
    Stage,
    State,
)
from lianshou.kinds.aid.enums.helping import Begun, Closed, Fallen, HelpReason, Settled, Where
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
from lianshou.kinds.aid.enums.own import ConcernKind, ConcernReason
from lianshou.kinds.aid.enums.shaping import ShapeReason, Spread

VERBS = (
    files.VERBS
    | helping.HELP_VERBS
    | leaving.LEAVE_VERBS
    | aiding.AID_VERBS
    | checking.CHECK_VERBS
    | own.OWN_VERBS
)
SUBJECTS = files.SUBJECTS | helping.HELP_SUBJECTS | leaving.LEAVE_SUBJECTS | aiding.AID_SUBJECTS

EVENTS = tuple(VERBS)

__all__ = [
    "BY_WEIGHT",
    "DIFFERS",
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
    "CheckReason",
    "CheckSort",
    "Closed",
    "ConcernKind",
    "ConcernReason",
    "Fallen",
    "Ground",
    "HelpReason",
    "Layer",
    "LeaveReason",
    "LeaveState",
    "LeaveStep",
    "Level",
    "LongGround",
    "Media",
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
    "Standing",
    "State",
    "StationReason",
    "StationSort",
    "StationState",
    "Tier",
    "Where",
]
