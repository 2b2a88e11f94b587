"""Every write about accounts and posts."""

from lianshou.kernel.access.actions.devices import end_device, end_devices, note_device
from lianshou.kernel.access.actions.factors import (
    note_factor,
    note_sign_in_way,
    reseal_factors,
    reset_factors,
)
from lianshou.kernel.access.actions.opening import appoint, create_account, dismiss

__all__ = [
    "appoint",
    "create_account",
    "dismiss",
    "end_device",
    "end_devices",
    "note_device",
    "note_factor",
    "note_sign_in_way",
    "reseal_factors",
    "reset_factors",
]
