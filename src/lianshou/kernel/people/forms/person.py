from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lianshou.china.text import tidy_name
from lianshou.core.refusals import Refused
from lianshou.kernel.guard.forms import SealedForm
from lianshou.kernel.people.enums import Position, Reason, Relation
from lianshou.kernel.people.forms.naming import UnionNamed
from lianshou.kernel.people.models import Person, Relative
from lianshou.kernel.people.queries import (
    PERSON,
    holder_of_identity,
    lookalike,
    people_in_scope,
)
from lianshou.kernel.people.rules import faults_of, tidied, why_not_days, with_birth
from lianshou.kernel.unions.models import Union
from lianshou.web.filters import day_input
from lianshou.web.templatetags.web import say_both

_FIELD_OF = {
    Reason.BORN_IN_FUTURE: "birth_on",
    Reason.BIRTH_DIFFERS: "birth_on",
    Reason.JOINED_IN_FUTURE: "joined_on",
    Reason.LEFT_BEFORE_JOINING: "joined_on",
    Reason.IDENTITY_TAKEN: "id_number",
    Reason.IDENTITY_ELSEWHERE: "id_number",
    Reason.SAME_IDENTITY: "id_number",
    Reason.NO_NAME: "name",
}


class _FactsForm(SealedForm):
    """What forms about somebody have in common: facts in one form, faults beside their fields."""

    plain: tuple[str, ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """What is to be written; what is to be kept is left out."""
        return self.sealed_facts() | {key: self.cleaned_data.get(key) for key in self.plain}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = tidied(super().clean() or self.cleaned_data)
        for name, (message, way_out) in faults_of(data, today=timezone.localdate()).items():
            if name in self.fields:
                self.add_error(name, say_both(message, way_out))
        self.cleaned_data |= {key: value for key, value in data.items() if key in self.cleaned_data}
        return self.cleaned_data

    def refuse(self, refused: Refused) -> None:
        """Say why an action refused, beside the field that it is about."""
        name = _FIELD_OF.get(refused.reason) if isinstance(refused.reason, Reason) else None
        self.add_error(name if name in self.fields else None, refused.sentence)

    def _check_days(self, known: Any, *, joined_on: date | None, left_on: date | None) -> None:
        facts = with_birth(self.sealed_facts())
        now = {key: facts.get(key, getattr(known, key, None)) for key in ("birth_on", "id_number")}
        days: dict[str, Any] = {"birth_on": now["birth_on"], "id_number": now["id_number"] or ""}
        reason = why_not_days(**days, joined_on=joined_on, left_on=left_on, today=timezone.localdate())
        if reason and not self.errors:
            self.refuse(Refused(reason))


def _text(label: Any, most: int, *, required: bool = False, mode: str = "text") -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": mode})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget)


def _day(label: Any, **attrs: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=day_input(**attrs))


class PersonForm(UnionNamed, _FactsForm):
    """The facts of a person; ``union`` is the one meant, ``twin`` whoever looks like the same person."""

    sealed = ("phone", "email", "id_number", "birth_on", "address", "bank_name", "bank_card")
    plain = ("name", "joined_on")
    name = forms.CharField(
        label=_("Name of the person"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    unit = forms.CharField(
        label=_("Union"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "union-names"}),
        help_text=_("The full name, or enough of it or of its pinyin to be the only one."),
    )
    position = forms.ChoiceField(
        label=_("Position"),
        required=False,
        choices=[("", _("Member")), *(one for one in Position.choices if one[0] != Position.CHAIR)],
    )
    joined_on = _day(_("Joined the union on"))
    id_number = _text(_("Identity number"), 30)
    birth_on = _day(_("Born on"), autocomplete="off")
    phone = _text(_("Telephone"), 40, mode="tel")
    email = _text(_("E-mail"), 120, mode="email")
    address = _text(_("Home address"), 200)
    bank_name = _text(_("Bank"), 80)
    bank_card = _text(_("Bank card"), 40, mode="numeric")
    confirmed = forms.BooleanField(
        label=_("This is another person: enter them all the same"), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, actor: Any, union: Union, subject: Person | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"unit": union.name, **_known(subject), **kwargs.get("initial", {})}
        super().__init__(*args, subject=subject, **kwargs)
        self.actor, self.union = actor, union
        self.twin: Person | None = None
        if subject is not None:
            del self.fields["position"]

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        left_on = self.subject.left_on if self.subject else None
        self._check_days(self.subject, joined_on=self.cleaned_data.get("joined_on"), left_on=left_on)
        self._check_identity()
        self._check_twin()
        return self.cleaned_data

    def _check_identity(self) -> None:
        number = self.cleaned_data.get("id_number")
        holder = (
            holder_of_identity(number, but=self._own_pk)
            if number and "id_number" not in self.errors
            else None
        )
        if holder is None:
            return
        seen = people_in_scope(actor=self.actor).filter(pk=holder.pk).first()
        if seen is None:
            self.add_error("id_number", str(Reason.IDENTITY_ELSEWHERE.label))
        else:
            self.add_error("id_number", _linked(str(Reason.IDENTITY_TAKEN.label), seen))

    def _check_twin(self) -> None:
        if self.errors or self.subject is not None:
            return
        facts = with_birth(self.sealed_facts())
        self.twin = lookalike(
            actor=self.actor,
            name=self.cleaned_data["name"],
            phone=facts.get("phone", ""),
            birth_on=facts.get("birth_on"),
        )
        if self.twin is not None and not self.cleaned_data.get("confirmed"):
            self.fields["confirmed"].widget = forms.CheckboxInput()
            said = str(
                _("Somebody of this name with the same telephone is on record: is it the same person?")
            )
            self.add_error(None, _linked(said, self.twin))

    @property
    def _own_pk(self) -> int | None:
        return self.subject.pk if self.subject is not None else None


def _known(person: Person | None) -> dict[str, Any]:
    return {} if person is None else {"name": person.name, "joined_on": person.joined_on}


def _linked(said: str, person: Person) -> Any:
    link = format_html('<a href="{}">{}</a>', PERSON.page_of(person), person.name)
    return forms.ValidationError(format_html("{} {}", said, link))


class RelativeForm(_FactsForm):
    """A member of a person's family."""

    sealed = ("name", "birth_on", "id_number")
    kept = ("name",)
    plain = ("relation",)
    relation = forms.ChoiceField(label=_("Relation"), choices=[("", "–"), *Relation.choices])
    name = _text(_("Name of the person"), 40, required=True)
    birth_on = _day(_("Born on"), autocomplete="off")
    id_number = _text(_("Identity number"), 30)

    def __init__(self, *args: Any, subject: Relative | None = None, **kwargs: Any) -> None:
        if subject is not None:
            kwargs["initial"] = {"relation": subject.relation}
        super().__init__(*args, subject=subject, **kwargs)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_days(self.subject, joined_on=None, left_on=None)
        return self.cleaned_data


class LeavingForm(forms.Form):
    """The day on which a person left."""

    left_on = forms.DateField(label=_("Left on"), widget=day_input())

    def refuse(self, refused: Refused) -> None:
        self.add_error("left_on", refused.sentence)


class OfficeForm(forms.Form):
    """An office that a person takes in their own union."""

    position = forms.ChoiceField(
        label=_("Position"), choices=[one for one in Position.choices if one[0] != Position.CHAIR]
    )
    starts_on = forms.DateField(label=_("Since"), widget=day_input())

    def refuse(self, refused: Refused) -> None:
        self.add_error(None, refused.sentence)
