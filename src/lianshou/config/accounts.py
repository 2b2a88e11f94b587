"""How allauth is bound to the house: who may try, who is found by a telephone, how a password is kept, who carries messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from lianshou.config.factors import FactorsMixin
from lianshou.kernel.access import actions
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import admitted_by_code, wait_of
from lianshou.kernel.people.queries import account_by_phone
from lianshou.web.couriers import beside, carry, send_text
from lianshou.web.waiting import wait_said


class AccountAdapter(FactorsMixin, DefaultAccountAdapter):
    """Accounts are opened by administrators, never by signing up; an account rests after failed attempts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("inbox:desk")

    # --- lock-out: counted before the password is looked at, forgiven when it was right
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        name = str(credentials.get("username", ""))
        wait = actions.begin_attempt(actor=None, name=name, now=timezone.now())
        if wait:
            raise ValidationError(wait_said(wait), code="resting")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if isinstance(user, User):
            actions.forgive_failures(actor=user, user=user, now=timezone.now())
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        name = str(credentials.get("username", ""))
        wait = actions.note_failure(actor=None, name=name, now=timezone.now())
        if wait:  # said at the attempt that brought it about, not only at the next
            wrong = self.validation_error("username_password_mismatch")
            raise ValidationError([wrong, ValidationError(wait_said(wait), code="resting")])

    def pre_login(self, request: HttpRequest, user: Any, **details: Any) -> Any:
        """Every way in passes here, codes and second factors too: none opens an account that rests."""
        wait = wait_of(user=user, now=timezone.now())
        return self._resting(request, wait) if wait else super().pre_login(request, user, **details)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        actions.forgive_failures(actor=user, user=user, now=timezone.now())

    def _resting(self, request: HttpRequest, wait: timedelta) -> HttpResponse:
        clear_login(request)
        messages.error(request, wait_said(wait))
        return redirect("account_login")

    # --- passwords
    def set_password(self, user: Any, password: str) -> None:
        actions.change_password(actor=user, user=user, password=password, now=timezone.now())

    # --- messages
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        message = self.render_mail(
            template_prefix, email, {"request": self.request, "email": email, **context}
        )
        beside(lambda: carry(message))

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **details: Any) -> None:
        send_text(
            phone=phone, words=render_to_string("account/messages/code_text.txt", {"code": code}).strip()
        )

    # --- telephones stand with the persons; only their own union changes them
    def get_user_by_phone(self, phone: str) -> User | None:
        return admitted_by_code(account_by_phone(phone=phone))

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        """Nothing: a code that arrived changes no record."""

    def set_phone_verified(self, user: Any, phone: str) -> None:
        """Nothing: a code that arrived changes no record."""
