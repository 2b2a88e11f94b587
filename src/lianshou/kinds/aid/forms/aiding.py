"""Forms of projects, aid for one household or many, and the mark for long-term aid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.china.bank_cards import normalise, why_not_card
from lianshou.core.refusals import Refused
from lianshou.kernel.funds.models import Budget
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.actions import Barred, NewAid, Unaided
from lianshou.kinds.aid.enums import AidReason, LongGround, Nature
from lianshou.kinds.aid.models import Aid, AidProject
from lianshou.kinds.aid.queries import aiding as queries
from lianshou.kinds.aid.rules.aiding.deciding import needs_hours
from lianshou.kinds.aid.rules.aiding.sorts import SortOf
from lianshou.web.filters import day_input
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say
from lianshou.web.yuan import YuanField

_OFF = {"autocomplete": "off"}
_PLACES: Mapping[Any, str] = {
    AidReason.NO_TITLE: "title",
    AidReason.SAME_TITLE: "title",
    AidReason.UNKNOWN_SORT: "sort",
    AidReason.OTHER_KIND: "programme",
    AidReason.ABOVE_SORT: "ceiling_fen",
    AidReason.NOBODY: "member",
    AidReason.GIVEN_ALREADY: "member",
    AidReason.AMOUNT: "amount_fen",
    AidReason.NO_MONEY: "amount_fen",
    AidReason.OVER_CEILING: "amount_fen",
    AidReason.NO_BUDGET: "budget",
    AidReason.OTHER_BUDGET: "budget",
    AidReason.EARMARKED: "budget",
    AidReason.BUDGET_LEFT: "budget",
    AidReason.IN_FUTURE: "given_on",
    AidReason.OTHER_YEAR: "given_on",
    AidReason.NO_HOURS: "hours",
    AidReason.NO_PROVIDER: "provider",
    AidReason.WORDS_MISSING: "words",
    AidReason.WORDS_PERSONAL: "words",
}


class _Blaming(forms.Form):
    """A form that shows a refusal at the field that it is about."""

    def blame(self, refused: Refused) -> None:
        place = _PLACES.get(refused.reason)
        self.add_error(place if place in self.fields else None, refused.sentence)


class ChangeProjectForm(_Blaming):
    """What of a project can be changed while it is open."""

    title = forms.CharField(label=_("Name of the project"), max_length=80)
    ceiling_fen = YuanField(
        label=_("Ceiling for one person and year (yuan)"),
        required=False,
        help_text=_("Left empty, the ceiling of its sort in your region counts."),
    )
    wished = forms.IntegerField(
        label=_("Households to be helped"), min_value=0, max_value=999_999, required=False
    )
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as the actions call it."""
        told = dict(self.cleaned_data)
        return told | {"ceiling_fen": told["ceiling_fen"] or 0, "wished": told["wished"] or 0}


