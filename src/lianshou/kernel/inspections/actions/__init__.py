"""Everything that is written about inspections, findings and field visits."""

from lianshou.kernel.inspections.actions.drawing import (
    announce_draw,
    draw_units,
    fix_visits,
    move_visit,
)
from lianshou.kernel.inspections.actions.mending import (
    assign_mending,
    find,
    hand_over_mendings,
    report_mending,
    return_mending,
    strike_off,
    verify_mending,
)
from lianshou.kernel.inspections.actions.planning import (
    discard_plan,
    make_checklist,
    make_plan,
    set_group,
    set_stratum,
)
from lianshou.kernel.inspections.actions.urging import (
    draft_overdue_bulletin,
    remind,
    urge,
)
from lianshou.kernel.inspections.actions.visiting import (
    raise_problem,
    record_field_visit,
    record_visit,
    solve_problem,
)

__all__ = [
    "announce_draw",
    "assign_mending",
    "discard_plan",
    "draft_overdue_bulletin",
    "draw_units",
    "find",
    "fix_visits",
    "hand_over_mendings",
    "make_checklist",
    "make_plan",
    "move_visit",
    "raise_problem",
    "record_field_visit",
    "record_visit",
    "remind",
    "report_mending",
    "return_mending",
    "set_group",
    "set_stratum",
    "solve_problem",
    "strike_off",
    "urge",
    "verify_mending",
]
