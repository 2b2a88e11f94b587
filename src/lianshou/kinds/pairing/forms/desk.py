from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.enums import Origin
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kinds.pairing.rules.settings import FARTHEST, MOST_ROOM, Settings
from lianshou.web.templatetags.web import page_language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_WEIGHTS: dict[str, tuple[str | _StrPromise, str | _StrPromise]] = {
    "distance": (
        _("One kilometre farther"),
        _("1 is the measure of everything else; 0 lets distance count for nothing."),
    ),
    "group": (_("Same corporate group"), _("Worth so many kilometres of detour.")),
    "renewal": (
        _("Paired before"),
        _("A pair of an earlier round is kept unless another is so many kilometres better."),
    ),
    "under": (_("Place below the usual number"), _("Filling it is worth so many kilometres.")),
    "over": (_("Place above the usual number"), _("Each costs so many kilometres, the next one more.")),
}
_INDUSTRY: dict[str, str | _StrPromise] = {
    "class": _("Same class (小类)"),
    "chain": _("Same industry chain"),
    "group": _("Same group (中类)"),
    "division": _("Same division (大类)"),
    "section": _("Same section (门类)"),
    "nothing": _("Nothing in common"),
}
_STAND_IN: dict[str, str | _StrPromise] = {
    "zone": _("Same zone"),
    "township": _("Same township"),
    "county": _("Same county"),
    "city": _("Same city"),
    "province": _("Same province"),
    "elsewhere": _("Elsewhere"),
}
_LEVELS: dict[str, str | _StrPromise] = {
    "nation": _("National level"),
    "province": _("Provincial level"),
    "city": _("City level"),
}
_ROOM: dict[str, str | _StrPromise] = {
    "low": _("at least"),
    "high": _("usually at most"),
    "most": _("never more than"),
}


class SettingsForm(forms.Form):
    """The numbers of a programme: weights in kilometres, rooms by level, the wall of distance, chains."""

    def __init__(self, *args: Any, settings: Settings, **kwargs: Any) -> None:
        kwargs["initial"] = _flat(settings.to_json())
        super().__init__(*args, **kwargs)
        for key, (label, note) in _WEIGHTS.items():
            self.fields[key] = _km(label, note)
        self.fields["farthest_km"] = _km(
            _("Farthest distance"), _("No pair beyond it; leave empty for no limit."), required=False
        )
        for group, titles in (("industry", _INDUSTRY), ("stand_in", _STAND_IN)):
            for key, label in titles.items():
                self.fields[f"{group}__{key}"] = _km(label)
        for level in _LEVELS:
            for key, label in _ROOM.items():
                self.fields[f"rooms__{level}__{key}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=MOST_ROOM
                )
        self.fields["chains"] = forms.CharField(
            label=_("Industry chains"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("One a line: name: codes and words. 风电: 3415, 3482, 风机"),
        )

    def groups(self) -> Iterator[tuple[str | _StrPromise, str | _StrPromise, list[Any]]]:
        """The fields under their headings, each with a word of explanation."""
        yield (
            _("Weights"),
            _("All in kilometres, so that they can be compared."),
            self._those(*_WEIGHTS, "farthest_km"),
        )
        yield (
            _("Industry"),
            _("What it costs when two units share no more than this."),
            self._those(*(f"industry__{key}" for key in _INDUSTRY)),
        )
        yield (
            _("Where a point is missing"),
            _("The distance that is assumed, by what the two addresses share."),
            self._those(*(f"stand_in__{key}" for key in _STAND_IN)),
        )
        yield (
            _("Industry chains"),
            _("Units of one chain count as near, whatever their codes."),
            self._those("chains"),
        )

    def room_rows(self) -> Iterator[tuple[str | _StrPromise, list[Any]]]:
        """The rooms as a table: one row a level."""
        for level, title in _LEVELS.items():
            yield title, self._those(*(f"rooms__{level}__{key}" for key in _ROOM))

    def numbers(self) -> dict[str, Any]:
        """The cleaned fields in the shape of the settings."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            *groups, key = name.split("__")
            here = found
            for group in groups:
                here = here.setdefault(group, {})
            here[key] = value
        return found

    def clean_chains(self) -> dict[str, list[str]]:
        chains: dict[str, list[str]] = {}
        for line in self.cleaned_data["chains"].splitlines():
            name, colon, words = line.replace("：", ":").partition(":")
            if name.strip() and not colon:
                raise forms.ValidationError(
                    _("“%(line)s” lacks a colon after the name of the chain."), params={"line": line}
                )
            if name.strip():
                parts = words.replace("，", ",").replace("、", ",").split(",")
                chains[name.strip()] = [part.strip() for part in parts if part.strip()]
        return chains

    def _those(self, *names: str) -> list[Any]:
        return [self[name] for name in names]


class RoomForm(forms.Form):
    """How many guests a host takes."""

    low = forms.IntegerField(label=_("At least"), min_value=0, max_value=MOST_ROOM)
    high = forms.IntegerField(label=_("Usually at most"), min_value=0, max_value=MOST_ROOM)
    most = forms.IntegerField(
        label=_("Never more than"),
        min_value=0,
        max_value=MOST_ROOM,
        help_text=_("The wall: no matching goes beyond it."),
    )


class ReasonForm(forms.Form):
    """Why a person decides otherwise than the computation."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stands in the record and on the agreement's file."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class HostFilter(filters.FilterSet):
    q = filters.CharFilter(label=pgettext_lazy("union", "Name or pinyin"), method="by_name")
    level = filters.ChoiceFilter(
        label=_("Honour"), field_name="pairing__level", choices=list(_LEVELS.items()), empty_label=_("All")
    )
    place = filters.CharFilter(label=_("Township or zone"), method="by_place")

    class Meta:
        model = Opening
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet[Opening], name: str, value: str) -> QuerySet[Opening]:
        return queryset.filter(union__search__icontains=value.strip())

    def by_place(self, queryset: QuerySet[Opening], name: str, value: str) -> QuerySet[Opening]:
        return queryset.filter(_at("union", value))


