"""Every write about accounts and posts, and what an auditor asks of the book."""

from lianshou.kernel.access.actions.auditing import ask_for_anchor, ask_for_check
from lianshou.kernel.access.actions.opening import appoint, create_account, dismiss

__all__ = ["appoint", "ask_for_anchor", "ask_for_check", "create_account", "dismiss"]
