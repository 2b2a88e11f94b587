"""The gate of the API, and the pages of tokens and webhooks."""

from lianshou.kernel.gateway.views.gate import ApiMiddleware, OnceMiddleware, TokenMiddleware

__all__ = ["ApiMiddleware", "OnceMiddleware", "TokenMiddleware"]
