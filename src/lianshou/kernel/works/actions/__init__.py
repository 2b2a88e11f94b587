"""Everything that is written about the six works."""

from lianshou.kernel.works.actions.cascading import (
    NewShare,
    assign_person,
    change_task,
    feed_task,
    hand_over_tasks,
    split_task,
    withdraw_task,
)
from lianshou.kernel.works.actions.planning import (
    NewLine,
    add_line,
    add_lines,
    open_portfolio,
    open_version,
)
from lianshou.kernel.works.actions.telling import (
    choose_highlight,
    offer_highlight,
    record_highlight,
    report_progress,
)

__all__ = [
    "NewLine",
    "NewShare",
    "add_line",
    "add_lines",
    "assign_person",
    "change_task",
    "choose_highlight",
    "feed_task",
    "hand_over_tasks",
    "offer_highlight",
    "open_portfolio",
    "open_version",
    "record_highlight",
    "report_progress",
    "split_task",
    "withdraw_task",
]
