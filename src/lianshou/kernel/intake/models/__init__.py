"""Applications, drafts, uploads, and the register of forms."""

from lianshou.kernel.intake.models.applications import Application, Draft, Filing
from lianshou.kernel.intake.models.forms import Form, FormField
from lianshou.kernel.intake.models.imports import Import, ImportPart, ImportRow, RowTrace

__all__ = [
    "Application",
    "Draft",
    "Filing",
    "Form",
    "FormField",
    "Import",
    "ImportPart",
    "ImportRow",
    "RowTrace",
]
