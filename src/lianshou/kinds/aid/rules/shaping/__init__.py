"""How an export of households is laid out: which heading stands over which field, and how a value is written. Plain Python."""

from lianshou.kinds.aid.rules.shaping.shapes import (
    BUILT_IN,
    Line,
    Record,
    Shape,
    built_in,
    codes_from,
    codes_said,
    faults_of,
)
from lianshou.kinds.aid.rules.shaping.sources import MEMBER_SOURCES, SOURCES, Source
from lianshou.kinds.aid.rules.shaping.writing import FORMS, written

__all__ = [
    "BUILT_IN",
    "FORMS",
    "MEMBER_SOURCES",
    "SOURCES",
    "Line",
    "Record",
    "Shape",
    "Source",
    "built_in",
    "codes_from",
    "codes_said",
    "faults_of",
    "written",
]
