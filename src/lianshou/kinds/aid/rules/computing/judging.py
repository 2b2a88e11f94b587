"""The decision itself, in whole numbers: nothing is divided and nothing rounded before it is compared."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from lianshou.core.parameters import is_below
from lianshou.kinds.aid.rules.computing.values import ONE, Limit, Rules
from lianshou.kinds.aid.rules.facts import Category, Exclusion, Facts
from lianshou.kinds.aid.rules.settings.lines import exceeds

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What of a household is compared: fen of twelve months. ``own_fen`` is what it bore itself of the main cause."""

    persons: int
    income_fen: int
    expense_fen: int
    own_fen: int

    @property
    def net_fen(self) -> int:
        """Income less rigid expenses; never below zero."""
        return max(self.income_fen - self.expense_fen, 0)

    def moved(self, *, income: int = 0, expense: int = 0, own: int = 0) -> Sums:
        """The same with so much more of something."""
        return Sums(
            persons=self.persons,
            income_fen=self.income_fen + income,
            expense_fen=self.expense_fen + expense,
            own_fen=self.own_fen + own,
        )

    @property
    def monthly(self) -> Fraction:
        """Net fen a person and month, exactly."""
        return Fraction(self.net_fen, self.persons * MONTHS)


def sums_of(facts: Facts, rules: Rules) -> Sums:
    """The sums of a household by the rules on what counts."""
    counted = sum(fen for income, fen in facts.incomes.items() if income not in rules.not_counted)
    return Sums(
        persons=max(facts.persons, 1),
        income_fen=counted + imputed_fen(facts, rules),
        expense_fen=sum(facts.expenses.values()),
        own_fen=max(facts.cause_fen - facts.covered_fen, 0),
    )


def imputed_fen(facts: Facts, rules: Rules) -> int:
    """The wages imputed for months without work."""
    return facts.idle_months * rules.wage_fen if rules.imputes else 0


def year_limit(limit: Limit, *, line_fen: int, persons: int) -> Fraction:
    """The net fen of a household and year at which a limit lies."""
    return Fraction(line_fen * limit.multiple * persons * MONTHS, ONE)


def is_within(limit: Limit, sums: Sums, line_fen: int) -> bool:
    """Whether a household's net income lies below a limit."""
    return is_below(sums.net_fen * ONE, limit.boundary, line_fen * limit.multiple * sums.persons * MONTHS)


def is_heavy(sums: Sums, rules: Rules) -> bool:
    """Whether what the main cause cost exceeds its share of the yearly income; a cause that cost nothing never does."""
    limit = max(sums.income_fen, 0) * rules.share
    return sums.own_fen > 0 and exceeds(sums.own_fen * ONE, rules.share_boundary, limit)


def category_of(sums: Sums, rules: Rules, *, line_fen: int | None = None) -> Category:
    """What a household is by its income alone; ``line_fen`` supposes another subsistence line."""
    net = sums.net_fen * ONE
    once = (rules.line_fen if line_fen is None else line_fen) * sums.persons * MONTHS
    for limit in rules.limits:
        if is_below(net, limit.boundary, once * limit.multiple):
            return limit.category
    if not is_heavy(sums, rules):
        return Category.NONE
    top = rules.ceiling
    is_low = top is None or is_below(net, top.boundary, once * top.multiple)
    return Category.ACCIDENT if is_low else Category.NONE


def exclusions_of(facts: Facts, rules: Rules) -> tuple[Exclusion, ...]:
    """What keeps the household out, in the order in which exclusions are named."""
    found = facts.exclusions | ({Exclusion.HOMES} if has_much_housing(facts, rules) else set())
    return tuple(one for one in Exclusion if one in found and one in rules.excluding)


def has_much_housing(facts: Facts, rules: Rules) -> bool:
    """Whether homes and floor both reach what excludes."""
    return facts.homes >= rules.homes and facts.floor_m2 > rules.floor * max(facts.persons, 1)
