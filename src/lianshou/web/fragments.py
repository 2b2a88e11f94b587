"""Telling a request of htmx, which wants a fragment, from one that wants the page."""

from __future__ import annotations

from django.http import HttpRequest


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked for a part of the page (and not for the whole, boosted or restored from history)."""
    details = getattr(request, "htmx", None)
    return details is not None and bool(details) and not (details.boosted or details.history_restore_request)
