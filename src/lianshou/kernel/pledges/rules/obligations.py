"""From clauses to days, and when an obligation may be reported and waived."""

from __future__ import annotations

from datetime import date, timedelta

from lianshou.china.working_days import UnconfirmedYear, WorkingDays
from lianshou.core.papers import Clause
from lianshou.kernel.pledges.enums import Counted, Duty, Owner, Reason, Side, Sort, State

OWNERS: dict[str, frozenset[Side]] = {
    Owner.HOST: frozenset({Side.HOST, Side.HUB}),
    Owner.GUEST: frozenset({Side.GUEST, Side.MEMBER, Side.BEARER, Side.RECEIVER}),
    Owner.EACH: frozenset(Side),
}
SPOKEN: dict[str, dict[str, str]] = {
    Sort.PAIR: {Owner.HOST: "帮带方", Owner.GUEST: "被帮带方", Owner.EACH: "各方"},
    Sort.MANY: {Owner.HOST: "牵头方", Owner.GUEST: "成员方", Owner.EACH: "各方"},
    Sort.LETTER: {Owner.GUEST: "责任单位", Owner.EACH: "责任单位"},
    Sort.OFFICIAL: {Owner.GUEST: "收函单位", Owner.EACH: "收函单位"},
}
"""What a paper calls those whose promise a clause is; whoever is no party of a paper is not called."""
SOON = timedelta(days=30)
"""How long before its day an obligation stands on the desk of its owner."""
ESCALATED = timedelta(days=15)
"""How long after its day it stands on the desk of the federation too."""


def owes(side: str, clause: Clause) -> bool:
    """Whether a clause is a promise of the parties of ``side``."""
    return Side(side) in OWNERS.get(clause.side, frozenset({clause.side}))


def owner_said(side: str, *, sort: str) -> str:
    """What a paper of ``sort`` calls whoever answers for a clause; nothing where nobody does."""
    return SPOKEN[sort].get(side, "")


def due_of(clause: Clause, *, starts_on: date, ends_on: date, days: WorkingDays) -> tuple[date, Counted]:
    """The day on which a clause falls due, never after the term, and how it was counted.

    Working days are counted only in years whose calendar is confirmed; else calendar days are, and the row says so.
    """
    if clause.after is None:
        return max(starts_on, ends_on - timedelta(days=clause.before)), Counted.CALENDAR
    if clause.working:
        try:
            return min(days.add(starts_on, clause.after), ends_on), Counted.WORKING
        except UnconfirmedYear:
            pass
    return min(starts_on + timedelta(days=clause.after), ends_on), Counted.CALENDAR


def day_from_force(*, due_on: date, starts_on: date, ends_on: date, in_force_on: date) -> date:
    """The day of a promise once its agreement is in force: that of the paper, or, where it has passed by then, as long after the day
    in force as it stood after the first day of the term."""
    if due_on >= in_force_on:
        return due_on
    return max(in_force_on, min(in_force_on + (due_on - starts_on), ends_on))


def why_not_add_obligation(*, state: str, words: str, due_on: date, ends_on: date) -> Reason | None:
    """The first reason to refuse a further obligation, or None."""
    checks = [
        (state in (State.ENDED, State.RENEWED), Reason.ENDED),
        (not words.strip(), Reason.WORDS_MISSING),
        (due_on > ends_on, Reason.TERM_WRONG),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_report(
    *, state: str, in_force: bool, is_owner: bool, done_on: date, today: date, has_evidence: bool
) -> Reason | None:
    """The first reason to refuse that an obligation is reported as done, or None."""
    checks = [
        (not is_owner, Reason.NOT_OWNER),
        (not in_force, Reason.NOT_IN_FORCE),
        (state != Duty.OPEN, Reason.OBLIGATION_SETTLED),
        (done_on > today, Reason.DAY_IN_FUTURE),
        (not has_evidence, Reason.EVIDENCE_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_waive(*, state: str, words: str) -> Reason | None:
    """The first reason to refuse that an obligation is waived, or None."""
    if state != Duty.OPEN:
        return Reason.OBLIGATION_SETTLED
    return None if words.strip() else Reason.REASON_MISSING
