"""States, levels and reasons of this kind, and what the book calls what is done in it."""

from lianshou.kinds.aid.enums import checking, files, helping
from lianshou.kinds.aid.enums.checking import CheckReason, CheckSort, Standing
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
from lianshou.kinds.aid.enums.network import (
    NETWORK_SUBJECTS,
    NETWORK_VERBS,
    StationReason,
    StationSort,
    StationState,
    Tier,
)

VERBS = files.VERBS | helping.HELP_VERBS | checking.CHECK_VERBS
SUBJECTS = files.SUBJECTS | helping.HELP_SUBJECTS
EVENTS = tuple(VERBS)

__all__ = [
    "EVENTS",
    "NETWORK_SUBJECTS",
    "NETWORK_VERBS",
    "SUBJECTS",
    "VERBS",
    "Begun",
    "CheckReason",
    "CheckSort",
    "Closed",
    "Ground",
    "HelpReason",
    "Layer",
    "Level",
    "Mismatch",
    "Mode",
    "Proof",
    "Reason",
    "Settled",
    "Sort",
    "Stage",
    "Standing",
    "State",
    "StationReason",
    "StationSort",
    "StationState",
    "Tier",
    "Where",
]
