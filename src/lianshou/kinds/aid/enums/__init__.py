"""States, levels and reasons of this kind, and what the book calls what is done in it."""

from lianshou.kinds.aid.enums import checking, files, helping, own
from lianshou.kinds.aid.enums.checking import CheckReason, CheckSort, Standing
from lianshou.kinds.aid.enums.files import (
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
from lianshou.kinds.aid.enums.helping import Begun, Closed, HelpReason, Settled, Where
from lianshou.kinds.aid.enums.network import (
    NETWORK_SUBJECTS,
    NETWORK_VERBS,
    StationReason,
    StationSort,
    StationState,
    Tier,
)
from lianshou.kinds.aid.enums.own import ConcernKind, ConcernReason

VERBS = files.VERBS | helping.HELP_VERBS | checking.CHECK_VERBS | own.OWN_VERBS
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
    "ConcernKind",
    "ConcernReason",
    "Ground",
    "HelpReason",
    "Layer",
    "Level",
    "Media",
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
