"""The table of permissions, and pure decisions about accounts, posts and sessions."""

from lianshou.kernel.access.rules.devices import Device, device_of
from lianshou.kernel.access.rules.factors import Standing, why_held, why_not_remove_factor
from lianshou.kernel.access.rules.permissions import ADMINISTRATORS, PERMISSIONS, roles_granting
from lianshou.kernel.access.rules.sessions import why_ended

__all__ = [
    "ADMINISTRATORS",
    "PERMISSIONS",
    "Device",
    "Standing",
    "device_of",
    "roles_granting",
    "why_ended",
    "why_held",
    "why_not_remove_factor",
]
