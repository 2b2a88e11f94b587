"""The computation of hardship: pure, exact, and line by line (docs/aid-rules.md)."""

from __future__ import annotations

from dataclasses import replace

from lianshou.kinds.aid.rules.computing.changes import changes_of
from lianshou.kinds.aid.rules.computing.judging import category_of, exclusions_of, sums_of
from lianshou.kinds.aid.rules.computing.laying_out import lines_of
from lianshou.kinds.aid.rules.computing.outcome import Change, Line, Outcome
from lianshou.kinds.aid.rules.computing.papers import Needed, papers_needed
from lianshou.kinds.aid.rules.computing.values import Book, Rules, kept_rules, rules_of
from lianshou.kinds.aid.rules.facts import Category, Facts, Where
from lianshou.kinds.aid.rules.settings import incomes, lines

__all__ = [
    "Book", "Change", "Line", "Needed", "Outcome", "Rules", "compute", "compute_by", "papers_needed", "rules_of",
    "with_changes",
]  # fmt: skip


def compute(facts: Facts, where: Where, book: Book) -> Outcome:
    """What a household is by the settings ``where`` it lives, from a book opened with ``settings.KEYS``."""
    return compute_by(facts, where, rules_of(book, where))


def compute_by(facts: Facts, where: Where, rules: Rules, *, changes: bool = True) -> Outcome:
    """The same by rules that were read once, for many households of one region and day; without ``changes``, what would change
    the outcome is left to ``with_changes``."""
    sums = sums_of(facts, rules)
    found, by_income = exclusions_of(facts, rules), category_of(sums, rules)
    return Outcome(
        where=where,
        category=Category.NONE if found else by_income,
        by_income=by_income,
        monthly=sums.monthly,
        lines=lines_of(facts, rules, sums, found),
        exclusions=found,
        would_change=changes_of(facts, rules, sums, by_income, found) if changes else None,
        settings=rules.kept,
        unset=tuple(key for key in rules.unset if _counted(key, facts, rules)),
    )


def with_changes(outcome: Outcome, facts: Facts) -> Outcome:
    """An outcome with what would change it, by the settings that were frozen with it, if that was left out."""
    if outcome.would_change is not None:
        return outcome
    rules = kept_rules(outcome.settings, outcome.where)
    found = changes_of(facts, rules, sums_of(facts, rules), outcome.by_income, outcome.exclusions)
    return replace(outcome, would_change=found)


def _counted(key: str, facts: Facts, rules: Rules) -> bool:
    return key == lines.LINE or (key == incomes.WAGE and rules.imputes and facts.idle_months > 0)
