"""Every write about texts and consents, requests, retention and erasure."""

from lianshou.kernel.rights.actions.consents import give_consent, record_consent, withdraw_consent
from lianshou.kernel.rights.actions.correcting import show_proposed
from lianshou.kernel.rights.actions.erasing import erase_now
from lianshou.kernel.rights.actions.own import export_own, show_own
from lianshou.kernel.rights.actions.requests import (
    ask_request,
    grant_request,
    refuse_request,
    take_back_request,
)
from lianshou.kernel.rights.actions.retention import (
    carry_out_disposal,
    confirm_disposal,
    drop_disposal,
    lift_hold,
    place_hold,
    prepare_disposal,
    restore_periods,
    set_period,
)
from lianshou.kernel.rights.actions.texts import (
    draft_text,
    drop_draft,
    edit_draft,
    publish_text,
    record_assessment,
)

__all__ = [
    "ask_request",
    "carry_out_disposal",
    "confirm_disposal",
    "draft_text",
    "drop_disposal",
    "drop_draft",
    "edit_draft",
    "erase_now",
    "export_own",
    "give_consent",
    "grant_request",
    "lift_hold",
    "place_hold",
    "prepare_disposal",
    "publish_text",
    "record_assessment",
    "record_consent",
    "refuse_request",
    "restore_periods",
    "set_period",
    "show_own",
    "show_proposed",
    "take_back_request",
    "withdraw_consent",
]
