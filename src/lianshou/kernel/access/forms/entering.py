"""Entering by a code: one line for a telephone number or an e-mail address."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from lianshou.china.text import squeeze
from lianshou.kernel.access.queries import account_by_email

_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")


class RequestCodeForm(forms.Form):
    """Where the code shall go; the answer is the same whether or not somebody is there."""

    contact = forms.CharField(
        label=_("Mobile number or e-mail"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    _user: Any = None

    def clean_contact(self) -> str:
        contact = squeeze(self.cleaned_data["contact"]).lower()
        if "@" in contact:
            return self._by_email(contact)
        return self._by_phone(contact.replace("-", ""))

    def _by_email(self, email: str) -> str:
        if not settings.LIANSHOU_MAILS:
            raise forms.ValidationError(_("No e-mail is sent from here: give a mobile number."))
        validate_email(email)
        self._within_limits(email)
        self.cleaned_data["email"], self._user = email, account_by_email(email=email)
        return email

    def _by_phone(self, written: str) -> str:
        found = _MOBILE.fullmatch(written)
        if found is None:
            raise forms.ValidationError(_("Write a mobile number of 11 digits, or an e-mail address."))
        if not settings.LIANSHOU_TEXTS:
            raise forms.ValidationError(_("No text messages are sent from here: give an e-mail address."))
        phone = found[1]
        self._within_limits(phone)
        self.cleaned_data["phone"], self._user = phone, get_adapter().get_user_by_phone(phone)
        return phone

    def _within_limits(self, key: str) -> None:
        if not ratelimit.consume(context.request, action="request_login_code", key=key):
            raise forms.ValidationError(
                _("Too many codes were asked for. Wait a while, or ask the office of your union.")
            )


class CodeForm(ConfirmLoginCodeForm):
    """The code that came; telephones offer it from the message and show their digits."""

    code = forms.CharField(
        label=_("Code from the message"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )
