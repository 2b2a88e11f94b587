"""Addresses of second factors, devices and sign-ins of other houses: allauth's pages, each with its door."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as ways
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.urls import URLPattern, path

from lianshou.kernel.access.views import security, sessions
from lianshou.kernel.access.views.sign_on import entering, leaving
from lianshou.web.doors import ANYONE, CONCERNED, PUBLIC, opens

_View = Callable[..., Any]


def _mine(view: _View) -> _View:
    """A page about one's own account: for everybody who is logged in, own rows only."""
    return opens(ANYONE, ANYONE)(view)


def _held(view: _View) -> _View:
    """A page about a factor that the account must have."""
    return opens(CONCERNED, CONCERNED)(view)


def _way_in(view: _View) -> _View:
    """A step of signing in."""
    return opens(PUBLIC, PUBLIC)(view)


def _houses() -> list[URLPattern]:
    """The addresses of the houses that LIANSHOU_SSO switches on."""
    found = []
    for name in settings.LIANSHOU_SSO_HOUSES:
        views = import_module(f"allauth.socialaccount.providers.{name}.views")
        found += [
            path(f"account/by/{name}/", leaving(views.oauth2_login), name=f"{name}_login"),
            path(f"account/by/{name}/back/", entering(views.oauth2_callback), name=f"{name}_callback"),
        ]
    return found


sign_in_patterns: list[URLPattern] = [
    path("account/security/", security.overview, name="mfa_index"),
    path("account/security/devices/", sessions.devices, name="usersessions_list"),
    path("account/security/app/", _mine(totp.activate_totp), name="mfa_activate_totp"),
    path("account/security/app/remove/", _held(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/security/codes/", _held(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/security/codes/new/",
        _mine(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/security/codes/file/",
        _held(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("account/security/passkeys/", opens(ANYONE)(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("account/security/passkeys/add/", _mine(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("account/security/passkeys/<int:pk>/", _mine(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("account/security/passkeys/<int:pk>/remove/", security.remove_passkey, name="mfa_remove_webauthn"),
    path("account/again/code/", _mine(factors.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/again/passkey/", _mine(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"
    ),
    path("account/login/second/", _way_in(factors.authenticate), name="mfa_authenticate"),
    path("account/login/passkey/", _way_in(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("account/security/ways/", _mine(ways.connections), name="socialaccount_connections"),
    path("account/by/cancelled/", opens(PUBLIC)(ways.login_cancelled), name="socialaccount_login_cancelled"),
    path("account/by/oidc/<slug:provider_id>/", leaving(oidc.login), name="openid_connect_login"),
    path("account/by/oidc/<slug:provider_id>/back/", entering(oidc.callback), name="openid_connect_callback"),
    *_houses(),
]
