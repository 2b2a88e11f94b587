"""Every write about accounts and posts."""

from lianshou.kernel.access.actions.inviting import (
    SentInvitation,
    accept_invitation,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from lianshou.kernel.access.actions.locking import (
    begin_attempt,
    count_wrong_code,
    forgive_failures,
    note_failure,
)
from lianshou.kernel.access.actions.opening import appoint, create_account, dismiss
from lianshou.kernel.access.actions.passwords import change_password, give_password

__all__ = [
    "SentInvitation",
    "accept_invitation",
    "appoint",
    "begin_attempt",
    "change_password",
    "count_wrong_code",
    "create_account",
    "dismiss",
    "forgive_failures",
    "give_password",
    "invite",
    "note_failure",
    "renew_invitation",
    "withdraw_invitation",
]
