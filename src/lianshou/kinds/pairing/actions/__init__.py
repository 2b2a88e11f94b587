"""Every write of pairing: taking the two lists over and back, matching by hand, settings, withdrawing, adopting what was tried."""

from lianshou.kinds.pairing.actions.adopting import adopt_changes
from lianshou.kinds.pairing.actions.applying import amend_wish, ask_to_be_paired
from lianshou.kinds.pairing.actions.changing import change_numbers, move_guest, withdraw_guest
from lianshou.kinds.pairing.actions.taking import take_guest, take_host
from lianshou.kinds.pairing.actions.undoing import untake_rows

__all__ = [
    "adopt_changes",
    "amend_wish",
    "ask_to_be_paired",
    "change_numbers",
    "move_guest",
    "take_guest",
    "take_host",
    "untake_rows",
    "withdraw_guest",
]
