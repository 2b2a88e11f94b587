"""Reading posts, scope, accounts and the book."""

from lianshou.kernel.access.queries.book import entries_in_scope, verbs_in_scope
from lianshou.kernel.access.queries.scope import (
    forget_posts,
    may,
    post_said,
    posts_of,
    posts_standing_at,
    require,
    scope_of,
)

__all__ = [
    "entries_in_scope",
    "forget_posts",
    "may",
    "post_said",
    "posts_of",
    "posts_standing_at",
    "require",
    "scope_of",
    "verbs_in_scope",
]
