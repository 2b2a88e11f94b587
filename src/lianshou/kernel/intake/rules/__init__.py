"""Pure decisions about uploaded lists: what a file says, which rows are sound, which row replaces which."""

from lianshou.kernel.intake.rules.checking import Checked, check_rows
from lianshou.kernel.intake.rules.decisions import (
    FORGET_AFTER,
    LEASE,
    SMALL_COUNT,
    SMALL_FILE,
    is_list_open,
    is_silent,
    may_claim,
    why_not_correct,
    why_not_open,
    why_not_pass,
    why_not_restore,
    why_not_take,
    why_not_take_back,
    why_not_undo,
    why_not_withdraw,
)
from lianshou.kernel.intake.rules.reading import NotUnderstood, RawRow, Reading, Scalar, read_list, text
from lianshou.kernel.intake.rules.replacing import Replacement, replace_rows

__all__ = [
    "FORGET_AFTER",
    "LEASE",
    "SMALL_COUNT",
    "SMALL_FILE",
    "Checked",
    "NotUnderstood",
    "RawRow",
    "Reading",
    "Replacement",
    "Scalar",
    "check_rows",
    "is_list_open",
    "is_silent",
    "may_claim",
    "read_list",
    "replace_rows",
    "text",
    "why_not_correct",
    "why_not_open",
    "why_not_pass",
    "why_not_restore",
    "why_not_take",
    "why_not_take_back",
    "why_not_undo",
    "why_not_withdraw",
]
