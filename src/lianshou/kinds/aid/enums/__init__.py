"""States, levels and reasons of this kind, and what the book calls what is done in it."""

from lianshou.kinds.aid.enums import files, helping
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
from lianshou.kinds.aid.enums.shaping import ShapeReason, Spread

VERBS = files.VERBS | helping.HELP_VERBS
SUBJECTS = files.SUBJECTS | helping.HELP_SUBJECTS
EVENTS = tuple(VERBS)

__all__ = [
    "EVENTS",
    "NETWORK_SUBJECTS",
    "NETWORK_VERBS",
    "SUBJECTS",
    "VERBS",
    "Begun",
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
    "ShapeReason",
    "Sort",
    "Spread",
    "Stage",
    "State",
    "StationReason",
    "StationSort",
    "StationState",
    "Tier",
    "Where",
]
