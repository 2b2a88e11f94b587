"""The lists of this kind."""

from lianshou.kinds.aid.tables.aiding import AidTable, LongTermTable, ProjectTable
from lianshou.kinds.aid.tables.helping import (
    HelperTable,
    HelpingTable,
    ProposalTable,
    VisitTable,
    own_households_panel,
)
from lianshou.kinds.aid.tables.households import HouseholdTable, person_panel
from lianshou.kinds.aid.tables.importing import StandingTable
from lianshou.kinds.aid.tables.shaping import ColumnMapTable
from lianshou.kinds.aid.tables.verifying import CivilLineTable, CivilListTable, VerificationTable

__all__ = [
    "AidTable",
    "CivilLineTable",
    "CivilListTable",
    "ColumnMapTable",
    "HelperTable",
    "HelpingTable",
    "HouseholdTable",
    "LongTermTable",
    "ProjectTable",
    "ProposalTable",
    "StandingTable",
    "VerificationTable",
    "VisitTable",
    "own_households_panel",
    "person_panel",
]
