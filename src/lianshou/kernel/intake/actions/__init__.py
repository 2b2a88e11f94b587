"""Every write about applications and uploads."""

from lianshou.kernel.intake.actions.applying import accept_application, pass_application, withdraw_application
from lianshou.kernel.intake.actions.correcting import (
    Replaced,
    correct_row,
    discard_import,
    drop_row,
    replace_failed,
    restore_row,
)
from lianshou.kernel.intake.actions.handing import hand_over_imports
from lianshou.kernel.intake.actions.reading import open_import, read_workbook
from lianshou.kernel.intake.actions.taking import Taken, accept_rows, take_rows
from lianshou.kernel.intake.actions.undoing import undo_import, undo_rows
from lianshou.kernel.intake.actions.working import execute_import, forget_cells, take_up_silent

__all__ = [
    "Replaced",
    "Taken",
    "accept_application",
    "accept_rows",
    "correct_row",
    "discard_import",
    "drop_row",
    "execute_import",
    "forget_cells",
    "hand_over_imports",
    "open_import",
    "pass_application",
    "read_workbook",
    "replace_failed",
    "restore_row",
    "take_rows",
    "take_up_silent",
    "undo_import",
    "undo_rows",
    "withdraw_application",
]
