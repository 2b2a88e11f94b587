"""Pages of uploads: bringing a file, looking it through, correcting rows."""

from lianshou.kernel.intake.views.listing import export_imports, imports
from lianshou.kernel.intake.views.reviewing import detail, discard, export, replace, resume, take, undo
from lianshou.kernel.intake.views.rows import drop, drop_rest, edit, restore
from lianshou.kernel.intake.views.uploading import new, register, register_template, sample, template

__all__ = [
    "detail",
    "discard",
    "drop",
    "drop_rest",
    "edit",
    "export",
    "export_imports",
    "imports",
    "new",
    "register",
    "register_template",
    "replace",
    "restore",
    "resume",
    "sample",
    "take",
    "template",
    "undo",
]
