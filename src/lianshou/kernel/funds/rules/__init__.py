"""Pure decisions about money: what a budget can bear, who decides, what paid and receipted need."""

from lianshou.kernel.funds.rules.answering import Answer, answer_layout, answer_of
from lianshou.kernel.funds.rules.bearing import (
    Bearing,
    why_not_budget,
    why_not_ceiling,
    why_not_plan,
    why_not_source,
)
from lianshou.kernel.funds.rules.stepping import (
    ENDED,
    LIVE,
    MOVED,
    why_not_answer,
    why_not_approve,
    why_not_batch,
    why_not_cancel,
    why_not_correct,
    why_not_pay,
    why_not_receipt,
    why_not_refuse,
)

__all__ = [
    "ENDED",
    "LIVE",
    "MOVED",
    "Answer",
    "Bearing",
    "answer_layout",
    "answer_of",
    "why_not_answer",
    "why_not_approve",
    "why_not_batch",
    "why_not_budget",
    "why_not_cancel",
    "why_not_ceiling",
    "why_not_correct",
    "why_not_pay",
    "why_not_plan",
    "why_not_receipt",
    "why_not_refuse",
    "why_not_source",
]
