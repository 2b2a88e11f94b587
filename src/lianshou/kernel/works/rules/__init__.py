"""Lights, loads and what may be done with a task, without a database."""

from lianshou.kernel.works.rules.laying import (
    MOST_FILES,
    Load,
    why_not_burden,
    why_not_change,
    why_not_choose,
    why_not_feed,
    why_not_lay,
    why_not_offer,
    why_not_report,
    why_not_split,
    why_not_take,
    why_not_withdraw,
)
from lianshou.kernel.works.rules.lights import AMBER, RED, Margins, Verdict, elapsed, light_of, worst
from lianshou.kernel.works.rules.settings import LIMIT, WORKS
from lianshou.kernel.works.rules.sheet import Line, line_of, works_layout

__all__ = [
    "AMBER",
    "LIMIT",
    "MOST_FILES",
    "RED",
    "WORKS",
    "Line",
    "Load",
    "Margins",
    "Verdict",
    "elapsed",
    "light_of",
    "line_of",
    "why_not_burden",
    "why_not_change",
    "why_not_choose",
    "why_not_feed",
    "why_not_lay",
    "why_not_offer",
    "why_not_report",
    "why_not_split",
    "why_not_take",
    "why_not_withdraw",
    "works_layout",
    "worst",
]
