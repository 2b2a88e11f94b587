"""How allauth's sign-ins of other houses are bound: nobody enters who was not connected here, nothing personal is kept."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from lianshou.kernel.access.enums import FactorReason

_LOGIN = "login"


class SignOnAdapter(DefaultSocialAccountAdapter):
    """An account is found by the connection that its owner made, never by a name or an address."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": FactorReason.NO_PASSWORD.label,
        "connected_other": FactorReason.OTHER_ACCOUNT.label,
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        return None

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: Any) -> Any:
        """Of everything that another house says about a person only its number is taken over, and no token."""
        sociallogin.account.extra_data = {"sub": sociallogin.account.uid}
        sociallogin.email_addresses, sociallogin.phone = [], None
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Whoever is connected with no account gets a page that says how that is done."""
        sociallogin.token = None
        if sociallogin.state.get("process", _LOGIN) == _LOGIN and not sociallogin.is_existing:
            name = sociallogin.account.get_provider(request).name
            page = render(request, "socialaccount/unknown.html", {"provider": name}, status=403)
            raise ImmediateHttpResponse(page)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("mfa_index")
