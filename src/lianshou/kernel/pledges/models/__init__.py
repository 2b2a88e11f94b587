"""Templates, numbers, agreements with their parties, obligations, judgements, bulk letters and files."""

from lianshou.kernel.pledges.models.files import Attachment, AttachmentPart
from lianshou.kernel.pledges.models.judging import ClauseMark, Judgement
from lianshou.kernel.pledges.models.letters import LetterBatch
from lianshou.kernel.pledges.models.numbering import Series, VoidNumber
from lianshou.kernel.pledges.models.obligations import Obligation
from lianshou.kernel.pledges.models.pledges import Party, Pledge
from lianshou.kernel.pledges.models.templates import PaperFile, PaperTemplate, TemplateClause

__all__ = [
    "Attachment",
    "AttachmentPart",
    "ClauseMark",
    "Judgement",
    "LetterBatch",
    "Obligation",
    "PaperFile",
    "PaperTemplate",
    "Party",
    "Pledge",
    "Series",
    "TemplateClause",
    "VoidNumber",
]
