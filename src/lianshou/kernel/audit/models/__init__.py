"""The book, its anchors and checks, the progress of re-keying, and the history of rows."""

from lianshou.kernel.audit.models.book import Anchor, Check, Entry
from lianshou.kernel.audit.models.guarding import open_for_clearing, pen
from lianshou.kernel.audit.models.history import HistoryRow, RowHistory, insert_with_history, taken_changes
from lianshou.kernel.audit.models.places import EntryPlace
from lianshou.kernel.audit.models.rekeying import Rekeying

__all__ = [
    "Anchor",
    "Check",
    "Entry",
    "EntryPlace",
    "HistoryRow",
    "Rekeying",
    "RowHistory",
    "insert_with_history",
    "open_for_clearing",
    "pen",
    "taken_changes",
]
