"""What decides about tokens, keys, addresses and deliveries."""

from lianshou.kernel.gateway.rules.hooks import (
    LAST_TRY,
    TOLERANCE,
    is_private,
    next_try,
    signature_of,
    why_not_address,
)
from lianshou.kernel.gateway.rules.tokens import (
    LONGEST,
    MOST_TOKENS,
    OWN,
    PREFIX,
    why_not_make,
    why_shut,
)

__all__ = [
    "LAST_TRY",
    "LONGEST",
    "MOST_TOKENS",
    "OWN",
    "PREFIX",
    "TOLERANCE",
    "is_private",
    "next_try",
    "signature_of",
    "why_not_address",
    "why_not_make",
    "why_shut",
]
