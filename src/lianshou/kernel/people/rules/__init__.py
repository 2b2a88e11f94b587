"""Pure decisions about persons, their relatives, and the accounts of chairs."""

from lianshou.kernel.people.rules.accounts import username_of, why_not_open, why_not_open_worker
from lianshou.kernel.people.rules.facts import faults_of, tidied, why_not_days, with_birth
from lianshou.kernel.people.rules.persons import (
    Sought,
    age_on,
    is_child,
    is_personal_number,
    search_key,
    sought,
    why_not_give_office,
    why_not_identity,
    why_not_leave,
)

__all__ = [
    "Sought",
    "age_on",
    "faults_of",
    "is_child",
    "is_personal_number",
    "search_key",
    "sought",
    "tidied",
    "username_of",
    "why_not_days",
    "why_not_give_office",
    "why_not_identity",
    "why_not_leave",
    "why_not_open",
    "why_not_open_worker",
    "with_birth",
]
