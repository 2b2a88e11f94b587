"""Lists of households and helpers taken over, taken back, and what stood in the superior's archive put on file."""

from lianshou.kinds.aid.actions.importing.households import take_households
from lianshou.kinds.aid.actions.importing.standing import MOST, file_standing
from lianshou.kinds.aid.actions.importing.undoing import TAKES_BACK, untake_households

__all__ = ["MOST", "TAKES_BACK", "file_standing", "take_households", "untake_households"]
