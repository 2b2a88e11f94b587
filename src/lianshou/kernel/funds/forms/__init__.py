"""What people type about money, and what lists of it can be narrowed to."""

from lianshou.kernel.funds.forms.budgets import BudgetForm, CeilingForm, SourceEditForm, SourceForm
from lianshou.kernel.funds.forms.filters import BatchFilter, BudgetFilter, PaymentFilter, SourceFilter
from lianshou.kernel.funds.forms.payments import (
    AccountForm,
    AnswerForm,
    PayForm,
    PaymentForm,
    ReasonForm,
    ReceiptForm,
    SeveralForm,
)

__all__ = [
    "AccountForm",
    "AnswerForm",
    "BatchFilter",
    "BudgetFilter",
    "BudgetForm",
    "CeilingForm",
    "PayForm",
    "PaymentFilter",
    "PaymentForm",
    "ReasonForm",
    "ReceiptForm",
    "SeveralForm",
    "SourceEditForm",
    "SourceFilter",
    "SourceForm",
]
