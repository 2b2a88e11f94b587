"""Forms and filters of rounds and approvals."""

from lianshou.kernel.review.forms.climbing import (
    AscentFilter,
    DelegateForm,
    LadderForm,
    RungFormSet,
    SettleForm,
    WordsForm,
    rungs_of,
)
from lianshou.kernel.review.forms.rounds import (
    AssignmentFilter,
    CriterionForm,
    DecideForm,
    LineForm,
    MarkForm,
    ResultFilter,
    ReviewerForm,
    RoundFilter,
    RoundForm,
    SettleConflictForm,
)

__all__ = [
    "AscentFilter",
    "AssignmentFilter",
    "CriterionForm",
    "DecideForm",
    "DelegateForm",
    "LadderForm",
    "LineForm",
    "MarkForm",
    "ResultFilter",
    "ReviewerForm",
    "RoundFilter",
    "RoundForm",
    "RungFormSet",
    "SettleConflictForm",
    "SettleForm",
    "WordsForm",
    "rungs_of",
]
