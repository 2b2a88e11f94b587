"""Reading posts, scope, accounts and the book."""

from lianshou.kernel.access.queries.book import entries_in_scope, verbs_in_scope
from lianshou.kernel.access.queries.devices import Seat, seats_of
from lianshou.kernel.access.queries.factors import (
    Factors,
    accounts_within,
    demands_factor,
    factors_of,
    has_factor,
    roles_of,
    sign_ins_of,
)
from lianshou.kernel.access.queries.scope import may, post_said, posts_of, require, scope_of

__all__ = [
    "Factors",
    "Seat",
    "accounts_within",
    "demands_factor",
    "entries_in_scope",
    "factors_of",
    "has_factor",
    "may",
    "post_said",
    "posts_of",
    "require",
    "roles_of",
    "scope_of",
    "seats_of",
    "sign_ins_of",
    "verbs_in_scope",
]
