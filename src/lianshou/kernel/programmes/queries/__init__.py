"""What is read of programmes, working-day calendars, and settings by region and date."""

from lianshou.kernel.programmes.queries.days import due_by_calendar
from lianshou.kernel.programmes.queries.programmes import (
    calendar_steps,
    calendars,
    changes_in,
    count_programmes,
    home_of,
    homes_of_programmes,
    kind_title,
    months_of,
    next_round,
    programmes_in_scope,
    programmes_of_year,
    programmes_within,
    reaches_of_programme,
    sort_of,
    unconfirmed_years,
    working_days,
    years_in_scope,
)
from lianshou.kernel.programmes.queries.settings import RuleBook, parameter, rule_book

__all__ = [
    "RuleBook",
    "calendar_steps",
    "calendars",
    "changes_in",
    "count_programmes",
    "due_by_calendar",
    "home_of",
    "homes_of_programmes",
    "kind_title",
    "months_of",
    "next_round",
    "parameter",
    "programmes_in_scope",
    "programmes_of_year",
    "programmes_within",
    "reaches_of_programme",
    "rule_book",
    "sort_of",
    "unconfirmed_years",
    "working_days",
    "years_in_scope",
]
