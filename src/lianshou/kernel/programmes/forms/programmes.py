from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.kinds import registry
from lianshou.core.refusals import Refused
from lianshou.kernel.programmes.enums import CalendarState, DaySort, Reason, State
from lianshou.kernel.programmes.models import CalendarYear, Programme
from lianshou.kernel.programmes.queries import homes_of_programmes, next_round
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import page_language, say

_FIELD_OF: dict[Enum, str] = {
    Reason.ROUND_EXISTS: "round",
    Reason.ENDS_BEFORE_START: "ends_on",
    Reason.UNKNOWN_KIND: "kind",
    Reason.YEAR_UNKNOWN: "year",
    Reason.YEAR_EXISTS: "year",
    Reason.OTHER_YEAR: "day",
    Reason.AS_THE_WEEK: "sort",
    Reason.UNCHANGED: "sort",
    Reason.WHY_MISSING: "words",
    Reason.DOCUMENT_MISSING: "document_no",
    Reason.NO_SWAPPED_DAYS: "knows_none",
}


def _kinds() -> list[tuple[str, str]]:
    return [(kind.slug, say(kind.title)) for kind in registry]


class ProgrammeFilter(ListFilter):
    """What narrows the list of programmes."""

    kind = filters.ChoiceFilter(label=_("Kind"), choices=_kinds)
    year = filters.ChoiceFilter(label=_("Year"))
    state = filters.ChoiceFilter(label=_("State"), choices=State.choices)

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Programme], years: list[int]) -> None:
        super().__init__(data, queryset=queryset)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]


class ProgrammeForm(forms.Form):
    """A new programme, filled in beforehand with what an officer most likely wants."""

    kind = forms.ChoiceField(label=_("Kind"), choices=_kinds, widget=forms.RadioSelect)
    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Run by"), queryset=None, empty_label=None, widget=PickOne
    )
    title = forms.CharField(label=pgettext_lazy("programme", "Title"), max_length=120)
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    round = forms.IntegerField(
        label=_("Round"), min_value=1, max_value=99, help_text=_("A second run in the same year is round 2.")
    )
    starts_on = forms.DateField(label=_("Starts on"), widget=day_input())
    ends_on = forms.DateField(label=_("Ends on"), widget=day_input())

    def __init__(self, data: QueryDict | None, *, actor: Any, today: date, wanted: str = "") -> None:
        unions = homes_of_programmes(actor=actor)
        first, slug = unions.first(), wanted if wanted in registry else _kinds()[0][0]
        super().__init__(data, initial=_usual(slug, first, today) | {"kind": slug, "union": first})
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        if len(_kinds()) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
        if unions.count() == 1:
            self.fields["union"].widget = forms.HiddenInput()

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        self.add_error(_FIELD_OF.get(refused.reason), refused.sentence)


class CalendarFilter(ListFilter):
    """What narrows the list of calendars."""

    q = filters.NumberFilter(label=_("Year"), field_name="year")
    state = filters.ChoiceFilter(label=_("State"), choices=CalendarState.choices, empty_label=_("All"))

    class Meta:
        model = CalendarYear
        fields: list[str] = []


class _CalendarForm(forms.Form):
    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        field = _FIELD_OF.get(refused.reason)
        self.add_error(field if field in self.fields else None, refused.sentence)


class YearForm(_CalendarForm):
    """A year whose calendar is to be laid out."""

    year = forms.IntegerField(label=_("Year"), min_value=2008, max_value=2100)


class DayForm(_CalendarForm):
    """A day of a calendar, and what it becomes."""

    day = forms.DateField(label=pgettext_lazy("calendar", "Day"), widget=day_input())
    sort = forms.ChoiceField(label=pgettext_lazy("calendar", "What it is"), choices=DaySort.choices)
    name = forms.CharField(
        label=pgettext_lazy("calendar", "Name"),
        max_length=40,
        required=False,
        help_text=_("For example 春节 or 调休上班."),
    )
    words = forms.CharField(
        label=pgettext_lazy("calendar", "Why"),
        max_length=200,
        required=False,
        help_text=_(
            "Needed once the calendar is confirmed: best with the number of the notice that changes it."
        ),
    )


class ConfirmForm(_CalendarForm):
    """By which notice a calendar is confirmed."""

    document_no = forms.CharField(
        label=_("Number of the State Council's notice"),
        max_length=80,
        help_text=_("For example 国办发明电〔2025〕7号."),
    )
    knows_none = forms.BooleanField(
        label=_("I have read the notice: it swaps no working day."), required=False
    )


class CountForm(forms.Form):
    """From which day how many working days are counted."""

    day = forms.DateField(label=_("After the day"), widget=day_input())
    n = forms.IntegerField(label=_("Working days"), min_value=1, max_value=250)


def _usual(slug: str, union: Union | None, today: date) -> dict[str, Any]:
    """This year, the next free round, the whole year, and a title that says so."""
    year = today.year
    number = next_round(kind=slug, union=union, year=year) if union else 1
    return {
        "year": year,
        "round": number,
        "title": _title(slug, year, number),
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
    }


def _title(slug: str, year: int, number: int) -> str:
    name = say(registry[slug].title)
    if page_language() == "en":
        return f"{name} {year}" + (f", round {number}" if number > 1 else "")
    return f"{year}年{name}" + (f"（第{number}轮）" if number > 1 else "")
