"""Lists of households and helpers taken over, taken back, and what stood in the superior's archive put on file."""

from lianshou.kinds.aid.actions.importing.enlisting import TAKES_HELPERS_BACK, take_helpers, untake_helpers
from lianshou.kinds.aid.actions.importing.households import take_households
from lianshou.kinds.aid.actions.importing.standing import MOST, file_standing
from lianshou.kinds.aid.actions.importing.undoing import TAKES_BACK, untake_households

__all__ = [
    "MOST",
    "TAKES_BACK",
    "TAKES_HELPERS_BACK",
    "file_standing",
    "take_helpers",
    "take_households",
    "untake_helpers",
    "untake_households",
]
