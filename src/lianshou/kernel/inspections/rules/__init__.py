"""What an inspection and a finding may do next, how a visit is scored, and the form of a checklist, without a database."""

from lianshou.kernel.inspections.rules.mending import (
    next_step,
    why_not_assign,
    why_not_find,
    why_not_report,
    why_not_strike,
    why_not_urge,
    why_not_verify,
)
from lianshou.kernel.inspections.rules.naming import BULLETIN_TITLE, bulletin_text
from lianshou.kernel.inspections.rules.planning import (
    MOST_LINES,
    NewLine,
    why_not_announce,
    why_not_draw,
    why_not_fix,
    why_not_list,
    why_not_make_plan,
    why_not_move,
    why_not_set_group,
    why_not_set_stratum,
)
from lianshou.kernel.inspections.rules.scoring import Mark, Scored, scored, why_not_record
from lianshou.kernel.inspections.rules.sheet import checklist_layout, line_of

__all__ = [
    "BULLETIN_TITLE",
    "MOST_LINES",
    "Mark",
    "NewLine",
    "Scored",
    "bulletin_text",
    "checklist_layout",
    "line_of",
    "next_step",
    "scored",
    "why_not_announce",
    "why_not_assign",
    "why_not_draw",
    "why_not_find",
    "why_not_fix",
    "why_not_list",
    "why_not_make_plan",
    "why_not_move",
    "why_not_record",
    "why_not_report",
    "why_not_set_group",
    "why_not_set_stratum",
    "why_not_strike",
    "why_not_urge",
    "why_not_verify",
]
