"""Writing the book, anchoring and checking it, and sealing values under a new key."""

from lianshou.kernel.audit.actions.anchoring import anchor_book
from lianshou.kernel.audit.actions.checking import execute_check, start_check
from lianshou.kernel.audit.actions.placing import take_lines_along
from lianshou.kernel.audit.actions.recording import record
from lianshou.kernel.audit.actions.rekeying import rekey

__all__ = ["anchor_book", "execute_check", "record", "rekey", "start_check", "take_lines_along"]
