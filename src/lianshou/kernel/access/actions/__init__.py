"""Every write about accounts, posts, delegations and duties."""

from lianshou.kernel.access.actions.addresses import take_address
from lianshou.kernel.access.actions.appointing import (
    appoint,
    cut_post,
    decline_request,
    dismiss,
    end_post,
    enter_post,
)
from lianshou.kernel.access.actions.auditing import (
    ask_for_anchor,
    ask_for_check,
)
from lianshou.kernel.access.actions.delegating import (
    delegate,
    end_delegation,
    enter_delegation,
    stop_delegation,
)
from lianshou.kernel.access.actions.devices import (
    end_device,
    end_devices,
    note_device,
)
from lianshou.kernel.access.actions.factors import (
    note_factor,
    note_sign_in_way,
    reset_factors,
)
from lianshou.kernel.access.actions.inviting import (
    SentInvitation,
    accept_invitation,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from lianshou.kernel.access.actions.keeping import (
    close_account,
    renew_password,
    reopen_account,
    shut_account,
    unlock_account,
)
from lianshou.kernel.access.actions.leaving import (
    hand_over,
    hand_over_delegations,
    hand_over_posts,
)
from lianshou.kernel.access.actions.locking import (
    begin_attempt,
    count_wrong_code,
    forgive_failures,
    note_failure,
)
from lianshou.kernel.access.actions.opening import (
    FirstPassword,
    create_account,
    enter_account,
    open_account,
)
from lianshou.kernel.access.actions.passwords import (
    change_password,
    give_password,
)

__all__ = [
    "FirstPassword",
    "SentInvitation",
    "accept_invitation",
    "appoint",
    "ask_for_anchor",
    "ask_for_check",
    "begin_attempt",
    "change_password",
    "close_account",
    "count_wrong_code",
    "create_account",
    "cut_post",
    "decline_request",
    "delegate",
    "dismiss",
    "end_delegation",
    "end_device",
    "end_devices",
    "end_post",
    "enter_account",
    "enter_delegation",
    "enter_post",
    "forgive_failures",
    "give_password",
    "hand_over",
    "hand_over_delegations",
    "hand_over_posts",
    "invite",
    "note_device",
    "note_factor",
    "note_failure",
    "note_sign_in_way",
    "open_account",
    "renew_invitation",
    "renew_password",
    "reopen_account",
    "reset_factors",
    "shut_account",
    "stop_delegation",
    "take_address",
    "unlock_account",
    "withdraw_invitation",
]
