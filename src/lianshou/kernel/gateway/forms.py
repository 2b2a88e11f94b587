from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.access.queries import Held
from lianshou.kernel.access.rules.sentences import SUBJECTS
from lianshou.kernel.audit.enums import verbs_grouped
from lianshou.kernel.gateway.enums import DeliveryState
from lianshou.kernel.gateway.models import Delivery
from lianshou.kernel.gateway.queries import unions_to_hook, webhooks_in_scope
from lianshou.kernel.gateway.rules import LONGEST, OWN
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say


class TokenForm(forms.Form):
    """What a token is for, what it may do, where, and until when."""

    name = forms.CharField(
        label=pgettext_lazy("token", "What it is for"),
        max_length=60,
        help_text=_("The program that uses it, for example the payroll system."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    expires_on = forms.DateField(label=pgettext_lazy("token", "Last day"), widget=day_input())
    posts = forms.TypedMultipleChoiceField(
        label=_("By which of my posts"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all that I hold at the time."),
    )
    verbs = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As little as the program needs. It never sees or does more than you."),
    )

    def __init__(self, data: Any = None, *, verbs: Sequence[str], held: Sequence[Held]) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"expires_on": today + timedelta(days=90)})
        own = (OWN, _("What concerns me in person: my work, my places, my cases"))
        fields: Any = self.fields
        fields["verbs"].choices = [own, *_grouped(verbs)]
        fields["posts"].choices = [(one.post, one.said) for one in held]
        last = today + LONGEST - timedelta(days=1)
        fields["expires_on"].widget.attrs |= {"min": today.isoformat(), "max": last.isoformat()}

    def clean_expires_on(self) -> Any:
        day = self.cleaned_data["expires_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes: a token lasts to the end of its last day."""
        given = self.cleaned_data
        ends = datetime.combine(given["expires_on"] + timedelta(days=1), time())
        return {
            "name": given["name"],
            "verbs": given["verbs"],
            "posts": given["posts"] or None,
            "expires_at": timezone.make_aware(ends),
        }


def _grouped(verbs: Sequence[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may be chosen, under the headings of the page of permissions."""
    groups = [
        (say(subject.title), [(verb, say(said)) for verb, said in subject.verbs.items() if verb in verbs])
        for subject in SUBJECTS
    ]
    return [(title, pairs) for title, pairs in groups if pairs]


class WebhookForm(forms.Form):
    """Which union's doings an address is told of."""

    union: Any = forms.ModelChoiceField(
        label=pgettext_lazy("webhook", "Union and everything below it"),
        queryset=None,
        empty_label=None,
        widget=PickOne,
    )
    url = forms.CharField(
        label=pgettext_lazy("webhook", "Address"),
        max_length=500,
        help_text=_("Begins with https:// and is open to the world."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    verbs = forms.MultipleChoiceField(
        label=pgettext_lazy("webhook", "What it is told of"), widget=forms.SelectMultiple(attrs={"size": 14})
    )

    def __init__(self, data: Any = None, *, actor: Any) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["union"].queryset = unions_to_hook(actor=actor)
        fields["verbs"].choices = [
            (title, [pair for pair in pairs if not pair[0].startswith("webhook.")])
            for title, pairs in verbs_grouped()
            if pairs
        ]


def _webhooks(request: Any) -> Any:
    return webhooks_in_scope(actor=request.user)


class DeliveryFilter(ListFilter):
    """What narrows the list of deliveries."""

    q = django_filters.CharFilter(
        label=pgettext_lazy("webhook", "Address or verb"), method="by_words", max_length=60
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=DeliveryState.choices, empty_label=_("All"))
    webhook = django_filters.ModelChoiceFilter(label=_("Webhook"), queryset=_webhooks, empty_label=_("All"))

    class Meta:
        model = Delivery
        fields: list[str] = []

    def by_words(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(verb__icontains=value) | queryset.filter(webhook__url__icontains=value)
