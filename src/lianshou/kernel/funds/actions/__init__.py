"""Every write about money, each in one transaction that holds the row whose number is limited."""

from lianshou.kernel.funds.actions.batching import answer_batch, drop_batch, make_batch
from lianshou.kernel.funds.actions.budgeting import change_ceiling, edit_source, record_source, set_budget
from lianshou.kernel.funds.actions.deciding import (
    Decided,
    approve_payment,
    approve_payments,
    cancel_payment,
    drop_payment,
    refuse_payment,
)
from lianshou.kernel.funds.actions.paying import pay, receipt
from lianshou.kernel.funds.actions.planning import NewPayment, correct_account, plan_payment, plan_payments

__all__ = [
    "Decided",
    "NewPayment",
    "answer_batch",
    "approve_payment",
    "approve_payments",
    "cancel_payment",
    "change_ceiling",
    "correct_account",
    "drop_batch",
    "drop_payment",
    "edit_source",
    "make_batch",
    "pay",
    "plan_payment",
    "plan_payments",
    "receipt",
    "record_source",
    "refuse_payment",
    "set_budget",
]
