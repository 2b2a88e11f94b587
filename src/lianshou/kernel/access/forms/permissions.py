"""What narrows permissions and addresses, and what somebody asks about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.core.records import record_types
from lianshou.kernel.access import queries
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.queries.permissions import Address, VerbRow
from lianshou.kernel.access.rules.sentences import SUBJECTS
from lianshou.web.filters import ListForm
from lianshou.web.templatetags.web import say


def _subjects() -> list[tuple[str, Any]]:
    return [("", _("Any subject")), *((str(n), say(one.title)) for n, one in enumerate(SUBJECTS))]


class VerbForm(ListForm):
    """What narrows the table of permissions: words, a role that may, a subject."""

    q = forms.CharField(label=_("What may be done"), max_length=60, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any role")), *Role.choices], required=False)
    subject = forms.ChoiceField(label=_("Subject"), choices=_subjects, required=False)

    def narrow(self, rows: Iterable[VerbRow]) -> list[VerbRow]:
        """The rows that fit."""
        role, subject = self.cleaned_data.get("role"), self.cleaned_data.get("subject")
        return [
            row
            for row in rows
            if all(word in row.told for word in self.words())
            and (not role or role in row.roles)
            and (not subject or str(row.subject) == subject)
        ]


class AddressForm(ListForm):
    """What narrows the table of addresses: words of the name, the path or the verb, and a role that is let in."""

    q = forms.CharField(label=_("Address or verb"), max_length=60, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any role")), *Role.choices], required=False)

    def narrow(self, rows: Iterable[Address]) -> list[Address]:
        """The addresses that fit."""
        role = self.cleaned_data.get("role")
        return [
            one
            for one in rows
            if all(word in f"{one.name} {one.path} {one.door.get} {one.door.post}" for word in self.words())
            and (not role or role in one.roles("GET") or role in one.roles("POST"))
        ]


class GrantForm(ListForm):
    """What narrows the list of those who can see a record: words of the account or the union, and a role."""

    q = forms.CharField(label=_("Account or union"), max_length=60, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any role")), *Role.choices], required=False)

    def narrow(self, grants: Iterable[queries.Grant]) -> list[queries.Grant]:
        """The grants that fit."""
        role = self.cleaned_data.get("role")
        return [
            grant
            for grant in grants
            if all(word in grant.told for word in self.words())
            and (not role or (grant.post is not None and grant.post.role == role))
        ]


def _record_types() -> list[tuple[str, str]]:
    return [(one.slug, say(one.title)) for one in record_types]


class RecordForm(forms.Form):
    """Which record somebody asks about: its sort, and its name or its number."""

    sort = forms.ChoiceField(label=_("Sort of record"), choices=_record_types)
    words = forms.CharField(
        label=_("Name of the record"),
        max_length=60,
        required=False,
        help_text=_("A part of it is enough; only records that you may see are found by name."),
    )
    number = forms.IntegerField(
        label=_("Number"),
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        help_text=_("As the audit book and the address of its page show it."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given.get("words") and not given.get("number"):
            self.add_error("words", _("Give a name or a number."))
        return given


class WhoseForm(ListForm):
    """Which account somebody asks about."""

    q = forms.CharField(label=_("Name or user name"), max_length=40, required=False)
