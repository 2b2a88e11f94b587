"""The self-test: a few amounts, by the month or by the year, and ticks; made into facts and thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lianshou.core.quantities import yuan_text
from lianshou.formats.sheets.columns import CellError
from lianshou.formats.sheets.parsing import as_yuan
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.queries.public import federations_to_choose
from lianshou.kinds.aid.rules.facts import Exclusion, Expense, Facts, Income
from lianshou.kinds.aid.rules.words import EXPENSES, INCOMES
from lianshou.web.picking import PickOne
from lianshou.web.templatetags.web import say

MOST_FEN = 10**10
"""A hundred million yuan a year: no household in hardship has it."""
MOST_PERSONS = 20
MONTH, YEAR, ELSEWHERE = "month", "year", "elsewhere"
_PERIODS = [
    (MONTH, pgettext_lazy("amount", "a month")),
    (YEAR, pgettext_lazy("amount", "a year")),
]
_TICKED = (Exclusion.VEHICLE, Exclusion.COSTLY_SCHOOL, Exclusion.SHAREHOLDER, Exclusion.REFUSES_WORK)


class AmountField(forms.Field):
    """Yuan as people write them (1,500; 1500.50元; 3万), as whole fen; nothing is nought."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": "16", "class": "form-control"}
        super().__init__(required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> int:
        text = str(value or "").strip()
        if not text:
            return 0
        try:
            fen = as_yuan()(text[:24])
        except CellError as error:
            raise ValidationError(f"{say(error.message)} {say(error.way_out)}") from error
        if not 0 <= fen <= MOST_FEN:
            most = {"yuan": yuan_text(MOST_FEN)}
            raise ValidationError(_("Enter an amount from 0 to %(yuan)s yuan.") % most)
        return fen


@dataclass(frozen=True, slots=True)
class Asked:
    """An amount as the form asks for it, with its usual period and what it is."""

    of: Income | Expense
    period: str
    hint: Any = ""

    @property
    def name(self) -> str:
        return f"{'in' if isinstance(self.of, Income) else 'out'}_{self.of.value}"

    @property
    def label(self) -> str:
        return say(INCOMES[self.of] if isinstance(self.of, Income) else EXPENSES[self.of])


INCOMES_FIRST = (
    Asked(Income.WAGES, MONTH, _("Of everybody in the household, as paid out.")),
    Asked(Income.TRANSFERS, MONTH, _("Pensions, minimum allowance, maintenance and the like.")),
    Asked(Income.BUSINESS, YEAR, _("What is left of a shop, a stall, farming.")),
)
INCOMES_MORE = (
    Asked(Income.PROPERTY, YEAR, _("Rent, interest, dividends.")),
    Asked(Income.OTHER, YEAR),
    Asked(Income.UNION_RELIEF, YEAR),
    Asked(Income.HOLIDAY_GIFTS, YEAR),
    Asked(Income.BASIC_PENSION, MONTH),
)
EXPENSES_FIRST = (
    Asked(Expense.ILLNESS, YEAR, _("What you paid yourselves after insurance.")),
    Asked(Expense.SCHOOLING, YEAR, _("Tuition and lodging; not of compulsory schooling.")),
    Asked(Expense.HOUSING, MONTH, _("Rent, or the mortgage of your only home.")),
)
EXPENSES_MORE = (
    Asked(Expense.DISABILITY, YEAR, _("Rehabilitation, aids, care.")),
    Asked(Expense.WORK, MONTH, _("Commuting, tools, training.")),
    Asked(Expense.OTHER, YEAR),
)
_ALL = (*INCOMES_FIRST, *INCOMES_MORE, *EXPENSES_FIRST, *EXPENSES_MORE)


@dataclass(frozen=True, slots=True)
class Row:
    """An amount and its period, as the page shows them side by side."""

    amount: BoundField
    period: BoundField

    @property
    def is_touched(self) -> bool:
        """Whether something was typed, or is wrong."""
        return bool(self.amount.value() or self.amount.errors or self.period.errors)


def _count(label: Any, *, most: int, help_text: Any = "") -> forms.IntegerField:
    attrs = {"inputmode": "numeric", "autocomplete": "off"}
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
    )


