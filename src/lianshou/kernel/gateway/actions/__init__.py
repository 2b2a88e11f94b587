"""Every write about tokens, kept answers, webhooks and deliveries."""

from lianshou.kernel.gateway.actions.answers import answered_once, forget_answers
from lianshou.kernel.gateway.actions.hooks import (
    MadeWebhook,
    end_webhook,
    gather_deliveries,
    make_webhook,
    redeliver,
    send_deliveries,
)
from lianshou.kernel.gateway.actions.tokens import MadeToken, make_token, note_use, revoke_token

__all__ = [
    "MadeToken",
    "MadeWebhook",
    "answered_once",
    "end_webhook",
    "forget_answers",
    "gather_deliveries",
    "make_token",
    "make_webhook",
    "note_use",
    "redeliver",
    "revoke_token",
    "send_deliveries",
]
