"""The gate before every page: whose post demands a second factor gets nowhere by a password alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from lianshou.kernel.access import queries
from lianshou.kernel.access.enums import Factor, Hold
from lianshou.kernel.access.rules import Standing, why_held

# what a held session may open: the way out, the language, and what sets up or confirms a factor
_ALWAYS = frozenset(
    {
        "account_login",
        "account_logout",
        "set_language",
        "health",
        "access:timed_out",
        "access:presence",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
_SETTING_UP = _ALWAYS | {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes",
}
_OPEN = {Hold.SET_UP: _SETTING_UP, Hold.CONFIRM: _ALWAYS}
# the second factors; recovery codes alone are none
KINDS_THAT_COUNT = frozenset({Factor.TOTP, Factor.WEBAUTHN})
FRESH = timedelta(minutes=10)
"""For how long a second factor that was shown counts as shown just now."""
_PASSWORD = "account_change_password"  # noqa: S105  # nosec B105  the name of an address


def is_confirmed(request: HttpRequest) -> bool:
    """Whether this session was opened, or since confirmed, by a second factor of its account, or by another house that
    is trusted to have asked for one."""
    trusted = settings.LIANSHOU_OIDC_TRUSTED
    return any(
        record.get("method") == "mfa"
        or (record.get("method") == "socialaccount" and record.get("provider") in trusted)
        for record in get_authentication_records(request, request.user)
    )


def has_just_confirmed(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor within the last minutes, for acts that ask for one just before."""
    since = timezone.now().timestamp() - FRESH.total_seconds()
    return any(
        record.get("method") == "mfa" and record.get("at", 0) >= since
        for record in get_authentication_records(request, request.user)
    )


def confirm_at(request: HttpRequest, back: str) -> str:
    """Where a second factor is shown, or set up where there is none yet; ``back`` is the page that one returns to."""
    factors = queries.factors_of(actor=request.user)  # type: ignore[arg-type]
    if not factors.any:
        return reverse("mfa_index")
    page = "mfa_reauthenticate" if factors.code_app is not None else "mfa_reauthenticate_webauthn"
    return f"{reverse(page)}?{urlencode({'next': back})}"


def hold_of(request: HttpRequest) -> Hold | None:
    """Why the session of a request is held, or None. Costs nothing where no role demands a second factor, and nothing
    in sessions that have shown one."""
    demanded = frozenset(settings.LIANSHOU_SECOND_FACTOR_ROLES)
    if not demanded or is_confirmed(request):
        return None
    roles = queries.roles_of(actor=request.user)
    has = bool(roles & demanded) and queries.has_factor(actor=request.user)  # type: ignore[arg-type]
    return why_held(Standing(roles=roles, has_factor=has, is_confirmed=False), demanded=demanded)


class SecondFactorMiddleware:
    """Sends a held session to where its second factor is set up or confirmed, from every address that is not listed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        hold = hold_of(request)
        match = request.resolver_match
        name = match.view_name if match else ""
        if hold is None or name in _OPEN[hold]:
            return None
        if name == _PASSWORD and request.user.must_change_password:  # one gate after the other
            return None
        return elsewhere(request, way_on(request, hold))


def way_on(request: HttpRequest, hold: Hold) -> str:
    """Where a held session goes on, with the page that was asked for behind it."""
    if hold is Hold.SET_UP:
        return reverse("mfa_index")
    has_app = queries.factors_of(actor=request.user).code_app is not None  # type: ignore[arg-type]
    page = "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
    return f"{reverse(page)}?{urlencode({'next': _wanted(request)})}"


def elsewhere(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect that htmx follows with the whole page, too."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _wanted(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" else "/"
