"""Every write of verification: the layers, the approval, lists of the civil-affairs office."""

from lianshou.kinds.aid.actions.verifying.comparing import (
    Payee,
    compare_civil_list,
    drop_report,
    erase_old_reports,
    pass_civil,
)
from lianshou.kinds.aid.actions.verifying.deciding import pass_approval, refuse_approval
from lianshou.kinds.aid.actions.verifying.rounds import begin_round, follow_visit
from lianshou.kinds.aid.actions.verifying.taking import (
    Told,
    ask_in_programme,
    look_at_scan,
    pass_notices,
    take_layer,
)

__all__ = [
    "Payee",
    "Told",
    "ask_in_programme",
    "begin_round",
    "compare_civil_list",
    "drop_report",
    "erase_old_reports",
    "follow_visit",
    "look_at_scan",
    "pass_approval",
    "pass_civil",
    "pass_notices",
    "refuse_approval",
    "take_layer",
]