class GuestFilter(filters.FilterSet):
    q = filters.CharFilter(label=pgettext_lazy("union", "Name or pinyin"), method="by_name")
    place = filters.CharFilter(label=_("Township or zone"), method="by_place")

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        return queryset.filter(union__search__icontains=value.strip())

    def by_place(self, queryset: QuerySet[Application], name: str, value: str) -> QuerySet[Application]:
        return queryset.filter(_at("union", value))


class PairFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Guest or host"), method="by_name")
    host = filters.ModelChoiceFilter(
        label=_("Host"), field_name="opening", queryset=None, empty_label=_("All hosts")
    )
    place = filters.CharFilter(label=_("Township or zone"), method="by_place")
    mark = filters.ChoiceFilter(
        label=_("Show"),
        method="by_mark",
        empty_label=_("All pairs"),
        choices=[("locked", _("Locked")), ("moved", _("By hand")), ("renewed", _("Paired before"))],
    )

    class Meta:
        model = Placement
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, hosts: QuerySet[Opening], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["host"].queryset = hosts.order_by("union__search")
        self.filters["host"].field_class.widget = forms.Select

    def by_name(self, queryset: QuerySet[Placement], name: str, value: str) -> QuerySet[Placement]:
        words = value.strip()
        return queryset.filter(
            Q(application__union__search__icontains=words) | Q(opening__union__search__icontains=words)
        )

    def by_place(self, queryset: QuerySet[Placement], name: str, value: str) -> QuerySet[Placement]:
        return queryset.filter(_at("application__union", value) | _at("opening__union", value))

    def by_mark(self, queryset: QuerySet[Placement], name: str, value: str) -> QuerySet[Placement]:
        marks: dict[str, Q] = {
            "locked": Q(locked=True),
            "moved": Q(origin=Origin.MANUAL),
            "renewed": Q(reasons__renewed=True),
        }
        return queryset.filter(marks[value])


def _at(union: str, place: str) -> Q:
    words = place.strip()
    return Q(**{f"{union}__township__icontains": words}) | Q(**{f"{union}__zone__name__icontains": words})


def _km(label: str | _StrPromise, note: str | _StrPromise = "", *, required: bool = True) -> forms.FloatField:
    return forms.FloatField(label=label, help_text=note, min_value=0, max_value=FARTHEST, required=required)


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Nested settings as the names of the form's fields; chains as lines."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        if key == "chains":
            found[key] = _lines(value)
        elif isinstance(value, Mapping):
            found |= _flat(value, f"{prefix}{key}__")
        else:
            found[f"{prefix}{key}"] = value
    return found


def _lines(chains: Mapping[str, list[str]]) -> str:
    colon, comma = (": ", ", ") if page_language() == "en" else ("：", "、")
    return "\n".join(f"{name}{colon}{comma.join(members)}" for name, members in chains.items())