class SelfTestForm(forms.Form):
    """What a worker says of the household."""

    federation = forms.ChoiceField(
        label=_("Where you work or live"),
        widget=PickOne,
        help_text=_("The standards differ by place: it is reckoned by those of the place that you choose."),
    )
    persons = _count(_("Persons who share the budget"), most=MOST_PERSONS)
    idle_months = _count(
        _("Months without work"),
        most=MOST_PERSONS * 12,
        help_text=_(
            "Of the last 12 months, of everybody of working age who could work: two persons without work for half a year are 12."
        ),
    )
    cause_fen = AmountField(label=_("What an accident or grave illness cost (yuan)"))
    covered_fen = AmountField(
        label=_("Borne of it by insurance, damages, relief (yuan)"),
    )
    homes = _count(_("Homes that you own"), most=20)
    floor_m2 = _count(_("Their floor together (m²)"), most=5000)
    vehicle = forms.BooleanField(
        label=_("A motor vehicle (not one that a disabled person needs)"), required=False
    )
    costly_school = forms.BooleanField(
        label=_("A child at a costly private school, or studying abroad at your own cost"), required=False
    )
    shareholder = forms.BooleanField(
        label=_("Somebody controls a company or runs an enterprise"), required=False
    )
    refuses_work = forms.BooleanField(
        label=_("Somebody who could work has refused work without cause"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.federations = {str(one.pk): one for one in federations_to_choose()}
        self._offer_federations()
        persons = self.fields["persons"]
        persons.required, persons.min_value = True, 1  # type: ignore[attr-defined]
        for asked in _ALL:
            self.fields[asked.name] = AmountField(label=asked.label, help_text=asked.hint)
            self.fields[f"{asked.name}_per"] = forms.ChoiceField(
                label=gettext("%(amount)s: a month or a year") % {"amount": asked.label},
                choices=_PERIODS,
                initial=asked.period,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def _offer_federations(self) -> None:
        field: Any = self.fields["federation"]
        known = [(key, one.name) for key, one in self.federations.items()]
        field.choices = [("", _("Please choose")), *known, (ELSEWHERE, _("Not in the list"))]
        field.widget.words = {key: one.search for key, one in self.federations.items()}

    def clean_persons(self) -> int:
        persons: int = self.cleaned_data["persons"]
        if persons < 1:
            raise ValidationError(_("Count everybody who shares the budget, yourself too."))
        return persons

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        months, persons = found.get("idle_months") or 0, found.get("persons")
        if persons and months > persons * 12:
            most = {"persons": persons, "months": persons * 12}
            self.add_error(
                "idle_months",
                _("%(persons)s persons have at most %(months)s months in a year.") % most,
            )
        return found

    @property
    def facts(self) -> Facts:
        """The household, as the rules ask about it."""
        given = self.cleaned_data
        return Facts(
            persons=given["persons"],
            incomes={one.of: self._of_year(one) for one in _ALL if isinstance(one.of, Income)},
            expenses={one.of: self._of_year(one) for one in _ALL if isinstance(one.of, Expense)},
            idle_months=given["idle_months"] or 0,
            cause_fen=given["cause_fen"],
            covered_fen=given["covered_fen"],
            homes=given["homes"] or 0,
            floor_m2=given["floor_m2"] or 0,
            exclusions=frozenset(one for one in _TICKED if given[one.value]),
        )

    @property
    def region(self) -> str:
        """The division whose rules count; empty for the country's."""
        return self.chosen.division_code if self.chosen else ""

    @property
    def chosen(self) -> Union | None:
        """The federation that was chosen; None for a place where there is none."""
        return self.federations.get(self.cleaned_data["federation"])

    def _of_year(self, asked: Asked) -> int:
        fen: int = self.cleaned_data[asked.name]
        return fen * (12 if self.cleaned_data[f"{asked.name}_per"] == MONTH else 1)

    def _rows(self, asked: tuple[Asked, ...]) -> Iterator[Row]:
        for one in asked:
            yield Row(self[one.name], self[f"{one.name}_per"])

    @property
    def incomes_first(self) -> list[Row]:
        return list(self._rows(INCOMES_FIRST))

    @property
    def incomes_more(self) -> list[Row]:
        return list(self._rows(INCOMES_MORE))

    @property
    def expenses_first(self) -> list[Row]:
        return list(self._rows(EXPENSES_FIRST))

    @property
    def expenses_more(self) -> list[Row]:
        return list(self._rows(EXPENSES_MORE))

    @property
    def opens_incomes(self) -> bool:
        """Whether the folded incomes have something in them."""
        return any(one.is_touched for one in self.incomes_more)

    @property
    def opens_expenses(self) -> bool:
        return any(one.is_touched for one in self.expenses_more)

    @property
    def ticks(self) -> list[BoundField]:
        return [self[one.value] for one in _TICKED]
