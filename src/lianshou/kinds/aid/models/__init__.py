"""Files of households, their members, the surveys of each year and their pictures."""

from lianshou.kinds.aid.models.households import Household, Member, Series
from lianshou.kinds.aid.models.surveys import Picture, Survey

__all__ = ["Household", "Member", "Picture", "Series", "Survey"]
