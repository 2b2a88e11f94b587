"""What people type at the pairing desk: settings, rooms, reasons, filters, and the changes they try out."""

from lianshou.kinds.pairing.forms.desk import (
    GuestFilter,
    HostFilter,
    PairFilter,
    ReasonForm,
    RoomForm,
    SettingsForm,
)
from lianshou.kinds.pairing.forms.trying import (
    AdoptForm,
    change_of,
    is_empty_room,
    token_asked,
    typed_in,
)

__all__ = [
    "AdoptForm",
    "GuestFilter",
    "HostFilter",
    "PairFilter",
    "ReasonForm",
    "RoomForm",
    "SettingsForm",
    "change_of",
    "is_empty_room",
    "token_asked",
    "typed_in",
]
