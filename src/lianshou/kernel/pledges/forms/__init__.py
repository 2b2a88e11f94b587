"""Forms and filters of agreements, templates, numbers, obligations and letters."""

from lianshou.kernel.pledges.forms.letters import (
    BatchFilter,
    LetterForm,
    LettersFilter,
    ObligationFilter,
    SeveralForm,
)
from lianshou.kernel.pledges.forms.life import (
    JoinForm,
    JudgeForm,
    LeaveForm,
    ObligationForm,
    RenewForm,
    ReportForm,
    ScanForm,
    WaiveForm,
)
from lianshou.kernel.pledges.forms.pledges import EndForm, IssueForm, PaperSignatureForm, PledgeFilter
from lianshou.kernel.pledges.forms.templates import (
    ClauseLines,
    NumberingForm,
    PassOverForm,
    RetireForm,
    SeriesFilter,
    TemplateFilter,
    TemplateForm,
)

__all__ = [
    "BatchFilter",
    "ClauseLines",
    "EndForm",
    "IssueForm",
    "JoinForm",
    "JudgeForm",
    "LeaveForm",
    "LetterForm",
    "LettersFilter",
    "NumberingForm",
    "ObligationFilter",
    "ObligationForm",
    "PaperSignatureForm",
    "PassOverForm",
    "PledgeFilter",
    "RenewForm",
    "ReportForm",
    "RetireForm",
    "ScanForm",
    "SeriesFilter",
    "SeveralForm",
    "TemplateFilter",
    "TemplateForm",
    "WaiveForm",
]
