from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianshou.china.text import tidy_name
from lianshou.kernel.guard.forms import SealedForm
from lianshou.kernel.people.rules import faults_of, tidied
from lianshou.web.templatetags.web import say_both


class ChairForm(SealedForm):
    """Who chairs a union, and the telephone to reach them by."""

    sealed = kept = ("phone",)
    name = forms.CharField(label=_("Name of the chair"), max_length=40)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        help_text=_("Lists and exports show it masked."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean_phone(self) -> Any:
        given = tidied({"phone": self.cleaned_data["phone"]})
        if fault := faults_of(given, today=timezone.localdate()).get("phone"):
            raise forms.ValidationError(say_both(fault[0], fault[1]))
        return given["phone"]
