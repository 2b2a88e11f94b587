"""Reading posts, scope, accounts, invitations and the book."""

from lianshou.kernel.access.queries.book import entries_in_scope, verbs_in_scope
from lianshou.kernel.access.queries.entering import account_by_email, admitted_by_code, password_due, wait_of
from lianshou.kernel.access.queries.inviting import (
    digest_of_secret,
    in_state,
    invitation_by_digest,
    invitation_by_secret,
    invitations_in_scope,
    unions_named,
    unions_to_invite_for,
)
from lianshou.kernel.access.queries.scope import may, post_said, posts_of, require, scope_of

__all__ = [
    "account_by_email",
    "admitted_by_code",
    "digest_of_secret",
    "entries_in_scope",
    "in_state",
    "invitation_by_digest",
    "invitation_by_secret",
    "invitations_in_scope",
    "may",
    "password_due",
    "post_said",
    "posts_of",
    "require",
    "scope_of",
    "unions_named",
    "unions_to_invite_for",
    "verbs_in_scope",
    "wait_of",
]
