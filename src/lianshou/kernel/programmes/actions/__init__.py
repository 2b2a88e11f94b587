"""Every write about programmes, working-day calendars, and settings by region and date."""

from lianshou.kernel.programmes.actions.programmes import (
    amend_day,
    change_settings,
    close_programme,
    confirm_year,
    create_programme,
    pass_programme,
    propose_year,
    start_programme,
)
from lianshou.kernel.programmes.actions.settings import (
    confirm_parameter,
    refuse_parameter,
    set_parameter,
    withdraw_parameter,
)

__all__ = [
    "amend_day",
    "change_settings",
    "close_programme",
    "confirm_parameter",
    "confirm_year",
    "create_programme",
    "pass_programme",
    "propose_year",
    "refuse_parameter",
    "set_parameter",
    "start_programme",
    "withdraw_parameter",
]
