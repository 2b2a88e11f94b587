"""Forms and filters of helpers, of who helps whom, and of visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china.text import tidy
from lianshou.core.refusals import Refused
from lianshou.core.wording import Wording
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.enums import HelpReason, Where
from lianshou.kinds.aid.models import Helper, Helping, Household, Visit, Wish
from lianshou.kinds.aid.queries import helping as queries
from lianshou.kinds.aid.queries import unions_that_keep
from lianshou.kinds.aid.rules.helping.deciding import MOST_LOAD
from lianshou.kinds.aid.rules.usual import usual
from lianshou.web.filters import ListFilter, day_input
from lianshou.web.picking import PickOne, PickSeveral
from lianshou.web.templatetags.web import say

SOON = 30


def _said(pairs: Sequence[tuple[str, Wording]]) -> list[tuple[str, str]]:
    return [(key, say(words)) for key, words in pairs]


def fields_said() -> list[tuple[str, str]]:
    return _said(queries.field_choices())


def languages_said() -> list[tuple[str, str]]:
    return _said(queries.language_choices())


def _unions(request: HttpRequest) -> QuerySet[Union]:
    return unions_that_keep(actor=request.user)


class FitForm(forms.Form):
    """In which fields, in which languages."""

    fields_of_help = forms.MultipleChoiceField(
        label=_("Fields of help"), required=False, widget=forms.CheckboxSelectMultiple, choices=fields_said
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages and dialects"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=languages_said,
    )

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as the actions call it."""
        told = dict(self.cleaned_data)
        told["fields"] = told.pop("fields_of_help")
        return told


class WishForm(FitForm):
    """What a household wishes of a helper."""

    def __init__(self, *args: Any, wish: Wish | None, **kwargs: Any) -> None:
        start = {"fields_of_help": wish.fields, "languages": wish.languages} if wish else {}
        kwargs["initial"] = start
        super().__init__(*args, **kwargs)
        self.fields["fields_of_help"].label = _("Fields of help beside the main cause")
        self.fields["languages"].label = _("Languages and dialects spoken at home")


