"""The archive form on a page, what stands beside it, and the filters of the register."""

from lianshou.kinds.aid.forms.civil import CivilListForm
from lianshou.kinds.aid.forms.filling import Sheet
from lianshou.kinds.aid.forms.narrowing import HouseholdFilter
from lianshou.kinds.aid.forms.taking import (
    AddPicturesForm,
    CausesForm,
    MergeForm,
    MoveForm,
    OpenForm,
    SplitForm,
    TakingForm,
    UnionForm,
    answers_of,
)
from lianshou.kinds.aid.forms.verifying import FORMS, ProgrammeForm, RefusalForm
from lianshou.kinds.aid.forms.waiting import DIFFERING, CivilLineFilter, VerificationFilter

__all__ = [
    "DIFFERING",
    "FORMS",
    "AddPicturesForm",
    "CausesForm",
    "CivilLineFilter",
    "CivilListForm",
    "HouseholdFilter",
    "MergeForm",
    "MoveForm",
    "OpenForm",
    "ProgrammeForm",
    "RefusalForm",
    "Sheet",
    "SplitForm",
    "TakingForm",
    "UnionForm",
    "VerificationFilter",
    "answers_of",
]
