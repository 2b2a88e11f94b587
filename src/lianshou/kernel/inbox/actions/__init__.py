"""Writes of my work: how one is told, robots, digests; rules of escalation, the sweep that applies them, answers."""

from lianshou.kernel.inbox.actions.channels import drop_robot, set_digest, set_robot
from lianshou.kernel.inbox.actions.digesting import claim_digest, plan_digests, send_digests, settle_digest
from lianshou.kernel.inbox.actions.escalating import (
    answer_escalation,
    end_rule,
    escalate_account,
    escalate_overdue,
    set_rule,
    take_off_done,
)

__all__ = [
    "answer_escalation",
    "claim_digest",
    "drop_robot",
    "end_rule",
    "escalate_account",
    "escalate_overdue",
    "plan_digests",
    "send_digests",
    "set_digest",
    "set_robot",
    "set_rule",
    "settle_digest",
    "take_off_done",
]
