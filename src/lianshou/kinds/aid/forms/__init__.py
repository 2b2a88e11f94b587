"""The archive form on a page, what stands beside it, and the filters of the register."""

from lianshou.kinds.aid.forms.filling import Sheet
from lianshou.kinds.aid.forms.narrowing import HouseholdFilter
from lianshou.kinds.aid.forms.taking import (
    CausesForm,
    EndForm,
    MergeForm,
    MoveForm,
    OpenForm,
    SplitForm,
    TakingForm,
    UnionForm,
    answers_of,
)

__all__ = [
    "CausesForm",
    "EndForm",
    "HouseholdFilter",
    "MergeForm",
    "MoveForm",
    "OpenForm",
    "Sheet",
    "SplitForm",
    "TakingForm",
    "UnionForm",
    "answers_of",
]
