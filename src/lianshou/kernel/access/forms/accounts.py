from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china.text import squeeze, tidy_name
from lianshou.core.refusals import Refused
from lianshou.kernel.access import queries
from lianshou.kernel.access.enums import AccountState, Reason, Role
from lianshou.kernel.access.models import User
from lianshou.kernel.access.rules import MOST_DAYS
from lianshou.web.filters import ListFilter, day_input

_MOST_NAMED = 200  # unions offered while typing; any other is found by its name all the same
_FIELD_OF: Mapping[Any, str] = {
    Reason.NAME_TAKEN: "username",
    Reason.ENDS_BEFORE_START: "ends_on",
    Reason.DELEGATION_TOO_LONG: "ends_on",
    Reason.OUTSIDE_POST: "starts_on",
    Reason.SEPARATE_OFFICES: "role",
    Reason.NO_CASE_DATA: "role",
    Reason.ALREADY_HELD: "role",
    Reason.ENDED: "last_day",
    Reason.ENDS_EARLIER: "last_day",
    Reason.LAST_ADMIN: "last_day",
    Reason.SAME_PERSON: "to",
    Reason.NOT_YOUR_OWN: "to",
}


class RefusableForm(forms.Form):
    """A form that says an action's refusal beside the field it is about."""

    def refuse(self, refused: Refused) -> None:
        """Put the sentence where it helps, and keep what was typed."""
        name = _FIELD_OF.get(refused.reason, "")
        if refused.reason == Reason.IN_THE_PAST:
            name = "starts_on" if "starts_on" in self.fields else "last_day"
        self.add_error(name if name in self.fields else None, refused.sentence)


class AccountFilter(ListFilter):
    """What narrows the list of accounts."""

    q = filters.CharFilter(label=_("Name or user name"), method="by_words", max_length=40)
    role = filters.ChoiceFilter(label=_("Role"), choices=Role.choices, method="by_role")
    union = filters.CharFilter(label=_("Union"), method="by_union", max_length=60)
    state = filters.ChoiceFilter(label=_("State"), choices=AccountState.choices, method="by_state")

    def by_words(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queries.matching_words(queryset, value)

    def by_role(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queries.holding_role(queryset, value, timezone.localdate())

    def by_union(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queries.at_unions(queryset, value, timezone.localdate())

    def by_state(self, queryset: QuerySet[User], name: str, value: str) -> QuerySet[User]:
        return queries.in_state(queryset, value, timezone.now())


class PostForm(RefusableForm):
    """Which role at which union, from when until when; the union by its name, offered while typing."""

    verb = "post.give"

    union = forms.CharField(
        label=_("Union"),
        max_length=140,
        help_text=_("The full name, or enough of it or of its pinyin to be the only one."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *Role.choices])
    starts_on = forms.DateField(label=_("First day"), widget=day_input())
    ends_on = forms.DateField(
        label=pgettext_lazy("account", "Last day"),
        widget=day_input(),
        required=False,
        help_text=_("Leave it empty for no end."),
    )

    def __init__(self, data: QueryDict | None, *, actor: Any, initial: dict[str, Any] | None = None) -> None:
        known = queries.unions_to_name(actor=actor, verb=self.verb)
        first = known.first()
        start = {"starts_on": timezone.localdate(), "union": first.name if first else ""}
        super().__init__(data, initial={**start, **(initial or {})})
        self.actor = actor
        self.names = list(known.values_list("name", flat=True)[:_MOST_NAMED])
        self.fields["union"].widget.attrs.update({"list": "union-names", "autocomplete": "off"})

    def clean_union(self) -> Any:
        found = queries.unions_called(actor=self.actor, verb=self.verb, words=self.cleaned_data["union"])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("No union of yours is called so."))
        names = "、".join(f"{union.name} #{union.pk}" for union in found[:8])
        raise forms.ValidationError(
            _("Several unions fit: %(names)s. Write the full name, or the number after it."),
            params={"names": names},
        )


class AccountForm(PostForm):
    """A new account, and the post it is meant for."""

    verb = "account.invite"

    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=40)
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9._-]{1,39}$",
        label=_("User name"),
        required=False,
        help_text=_("Leave it empty and the pinyin of the name is taken."),
        error_messages={
            "invalid": _("Two letters or digits or more: a–z, 0–9, and . _ - after the first of them.")
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    field_order = ("name", "username", "union", "role", "starts_on", "ends_on")

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean_username(self) -> str:
        return squeeze(self.cleaned_data["username"]).lower()


class EndPostForm(RefusableForm):
    """With which day a post ends."""

    last_day = forms.DateField(
        label=pgettext_lazy("account", "Last day"),
        widget=day_input(),
        help_text=_("The post counts through this day. Choose yesterday to end it at once."),
    )


class DeclineForm(RefusableForm):
    """Why a post is not given."""

    refusal = forms.CharField(label=_("Why not"), max_length=120)


class _Colleague(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the accounts offered, by name and user name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {obj.username}"


class DelegationForm(RefusableForm):
    """Who stands in, from when until when, and why."""

    to = _Colleague(label=_("Who stands in"), queryset=None, empty_label=_("Choose a colleague"))
    starts_on = forms.DateField(label=_("First day"), widget=day_input())
    ends_on = forms.DateField(label=pgettext_lazy("account", "Last day"), widget=day_input())
    reason = forms.CharField(
        label=pgettext_lazy("account", "Why"),
        max_length=120,
        required=False,
        help_text=_("For example leave or a course; nothing about anybody's health."),
    )

    def __init__(self, data: QueryDict | None, *, colleagues: QuerySet[User], today: date) -> None:
        last = today + timedelta(days=6)
        super().__init__(data, initial={"starts_on": today, "ends_on": last})
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]
        self.fields["ends_on"].help_text = _("At most %(days)d days; the post counts for both.") % {
            "days": MOST_DAYS
        }


class HandOverForm(RefusableForm):
    """Who follows, and the last day of the one who leaves."""

    to = _Colleague(label=_("Successor"), queryset=None, empty_label=_("Choose a successor"))
    last_day = forms.DateField(
        label=_("Last day of the one who leaves"),
        widget=day_input(),
        help_text=_(
            "With today the account is closed at once; with a later day the successor begins the day after."
        ),
    )

    def __init__(self, data: QueryDict | None, *, successors: QuerySet[User], today: date) -> None:
        super().__init__(data, initial={"last_day": today})
        self.fields["to"].queryset = successors  # type: ignore[attr-defined]
