"""Everything that is written about households in hardship."""

from lianshou.kinds.aid.actions.calling import reach_household, record_visit
from lianshou.kinds.aid.actions.deciding import end_file, move_file, put_on_file, set_causes
from lianshou.kinds.aid.actions.handing_over import hand_over_helping, leave_helper
from lianshou.kinds.aid.actions.helping import assign_helper, change_helper, enlist_helpers, set_wish
from lianshou.kinds.aid.actions.holding import Faulty
from lianshou.kinds.aid.actions.joining import merge_files, split_household
from lianshou.kinds.aid.actions.matching import propose_helpers, settle_match, sift_match
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
    "assign_helper",
    "begin_survey",
    "change_helper",
    "compare_civil_list",
    "discard_survey",
    "drop_report",
    "end_file",
    "enlist_helpers",
    "erase_old_reports",
    "hand_in_survey",
    "hand_over_helping",
    "leave_helper",
    "look_at_picture",
    "look_at_scan",
    "merge_files",
    "move_file",
    "open_file",
    "pass_civil",
    "pass_notices",
    "propose_helpers",
    "put_on_file",
    "reach_household",
    "record_household",
    "record_visit",
    "refuse_approval",
    "save_survey",
    "set_causes",
    "set_wish",
    "settle_match",
    "sift_match",
    "split_household",
    "take_layer",
]
