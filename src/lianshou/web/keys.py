"""Keys that a page gives: of a draft that was recorded without a network, and of the opened page that saves a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def key_in(text: str) -> UUID | None:
    """The key that ``text`` writes out in full, or None."""
    return UUID(text) if _UUID.fullmatch(text) else None


def keys_in(texts: Iterable[str]) -> list[UUID]:
    """The keys among the first hundred ``texts``."""
    return [key for _number, text in zip(range(100), texts, strict=False) if (key := key_in(text))]


def opened_page(request: HttpRequest) -> UUID | None:
    """Which opened page saves a draft (its hidden field ``opened``): what a page saved last itself never stands over it."""
    return key_in(request.POST.get("opened", ""))
