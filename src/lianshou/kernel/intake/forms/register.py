from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianshou.core.facts import facts
from lianshou.kernel.intake.enums import Filler, FormState, HowOften
from lianshou.kernel.intake.queries import AskedForm, unions_to_register
from lianshou.web.filters import ListForm, day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import page_language

_ALL = ("", _("All"))
_MOST_UNIONS = 2000


class FormRegisterFilter(ListForm):
    """Narrows the register of forms, which is no query: some of it is declared by kinds."""

    q = forms.CharField(label=_("Title, purpose or union"), required=False, max_length=60)
    year = forms.IntegerField(
        label=_("Asked for in the year"), required=False, min_value=2000, max_value=2100
    )
    filler = forms.ChoiceField(label=_("Who fills it in"), required=False, choices=[_ALL, *Filler.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[_ALL, *FormState.choices])
    held = forms.ChoiceField(
        label=_("Held already"),
        required=False,
        choices=[_ALL, ("some", _("Asks for what is held already"))],
    )
    union = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def narrow(self, found: Sequence[AskedForm]) -> list[AskedForm]:
        """Those that fit what was asked."""
        asked = self.cleaned_data
        words, year, union = asked.get("q") or "", asked.get("year"), asked.get("union")
        return [
            one
            for one in found
            if one.holds(words)
            and (not year or one.is_asked_in(year))
            and (not union or one.union.pk == union)
            and asked.get("filler") in ("", None, one.filler)
            and asked.get("state") in ("", None, one.state)
            and (asked.get("held") != "some" or one.held)
        ]


class YearForm(forms.Form):
    """The year that is counted."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100, required=False)

    def year_or(self, today: date) -> int:
        return (self.is_valid() and self.cleaned_data["year"]) or today.year


class NewFormForm(forms.Form):
    """A form to register: its fields one a line."""

    unit = forms.ChoiceField(label=_("Union that asks for it"), widget=PickOne)
    title = forms.CharField(label=_("Title of the form"), max_length=120)
    filler = forms.ChoiceField(label=_("Who fills it in"), choices=Filler.choices)
    often = forms.ChoiceField(label=_("How often"), choices=HowOften.choices)
    purpose = forms.CharField(label=_("What the form is for"), max_length=200)
    basis = forms.CharField(
        label=_("Legal basis"),
        max_length=200,
        help_text=_("The law, rule or document that lets it be asked for."),
    )
    starts_on = forms.DateField(label=_("In force from"), widget=day_input())
    expires_on = forms.DateField(
        label=_("Expires on"),
        widget=day_input(),
        help_text=_("After this day it is flagged: renew it or retire it."),
    )
    fields_asked = forms.CharField(
        label=_("Fields, one a line"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What is held in a register already is recognised and shown as such."),
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unions = list(unions_to_register(actor=actor)[:_MOST_UNIONS])
        choices = [(str(one.pk), one.name) for one in self.unions]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        self.fields["unit"].widget.words = {str(one.pk): one.search for one in self.unions}

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        unit, lines = given.pop("unit"), given.pop("fields_asked")
        union = next(one for one in self.unions if str(one.pk) == unit)
        return {**given, "union": union, "fields": lines.splitlines()}


class MarkForm(forms.Form):
    """Which fact a field asks for."""

    fact = forms.ChoiceField(label=_("Held already as"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = page_language()
        offered = [(one.key, f"{one.title.say(language)}（{one.source.say(language)}）") for one in facts]
        self.fields["fact"].choices = [("", _("Not held anywhere")), *offered]  # type: ignore[attr-defined]
