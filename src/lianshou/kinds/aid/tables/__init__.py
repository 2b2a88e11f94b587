"""The lists of this kind."""

from lianshou.kinds.aid.tables.households import HouseholdTable

__all__ = ["HouseholdTable"]
