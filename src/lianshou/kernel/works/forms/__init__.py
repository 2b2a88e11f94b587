"""What people type about the six works, what lists of them are narrowed to, and the workbook that is taken in."""

from lianshou.kernel.works.forms.narrowing import (
    AskedForm,
    HighlightFilter,
    TaskFilter,
    month_asked,
    whole,
)
from lianshou.kernel.works.forms.typing import (
    ChangeForm,
    EvidenceForm,
    FeedForm,
    HighlightForm,
    LineForm,
    PersonForm,
    PortfolioForm,
    RefusingForm,
    ReportForm,
    SplitForm,
    VersionForm,
    WordsForm,
)
from lianshou.kernel.works.forms.uploading import UploadForm

__all__ = [
    "AskedForm",
    "ChangeForm",
    "EvidenceForm",
    "FeedForm",
    "HighlightFilter",
    "HighlightForm",
    "LineForm",
    "PersonForm",
    "PortfolioForm",
    "RefusingForm",
    "ReportForm",
    "SplitForm",
    "TaskFilter",
    "UploadForm",
    "VersionForm",
    "WordsForm",
    "month_asked",
    "whole",
]
