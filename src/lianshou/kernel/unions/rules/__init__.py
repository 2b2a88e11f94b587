"""Pure decisions about unions, honours, grades and places, and the sheets places come in."""

from lianshou.kernel.unions.rules.moving import levels_above, why_not_merge, why_not_move
from lianshou.kernel.unions.rules.places import LISTS, PlaceList
from lianshou.kernel.unions.rules.standing import (
    grade_of_honour,
    reach_of,
    usual_level_below,
    why_not_change_grade,
    why_not_enter_place,
    why_not_honour,
    why_not_place,
    why_not_upgrade_at_all,
)

__all__ = [
    "LISTS",
    "PlaceList",
    "grade_of_honour",
    "levels_above",
    "reach_of",
    "usual_level_below",
    "why_not_change_grade",
    "why_not_enter_place",
    "why_not_honour",
    "why_not_merge",
    "why_not_move",
    "why_not_place",
    "why_not_upgrade_at_all",
]
