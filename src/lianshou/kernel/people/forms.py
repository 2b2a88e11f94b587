from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.china.text import squeeze, tidy_name

_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?")


class ChairForm(forms.Form):
    """Who chairs a union, and the telephone to reach them by."""

    name = forms.CharField(label=_("Name of the chair"), max_length=40)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=30,
        required=False,
        help_text=_("Lists and exports show it masked."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        phone = squeeze(self.cleaned_data["phone"])
        if phone and not _PHONE.fullmatch(phone):
            raise forms.ValidationError(
                _("Write a mobile number of 11 digits, or a landline such as 0515-87212345.")
            )
        return phone
