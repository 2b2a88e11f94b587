"""Every write about public notices and objections."""

from lianshou.kernel.notices.actions.drafting import draft_notice, drop_notice, edit_notice
from lianshou.kernel.notices.actions.keeping import erase_objectors, recount_answers
from lianshou.kernel.notices.actions.leaving import hand_over_objections
from lianshou.kernel.notices.actions.objecting import (
    Received,
    hear_objection,
    object_to,
    settle_objection,
)
from lianshou.kernel.notices.actions.posting import close_notice, post_notice, withdraw_notice

__all__ = [
    "Received",
    "close_notice",
    "draft_notice",
    "drop_notice",
    "edit_notice",
    "erase_objectors",
    "hand_over_objections",
    "hear_objection",
    "object_to",
    "post_notice",
    "recount_answers",
    "settle_objection",
    "withdraw_notice",
]
