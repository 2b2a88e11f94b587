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
from lianshou.kinds.aid.actions.verifying import (
    Payee,
    Told,
    ask_in_programme,
    compare_civil_list,
    drop_report,
    erase_old_reports,
    look_at_scan,
    pass_civil,
    pass_notices,
    refuse_approval,
    take_layer,
)

__all__ = [
    "Faulty",
    "Filled",
    "NewPicture",
    "Payee",
    "Told",
    "ask_in_programme",
    "begin_survey",
    "compare_civil_list",
    "discard_survey",
    "drop_report",
    "end_file",
    "erase_old_reports",
    "hand_in_survey",
    "look_at_picture",
    "look_at_scan",
    "merge_files",
    "move_file",
    "open_file",
    "pass_civil",
    "pass_notices",
    "put_on_file",
    "record_household",
    "refuse_approval",
    "save_survey",
    "set_causes",
    "split_household",
    "take_layer",
]
