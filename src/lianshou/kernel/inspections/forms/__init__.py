"""What people type about inspections, and what lists of them are narrowed to."""

from lianshou.kernel.inspections.forms.mending import (
    AssignForm,
    FieldVisitForm,
    FindingForm,
    HomeForm,
    LetterForm,
    MarksForm,
    MendingForm,
    ProblemForm,
    RemindForm,
    ReturnForm,
    SolutionForm,
    VisitForm,
)
from lianshou.kernel.inspections.forms.narrowing import (
    ChecklistFilter,
    FieldVisitFilter,
    FindingFilter,
    PlanFilter,
    ProblemFilter,
    VisitFilter,
)
from lianshou.kernel.inspections.forms.planning import (
    ChecklistForm,
    ChecklistUploadForm,
    DaysForm,
    GroupForm,
    HomedForm,
    MoveForm,
    PlanForm,
    StratumForm,
)
from lianshou.kernel.inspections.forms.refusing import (
    RefusingForm,
)

__all__ = [
    "AssignForm",
    "ChecklistFilter",
    "ChecklistForm",
    "ChecklistUploadForm",
    "DaysForm",
    "FieldVisitFilter",
    "FieldVisitForm",
    "FindingFilter",
    "FindingForm",
    "GroupForm",
    "HomeForm",
    "HomedForm",
    "LetterForm",
    "MarksForm",
    "MendingForm",
    "MoveForm",
    "PlanFilter",
    "PlanForm",
    "ProblemFilter",
    "ProblemForm",
    "RefusingForm",
    "RemindForm",
    "ReturnForm",
    "SolutionForm",
    "StratumForm",
    "VisitFilter",
    "VisitForm",
]
