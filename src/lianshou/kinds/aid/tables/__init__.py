"""The lists of this kind."""

from lianshou.kinds.aid.tables.helping import (
    HelperTable,
    HelpingTable,
    ProposalTable,
    VisitTable,
    own_households_panel,
)
from lianshou.kinds.aid.tables.households import HouseholdTable, person_panel

__all__ = [
    "HelperTable",
    "HelpingTable",
    "HouseholdTable",
    "ProposalTable",
    "VisitTable",
    "own_households_panel",
    "person_panel",
]
