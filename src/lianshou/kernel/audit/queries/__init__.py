"""Reading the book: histories of records, the check of the chain, anchors, and what changed in rows."""

from lianshou.kernel.audit.queries.anchors import anchor_text, anchors, read_anchors
from lianshou.kernel.audit.queries.changes import Change, changes_of
from lianshou.kernel.audit.queries.lines import history_of, state_mark
from lianshou.kernel.audit.queries.verifying import Finding, Verification, broken_lines, wrong_with

__all__ = [
    "Change",
    "Finding",
    "Verification",
    "anchor_text",
    "anchors",
    "broken_lines",
    "changes_of",
    "history_of",
    "read_anchors",
    "state_mark",
    "wrong_with",
]
