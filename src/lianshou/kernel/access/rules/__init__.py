"""The table of permissions, and pure decisions about accounts, posts and delegations."""

from lianshou.kernel.access.rules.appointing import (
    MOST_DAYS,
    Tenure,
    days_left,
    overlaps,
    why_not_appoint,
    why_not_delegate,
    why_not_end,
    why_not_end_delegation,
    why_not_lend,
)
from lianshou.kernel.access.rules.devices import (
    Device,
    device_of,
)
from lianshou.kernel.access.rules.entering import (
    CLASSES_NEEDED,
    LONGEST_REST,
    OFTEN_USED,
    classes_in,
    is_often_used,
    may_enter_by_code,
    rest_after,
    state_of_invitation,
    wait_left,
    why_change_password,
    why_not_accept,
    why_not_renew,
    why_not_withdraw,
)
from lianshou.kernel.access.rules.factors import (
    Standing,
    why_held,
    why_not_remove_factor,
)
from lianshou.kernel.access.rules.keeping import (
    CLEAR_DIGITS,
    CLEAR_LETTERS,
    password_of,
    proposed_username,
    why_not_close,
    why_not_hand_over,
    why_not_renew_password,
    why_not_reopen,
    why_not_unlock,
)
from lianshou.kernel.access.rules.permissions import (
    ADMINISTRATORS,
    PERMISSIONS,
    roles_granting,
)
from lianshou.kernel.access.rules.sessions import (
    why_ended,
)

__all__ = [
    "ADMINISTRATORS",
    "CLASSES_NEEDED",
    "CLEAR_DIGITS",
    "CLEAR_LETTERS",
    "LONGEST_REST",
    "MOST_DAYS",
    "OFTEN_USED",
    "PERMISSIONS",
    "Device",
    "Standing",
    "Tenure",
    "classes_in",
    "days_left",
    "device_of",
    "is_often_used",
    "may_enter_by_code",
    "overlaps",
    "password_of",
    "proposed_username",
    "rest_after",
    "roles_granting",
    "state_of_invitation",
    "wait_left",
    "why_change_password",
    "why_ended",
    "why_held",
    "why_not_accept",
    "why_not_appoint",
    "why_not_close",
    "why_not_delegate",
    "why_not_end",
    "why_not_end_delegation",
    "why_not_hand_over",
    "why_not_lend",
    "why_not_remove_factor",
    "why_not_renew",
    "why_not_renew_password",
    "why_not_reopen",
    "why_not_unlock",
    "why_not_withdraw",
]
