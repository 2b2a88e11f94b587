"""Every write of review: rounds and their marks, approvals up the tree, appeals."""

from lianshou.kernel.review.actions.assigning import (
    Assigned,
    assign_reviewers,
    declare_conflict,
    hand_over_assignments,
)
from lianshou.kernel.review.actions.bulk import Batch, approve_many
from lianshou.kernel.review.actions.climbing import (
    appeal,
    approve_step,
    comment_step,
    delegate_step,
    refuse_step,
    resubmit,
    resubmit_application,
    return_step,
    settle_appeal,
    submit_for_approval,
)
from lianshou.kernel.review.actions.counting import recount_days
from lianshou.kernel.review.actions.deciding import (
    Drawn,
    appeal_decision,
    close_round,
    decide_application,
    decide_by_line,
    settle_decision_appeal,
)
from lianshou.kernel.review.actions.handing import hand_over_ascents, send_reminders
from lianshou.kernel.review.actions.ladders import NewRung, configure_ladder, retire_ladder
from lianshou.kernel.review.actions.marking import give_marks
from lianshou.kernel.review.actions.returning import turn_back
from lianshou.kernel.review.actions.rounds import (
    add_criterion,
    add_reviewer,
    create_round,
    open_round,
    remove_criterion,
    remove_reviewer,
    settle_conflict,
)
from lianshou.kernel.review.actions.withdrawing import close_withdrawn

__all__ = [
    "Assigned",
    "Batch",
    "Drawn",
    "NewRung",
    "add_criterion",
    "add_reviewer",
    "appeal",
    "appeal_decision",
    "approve_many",
    "approve_step",
    "assign_reviewers",
    "close_round",
    "close_withdrawn",
    "comment_step",
    "configure_ladder",
    "create_round",
    "decide_application",
    "decide_by_line",
    "declare_conflict",
    "delegate_step",
    "give_marks",
    "hand_over_ascents",
    "hand_over_assignments",
    "open_round",
    "recount_days",
    "refuse_step",
    "remove_criterion",
    "remove_reviewer",
    "resubmit",
    "resubmit_application",
    "retire_ladder",
    "return_step",
    "send_reminders",
    "settle_appeal",
    "settle_conflict",
    "settle_decision_appeal",
    "submit_for_approval",
    "turn_back",
]
