"""Everything that is written about households in hardship."""

from lianshou.kinds.aid.actions.aiding import (
    Barred,
    NewAid,
    Unaided,
    cancel_aid,
    change_project,
    close_project,
    enter_project,
    fulfil_aid,
    mark_long_term,
    payment_ended,
    payment_paid,
    plan_aids,
    unmark_long_term,
)
from lianshou.kinds.aid.actions.calling import reach_household, record_visit
from lianshou.kinds.aid.actions.deciding import end_file, move_file, put_on_file, set_causes
from lianshou.kinds.aid.actions.handing_over import hand_over_helping, leave_helper
from lianshou.kinds.aid.actions.helping import assign_helper, change_helper, enlist_helpers, set_wish
from lianshou.kinds.aid.actions.holding import Faulty
from lianshou.kinds.aid.actions.joining import merge_files, split_household
from lianshou.kinds.aid.actions.matching import propose_helpers, settle_match
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
    "Barred",
    "Faulty",
    "Filled",
    "NewAid",
    "NewPicture",
    "Payee",
    "Told",
    "Unaided",
    "ask_in_programme",
    "assign_helper",
    "begin_survey",
    "cancel_aid",
    "change_helper",
    "change_project",
    "close_project",
    "compare_civil_list",
    "discard_survey",
    "drop_report",
    "end_file",
    "enlist_helpers",
    "enter_project",
    "erase_old_reports",
    "fulfil_aid",
    "hand_in_survey",
    "hand_over_helping",
    "leave_helper",
    "look_at_picture",
    "look_at_scan",
    "mark_long_term",
    "merge_files",
    "move_file",
    "open_file",
    "pass_civil",
    "pass_notices",
    "payment_ended",
    "payment_paid",
    "plan_aids",
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
    "split_household",
    "take_layer",
    "unmark_long_term",
]
