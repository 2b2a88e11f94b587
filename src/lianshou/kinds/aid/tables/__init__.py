"""The lists of this kind."""

from lianshou.kinds.aid.tables.helping import HelperTable, HelpingTable, ProposalTable, VisitTable
from lianshou.kinds.aid.tables.households import HouseholdTable, person_panel

__all__ = ["HelperTable", "HelpingTable", "HouseholdTable", "ProposalTable", "VisitTable", "person_panel"]
