"""How allauth is bound to the house: accounts are opened by administrators, never by signing up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from lianshou.config.factors import FactorsMixin


class AccountAdapter(FactorsMixin, DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
