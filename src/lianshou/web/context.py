"""What every page's frame needs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from lianshou import __version__


def _come_back(request: HttpRequest) -> str:
    """Where one reads on in another language: this page, or the one that its form came from."""
    if request.method != "POST":
        return request.get_full_path()
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host():
        return "/"
    return before.path + (f"?{before.query}" if before.query else "")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Language for ``<html lang>``, version, whether this is a demonstration, the section of the menu,
    the page and the part of the address that are open, where to read on in another language, and for how long a session lasts without anything being done."""
    match = request.resolver_match
    return {
        "page_lang": "en" if get_language() == "en" else "zh-CN",
        "release": __version__,
        "is_demo": settings.DEMO,
        "idle_seconds": settings.LIANSHOU_IDLE_MINUTES * 60,
        "section": match.app_name if match else "",
        "page_name": match.view_name if match else "",
        "come_back": _come_back(request),
        "part": "/" + request.path.split("/")[1],
    }
