"""Reading tokens, webhooks and deliveries."""

from lianshou.kernel.gateway.queries.hooks import (
    deliveries_in_scope,
    given_up_in_scope,
    payload_of,
    unions_to_hook,
    webhooks_in_scope,
)
from lianshou.kernel.gateway.queries.tokens import (
    digest_of,
    live_tokens,
    token_of,
    tokens_of,
    verbs_held,
    why_token_shut,
)

__all__ = [
    "deliveries_in_scope",
    "digest_of",
    "given_up_in_scope",
    "live_tokens",
    "payload_of",
    "token_of",
    "tokens_of",
    "unions_to_hook",
    "verbs_held",
    "webhooks_in_scope",
    "why_token_shut",
]
