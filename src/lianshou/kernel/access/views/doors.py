"""The two things that stand around every request: whence it comes, and the door of its address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from lianshou.core.ambient import Origin, coming_from, held_to_scope
from lianshou.kernel.access.queries import may
from lianshou.web.doors import ANYONE, CONCERNED, PUBLIC, Door, door_of

_log = logging.getLogger("lianshou.doors")


class OriginMiddleware:
    """Says whence a request comes, for the book and the log, and holds everything in it to scope."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with coming_from(origin_of(request)), held_to_scope():
            return self.get_response(request)


class DoorMiddleware:
    """Lets in only whom the door of the view names; a view without a door lets nobody in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        door = door_of(view)
        if door is None:
            _no_door(view)
        refusal = _refusal(request, door, door.needs(request.method or ""))
        return refusal or (_told(door) if request.method == "OPTIONS" else None)


def _no_door(view: Any) -> NoReturn:
    name = f"{view.__module__}.{getattr(view, '__qualname__', view)}"
    if settings.LIANSHOU_DOORS_LOUD:
        raise ImproperlyConfigured(f"{name} has no door: put @opens(…) on it")
    _log.error("No door, nobody let in: %s", name)
    raise PermissionDenied(name)


def _refusal(request: HttpRequest, door: Door, need: str | None) -> HttpResponseBase | None:
    """The answer to whoever is not let in, or None; raises PermissionDenied where no post grants the verb."""
    if need == PUBLIC:
        return None
    if not request.user.is_authenticated and not (need is None and door.is_public):
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
    if need is None:
        return HttpResponseNotAllowed(door.methods)
    if need not in (ANYONE, CONCERNED) and not may(request.user, need):
        raise PermissionDenied(need)
    return None


def _told(door: Door) -> HttpResponse:
    return HttpResponse(status=204, headers={"Allow": ", ".join(door.methods)})


def origin_of(request: HttpRequest) -> Origin:
    """The address and device of a request; behind proxies of ours the address is the one that the outermost of them saw."""
    address, proxies = request.META.get("REMOTE_ADDR", ""), settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies and "HTTP_X_FORWARDED_FOR" in request.META:
        hops = [hop.strip() for hop in request.META["HTTP_X_FORWARDED_FOR"].split(",")]
        address = hops[-min(proxies, len(hops))]
    key = getattr(request, "session", None) and request.session.session_key
    device = sha256(key.encode()).hexdigest()[:12] if key else ""
    return Origin(door="web", address=address[:45], device=device)
