"""Pages for looking at what is personal: one record for a short time, a list by two persons, who looked how often."""

from lianshou.kernel.privacy.views.exports import (
    approve,
    ask,
    exports,
    fetch,
    history,
    refuse,
    request_page,
    waiting,
    withdraw,
)
from lianshou.kernel.privacy.views.reveal import looks, reveal, shown

__all__ = [
    "approve",
    "ask",
    "exports",
    "fetch",
    "history",
    "looks",
    "refuse",
    "request_page",
    "reveal",
    "shown",
    "waiting",
    "withdraw",
]
