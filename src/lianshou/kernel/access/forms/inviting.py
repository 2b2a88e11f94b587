"""Inviting somebody, and accepting: what the two forms and the list's filters ask for."""

from __future__ import annotations

import re
from typing import Any

import django_filters as filters
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china.text import tidy_name
from lianshou.kernel.access.enums import InvitationState, Role
from lianshou.kernel.access.models import Invitation, User
from lianshou.kernel.access.queries import invitations_in_state, unions_named
from lianshou.web.filters import ListFilter

_NUMBERED = re.compile(r"\s*·\s*(\d+)$")
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
LONGEST_DAYS = 30


class InvitationFilter(ListFilter):
    """What narrows the list: a name, how the invitation stands, the role."""

    q = filters.CharFilter(label=_("Name of a person or union"), method="filter_words")
    state = filters.ChoiceFilter(label=_("State"), choices=InvitationState.choices, method="filter_state")
    role = filters.ChoiceFilter(label=_("Role"), choices=Role.choices)

    def filter_words(self, queryset: QuerySet[Invitation], name: str, value: str) -> QuerySet[Invitation]:
        return queryset.filter(name__icontains=value) | queryset.filter(union__name__icontains=value)

    def filter_state(self, queryset: QuerySet[Invitation], name: str, value: str) -> QuerySet[Invitation]:
        return invitations_in_state(queryset, value, now=timezone.now())


def union_choices(unions: list[Any]) -> list[str]:
    """What a list of suggestions says: names, with the number where two are called the same."""
    names = [union.name for union in unions]
    return [f"{union.name} · {union.pk}" if names.count(union.name) > 1 else union.name for union in unions]


class InviteForm(forms.Form):
    """Whom to invite, for which post, until when."""

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=40)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The link is sent there. Without one you hand the link over yourself."),
    )
    union = forms.CharField(
        label=_("Union"),
        max_length=140,
        help_text=_("A part of the name, pinyin or its initials; the role reaches over everything below it."),
        widget=forms.TextInput(attrs={"list": "unions", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose")), *Role.choices])
    days = forms.IntegerField(
        label=_("Days until the link expires"), min_value=1, max_value=LONGEST_DAYS, initial=7
    )

    def __init__(self, data: Any = None, *, unions: QuerySet[Any], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self._unions = unions
        typed = str((data or {}).get("union", ""))
        self.suggested = union_choices(unions_named(unions, _NUMBERED.sub("", typed)))

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean_union(self) -> Any:
        """The union that is meant: by its number, its whole name, or the one that the words fit."""
        typed = tidy_name(self.cleaned_data["union"])
        if numbered := _NUMBERED.search(typed):
            found = list(self._unions.filter(pk=int(numbered[1]))[:1])
        else:
            found = list(self._unions.filter(name=typed)[:2]) or unions_named(self._unions, typed)
        if len(found) == 1:
            return found[0]
        self.suggested = union_choices(found) or self.suggested
        if found:
            words = "、".join(self.suggested[:8])
            raise forms.ValidationError(
                _("Several unions fit; which one? %(names)s"), params={"names": words}
            )
        raise forms.ValidationError(_("No union of yours is called so."))


class AcceptForm(forms.Form):
    """How the invited person will log in: a name of their choice and a password that keeps the policy."""

    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_("3 to 40 small letters, digits, dots, hyphens or underscores."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password1 = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=128,
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password (again)"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *, invitation: Invitation) -> None:
        super().__init__(data)
        self._invitation = invitation

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip().lower()
        if not _USERNAME.fullmatch(username):
            raise forms.ValidationError(self.fields["username"].help_text)
        return username

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("You must type the same password each time."))
        elif first:
            self._check(first, str(given.get("username", "")))
        return given

    def _check(self, password: str, username: str) -> None:
        invited = self._invitation
        try:
            validate_password(password, User(username=username, name=invited.name, email=invited.email))
        except forms.ValidationError as error:
            self.add_error("password1", error)
