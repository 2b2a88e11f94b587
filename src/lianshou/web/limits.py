"""How often somebody may ask: searches, exports, and forms that are open to everybody.

The counting is allauth's (the same that guards login and codes); it lives in the shared cache, so that several
processes count together. Rates read like "60/m/user": so many, in what time, by account, by address ("ip").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lianshou.web.doors import PUBLIC, door_of
from lianshou.web.views import too_many

_COUNTED_ELSEWHERE = ("/account/", "/language/")  # login, codes and resets have limits of their own
_FILES = (".xlsx", ".docx", ".json", ".html", ".zip")


class LimitMiddleware:
    """Answers 429 to whoever asks more often than ``settings.LIANSHOU_RATES`` allows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        for action in actions_of(request, view):
            rates = {action: _rates(action, known=request.user.is_authenticated)}
            if not consume(request, app="lianshou", action=action, config=rates, limit_get=True):
                return too_many(request)
        return None


def actions_of(request: HttpRequest, view: Any) -> list[str]:
    """What of a request is counted."""
    if request.path.startswith("/api/v1/"):
        return ["api", "api_write"] if request.method == "POST" else ["api"]
    found = []
    if request.GET.get("q") or (request.method == "POST" and request.POST.get("q")):
        found.append("search")
    if request.path.endswith(_FILES) and request.user.is_authenticated:
        found.append("export")
    door = door_of(view)
    is_public = door is not None and door.post == PUBLIC
    if request.method == "POST" and is_public and not request.path.startswith(_COUNTED_ELSEWHERE):
        found.append("public_form")
    return found


def _rates(action: str, *, known: bool) -> str:
    """The rates of an action; what counts by account counts by address for somebody who has not logged in."""
    text = str(settings.LIANSHOU_RATES.get(action, ""))
    return text if known else text.replace("/user", "/ip")
