from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.pledges.enums import Sort, State
from lianshou.kernel.pledges.models import Party, Pledge
from lianshou.kernel.pledges.queries import (
    hosted_by,
    hosts_with_pledges,
    pledges_waiting_for,
    programmes_with_pledges,
    with_words,
)
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListFilter, day_input


def _programmes(request: HttpRequest) -> QuerySet[Programme]:
    return programmes_with_pledges(actor=request.user)


def _hosts(request: HttpRequest) -> QuerySet[Union]:
    return hosts_with_pledges(actor=request.user)


class PledgeFilter(ListFilter):
    """What a list of agreements can be narrowed by."""

    q = django_filters.CharFilter(label=_("Number or unit"), method="by_words", max_length=60)
    programme = django_filters.ModelChoiceFilter(
        label=_("Programme"), queryset=_programmes, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_("All"))
    kind = django_filters.ChoiceFilter(
        label=_("Sort"), field_name="sort", choices=Sort.choices, empty_label=_("All")
    )
    host = django_filters.ModelChoiceFilter(
        label=_("Leading or issuing union"), queryset=_hosts, method="by_host", empty_label=_("All")
    )
    waiting = django_filters.ChoiceFilter(
        label=_("Whose turn"),
        choices=[("me", pgettext_lazy("agreement", "Waiting for me"))],
        method="waiting_for_me",
        empty_label=_("All"),
    )

    class Meta:
        model = Pledge
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Pledge], name: str, value: str) -> QuerySet[Pledge]:
        return with_words(queryset, value)

    def by_host(self, queryset: QuerySet[Pledge], name: str, value: Union) -> QuerySet[Pledge]:
        return hosted_by(queryset, value)

    def waiting_for_me(self, queryset: QuerySet[Pledge], name: str, value: str) -> QuerySet[Pledge]:
        return queryset.filter(pk__in=pledges_waiting_for(actor=self.request.user).values("pk"))


class IssueForm(forms.Form):
    """The words that stand before the year in the numbers."""

    series = forms.RegexField(
        r"^[^〔〕\[\]\s]+$",
        label=_("Words before the year in the number"),
        max_length=20,
        help_text=_("As your federation numbers its papers, for example 阜联手."),
        error_messages={"invalid": _("Letters and characters only, without brackets and spaces.")},
    )


class PaperSignatureForm(forms.Form):
    """When and by whose hand the printed paper was signed; a field for each side that has not signed on the desk."""

    signed_on = forms.DateField(label=_("Day of signing"), widget=day_input())

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        self.keys = [party.key for party in pledge.present if party.signed_at is None]
        for party in pledge.present:
            if party.key in self.keys:
                self.fields[party.key] = forms.CharField(
                    label=_("Who signed for %(union)s") % {"union": party.union},
                    max_length=40,
                    initial=_chair(pledge, party),
                )

    @property
    def signatories(self) -> dict[str, str]:
        return {key: self.cleaned_data[key] for key in self.keys}


def _chair(pledge: Pledge, party: Party) -> str | None:
    """The chair that the paper names for a party."""
    named = [pledge.context.get(party.side) or {}, *pledge.context.get("members", ())]
    return next((one.get("chair") for one in named if one.get("name") == party.union.name), None)


class EndForm(forms.Form):
    """When and why an agreement ends before its time."""

    ended_on = forms.DateField(label=_("Last day"), widget=day_input())
    reason = forms.CharField(
        label=_("Why it ends"), max_length=200, help_text=_("All parties can read this.")
    )
