"""What is typed about leaving: why, and each step."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianshou.core.quantities import FEN
from lianshou.core.refusals import Refused
from lianshou.kinds.aid.actions import Stepped
from lianshou.kinds.aid.enums import (
    Ground,
    LeaveReason,
    LeaveStep,
    Proposer,
)
from lianshou.kinds.aid.models import Leaving
from lianshou.kinds.aid.queries import leaving as queries
from lianshou.kinds.aid.rules.leaving.months import Month, month_of, moved, needs_many
from lianshou.web.filters import day_input

_AT_FIELD = {
    LeaveReason.WORDS_MISSING: "words",
    LeaveReason.WORDS_PERSONAL: "words",
    LeaveReason.GROUND_MISSING: "ground",
    LeaveReason.NOT_ON_FILE: "ground",
    LeaveReason.AHEAD: "held_on",
    LeaveReason.BEFORE_LAST: "held_on",
    LeaveReason.FEW_THERE: "present",
    LeaveReason.NO_MINUTES: "minutes",
    LeaveReason.NOTHING_SAID: "said",
    LeaveReason.CALL_EARLY: "called_on",
    LeaveReason.NO_SIGNAL: "signal",
    LeaveReason.WARNED: "signal",
}
_PASSED = [("yes", pgettext_lazy("layer", "Passed")), ("no", pgettext_lazy("layer", "Not passed"))]


class Blaming(forms.Form):
    """A form that shows a refusal where it belongs."""

    def blame(self, refused: Refused) -> None:
        """Put a refusal beside the field that it is about."""
        place = _AT_FIELD.get(refused.reason)  # type: ignore[call-overload]
        place = "called_on" if place == "held_on" and "called_on" in self.fields else place
        self.add_error(place if place in self.fields else None, refused.sentence)


def said_to_household(label: Any, *, required: bool = True) -> forms.CharField:
    """Words that the household may read."""
    return forms.CharField(
        label=label,
        max_length=400,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The household may read it: no illness, no numbers."),
    )


class BeginForm(Blaming):
    """Why a household leaves, on whose word."""

    ground = forms.ChoiceField(
        label=pgettext_lazy("leaving", "Why the household leaves"),
        choices=[one for one in Ground.choices if one[0] != Ground.MERGED],
        widget=forms.RadioSelect,
    )
    proposer = forms.ChoiceField(
        label=pgettext_lazy("leaving", "On whose word"), choices=Proposer.choices, widget=forms.RadioSelect
    )
    words = said_to_household(pgettext_lazy("leaving", "Reason"))

    def __init__(self, *args: Any, is_helper: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_helper:
            del self.fields["proposer"]


class StepForm(Blaming):
    """A step as it was done: passed or not, when, in which words."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("layer", "Outcome"), choices=_PASSED, initial="yes", widget=forms.RadioSelect
    )
    held_on = forms.DateField(label=pgettext_lazy("layer", "Day"), widget=day_input())
    words = said_to_household(_("Opinion, or why it was not passed"), required=False)

    def __init__(self, *args: Any, leaving: Leaving, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leaving = leaving
        today = timezone.localdate().isoformat()
        self.fields["held_on"].initial = today
        self.fields["held_on"].widget.attrs["max"] = today

    @property
    def told(self) -> Stepped:
        """What a valid form says."""
        told = {
            key: self.cleaned_data[key]
            for key in ("held_on", "words", "present", "minutes")
            if key in self.cleaned_data
        }
        return Stepped(is_passed=self.cleaned_data.get("outcome", "yes") == "yes", **told)


class StudyForm(StepForm):
    """When the union studied it, how many were there, under which number the minutes stand."""

    present = forms.IntegerField(label=_("How many were there"), min_value=1, max_value=200)
    minutes = forms.CharField(label=_("Number of the minutes"), max_length=60)
    field_order = ("held_on", "present", "minutes", "outcome", "words")


class LetterForm(StepForm):
    """The household was told in writing; with this the file ends."""

    minutes = forms.CharField(label=_("Number of the letter"), max_length=60, required=False)
    field_order = ("held_on", "minutes", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["outcome"]
        self.fields["held_on"].label = _("Day on which the letter was handed over")
        self.fields["words"].label = _("How it was handed over")


_CELLS: tuple[tuple[str, Any], ...] = (
    ("income", _("Income of the household (yuan)")),
    ("expense", _("Rigid expenses (yuan)")),
    ("guarantee", _("Guarantee received (yuan)")),
    ("persons", pgettext_lazy("household", "Persons")),
)


_SAME, _SHARED = "same", ("income", "expense", "guarantee")


class IncomeForm(StepForm):
    """The months up to the last one that is over, a row each; a row without an income was not entered.

    A row that holds for every month fills the empty cells of those that are asked for, once it has an income.
    """

    field_order = ("held_on", "outcome", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaving, today = self.leaving, timezone.localdate()
        many = needs_many(leaving.ground)
        settings = queries.leave_settings(union=leaving.household.union, on=today)
        self.needed, self.boundary = settings.needs(many=many)
        count = self.needed + settings.recent - 1
        last = moved(month_of(today), -1)
        self.months = [moved(last, place - count + 1) for place in range(count)]
        self.cells = [cell for cell in _CELLS if cell[0] != "guarantee" or not many]
        known = _known_months(leaving)
        for key, title in self.cells:
            if key in _SHARED:
                self.fields[f"{_SAME}-{key}"] = _cell(key, str(title), None, leaving)
        for month in self.months:
            for key, title in self.cells:
                self.fields[f"{key}-{month}"] = _cell(key, f"{month} {title}", known.get(month), leaving)

    @property
    def same(self) -> list[Any]:
        """The fields of the row that holds for every month."""
        return [self[f"{_SAME}-{key}"] for key, _title in self.cells if key in _SHARED]

    def _given(self, key: str, month: str) -> Decimal | None:
        """What a month says, or what all months say that are asked for."""
        told = self.cleaned_data
        own: Decimal | None = told.get(f"{key}-{month}")
        asked = month in self.months[len(self.months) - self.needed :]
        return told.get(f"{_SAME}-{key}") if own is None and asked else own

    @property
    def rows(self) -> list[tuple[str, list[Any]]]:
        """The months with their fields, as the page shows them."""
        return [(month, [self[f"{key}-{month}"] for key, _title in self.cells]) for month in self.months]

    @property
    def parts(self) -> list[list[tuple[str, list[Any]]]]:
        """Those rows with the months before the ones that are asked for apart, for whoever does not know the last month yet."""
        early = len(self.months) - self.needed
        return [rows for rows in (self.rows[:early], self.rows[early:]) if rows]

    @property
    def needs_earlier(self) -> bool:
        """Whether one of the earlier months holds something to be seen."""
        early = self.rows[: len(self.months) - self.needed]
        return any(cells[0].value() or any(cell.errors for cell in cells) for _month, cells in early)

    @property
    def heads(self) -> list[Any]:
        return [title for _key, title in self.cells]

    @property
    def entered(self) -> list[Month]:
        """The months of a valid form that have an income."""
        told = self.cleaned_data
        return [
            Month(
                month=month,
                income_fen=_fen(self._given("income", month)),
                expense_fen=_fen(self._given("expense", month)),
                guarantee_fen=_fen(self._given("guarantee", month)),
                persons=told.get(f"persons-{month}") or self.leaving.household.persons or 1,
            )
            for month in self.months
            if self._given("income", month) is not None
        ]

    @property
    def told(self) -> Stepped:
        told = self.cleaned_data
        return Stepped(
            is_passed=told["outcome"] == "yes",
            held_on=told["held_on"],
            words=told["words"],
            months=self.entered,
        )


def _cell(key: str, label: str, known: Month | None, leaving: Leaving) -> forms.Field:
    attrs = {"inputmode": "numeric" if key == "persons" else "decimal", "aria-label": label}
    widget = forms.TextInput(attrs=attrs)
    if key == "persons":
        start = known.persons if known else leaving.household.persons
        return forms.IntegerField(
            label=label, min_value=1, max_value=30, required=False, initial=start, widget=widget
        )
    given = getattr(known, f"{key}_fen") if known else None
    start_yuan = f"{Decimal(given) / FEN:.2f}" if given is not None else None
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=1_000_000,
        decimal_places=2,
        required=False,
        initial=start_yuan,
        widget=widget,
    )


def _known_months(leaving: Leaving) -> dict[str, Month]:
    """What an earlier leaving of the household was told already: nothing is typed twice."""
    found: dict[str, Month] = {}
    for one in reversed(queries.leavings_of(leaving.household)):
        reckoning = queries.reckoning_of(one)
        found |= {row.month.month: row.month for row in reckoning.rows} if reckoning else {}
    return found


def _fen(given: Decimal | None) -> int:
    return int((given or Decimal(0)) * FEN)


STEP_FORMS: dict[str, type[StepForm]] = {
    LeaveStep.INCOME: IncomeForm,
    LeaveStep.STUDY: StudyForm,
    LeaveStep.NOTICE: StepForm,
    LeaveStep.LETTER: LetterForm,
}
"""The form of each step but the approval, which is decided on the page of the leaving."""


class TurnBackForm(Blaming):
    """Why a leaving is not approved, or withdrawn."""

    words = said_to_household(pgettext_lazy("leaving", "Reason"))
