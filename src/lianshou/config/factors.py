"""How allauth's second factors are bound to the house: secrets are sealed, codes count once, the last factor may have to stay."""

from __future__ import annotations

import base64
import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from lianshou.kernel.access import queries
from lianshou.kernel.access.actions.factors import FACTOR_PLACE
from lianshou.kernel.access.enums import ConfirmWay, Factor, FactorReason
from lianshou.kernel.access.rules import why_not_remove_factor
from lianshou.kernel.guard.models import key_ring

_TRIES, _REST = 10, 900  # wrong codes of one account, whatever address they come from; seconds of rest
_FRESH = 300  # seconds after signing in during which the first factor is set up without asking for the password again


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of code apps and seeds of recovery codes are sealed with the ring of keys."""

    error_messages = {
        "add_email_blocked": FactorReason.NOT_CONFIRMED_MAIL.label,
        "cannot_delete_authenticator": FactorReason.LAST_FACTOR.label,
        "cannot_generate_recovery_codes": FactorReason.NO_FACTOR.label,
        "incorrect_code": FactorReason.WRONG_CODE.label,
        "too_many": FactorReason.TOO_MANY.label,
        "unverified_email": FactorReason.NOT_CONFIRMED_MAIL.label,
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(key_ring().seal(text, place=FACTOR_PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return key_ring().open(base64.b64decode(encrypted_text), place=FACTOR_PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = authenticator.user
        passkeys = len(queries.factors_of(actor=user).passkeys)
        demanded = queries.demands_factor(actor=user)
        return why_not_remove_factor(is_demanded=demanded, others=passkeys) is None

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)

    def _get_site_name(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        return f"{Factor.WEBAUTHN.label} {len(queries.factors_of(actor=user).passkeys) + 1}"


class CodeMixin:
    """A code counts once, also within the minute and a half in which it fits; after ten wrong ones there is a rest."""

    user: Any

    def clean_code(self) -> str:
        tries = f"lianshou.tries.{self.user.pk}"
        tried = cache.get(tries, 0)
        if tried >= _TRIES:
            raise FactorAdapter().validation_error("too_many")
        cache.set(tries, tried + 1, timeout=_REST)
        code = str(super().clean_code())  # type: ignore[misc]
        life = settings.MFA_TOTP_PERIOD * (2 * settings.MFA_TOTP_TOLERANCE + 2)
        if not cache.add(f"lianshou.code.{self.user.pk}.{code}", 1, timeout=life):
            raise FactorAdapter().validation_error("incorrect_code")
        cache.delete(tries)
        return code


class CodeForm(CodeMixin, AuthenticateForm):
    """The second step of signing in."""


class ConfirmForm(CodeMixin, ReauthenticateForm):
    """Confirming with a code that it is you."""


class FactorStage(AuthenticateStage):
    """The second step of signing in, which a house that is trusted to have asked for one makes unnecessary."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        last = records[-1] if records else {}
        if last.get("method") == "socialaccount" and last.get("provider") in settings.LIANSHOU_OIDC_TRUSTED:
            return False
        return bool(super()._should_handle(request))


class FactorsMixin:
    """What second factors ask of the adapter of accounts."""

    request: HttpRequest

    def get_login_stages(self) -> list[str]:
        """allauth's stages, with our second step in the place of its own."""
        ours, theirs = f"{__name__}.FactorStage", "allauth.mfa.stages.AuthenticateStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]  # type: ignore[misc]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor confirms with it, never with the password alone."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)  # type: ignore[misc]
        if user.is_authenticated:
            factors = queries.factors_of(actor=user)
            if factors.any:
                methods = [method for method in methods if method["id"] != ConfirmWay.PASSWORD]
            if factors.code_app is None:  # recovery codes come last
                methods.sort(key=lambda method: method["id"] == ConfirmWay.CODE)
        return [{**method, "description": str(ConfirmWay(method["id"]).label)} for method in methods]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for the first factor, right after signing in."""
        user = self.request.user
        if app == "allauth.mfa" and user.is_authenticated and not queries.has_factor(actor=user):
            records = get_authentication_records(self.request, user)
            if records and time.time() - records[-1]["at"] < _FRESH:
                return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))  # type: ignore[misc]
