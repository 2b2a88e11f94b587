from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lianshou.kernel.rights.enums import Clock, DisposalState, KeptClass, RowState
from lianshou.kernel.rights.models import Disposal, DisposalRow, Hold, RetentionPeriod
from lianshou.kernel.rights.queries.retention import Due
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import ListFilter, day_input


class PeriodFilter(ListFilter):
    """What narrows the list of periods."""

    q = filters.CharFilter(label=_("Region"), field_name="region", lookup_expr="startswith", max_length=6)
    data_class = filters.ChoiceFilter(
        label=_("Class of data"), choices=KeptClass.choices, empty_label=_("All")
    )

    class Meta:
        model = RetentionPeriod
        fields: list[str] = []


class PeriodForm(forms.Form):
    """A period that begins today or later."""

    data_class = forms.ChoiceField(label=_("Class of data"), choices=KeptClass.choices)
    region = forms.ChoiceField(label=_("Region"), required=False)
    months = forms.IntegerField(label=_("Months"), min_value=0, max_value=600)
    clock = forms.ChoiceField(label=_("Counted from"), choices=Clock.choices)
    starts_on = forms.DateField(label=_("Valid from"), widget=day_input())
    law = forms.CharField(
        label=_("Ground"), max_length=200, help_text=_("The law, rule or decision that the period follows.")
    )

    def __init__(self, *args: Any, regions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [  # type: ignore[attr-defined]
            (code, f"{name}（{code}）" if code else name) for code, name in regions
        ]


class DueFilter(forms.Form):
    """What narrows the list of what is due."""

    data_class = forms.ChoiceField(
        label=_("Class of data"), choices=[("", _("All")), *KeptClass.choices], required=False
    )

    def narrow(self, rows: Sequence[Due]) -> list[Due]:
        """Those that fit what was asked."""
        chosen = self.cleaned_data["data_class"]
        return [row for row in rows if not chosen or row.data_class == chosen]


class PrepareForm(forms.Form):
    """In whose name, and with which remark, a disposal is prepared."""

    union: forms.ModelChoiceField[Union] = forms.ModelChoiceField(
        label=_("For"), queryset=None, empty_label=None
    )
    data_class = forms.ChoiceField(choices=[("", ""), *KeptClass.choices], required=False)
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    def __init__(self, *args: Any, unions: QuerySet[Union], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["union"].queryset = unions  # type: ignore[attr-defined]
        self.fields["data_class"].widget = forms.HiddenInput()
        if unions.count() == 1:
            self.fields["union"].widget = forms.HiddenInput()


class DisposalFilter(ListFilter):
    """What narrows the list of disposals."""

    q = filters.CharFilter(label=_("Union"), field_name="union__name", lookup_expr="icontains", max_length=60)
    state = filters.ChoiceFilter(label=_("State"), choices=DisposalState.choices, empty_label=_("All"))

    class Meta:
        model = Disposal
        fields: list[str] = []


class RowFilter(ListFilter):
    """What narrows the rows of a disposal."""

    q = filters.CharFilter(
        label=_("Person"), field_name="person__name", lookup_expr="icontains", max_length=40
    )
    data_class = filters.ChoiceFilter(
        label=_("Class of data"), choices=KeptClass.choices, empty_label=_("All")
    )
    state = filters.ChoiceFilter(label=_("State"), choices=RowState.choices, empty_label=_("All"))

    class Meta:
        model = DisposalRow
        fields: list[str] = []


class HoldFilter(ListFilter):
    """What narrows the list of holds."""

    q = filters.CharFilter(
        label=_("Person"), field_name="person__name", lookup_expr="icontains", max_length=40
    )
    standing = filters.ChoiceFilter(
        label=_("State"),
        choices=[("yes", _("In force")), ("no", _("Lifted"))],
        method="by_state",
        empty_label=_("All"),
    )

    class Meta:
        model = Hold
        fields: list[str] = []

    def by_state(self, queryset: QuerySet[Hold], name: str, value: str) -> QuerySet[Hold]:
        return queryset.filter(lifted_at__isnull=value == "yes")


class HoldForm(forms.Form):
    """Why somebody's data must stay although their time is over."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("A lawsuit, an inspection, an open claim; no details about the person."),
    )
