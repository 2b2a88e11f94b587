"""Every write to bulletins."""

from lianshou.kernel.bulletins.actions.countersigning import (
    ask_countersignatures,
    countersign_bulletin,
    withdraw_countersignature,
)
from lianshou.kernel.bulletins.actions.moving import (
    check_bulletin,
    issue_bulletin,
    return_bulletin,
    sign_bulletin,
    submit_bulletin,
)
from lianshou.kernel.bulletins.actions.photographing import add_photos, remove_photo
from lianshou.kernel.bulletins.actions.publishing import publish_bulletin, take_down_bulletin
from lianshou.kernel.bulletins.actions.receiving import acknowledge_bulletin
from lianshou.kernel.bulletins.actions.writing import (
    correct_bulletin,
    discard_bulletin,
    draft_bulletin,
    edit_bulletin,
)

__all__ = [
    "acknowledge_bulletin",
    "add_photos",
    "ask_countersignatures",
    "check_bulletin",
    "correct_bulletin",
    "countersign_bulletin",
    "discard_bulletin",
    "draft_bulletin",
    "edit_bulletin",
    "issue_bulletin",
    "publish_bulletin",
    "remove_photo",
    "return_bulletin",
    "sign_bulletin",
    "submit_bulletin",
    "take_down_bulletin",
    "withdraw_countersignature",
]
