"""The lists of this kind."""

from lianshou.kinds.aid.tables.households import HouseholdTable, person_panel
from lianshou.kinds.aid.tables.verifying import CivilLineTable, CivilListTable, VerificationTable

__all__ = [
    "CivilLineTable",
    "CivilListTable",
    "HouseholdTable",
    "VerificationTable",
    "person_panel",
]
