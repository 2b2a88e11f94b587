"""The lists of this kind."""

from lianshou.kinds.aid.tables.households import HouseholdTable, person_panel

__all__ = ["HouseholdTable", "person_panel"]
