"""What allauth tells of factors, sign-ins and passwords, handed on to actions; it changes its rows itself."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone

from lianshou.kernel.access import actions
from lianshou.kernel.access.views.holding import KINDS_THAT_COUNT
from lianshou.kernel.access.views.limits import begin


def listen() -> None:
    """Connect everything; called once, when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="lianshou.signed_in")
    for signal in (password_changed, password_set):
        signal.connect(_password_changed, dispatch_uid="lianshou.password")
    authenticator_added.connect(_factor_added, dispatch_uid="lianshou.factor_added")
    authenticator_removed.connect(_factor_removed, dispatch_uid="lianshou.factor_removed")
    authenticator_reset.connect(_codes_made, dispatch_uid="lianshou.codes_made")
    social_account_added.connect(_connected, dispatch_uid="lianshou.connected")
    social_account_removed.connect(_disconnected, dispatch_uid="lianshou.disconnected")


def _signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """A session begins: from now its limits count, and it stands in the list of devices."""
    begin(request, user)


def _password_changed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Whoever else sits in the account is out."""
    actions.end_devices(actor=user, but=request.session.session_key or "", now=timezone.now())


def _factor_added(request: HttpRequest, user: Any, authenticator: Any, **kwargs: Any) -> None:
    actions.note_factor(actor=user, verb="factor.added", kind=authenticator.type, now=timezone.now())
    if authenticator.type in KINDS_THAT_COUNT:  # the session that set a factor up has shown it, just now
        record_authentication(
            request, user, "mfa", id=authenticator.pk, type=str(authenticator.type), reauthenticated=True
        )


def _factor_removed(user: Any, authenticator: Any, **kwargs: Any) -> None:
    actions.note_factor(actor=user, verb="factor.removed", kind=authenticator.type, now=timezone.now())


def _codes_made(user: Any, authenticator: Any, **kwargs: Any) -> None:
    actions.note_factor(actor=user, verb="factor.codes_made", kind=authenticator.type, now=timezone.now())


def _connected(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    provider, now = sociallogin.account.provider, timezone.now()
    actions.note_sign_in_way(actor=sociallogin.user, verb="sign_in.connected", provider=provider, now=now)


def _disconnected(request: HttpRequest, socialaccount: Any, **kwargs: Any) -> None:
    provider, now = socialaccount.provider, timezone.now()
    actions.note_sign_in_way(
        actor=socialaccount.user, verb="sign_in.disconnected", provider=provider, now=now
    )
