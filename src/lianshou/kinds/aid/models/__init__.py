from lianshou.kinds.aid.models.households import Household, Member, Series
from lianshou.kinds.aid.models.surveys import Picture, Survey

__all__ = ["Household", "Member", "Picture", "Series", "Survey"]
