"""Every write about applications, drafts, uploads and the register of forms."""

from lianshou.kernel.intake.actions.applying import (
    accept_application,
    decide_application,
    enter_application,
    pass_application,
    return_application,
    withdraw_application,
)
from lianshou.kernel.intake.actions.correcting import (
    Replaced,
    correct_row,
    discard_import,
    drop_failed,
    drop_row,
    replace_failed,
    replace_workbook,
    restore_row,
)
from lianshou.kernel.intake.actions.drafts import Sheet, discard_draft, drop_stale_drafts, save_draft
from lianshou.kernel.intake.actions.filing import NotFilled, correct_application, submit_application
from lianshou.kernel.intake.actions.handing import hand_over_imports
from lianshou.kernel.intake.actions.reading import open_import, read_workbook
from lianshou.kernel.intake.actions.registering import mark_field, register_form, retire_form
from lianshou.kernel.intake.actions.taking import Taken, accept_rows, take_rows
from lianshou.kernel.intake.actions.undoing import undo_import, undo_rows
from lianshou.kernel.intake.actions.working import execute_import, forget_cells, take_up_silent

__all__ = [
    "NotFilled",
    "Replaced",
    "Sheet",
    "Taken",
    "accept_application",
    "accept_rows",
    "correct_application",
    "correct_row",
    "decide_application",
    "discard_draft",
    "discard_import",
    "drop_failed",
    "drop_row",
    "drop_stale_drafts",
    "enter_application",
    "execute_import",
    "forget_cells",
    "hand_over_imports",
    "mark_field",
    "open_import",
    "pass_application",
    "read_workbook",
    "register_form",
    "replace_failed",
    "replace_workbook",
    "restore_row",
    "retire_form",
    "return_application",
    "save_draft",
    "submit_application",
    "take_rows",
    "take_up_silent",
    "undo_import",
    "undo_rows",
    "withdraw_application",
]
