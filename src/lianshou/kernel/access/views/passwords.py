from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from lianshou.kernel.access import queries
from lianshou.web.doors import ANYONE, opens

_CHANGE = "account_change_password"
# what stays open while a password is due
_OPEN = frozenset({_CHANGE, "account_set_password", "account_logout", "set_language", "health"})


class PasswordMiddleware:
    """Whoever has to choose a new password comes to the page for it, whatever they asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not request.user.is_authenticated or (match and match.view_name in _OPEN):
            return None
        if queries.password_due(user=request.user, now=timezone.now()) is None:
            return None
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(reverse(_CHANGE))
        return redirect(_CHANGE)


class PasswordChange(account.PasswordChangeView):
    """allauth's page, with the reason why somebody was sent here."""

    def get_context_data(self, **details: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**details)
        found["due"] = queries.password_due(user=self.request.user, now=timezone.now())
        found["days"] = settings.LIANSHOU_PASSWORD_DAYS
        return found


change_password = opens(ANYONE, ANYONE)(PasswordChange.as_view())
set_password = opens(ANYONE, ANYONE)(account.password_set)
