"""Every write of leaving, of calls and warnings afterwards, and of files that are taken up again."""

from lianshou.kinds.aid.actions.leaving.calling_up import reach_for_call, record_call
from lianshou.kinds.aid.actions.leaving.deciding import approve_leaving, refuse_leaving, withdraw_leaving
from lianshou.kinds.aid.actions.leaving.keeping import erase_ended_files, tend
from lianshou.kinds.aid.actions.leaving.returning import take_up_again
from lianshou.kinds.aid.actions.leaving.stepping import (
    Stepped,
    begin_leaving,
    pass_leaving_notices,
    take_step,
)
from lianshou.kinds.aid.actions.leaving.warning import raise_warning, settle_warning

__all__ = [
    "Stepped",
    "approve_leaving",
    "begin_leaving",
    "erase_ended_files",
    "pass_leaving_notices",
    "raise_warning",
    "reach_for_call",
    "record_call",
    "refuse_leaving",
    "settle_warning",
    "take_step",
    "take_up_again",
    "tend",
    "withdraw_leaving",
]
