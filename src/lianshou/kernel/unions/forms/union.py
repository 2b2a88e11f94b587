from __future__ import annotations

import re
from enum import Enum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.china import divisions, industries
from lianshou.china.credit_codes import normalise, why_not_code
from lianshou.china.text import tidy, tidy_name
from lianshou.core.refusals import Refused
from lianshou.kernel.unions.enums import Level, Reason
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import same_name_in_scope
from lianshou.kernel.unions.rules import why_not_place
from lianshou.web.filters import day_input
from lianshou.web.templatetags.web import say, say_both

_PARTS = re.compile(r"[、，,;；/\s]+")
_FIELDS_OF: dict[Enum, str] = {Reason.CODE_TAKEN: "credit_code", Reason.BAD_POINT: "longitude"}


class UnionForm(forms.Form):
    """The facts of a union; ``facts`` gives them as the actions take them."""

    name = forms.CharField(label=_("Name"), max_length=120)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices)
    is_new_sector = forms.BooleanField(
        label=_("Union of a new-economy or social organisation (new sector)"), required=False
    )
    founded_on = forms.DateField(label=_("Founded on"), required=False, widget=day_input())
    dissolved_on = forms.DateField(label=_("Dissolved on"), required=False, widget=day_input())
    credit_code = forms.CharField(label=_("Unified social credit code"), max_length=30, required=False)
    members = forms.IntegerField(label=_("Members"), min_value=0, max_value=10_000_000, required=False)
    group_name = forms.CharField(label=_("Corporate group"), max_length=80, required=False)
    division_code = forms.CharField(
        label=_("Division"),
        max_length=30,
        required=False,
        help_text=_("A name such as 阜宁县, or its code 320923."),
    )
    township = forms.CharField(label=_("Township or street"), max_length=60, required=False)
    zone_name = forms.CharField(
        label=_("Zone"),
        max_length=80,
        required=False,
        help_text=_("Development zone; choose one or write a new name."),
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    longitude = forms.DecimalField(label=_("Longitude"), max_digits=9, decimal_places=6, required=False)
    latitude = forms.DecimalField(label=_("Latitude"), max_digits=9, decimal_places=6, required=False)
    industry_words = forms.CharField(
        label=_("Industry in words"),
        max_length=80,
        required=False,
        help_text=_("As people say it, for example 风电 or 服装加工; the code is looked up."),
    )
    industry_code = forms.CharField(
        label=_("Industry code (GB/T 4754)"),
        max_length=8,
        required=False,
        help_text=_("Leave empty to have it looked up."),
    )
    chains = forms.CharField(
        label=_("Industry chains"),
        max_length=200,
        required=False,
        help_text=_("Several are parted by 、; a chain crosses industry codes, such as 风电."),
    )
    industry_pick = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, actor: Any, finer: dict[str, str], union: Union | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._actor, self._union, self._finer = actor, union, finer
        self.candidates: list[tuple[str, str]] = []
        for field, listing in (("township", "townships"), ("zone_name", "zones")):
            self.fields[field].widget.attrs["list"] = listing

    def clean_name(self) -> str:
        name = tidy_name(self.cleaned_data["name"])
        twin = same_name_in_scope(actor=self._actor, name=name, but=self._union)
        if twin:
            raise forms.ValidationError(
                _("“%(name)s” is in the register already."), params={"name": twin.name}
            )
        return name

    def clean_credit_code(self) -> str | None:
        code = normalise(self.cleaned_data["credit_code"])
        if code and (fault := why_not_code(code)):
            raise forms.ValidationError(say_both(fault.message, fault.way_out))
        return code or None

    def clean_division_code(self) -> str:
        given = tidy(self.cleaned_data["division_code"])
        if not given or divisions.is_code(given):
            return given
        found = divisions.find(given)
        if len(found) == 1 or (
            found and found[0].name == given and len([f for f in found if f.name == given]) == 1
        ):
            return found[0].code
        names = "、".join(one.full_name for one in found[:5])
        if names:
            raise forms.ValidationError(
                _("Which one is meant: %(names)s? Write the whole name."), params={"names": names}
            )
        raise forms.ValidationError(_("This division is not known. Write its name or six-digit code."))

    def clean_chains(self) -> list[str]:
        return [part for part in dict.fromkeys(_PARTS.split(tidy(self.cleaned_data["chains"]))) if part]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_point(cleaned)
        self._check_days(cleaned)
        self._find_industry(cleaned)
        return cleaned

    def _check_point(self, cleaned: dict[str, Any]) -> None:
        point = {key: cleaned.get(key) for key in ("longitude", "latitude")}
        if not point.keys() & self.errors.keys() and (reason := why_not_place(**point)):
            self.add_error("longitude", reason.label)

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        founded, dissolved = cleaned.get("founded_on"), cleaned.get("dissolved_on")
        if founded and dissolved and dissolved < founded:
            self.add_error("dissolved_on", Reason.BEFORE_FOUNDING.label)

    def _find_industry(self, cleaned: dict[str, Any]) -> None:
        """A code that is picked or written counts; else the words are looked up, and asked about when unclear."""
        given = cleaned.get("industry_pick") or cleaned.get("industry_code") or ""
        words = cleaned.get("industry_words", "")
        try:
            code = industries.parse_code(given, finer=self._finer).code if given else ""
        except industries.IndustryError as error:
            self.add_error("industry_code", say(error.message))
            return
        if not code and words:
            code = self._looked_up(words)
        cleaned["industry_code"] = code
        if not cleaned.get("chains"):
            cleaned["chains"] = list(industries.lookup(words or code, finer=self._finer).chains)

    def _looked_up(self, words: str) -> str:
        found = industries.lookup(words, finer=self._finer)
        if found.found is industries.Found.UNCLEAR:
            self.candidates = described(found.codes, self._finer)
            self.add_error("industry_words", _("These words may mean several industries. Choose one below."))
        return found.code or ""

    @property
    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        return {key: value for key, value in self.cleaned_data.items() if key != "industry_pick"}

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        self.add_error(_FIELDS_OF.get(refused.reason), refused.sentence)


def described(codes: tuple[str, ...], finer: dict[str, str]) -> list[tuple[str, str]]:
    """Industry codes with all their names, for choosing."""
    return [(code, industries.describe(code, finer=finer)) for code in codes]


def known_facts(union: Union) -> dict[str, Any]:
    """What a form about ``union`` starts with."""
    facts = {name: getattr(union, name, None) for name in UnionForm.base_fields}
    chains = "、".join(chain.name for chain in union.chains.all())
    return facts | {"chains": chains, "zone_name": union.zone.name if union.zone else ""}
