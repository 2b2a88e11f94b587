"""Tokens, answers kept under their keys, webhooks and what they deliver."""

from lianshou.kernel.gateway.models.hooks import Delivery, Webhook
from lianshou.kernel.gateway.models.tokens import StoredAnswer, Token

__all__ = ["Delivery", "StoredAnswer", "Token", "Webhook"]
