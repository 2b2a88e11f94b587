from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.followups.actions import NewPhoto
from lianshou.kernel.followups.enums import Consent, Reason, Sort
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.followups.queries import (
    photo_limit,
    placements_to_read,
    programmes_with_followups,
    with_words,
)
from lianshou.kernel.followups.rules import MOST_PHOTOS
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.pictures import PhotosField


def _programmes(request: HttpRequest) -> QuerySet[Programme]:
    return programmes_with_followups(actor=request.user)


def _placements(request: HttpRequest) -> QuerySet[Placement]:
    return placements_to_read(actor=request.user)


class FollowUpFilter(ListFilter):
    """What a list of activities can be narrowed by; ``placement`` comes from the page of an agreement."""

    q = django_filters.CharFilter(label=_("Title, place or unit"), method="by_words", max_length=60)
    programme = django_filters.ModelChoiceFilter(
        label=_("Programme"), queryset=_programmes, empty_label=_("All")
    )
    sort = django_filters.ChoiceFilter(label=_("Sort"), choices=Sort.choices, empty_label=_("All"))
    since = django_filters.DateFilter(
        label=_("From"), field_name="happened_on", lookup_expr="gte", widget=day_input()
    )
    until = django_filters.DateFilter(
        label=_("To"), field_name="happened_on", lookup_expr="lte", widget=day_input()
    )
    placement = django_filters.ModelChoiceFilter(queryset=_placements, widget=forms.HiddenInput)

    class Meta:
        model = FollowUp
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[FollowUp], name: str, value: str) -> QuerySet[FollowUp]:
        return with_words(queryset, value)


class PhotosForm(forms.Form):
    """Photographs with the credit they must carry."""

    photos = PhotosField(
        reasons=Reason,
        most=MOST_PHOTOS,
        limit=photo_limit,
        label=_("Photographs"),
        help_text=_("JPEG, PNG or WebP, up to 10 MB each, 9 at most."),
    )
    credit = forms.CharField(label=_("Photographs by"), max_length=80)
    caption = forms.CharField(label=_("What they show"), max_length=200, required=False)
    consent = forms.ChoiceField(
        label=_("Those shown"),
        choices=Consent.choices,
        initial=Consent.NOT_ASKED,
        required=False,
        help_text=_("Without their consent a photograph stays with those who may see the activity."),
    )

    def clean_consent(self) -> str:
        return str(self.cleaned_data.get("consent") or Consent.NOT_ASKED)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("photos") and "credit" in values and not values["credit"].strip():
            self.add_error("credit", Reason.CREDIT_MISSING.label)
        return values

    @property
    def new_photos(self) -> list[NewPhoto]:
        """What the actions take."""
        values = self.cleaned_data
        return [
            NewPhoto(
                content=content,
                credit=values["credit"],
                caption=values["caption"],
                consent=values["consent"],
            )
            for content in values["photos"]
        ]


class FollowUpForm(PhotosForm):
    """What happened, when, where and with how many people; made to be filled with a thumb."""

    sort = forms.ChoiceField(label=_("Sort"), choices=Sort.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=pgettext_lazy("activity", "Title"), max_length=120)
    happened_on = forms.DateField(label=_("Day"), widget=day_input())
    place = forms.CharField(label=_("Where it happened"), max_length=120, required=False)
    people = forms.IntegerField(label=_("People taking part"), min_value=1, max_value=100_000)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=100_000, required=False, help_text=_("May stay empty.")
    )
    partners = forms.CharField(
        label=_("With whom"),
        max_length=200,
        required=False,
        help_text=_("Units or persons beside the two of the pairing. May stay empty."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Course of the activity"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )

    field_order = [
        "sort",
        "title",
        "happened_on",
        "people",
        "minutes",
        "place",
        "partners",
        "note",
        "photos",
        "credit",
        "caption",
        "consent",
        "key",
    ]

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = self.fields["happened_on"].widget.attrs
        attrs["max"] = timezone.localdate().isoformat()
        if placement.starts_on:
            attrs["min"] = placement.starts_on.isoformat()
        for name in ("people", "minutes"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        self.fields["photos"].required = self.fields["credit"].required = False

    @property
    def facts(self) -> dict[str, Any]:
        """What ``record_followup`` takes, without the photographs."""
        beside = ("photos", "credit", "caption", "consent")
        return {key: value for key, value in self.cleaned_data.items() if key not in beside}


class RemovalForm(forms.Form):
    """Why an activity is taken back."""

    reason = forms.CharField(label=_("Why it is taken back"), max_length=200)
