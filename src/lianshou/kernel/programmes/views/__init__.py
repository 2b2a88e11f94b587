"""Pages of programmes, of working-day calendars, and of settings by region and date."""

from lianshou.kernel.programmes.views.desk import (
    amend,
    calendar,
    calendars,
    changes,
    confirm,
    export,
    export_calendars,
    new,
    programmes,
    propose,
)
from lianshou.kernel.programmes.views.values import (
    confirm_setting,
    export_settings,
    refuse_setting,
    set_setting,
    setting,
    settings,
    withdraw_setting,
)

__all__ = [
    "amend",
    "calendar",
    "calendars",
    "changes",
    "confirm",
    "confirm_setting",
    "export",
    "export_calendars",
    "export_settings",
    "new",
    "programmes",
    "propose",
    "refuse_setting",
    "set_setting",
    "setting",
    "settings",
    "withdraw_setting",
]
