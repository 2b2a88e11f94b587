from __future__ import annotations

from enum import Enum
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.refusals import Refused
from lianshou.kernel.followups.actions import NewPhoto
from lianshou.kernel.followups.enums import Consent as PhotoConsent
from lianshou.kernel.followups.enums import Reason as PhotoReason
from lianshou.kernel.followups.queries import photo_limit
from lianshou.kernel.followups.rules import MOST_PHOTOS
from lianshou.kernel.placement.enums import Reason as SeatReason
from lianshou.kernel.placement.enums import State as SeatState
from lianshou.kernel.placement.models import Placement
from lianshou.kinds.events.enums import Ground, Reason, Score, Sort, State
from lianshou.kinds.events.models import Event
from lianshou.kinds.events.queries.desk import with_person, with_title
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.pictures import PhotosField

_ALL = _("All")
_FIELD_OF: dict[Enum, str] = {
    Reason.TITLE_MISSING: "title",
    Reason.TITLE_TAKEN: "title",
    Reason.ENDS_BEFORE_START: "ends_at",
    Reason.CLOSES_AFTER_START: "closes_at",
    SeatReason.SEATS_TAKEN: "most",
    SeatReason.ROOM_ORDER: "low",
}


class EventFilter(ListFilter):
    """What narrows the list of events."""

    q = django_filters.CharFilter(label=_("Title or place"), method="by_words", max_length=60)
    kind_of = django_filters.ChoiceFilter(
        label=_("Sort"), field_name="sort", choices=Sort.choices, empty_label=_ALL
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=State.choices, empty_label=_ALL)
    since = django_filters.DateFilter(
        label=_("From"), field_name="starts_at", lookup_expr="date__gte", widget=day_input()
    )
    until = django_filters.DateFilter(
        label=_("To"), field_name="starts_at", lookup_expr="date__lte", widget=day_input()
    )

    class Meta:
        model = Event
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        return with_title(queryset, value)


class SeatFilter(ListFilter):
    """What narrows the list of places."""

    q = django_filters.CharFilter(label=_("Name or unit"), method="by_words", max_length=60)
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(state.value, state.label) for state in (SeatState.PLACED, SeatState.QUEUED)],
        empty_label=_ALL,
    )
    there = django_filters.ChoiceFilter(
        label=_("Attendance"),
        choices=[("yes", _("was there")), ("no", _("not noted"))],
        empty_label=_ALL,
        method="by_attendance",
    )

    class Meta:
        model = Placement
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Placement], name: str, value: str) -> QuerySet[Placement]:
        return with_person(queryset, value)

    def by_attendance(self, queryset: QuerySet[Placement], name: str, value: str) -> QuerySet[Placement]:
        return queryset.filter(attendance__isnull=value == "no")


def _moment(label: Any, **kwargs: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **kwargs)


class EventForm(forms.Form):
    """The facts of an event."""

    title = forms.CharField(label=pgettext_lazy("event", "Title"), max_length=120)
    sort = forms.ChoiceField(label=_("Sort"), choices=Sort.choices)
    place = forms.CharField(label=pgettext_lazy("event", "Place"), max_length=120)
    starts_at = _moment(pgettext_lazy("event", "Starts"))
    ends_at = _moment(pgettext_lazy("event", "Ends"))
    closes_at = _moment(_("Sign-up closes"), help_text=_("At the latest when the event starts."))
    most = forms.IntegerField(
        label=pgettext_lazy("event", "Places"),
        min_value=1,
        max_value=30_000,
        help_text=_("Whoever comes later waits in the order of signing up."),
    )
    low = forms.IntegerField(
        label=_("At least"), min_value=0, max_value=30_000, required=False, help_text=_("May stay empty.")
    )
    about = forms.CharField(
        label=_("What it is about"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
        help_text=_("Who it is for, what to bring, how to get there."),
    )

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        return self.cleaned_data | {"low": self.cleaned_data["low"] or 0}

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        self.add_error(_FIELD_OF.get(refused.reason), refused.sentence)


def facts_of(event: Event) -> dict[str, Any]:
    """What the form of an event shows at first."""
    names = ("sort", "place", "starts_at", "ends_at", "closes_at", "about")
    facts: dict[str, Any] = {name: getattr(event, name) for name in names}
    facts |= {name: timezone.localtime(facts[name]) for name in ("starts_at", "ends_at", "closes_at")}
    opening = event.opening
    return facts | {"title": opening.name, "most": opening.most, "low": opening.low or None}


class CallOffForm(forms.Form):
    """Why an event is called off."""

    ground = forms.ChoiceField(
        label=pgettext_lazy("event", "Reason"), choices=[("", _("Choose …")), *Ground.choices]
    )
    words = forms.CharField(
        label=_("In words, for those who signed up"),
        max_length=200,
        required=False,
        help_text=_("What happens now, for example a new day. No names and no illnesses, please."),
    )

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        self.add_error("words" if refused.reason is Reason.GROUND_MISSING else None, refused.sentence)


class AnswerForm(forms.Form):
    """How it was: a score and, if wished, a line."""

    score = forms.TypedChoiceField(
        label=_("How satisfied are you?"), choices=Score.choices, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In a line (may stay empty)"),
        max_length=200,
        required=False,
        help_text=_("Please write nothing that tells who you are."),
    )


class EventPhotosForm(forms.Form):
    """The photographs of an event, with their credit and the word that those shown agreed."""

    photos = PhotosField(
        reasons=PhotoReason,
        most=MOST_PHOTOS,
        limit=photo_limit,
        label=_("Photographs"),
        help_text=_("JPEG, PNG or WebP, up to 10 MB each, 9 at most."),
    )
    credit = forms.CharField(label=_("Photographs by"), max_length=80)
    caption = forms.CharField(label=_("What they show"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Course of the event"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )
    consent = forms.BooleanField(
        label=_("Those who can be recognised were told and agreed to be photographed."), required=False
    )

    @property
    def new_photos(self) -> list[NewPhoto]:
        values = self.cleaned_data
        return [
            NewPhoto(
                content=content,
                credit=values["credit"],
                caption=values["caption"],
                consent=PhotoConsent.GIVEN if values["consent"] else PhotoConsent.NOT_ASKED,
            )
            for content in values["photos"]
        ]
