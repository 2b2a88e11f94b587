"""Reads of my work: items by level, digests, escalations, and what the desk shows beside them."""

from lianshou.kernel.inbox.queries.desk import (
    Start,
    activities_of,
    is_administrator,
    own_unions,
    placements_of,
    register_size,
    sees_cases,
    starts_of,
)
from lianshou.kernel.inbox.queries.work import (
    Below,
    Line,
    Work,
    grouped,
    lines_of,
    union_below,
    unions_at,
    work_of,
)

__all__ = [
    "Below",
    "Line",
    "Start",
    "Work",
    "activities_of",
    "grouped",
    "is_administrator",
    "lines_of",
    "own_unions",
    "placements_of",
    "register_size",
    "sees_cases",
    "starts_of",
    "union_below",
    "unions_at",
    "work_of",
]