class ProjectForm(ChangeProjectForm):
    """A new project: in which programme, of which sort."""

    programme: forms.ModelChoiceField[Programme] = forms.ModelChoiceField(
        label=_("Programme of the year"), queryset=None, widget=PickOne
    )
    sort = forms.ChoiceField(label=_("Sort of project"))
    field_order = ["programme", "sort", "title", "ceiling_fen", "wished", "document_no"]

    def __init__(self, *args: Any, actor: Any, sorts: Mapping[str, SortOf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = queries.programmes_to_help_in(actor=actor)
        self.fields["programme"].queryset = found  # type: ignore[attr-defined]
        self.fields["programme"].label_from_instance = _programme_said  # type: ignore[attr-defined]
        if len(only := list(found[:2])) == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.fields["programme"].initial = only[0].pk
        told = [(one.key, f"{say(one.called)} · {Nature(one.nature).label}") for one in sorts.values()]
        self.fields["sort"].choices = told  # type: ignore[attr-defined]


def _programme_said(programme: Programme) -> str:
    return f"{programme.title} · {programme.union.name}"


class _BudgetField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Budget) -> str:
        return queries.budget_said(obj)


class _FromProject(_Blaming):
    """From which budget a project's money comes."""

    def __init__(self, *args: Any, actor: Any, project: AidProject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        if project.nature != Nature.MONEY:
            self.fields.pop("amount_fen", None)
            return
        found = queries.budgets_of_project(actor=actor, project=project)
        others = queries.budgets_for_others(actor=actor, project=project)
        hint = _("Another person approves the payment; finance pays it to a bank card.")
        if others:
            left_out = _("Earmarked for other sorts, and not offered: %(items)s.") % {
                "items": "、".join(others)
            }
            hint = f"{hint} {left_out}"  # type: ignore[assignment]
        self.fields["budget"] = _BudgetField(
            label=_("From which budget"),
            queryset=found,
            initial=found.first(),
            help_text=hint,
        )

    @property
    def has_budget(self) -> bool:
        """Whether there is a budget to choose, where one is asked for."""
        field: Any = self.fields.get("budget")
        return field is None or field.queryset.exists()

    @property
    def budget(self) -> Budget | None:
        """The budget that was chosen; none for what is no money."""
        found: Budget | None = self.cleaned_data.get("budget")
        return found


class GiveForm(_FromProject):
    """Aid for one of a household."""

    member = forms.TypedChoiceField(label=_("Who receives it"), coerce=int)
    amount_fen = YuanField(label=_("Amount (yuan)"))
    bank_name = forms.CharField(
        label=_("Name of the bank"), max_length=60, required=False, widget=forms.TextInput(attrs=_OFF)
    )
    account = forms.CharField(
        label=_("Bank card"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs=_OFF | {"inputmode": "numeric"}),
    )

    field_order = ["member", "amount_fen", "budget", "bank_name", "account"]

    def __init__(self, *args: Any, candidate: queries.Candidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidate = candidate
        nobody = [] if candidate.first else [("", _("Choose who"))]
        self.fields["member"].choices = [*nobody, *candidate.people]  # type: ignore[attr-defined]
        self.fields["member"].initial = candidate.first or ""
        self.fields["member"].help_text = " ".join(candidate.notes)
        if self.project.nature != Nature.MONEY:
            del self.fields["bank_name"], self.fields["account"]
        elif candidate.has_account:
            self.fields["account"].help_text = _("Left empty, the bank card on record of the head counts.")
        else:
            self.fields["account"].help_text = _("No bank card is on record: without one finance cannot pay.")
        self.order_fields(self.field_order)

    def clean_account(self) -> str:
        number = normalise(self.cleaned_data["account"])
        if number and (bad := why_not_card(number)):
            raise ValidationError(f"{say(bad.message)} {say(bad.way_out)}")
        return number

    @property
    def new(self) -> list[NewAid]:
        """What the action takes."""
        told = self.cleaned_data
        return [
            NewAid(
                household=self.candidate.household,
                member=told["member"],
                amount_fen=told.get("amount_fen") or 0,
                bank_name=told.get("bank_name") or "",
                account=told.get("account") or "",
            )
        ]

    def blame(self, refused: Refused) -> None:
        """Show a refusal where it belongs, with what it hangs on."""
        if isinstance(refused, Unaided):
            place = _PLACES.get(refused.reason)
            self.add_error(place if place in self.fields else None, refused.barred[0].why)
        else:
            super().blame(refused)


class GiveManyForm(_FromProject):
    """Aid for many households: one amount, or each their own; who of each."""

    amount_fen = YuanField(label=_("Amount for each (yuan)"), required=False)

    def __init__(self, *args: Any, candidates: Sequence[queries.Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        self.barred: dict[int, Barred] = {}
        is_money = self.project.nature == Nature.MONEY
        for one in candidates:
            if one.why_not:
                continue
            name = {"name": one.household.head.name}
            self.fields[f"take_{one.key}"] = forms.BooleanField(
                required=False, label=_("Choose %(name)s") % name
            )
            self.fields[f"who_{one.key}"] = forms.TypedChoiceField(
                label=_("Who of %(name)s's household receives it") % name,
                choices=list(one.people),
                initial=one.first or "",
                coerce=int,
                required=False,
            )
            if is_money:
                field = YuanField(required=False, label=_("Amount for %(name)s (yuan)") % name)
                self.fields[f"fen_{one.key}"] = field

    def rows(self) -> list[dict[str, Any]]:
        """Each household with its fields, or why nothing can be given to it, and why it was refused."""
        return [
            {
                "one": one,
                "take": self[f"take_{one.key}"] if not one.why_not else None,
                "who": self[f"who_{one.key}"] if not one.why_not else None,
                "fen": self[f"fen_{one.key}"] if f"fen_{one.key}" in self.fields else None,
                "barred": self.barred.get(one.key),
            }
            for one in self.candidates
        ]

    @property
    def chosen(self) -> list[queries.Candidate]:
        """The households that were ticked."""
        return [one for one in self.candidates if self.cleaned_data.get(f"take_{one.key}")]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not self.chosen:
            self.add_error(None, AidReason.NOTHING_CHOSEN.label)
        for one in self.chosen:
            if not (told.get(f"who_{one.key}") or one.first):
                self.add_error(f"who_{one.key}", AidReason.NOBODY.label)
        if self.project.nature == Nature.MONEY:
            for one in self.chosen:
                name = f"fen_{one.key}"
                if name in told and not (told[name] or told.get("amount_fen")):
                    self.add_error(name, AidReason.AMOUNT.label)
        return told

    @property
    def new(self) -> list[NewAid]:
        """What the action takes."""
        told = self.cleaned_data
        return [
            NewAid(
                household=one.household,
                member=told[f"who_{one.key}"] or one.first,
                amount_fen=told.get(f"fen_{one.key}") or told.get("amount_fen") or 0,
            )
            for one in self.chosen
        ]

    def blame(self, refused: Refused) -> None:
        """Show a refusal at the households that it is about."""
        if isinstance(refused, Unaided):
            self.barred = {one.household.pk: one for one in refused.barred}
            words = _(
                "Nothing was planned: %(n)d of those chosen cannot be given it; take them out, or change what is marked."
            )
            self.add_error(None, words % {"n": len(self.barred)})
        else:
            super().blame(refused)


class FulfilForm(_Blaming):
    """When a training, a service or a job was given, and by whom."""

    given_on = forms.DateField(label=_("Given on"), widget=day_input())
    provider = forms.CharField(label=_("Institution that taught, advised or employs"), max_length=80)
    hours = forms.IntegerField(
        label=_("Hours"),
        min_value=1,
        max_value=9_999,
        error_messages={"required": AidReason.NO_HOURS.label, "min_value": AidReason.NO_HOURS.label},
    )

    def __init__(self, *args: Any, aid: Aid, **kwargs: Any) -> None:
        start = {"given_on": aid.given_on or timezone.localdate(), "provider": aid.provider}
        kwargs["initial"] = start | {"hours": aid.hours or None}
        super().__init__(*args, **kwargs)
        self.fields["given_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if not needs_hours(aid.nature):
            del self.fields["hours"]
        elif aid.nature == Nature.SERVICE:
            self.fields["hours"].label = _("Hours of the service")

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as the action calls it."""
        return dict(self.cleaned_data) | {"hours": self.cleaned_data.get("hours") or 0}


class CancelForm(_Blaming):
    """Why aid is cancelled."""

    words = forms.CharField(
        label=pgettext_lazy("aid", "Why it is cancelled"),
        max_length=200,
        help_text=_("The household can read this."),
    )


class LongTermForm(_Blaming):
    """Why a household cannot leave hardship."""

    ground = forms.ChoiceField(label=pgettext_lazy("long", "Why"), choices=LongGround.choices)
    words = forms.CharField(
        label=_("Reason in words"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