class HelperForm(FitForm):
    """What a helper can do, and how many households they are given."""

    title = forms.CharField(label=_("Office or position"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Office telephone"),
        max_length=30,
        required=False,
        help_text=_("Stands on the contact card of the household: never a private number."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    most = forms.IntegerField(
        label=_("Households at most"),
        min_value=1,
        max_value=MOST_LOAD,
        help_text=_("More is warned of, not refused."),
    )
    field_order = ["people", "title", "phone", "most", "fields_of_help", "languages"]


class EnlistForm(HelperForm):
    """Who of the register becomes a helper: one or many."""

    people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label=_("Persons of the register"),
        queryset=None,
        widget=PickSeveral,
        help_text=_(
            "Whoever holds an office or has an account stands here. Several at once have the same fields and languages; each may "
            "be changed afterwards."
        ),
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = queries.people_to_enlist(actor=actor)  # type: ignore[attr-defined]
        self.fields["people"].label_from_instance = _person_said  # type: ignore[attr-defined]


def _person_said(person: Person) -> str:
    return f"{person.name} · {person.union.name}"


class UnionToMatchForm(forms.Form):
    """Below which union helpers are matched."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Union and those below it"), queryset=None, widget=PickOne
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = queries.unions_to_help_in(actor=actor)  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """A helper chosen by hand, and why."""

    helper: forms.ModelChoiceField[Helper] = forms.ModelChoiceField(
        label=_("Helper"), queryset=None, widget=PickOne
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, actor: Any, household: Household, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.candidates_for(actor=actor, household=household)
        self.fields["helper"].queryset = found  # type: ignore[attr-defined]
        self.fields["helper"].label_from_instance = helper_said  # type: ignore[attr-defined]

    def blame(self, refused: Refused) -> None:
        """Show a refusal where it belongs."""
        at_reason = refused.reason is HelpReason.REASON_MISSING
        self.add_error("reason" if at_reason else "helper", refused.sentence)


def helper_said(helper: Any) -> str:
    """A helper with the load: 王小明 · 阜宁县总工会 · 2/3户."""
    return f"{helper.person.name} · {helper.union.name} · {helper.load}/{helper.most}"


class VisitForm(forms.Form):
    """A visit, with as little typing as can be."""

    visited_on = forms.DateField(label=_("Day of the visit"), widget=day_input())
    where = forms.ChoiceField(
        label=pgettext_lazy("visit", "Where"),
        choices=Where.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you met the household.")},
    )
    duties = forms.MultipleChoiceField(
        label=_("Duties served"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one duty that the visit served.")},
    )
    found = forms.CharField(
        label=_("What was found"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what was found, in a few words.")},
    )
    next_on = forms.DateField(
        label=_("Next visit agreed on"),
        required=False,
        widget=day_input(),
        help_text=_("Left empty, the next visit is due by the interval that the federation set."),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, duties: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["duties"].choices = [(key, say(usual(words))) for key, words in duties.items()]  # type: ignore[attr-defined]
        today = timezone.localdate()
        self.fields["visited_on"].widget.attrs["max"] = today.isoformat()

    def blame(self, refused: Refused) -> None:
        """Show a refusal where it belongs."""
        places: dict[object, str] = {
            HelpReason.IN_FUTURE: "visited_on",
            HelpReason.BEFORE_START: "visited_on",
            HelpReason.NO_DUTY: "duties",
            HelpReason.NOTHING_FOUND: "found",
            HelpReason.NEXT_TOO_EARLY: "next_on",
        }
        self.add_error(places.get(refused.reason), refused.sentence)


class HandOverForm(forms.Form):
    """A successor for each household of a helper who leaves: proposed by the matching, to be changed by hand."""

    reason = forms.CharField(label=_("Why the helper leaves"), max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        helpings: Sequence[Helping],
        helpers: Sequence[Any],
        proposed: Mapping[int, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: list[tuple[str, str | Promise]] = [
            ("", "–"),
            *((str(one.pk), helper_said(one)) for one in helpers),
        ]
        words = {str(one.pk): one.person.search for one in helpers}
        for one in helpings:
            self.fields[f"to-{one.pk}"] = forms.TypedChoiceField(
                label=str(one.household),
                choices=offered,
                coerce=int,
                initial=proposed.get(one.household_id, ""),
                widget=PickOne(words=words),
                error_messages={"required": _("Choose a successor.")},
            )

    @property
    def shared(self) -> dict[int, int]:
        """Helping → successor."""
        told = self.cleaned_data.items()
        return {int(name[3:]): helper for name, helper in told if name.startswith("to-")}


class _Narrowed(ListFilter):
    """Filters whose rows belong to a union by ``path``, and are found by ``words``."""

    path = "union_path"
    words: tuple[str, ...] = ()

    def by_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in tidy(value).lower().split():
            fits = Q()
            for one in self.words:
                fits |= Q(**{one: word.upper() if one.endswith("startswith") else word})
            queryset = queryset.filter(fits)
        return queryset

    def by_union(self, queryset: QuerySet[Any], name: str, value: Union) -> QuerySet[Any]:
        return queryset.filter(Scope((value.path,)).q(self.path))


class HelperFilter(_Narrowed):
    """What narrows the list of helpers."""

    words = ("person__search__icontains", "title__icontains")
    q = django_filters.CharFilter(label=_("Name, pinyin or position"), method="by_words", max_length=60)
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    field = django_filters.ChoiceFilter(label=_("Field of help"), method="by_field", choices=fields_said)
    load = django_filters.ChoiceFilter(
        label=_("Load"),
        method="by_load",
        choices=[
            ("none", _("No household yet")),
            ("free", _("Room for more")),
            ("over", _("More than wished")),
        ],
    )
    left = django_filters.ChoiceFilter(
        label=pgettext_lazy("helper", "Helps"),
        method="by_left",
        choices=[("0", _("At present")), ("1", _("No longer"))],
    )

    class Meta:
        model = Helper
        fields: list[str] = []

    def by_field(self, queryset: QuerySet[Helper], name: str, value: str) -> QuerySet[Helper]:
        return queryset.filter(fields__icontains=f'"{value}"')

    def by_load(self, queryset: QuerySet[Helper], name: str, value: str) -> QuerySet[Helper]:
        from django.db.models import F

        narrowed = {"none": Q(load=0), "free": Q(load__lt=F("most")), "over": Q(load__gt=F("most"))}
        return queryset.filter(narrowed[value])

    def by_left(self, queryset: QuerySet[Helper], name: str, value: str) -> QuerySet[Helper]:
        return queryset.filter(until__isnull=value == "0")


class HelpingFilter(_Narrowed):
    """What narrows the list of who helps whom."""

    path = "household__union_path"
    words = (
        "household__head__search__icontains",
        "helper__person__search__icontains",
        "household__number__startswith",
    )
    q = django_filters.CharFilter(
        label=_("Name of either, pinyin, or number of the file"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    due = django_filters.ChoiceFilter(
        label=pgettext_lazy("visit", "Next visit"),
        method="by_due",
        choices=[("late", _("Overdue")), ("soon", _("Due within 30 days"))],
    )
    past = django_filters.ChoiceFilter(
        label=pgettext_lazy("helping", "State of the help"),
        method="by_past",
        choices=[("0", pgettext_lazy("helping", "Going on")), ("1", pgettext_lazy("helping", "Ended"))],
    )

    class Meta:
        model = Helping
        fields: list[str] = []

    def by_due(self, queryset: QuerySet[Helping], name: str, value: str) -> QuerySet[Helping]:
        today: date = timezone.localdate()
        standing = queryset.filter(ends_on=None, household__state="on_file")
        if value == "late":
            return standing.filter(due_on__lt=today)
        return standing.filter(due_on__range=(today, today + timedelta(days=SOON)))

    def by_past(self, queryset: QuerySet[Helping], name: str, value: str) -> QuerySet[Helping]:
        return queryset.filter(ends_on__isnull=value == "0")


class VisitFilter(_Narrowed):
    """What narrows the list of visits."""

    path = "helping__household__union_path"
    words = (
        "helping__household__head__search__icontains",
        "helping__helper__person__search__icontains",
        "helping__household__number__startswith",
    )
    q = django_filters.CharFilter(
        label=_("Name of either, pinyin, or number of the file"), method="by_words", max_length=60
    )
    union = django_filters.ModelChoiceFilter(
        label=_("Union and those below it"), queryset=_unions, method="by_union", widget=PickOne
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="visited_on", lookup_expr="gte", widget=day_input()
    )
    until = django_filters.DateFilter(
        label=pgettext_lazy("day", "To"), field_name="visited_on", lookup_expr="lte", widget=day_input()
    )
    where = django_filters.ChoiceFilter(label=pgettext_lazy("visit", "Where"), choices=Where.choices)

    class Meta:
        model = Visit
        fields: list[str] = []
