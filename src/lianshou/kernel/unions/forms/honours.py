from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.core.refusals import Refused
from lianshou.kernel.unions.enums import Grade, HonourLevel, Reason
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import day_input


class HonourForm(forms.Form):
    """A model-home honour that a union has received."""

    level = forms.ChoiceField(label=_("Honour level"), choices=HonourLevel.choices, widget=forms.RadioSelect)
    granted_on = forms.DateField(label=_("Granted on"), widget=day_input())
    document_no = forms.CharField(
        label=_("Document number"),
        max_length=60,
        required=False,
        help_text=_("As on the decision, for example 苏工发〔2018〕12号."),
    )

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        self.add_error("level" if refused.reason is Reason.SAME_HONOUR else "granted_on", refused.sentence)


class UpgradeForm(forms.Form):
    """A union's rise to a higher home grade; only higher grades are offered."""

    after = forms.TypedChoiceField(label=_("Rose to"), coerce=int, widget=forms.RadioSelect)
    changed_on = forms.DateField(label=_("Day"), widget=day_input())
    note = forms.CharField(label=_("Note"), max_length=200, required=False)

    def __init__(self, *args: Any, union: Union, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        higher = [(value, label) for value, label in Grade.choices if value > union.grade]
        self.fields["after"].choices = higher  # type: ignore[attr-defined]

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        self.add_error("after" if refused.reason is Reason.NOT_HIGHER else "changed_on", refused.sentence)
