"""Everything that is written about households in hardship."""

from lianshou.kinds.aid.actions.deciding import end_file, move_file, put_on_file, set_causes
from lianshou.kinds.aid.actions.holding import Faulty
from lianshou.kinds.aid.actions.joining import merge_files, split_household
from lianshou.kinds.aid.actions.opening import open_file
from lianshou.kinds.aid.actions.picturing import NewPicture, look_at_picture
from lianshou.kinds.aid.actions.surveying import (
    Filled,
    begin_survey,
    discard_survey,
    hand_in_survey,
    record_household,
    save_survey,
)

__all__ = [
    "Faulty",
    "Filled",
    "NewPicture",
    "begin_survey",
    "discard_survey",
    "end_file",
    "hand_in_survey",
    "look_at_picture",
    "merge_files",
    "move_file",
    "open_file",
    "put_on_file",
    "record_household",
    "save_survey",
    "set_causes",
    "split_household",
]
