"""Every write about accounts and posts."""

from lianshou.kernel.access.actions.opening import appoint, create_account, dismiss

__all__ = ["appoint", "create_account", "dismiss"]
