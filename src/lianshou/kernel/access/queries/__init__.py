"""Reading posts, scope, accounts and the book."""

from lianshou.kernel.access.queries.book import (
    anchors,
    checks,
    entries_in_scope,
    neighbours_of,
    page_of_book,
    post_words,
    same_subject,
    subtrees_named,
)
from lianshou.kernel.access.queries.scope import granting_post, may, post_said, posts_of, require, scope_of

__all__ = [
    "anchors",
    "checks",
    "entries_in_scope",
    "granting_post",
    "may",
    "neighbours_of",
    "page_of_book",
    "post_said",
    "post_words",
    "posts_of",
    "require",
    "same_subject",
    "scope_of",
    "subtrees_named",
]
