"""What is typed about stations, and what their lists are narrowed to."""

from __future__ import annotations

from datetime import time
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china import divisions
from lianshou.china.text import tidy
from lianshou.core.refusals import Refused
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kinds.aid.enums import StationReason, StationSort, StationState, Tier
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.queries import coverage
from lianshou.kinds.aid.queries import network as queries
from lianshou.kinds.aid.rules.network import Hours, Line
from lianshou.web.filters import ListFilter, ListForm, day_input
from lianshou.web.picking import PickOne

_ALL = _("All")
_CHOOSE = ("", _("Please choose"))
_DAYS = (
    ("1", _("Monday")),
    ("2", _("Tuesday")),
    ("3", _("Wednesday")),
    ("4", _("Thursday")),
    ("5", _("Friday")),
    ("6", _("Saturday")),
    ("7", _("Sunday")),
)
_FIELD_OF: dict[object, str] = {
    StationReason.NAME_MISSING: "name",
    StationReason.TWIN: "name",
    StationReason.TIER_ABOVE: "tier",
    StationReason.DISSOLVED: "union",
    StationReason.BAD_DIVISION: "division_code",
    StationReason.ADDRESS_MISSING: "address",
    StationReason.BAD_POINT: "longitude",
    StationReason.PHONE_MISSING: "phone",
    StationReason.PHONE_BAD: "phone",
    StationReason.PHONE_PERSONAL: "phone",
    StationReason.NO_DAYS: "days",
    StationReason.DAY_TWICE: "more_days",
    StationReason.HOURS_ORDER: "closes",
    StationReason.LUNCH: "lunch_from",
    StationReason.IN_FUTURE: "opened_on",
}


def _unions(request: Any) -> QuerySet[Union]:
    return unions_in_scope(actor=request.user)


class StationFilter(ListFilter):
    """What narrows the list of stations."""

    q = django_filters.CharFilter(label=_("Name, address or union"), method="by_words", max_length=60)
    tier = django_filters.ChoiceFilter(
        label=pgettext_lazy("network", "Level"), choices=Tier.choices, empty_label=_ALL
    )
    sort = django_filters.ChoiceFilter(
        label=pgettext_lazy("network", "Sort"), choices=StationSort.choices, empty_label=_ALL
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=StationState.choices, empty_label=_ALL, method="by_state"
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and everything below it"),
        queryset=_unions,
        empty_label=_ALL,
        method="by_union",
        widget=PickOne,
    )

    class Meta:
        model = Station
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Station], name: str, value: str) -> QuerySet[Station]:
        return queries.stations_with_words(queryset, value)

    def by_state(self, queryset: QuerySet[Station], name: str, value: str) -> QuerySet[Station]:
        return queries.stations_standing(queryset, value)

    def by_union(self, queryset: QuerySet[Station], name: str, value: Union) -> QuerySet[Station]:
        return queries.stations_below(queryset, value)


class GapFilter(ListFilter):
    """What narrows the unions that have no station."""

    q = django_filters.CharFilter(label=_("Name of the union"), method="by_words", max_length=60)
    tier = django_filters.ChoiceFilter(
        label=pgettext_lazy("network", "Level"), choices=Tier.choices, empty_label=_ALL
    )

    class Meta:
        model = Union
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Union], name: str, value: str) -> QuerySet[Union]:
        return coverage.gaps_with_words(queryset, value)


def _counties() -> list[tuple[str, Any]]:
    return [("", _("All counties and districts")), *queries.counties_served()]


class NearFilter(ListForm):
    """What somebody says who looks for a station: the county, and words of a place."""

    county = forms.ChoiceField(label=_("County or district"), required=False, choices=_counties)
    q = forms.CharField(label=_("Street, township or name of the place"), max_length=60, required=False)

    def narrowed(self, rows: QuerySet[Station]) -> QuerySet[Station]:
        """The stations that fit."""
        county = self.cleaned_data.get("county", "")
        rows = queries.serving_county(rows, county) if county else rows
        return queries.stations_with_words(rows, self.cleaned_data.get("q", ""))


