"""Pure decisions about persons, their relatives, and the accounts of chairs."""

from lianshou.kernel.people.rules.accounts import password_of, username_of, why_not_open
from lianshou.kernel.people.rules.persons import age_on, is_child, search_key

__all__ = ["age_on", "is_child", "password_of", "search_key", "username_of", "why_not_open"]
