from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account import views as account
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lianshou.core.kinds import registry
from lianshou.kernel.access import actions, queries
from lianshou.kernel.access.forms import CodeForm, RequestCodeForm
from lianshou.web.doors import PUBLIC, opens
from lianshou.web.waiting import span_said


class Login(account.LoginView):
    """allauth's page, which says beforehand what failed attempts lead to, and what is open without an account."""

    def get_context_data(self, **details: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**details)
        rest = span_said(timedelta(seconds=settings.LIANSHOU_LOGIN_REST))
        ways = {"mails": settings.LIANSHOU_MAILS, "texts": settings.LIANSHOU_TEXTS}
        open_pages = [page for kind in registry for page in kind.public_pages]
        limits = {"tries": settings.LIANSHOU_LOGIN_TRIES, "rest": rest}
        return found | ways | limits | {"open_pages": open_pages}


class RequestCode(account.RequestLoginCodeView):
    """allauth's page, asking for a number or an address in one line."""

    form_class = RequestCodeForm


class ConfirmCode(account.ConfirmLoginCodeView):
    """allauth's page, where a wrong code counts as a failed attempt of the account, and a resting account takes none."""

    form_class = CodeForm

    def _rests(self) -> bool:
        return bool(queries.wait_of(user=self._process.user, now=timezone.now()))

    def get_form_kwargs(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_form_kwargs()
        return found | {"code": ""} if "code" in found and self._rests() else found

    def form_invalid(self, form: Any) -> Any:
        user = self._process.user
        if user is not None and "code" in form.data:
            actions.count_wrong_code(actor=None, user=user, now=timezone.now())
        return super().form_invalid(form)


class Reset(account.PasswordResetView):
    """allauth's page, which says when no mail can be sent from here."""

    def get_context_data(self, **details: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**details)
        return found | {"mails": settings.LIANSHOU_MAILS}


login = opens(PUBLIC, PUBLIC)(Login.as_view())
request_code = opens(PUBLIC, PUBLIC)(RequestCode.as_view())
confirm_code = opens(PUBLIC, PUBLIC)(ConfirmCode.as_view())
reset = opens(PUBLIC, PUBLIC)(Reset.as_view())
reset_sent = opens(PUBLIC)(account.password_reset_done)
reset_by_link = opens(PUBLIC, PUBLIC)(account.password_reset_from_key)
reset_done = opens(PUBLIC)(account.password_reset_from_key_done)


@opens(PUBLIC)
@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account_inactive.html")
