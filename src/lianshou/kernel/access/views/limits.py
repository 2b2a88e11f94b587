"""How long a session lasts: it ends when nothing was done for a while, and at the end of a working day.

A form that arrives too late is sealed into the session that follows and handed back to the same person after signing in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from lianshou.kernel.access import actions
from lianshou.kernel.access.enums import Ended
from lianshou.kernel.access.rules import why_ended
from lianshou.kernel.access.views.holding import elsewhere
from lianshou.kernel.access.views.kept import keep, whose_form

_BEGAN, _SEEN = "lianshou.began", "lianshou.seen"
_PRESENCE = "access:presence"
_GRAIN = 60  # a session is written at most once in so many seconds
_LEAVING = frozenset({"set_language", "account_logout"})


def begin(request: HttpRequest, user: Any) -> None:
    """The limits of a session count from its beginning; it is put on the list of devices when it has an address."""
    now = timezone.now()
    request.session[_BEGAN] = request.session[_SEEN] = int(now.timestamp())
    if request.META.get("REMOTE_ADDR"):
        _list(request, user, now)


class SessionLimitsMiddleware:
    """Ends sessions that are over; a session that does not say when it began is over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not request.user.is_authenticated:
            return _too_late(request) if getattr(view, "login_required", True) else None
        now = timezone.now()
        why = _why_over(request, now)
        if name == _PRESENCE and (why or request.method == "GET"):
            return None  # only asks; the view tells it
        if why is None:
            _note(request, now)
            return None
        if name in _LEAVING:
            return None
        return _end(request, why)


def seconds_left(request: HttpRequest) -> int:
    """For how long the session still lasts without anything being done; 0 when there is none."""
    if not request.user.is_authenticated or _why_over(request, timezone.now()):
        return 0
    began, seen = request.session[_BEGAN], request.session[_SEEN]
    over = min(seen + _idle().total_seconds(), began + settings.SESSION_COOKIE_AGE)
    return max(0, int(over - timezone.now().timestamp()))


def told(request: HttpRequest, **more: Any) -> HttpResponse:
    """What a page may know of its session: how long it lasts, 0 when it is over."""
    return JsonResponse({"left": seconds_left(request), **more})


def _why_over(request: HttpRequest, now: datetime) -> Ended | None:
    return why_ended(
        began=_moment(request, _BEGAN),
        seen=_moment(request, _SEEN),
        now=now,
        idle=_idle(),
        longest=timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )


def _idle() -> timedelta:
    return timedelta(minutes=settings.LIANSHOU_IDLE_MINUTES)


def _moment(request: HttpRequest, name: str) -> datetime | None:
    stamp = request.session.get(name)
    return datetime.fromtimestamp(stamp, tz=UTC) if isinstance(stamp, int) else None


def _note(request: HttpRequest, now: datetime) -> None:
    """Count the limits anew, and keep when the device was last seen; at most once a minute."""
    if now.timestamp() - request.session[_SEEN] >= _GRAIN:
        request.session[_SEEN] = int(now.timestamp())
        _list(request, request.user, now)


def _list(request: HttpRequest, user: Any, now: datetime) -> None:
    if request.session.session_key:
        actions.note_device(
            actor=user,
            session_key=request.session.session_key,
            address=_address(request),
            user_agent=request.headers.get("User-Agent", ""),
            now=now,
        )


def _address(request: HttpRequest) -> str:
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return "0.0.0.0"  # noqa: S104  # nosec B104  a server on a socket knows no address


def _end(request: HttpRequest, why: Ended) -> HttpResponse:
    """Sign out; the answer leads to a page that says why, and back."""
    user_pk, kept = request.user.pk, whose_form(request)
    logout(request)
    keep(request, user_pk=user_pk, kept=kept)
    return elsewhere(request, timed_out_url(request, why=why, is_kept=kept is not None))


def _too_late(request: HttpRequest) -> HttpResponse | None:
    """A form sent by a browser whose session was ended by another of its pages."""
    if (kept := whose_form(request)) is None:
        return None
    if not keep(request, user_pk=None, kept=kept):
        return None
    return elsewhere(request, timed_out_url(request, why=Ended.UNKNOWN, is_kept=True))


def timed_out_url(request: HttpRequest, *, why: Ended, is_kept: bool) -> str:
    """The page that says what happened, with the page to go back to."""
    back = reverse("access:kept") if is_kept else request.get_full_path()
    if not is_kept and request.method != "GET":
        back = "/"
    return f"{reverse('access:timed_out')}?{urlencode({'why': str(why), 'next': back})}"
