"""Files of households, their members, the surveys of each year and their pictures; who helps them."""

from lianshou.kinds.aid.models.helping import Helper, Helping, HelpMatch, Visit, Wish
from lianshou.kinds.aid.models.households import Household, Member, Series
from lianshou.kinds.aid.models.surveys import Picture, Survey

__all__ = [
    "HelpMatch",
    "Helper",
    "Helping",
    "Household",
    "Member",
    "Picture",
    "Series",
    "Survey",
    "Visit",
    "Wish",
]