class StationForm(forms.Form):
    """A station; ``facts`` gives it as the actions take it."""

    union: Any = forms.ModelChoiceField(label=_("Union that keeps it"), queryset=None, widget=PickOne)
    tier = forms.ChoiceField(
        label=pgettext_lazy("network", "Level"),
        choices=[_CHOOSE, *Tier.choices],
        help_text=_("A union keeps stations of its own level, or of a level below."),
    )
    sort = forms.ChoiceField(label=pgettext_lazy("network", "Sort"), choices=[_CHOOSE, *StationSort.choices])
    name = forms.CharField(label=_("Name on the door"), max_length=80)
    division_code = forms.CharField(
        label=_("Division served"),
        max_length=30,
        help_text=_("A county by its name or six-digit code; a township by its code of nine digits."),
    )
    area = forms.CharField(
        label=_("Whom it serves"),
        max_length=120,
        required=False,
        help_text=_("For instance 高新区园区企业职工; leave it empty where the name says so."),
    )
    address = forms.CharField(label=_("Address"), max_length=200)
    phone = forms.CharField(
        label=_("Telephone of the office"),
        max_length=30,
        help_text=_("Everybody can read it: no mobile of a person."),
    )
    staff = forms.IntegerField(label=_("Persons who work there"), min_value=0, max_value=999, initial=1)
    opened_on = forms.DateField(label=pgettext_lazy("network", "Opened on"), widget=day_input())
    days = forms.MultipleChoiceField(
        label=_("Open on"), choices=_DAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    opens = forms.TimeField(
        label=pgettext_lazy("hours", "From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    closes = forms.TimeField(
        label=pgettext_lazy("hours", "Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    lunch_from = forms.TimeField(
        label=_("Lunch break from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    lunch_to = forms.TimeField(
        label=_("Lunch break until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    more_days = forms.MultipleChoiceField(
        label=_("Other hours on"), choices=_DAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    more_opens = forms.TimeField(
        label=_("On those days from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    more_closes = forms.TimeField(
        label=_("On those days until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    closed_on_holidays = forms.BooleanField(label=_("Closed on public holidays"), required=False)
    longitude = forms.DecimalField(label=_("Longitude"), max_digits=9, decimal_places=6, required=False)
    latitude = forms.DecimalField(label=_("Latitude"), max_digits=9, decimal_places=6, required=False)

    def __init__(self, *args: Any, actor: Any, station: Station | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if station is not None:
            del self.fields["union"]
        else:
            field: Any = self.fields["union"]
            field.queryset = queries.unions_to_keep(actor=actor)

    def clean_division_code(self) -> str:
        given = tidy(self.cleaned_data["division_code"])
        if divisions.is_code(given):
            return given
        found = divisions.find(given)
        exact = [one for one in found if given in (one.name, one.full_name)]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0].code
        if found:
            names = "、".join(one.full_name for one in found[:5])
            raise forms.ValidationError(
                _("Which one is meant: %(names)s? Write the whole name."), params={"names": names}
            )
        raise forms.ValidationError(StationReason.BAD_DIVISION.label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for first, second in (("lunch_from", "lunch_to"), ("more_opens", "more_closes")):
            given = [cleaned.get(first), cleaned.get(second)]
            if any(given) and not all(given) and not {first, second} & self.errors.keys():
                self.add_error(second if given[0] else first, _("Give both: from when, and until when."))
        if cleaned.get("more_days") and not cleaned.get("more_opens") and "more_opens" not in self.errors:
            self.add_error("more_opens", _("Say from when until when it is open on those days."))
        return cleaned

    @property
    def hours(self) -> Hours:
        said = self.cleaned_data
        lines = [Line("".join(sorted(said["days"])), said["opens"], said["closes"])]
        if said["more_days"] and said["more_opens"]:
            lines.append(Line("".join(sorted(said["more_days"])), said["more_opens"], said["more_closes"]))
        lunch = (said["lunch_from"], said["lunch_to"]) if said["lunch_from"] else None
        return Hours(tuple(lines), lunch, said["closed_on_holidays"])

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in _FACTS if name in self.cleaned_data} | {
            "hours": self.hours
        }

    def refuse(self, refused: Refused) -> None:
        """Say why, beside the field that it is about."""
        name = _FIELD_OF.get(refused.reason, "")
        self.add_error(name if name in self.fields else None, refused.sentence)


_FACTS = (
    "union",
    "tier",
    "sort",
    "name",
    "division_code",
    "area",
    "address",
    "longitude",
    "latitude",
    "phone",
    "staff",
    "opened_on",
)
USUAL: dict[str, Any] = {
    "days": list("12345"),
    "opens": time(9),
    "closes": time(17),
    "lunch_from": time(12),
    "lunch_to": time(13),
    "closed_on_holidays": True,
}
"""The hours that a new form proposes."""


def known_station(station: Station) -> dict[str, Any]:
    """What a form about a station starts with."""
    hours = station.hours
    first, *more = hours.lines
    facts = station.facts() | {"days": list(first.days), "opens": first.opens, "closes": first.closes}
    if hours.lunch:
        facts |= {"lunch_from": hours.lunch[0], "lunch_to": hours.lunch[1]}
    if more:
        facts |= {
            "more_days": list(more[0].days),
            "more_opens": more[0].opens,
            "more_closes": more[0].closes,
        }
    return facts | {"closed_on_holidays": hours.closed_on_holidays}


class ClosingForm(forms.Form):
    """When a station closes and why."""

    closed_on = forms.DateField(label=_("Last day"), widget=day_input())
    words = forms.CharField(
        label=_("Why, and where people go now"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )

    def refuse(self, refused: Refused) -> None:
        """Say why, beside the field that it is about."""
        days = (StationReason.IN_FUTURE, StationReason.BEFORE_OPENING)
        field = {StationReason.WHY_MISSING: "words"} | dict.fromkeys(days, "closed_on")
        self.add_error(field.get(refused.reason), refused.sentence)  # type: ignore[call-overload]
