"""Rows of rounds, conflicts and marks, and of approvals up the tree."""

from lianshou.kernel.review.models.climbing import Ascent, Ladder, Rung, Step
from lianshou.kernel.review.models.rounds import (
    Assignment,
    Conflict,
    Criterion,
    Decision,
    Mark,
    Reviewer,
    Round,
)

__all__ = [
    "Ascent",
    "Assignment",
    "Conflict",
    "Criterion",
    "Decision",
    "Ladder",
    "Mark",
    "Reviewer",
    "Round",
    "Rung",
    "Step",
]
