from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.guard.enums import DataClass
from lianshou.kernel.people.models import Relative
from lianshou.kernel.rights.enums import Basis, Risk
from lianshou.kernel.rights.models import ConsentText, ImpactAssessment
from lianshou.kernel.rights.models.consents import part_label
from lianshou.kernel.rights.queries.consents import about_words
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListFilter, day_input


def _classes(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=DataClass.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


def _area(label: Any, *, rows: int = 6, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), required=required, help_text=help_text
    )


class TextFilter(ListFilter):
    """What narrows the list of texts."""

    q = filters.CharFilter(label=_("Title or purpose"), method="by_words", max_length=60)
    basis = filters.ChoiceFilter(label=_("Basis"), choices=Basis.choices, empty_label=_("All"))
    standing = filters.ChoiceFilter(
        label=_("State"),
        choices=[("published", _("Published")), ("draft", _("Draft"))],
        method="by_state",
        empty_label=_("All"),
    )

    class Meta:
        model = ConsentText
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[ConsentText], name: str, value: str) -> QuerySet[ConsentText]:
        titled = queryset.filter(title_zh__icontains=value) | queryset.filter(title_en__icontains=value)
        return titled | queryset.filter(purpose__icontains=value)

    def by_state(self, queryset: QuerySet[ConsentText], name: str, value: str) -> QuerySet[ConsentText]:
        return queryset.filter(published_on__isnull=value == "draft")


class TextForm(forms.Form):
    """The words of one version of a text; a version after the first keeps union and purpose."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("Holds in"),
        queryset=None,
        empty_label=None,
        help_text=_("In this union and everything below it."),
    )
    purpose = forms.SlugField(
        label=_("Purpose"),
        max_length=40,
        help_text=_("A short name in Latin letters, by which programmes ask: medical-aid, photographs …"),
    )
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=80)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    basis = forms.ChoiceField(label=_("On what it stands"), choices=Basis.choices)
    law = forms.CharField(
        label=_("Law and article"),
        max_length=200,
        required=False,
        help_text=_("Needed where it does not stand on consent; people read it on their own page."),
    )
    classes = _classes(_("Classes of data it covers"))
    body_zh = _area(
        _("Text in Chinese"),
        rows=10,
        help_text=_(
            "Who uses the data and how to reach them, for what, how, for how long, and how to withdraw."
        ),
    )
    body_en = _area(_("Text in English"), rows=6, required=False)
    necessity_zh = _area(
        _("Why sensitive data are needed, and what it means for the person"), rows=4, required=False
    )
    necessity_en = _area(_("The same in English"), rows=3, required=False)
    asks_again = forms.BooleanField(
        label=_("People are asked again"),
        required=False,
        initial=True,
        help_text=_(
            "Leave it out only where nothing but the wording changed: earlier consents then still count."
        ),
    )

    def __init__(self, *args: Any, unions: QuerySet[Union], fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        if fixed:
            del self.fields["union"], self.fields["purpose"]


def words_of(text: ConsentText) -> dict[str, Any]:
    """The words of a version, to begin the next one with."""
    names = ("title_zh", "title_en", "basis", "law", "classes", "body_zh", "body_en", "necessity_zh")
    return {name: getattr(text, name) for name in (*names, "necessity_en", "asks_again")}


class AssessmentFilter(ListFilter):
    """What narrows the register of impact assessments."""

    q = filters.CharFilter(label=_("Purpose"), method="by_words", max_length=40)
    risk = filters.ChoiceFilter(label=_("Risk"), choices=Risk.choices, empty_label=_("All"))

    class Meta:
        model = ImpactAssessment
        fields: list[str] = []

    def by_words(
        self, queryset: QuerySet[ImpactAssessment], name: str, value: str
    ) -> QuerySet[ImpactAssessment]:
        return about_words(queryset, value, actor=self.request.user)


class AssessmentForm(forms.Form):
    """What article 56 asks to be thought about."""

    assessed_on = forms.DateField(label=_("Day of the assessment"), widget=day_input())
    classes = _classes(_("Classes of data it covers"))
    lawful = _area(_("Why purpose and manner are lawful, fair and necessary"), rows=4)
    risk = forms.ChoiceField(label=_("Risk"), choices=Risk.choices, widget=forms.RadioSelect)
    influence = _area(_("Influence on people, and the risk"), rows=4)
    measures = _area(_("Measures, and whether they suit the risk"), rows=4)


class PaperForm(forms.Form):
    """A consent that was signed on paper; ``parts`` are ticked one by one."""

    relative: forms.ModelChoiceField[Relative] = forms.ModelChoiceField(
        label=_("About"), queryset=None, required=False
    )
    parts = forms.MultipleChoiceField(label=_("Agreed to"), widget=forms.CheckboxSelectMultiple)
    given_on = forms.DateField(label=_("Day of signing"), widget=day_input())
    paper_place = forms.CharField(
        label=_("Where the paper is kept"), max_length=200, help_text=_("Cabinet, folder and number.")
    )
    guardian_name = forms.CharField(
        label=_("Name of the guardian"),
        max_length=40,
        required=False,
        help_text=_("For a child under 14 the guardian signs."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    guardian_relation = forms.CharField(label=_("Relation to the child"), max_length=40, required=False)

    def __init__(
        self,
        *args: Any,
        text: ConsentText,
        relatives: QuerySet[Relative],
        person: Any,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [(part or "ordinary", part_label(part)) for part in text.parts]  # type: ignore[attr-defined]
        field = self.fields["relative"]
        field.queryset, field.empty_label = relatives, str(person)  # type: ignore[attr-defined]
        field.label_from_instance = _relative_said  # type: ignore[attr-defined]
        self.fields["given_on"].widget.attrs["max"] = today.isoformat()
        if not relatives:
            for name in ("relative", "guardian_name", "guardian_relation"):
                del self.fields[name]

    @property
    def facts(self) -> dict[str, Any]:
        return self.cleaned_data | {"parts": chosen_parts(self.cleaned_data["parts"])}


def chosen_parts(values: Sequence[str]) -> list[str]:
    """The parts that were ticked; in a form the ordinary part has a name."""
    return ["" if value == "ordinary" else value for value in values]


def _relative_said(relative: Relative) -> str:
    return str(relative)
