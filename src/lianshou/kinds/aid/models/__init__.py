"""Files of households, their members, the surveys of each year and their pictures; their verification, check-lists, who helps them; the stations of the network."""

from lianshou.kinds.aid.models.aiding import Aid, AidProject, LongTerm, Recipient
from lianshou.kinds.aid.models.checking import CheckedLine, Checking
from lianshou.kinds.aid.models.helping import Helper, Helping, HelpMatch, Visit, Wish
from lianshou.kinds.aid.models.households import Household, Member, Series
from lianshou.kinds.aid.models.leaving import (
    Call,
    CallTry,
    Leaving,
    LeavingStep,
    Return,
    ReturnWarning,
)
from lianshou.kinds.aid.models.network import Station
from lianshou.kinds.aid.models.own import Concern
from lianshou.kinds.aid.models.shaping import ColumnMap
from lianshou.kinds.aid.models.surveys import Picture, Survey
from lianshou.kinds.aid.models.verifying import (
    CivilLine,
    CivilList,
    Scan,
    Verification,
    VerificationStep,
)

__all__ = [
    "Aid",
    "AidProject",
    "Call",
    "CallTry",
    "CheckedLine",
    "Checking",
    "CivilLine",
    "CivilList",
    "ColumnMap",
    "Concern",
    "HelpMatch",
    "Helper",
    "Helping",
    "Household",
    "Leaving",
    "LeavingStep",
    "LongTerm",
    "Member",
    "Picture",
    "Recipient",
    "Return",
    "ReturnWarning",
    "Scan",
    "Series",
    "Station",
    "Survey",
    "Verification",
    "VerificationStep",
    "Visit",
    "Wish",
]
