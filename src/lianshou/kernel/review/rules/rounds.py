"""Decisions about rounds, conflicts and marks: the first reason to refuse, or None."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from lianshou.kernel.review.enums import (
    AssignmentState,
    ConflictState,
    Ground,
    Reason,
    RoundState,
    Verdict,
)


def why_not_set_up(*, state: str) -> Reason | None:
    """Criteria and their scales stand once the round is open, for marks have been given by them."""
    return None if state == RoundState.PREPARING else Reason.NOT_PREPARING


def why_not_open(*, state: str, criteria: int, reviewers: int, each: int, applications: int) -> Reason | None:
    """A round opens with criteria, with as many reviewers as each application wants, and with something to review."""
    if reason := why_not_set_up(state=state):
        return reason
    if not criteria:
        return Reason.NO_CRITERION
    if reviewers < each:
        return Reason.TOO_FEW_REVIEWERS
    return None if applications else Reason.NOTHING_TO_REVIEW


def why_not_add_reviewer(*, state: str, known: bool, fit: bool) -> Reason | None:
    """Reviewers can be added until the round closes: conflicts may leave too few."""
    if state == RoundState.CLOSED:
        return Reason.NOT_OPEN
    if known:
        return Reason.ALREADY_REVIEWER
    return None if fit else Reason.NOT_A_REVIEWER


def why_not_settle(*, state: str, own: bool, ground: str, dismiss: bool, words: str) -> Reason | None:
    """A conflict is settled once, by somebody else, and dismissed with a reason; one's own application never."""
    if state != ConflictState.OPEN:
        return Reason.CONFLICT_SETTLED
    if own:
        return Reason.OWN_CONFLICT
    if dismiss and ground == Ground.OWN:
        return Reason.NEVER_DISMISSED
    return Reason.WORDS_MISSING if dismiss and not words.strip() else None


def why_not_mark(
    *, own: bool, state: str, assignment: str, today: date, opens_on: date, closes_on: date, barred: bool
) -> Reason | None:
    """Marks are given by the reviewer, in the days of the round, and not over a conflict."""
    if not own:
        return Reason.NOT_YOURS
    if state != RoundState.OPEN or assignment == AssignmentState.DROPPED:
        return Reason.NOT_OPEN
    if barred:
        return Reason.BARRED
    if today < opens_on:
        return Reason.BEFORE_OPENING
    return Reason.AFTER_CLOSING if today > closes_on else None


def why_not_decide(*, state: str, verdict: str, words: str, done: int) -> Reason | None:
    """A decision needs an open round and at least one review; a refusal needs its reason."""
    if state != RoundState.OPEN:
        return Reason.NOT_OPEN
    if not done:
        return Reason.NO_RESULT
    return Reason.REASON_MISSING if verdict == Verdict.REFUSE and not words.strip() else None


def why_not_close(*, state: str, undecided: int) -> Reason | None:
    """A round closes when every application has its decision."""
    if state != RoundState.OPEN:
        return Reason.NOT_OPEN
    return Reason.UNDECIDED if undecided else None


def why_not_appeal_decision(
    *,
    applicant: bool,
    closed: bool,
    verdict: str,
    appealed: bool,
    today: date,
    until: date | None,
    words: str,
) -> Reason | None:
    """A refusal of a closed round can be appealed against once, in time, by the applicant."""
    if not applicant:
        return Reason.NOT_APPLICANT
    if not closed or verdict != Verdict.REFUSE:
        return Reason.NOT_REFUSED
    if appealed:
        return Reason.APPEALED_BEFORE
    if until is None or today > until:
        return Reason.TOO_LATE
    return None if words.strip() else Reason.WORDS_MISSING


def why_not_answer(*, appealed: bool, answered: bool, refuser: bool, own: bool, words: str) -> Reason | None:
    """An appeal is settled once, with words, by neither the refuser nor the applicant."""
    if not appealed or answered:
        return Reason.NO_APPEAL
    if refuser:
        return Reason.REFUSER
    if own:
        return Reason.OWN_SUBMISSION
    return None if words.strip() else Reason.REASON_MISSING


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of a reviewer or of an application when conflicts are looked for."""

    accounts: frozenset[int] = field(default=frozenset())
    unions: frozenset[int] = field(default=frozenset())
    names: tuple[str, ...] = ()
    mentored: frozenset[int] = field(default=frozenset())
    """Unions that those of this side were paired with earlier."""


def grounds_between(reviewer: Side, asking: Side, *, family_names: Collection[str]) -> list[Ground]:
    """Every ground on which a reviewer should not judge an application; a family name counts when it is listed."""
    found = []
    if reviewer.accounts & asking.accounts:
        found.append(Ground.OWN)
    if reviewer.unions & asking.unions:
        found.append(Ground.SAME_UNION)
    if _listed(reviewer.names, family_names) & _listed(asking.names, family_names):
        found.append(Ground.FAMILY_NAME)
    if reviewer.unions & asking.mentored:
        found.append(Ground.MENTOR)
    return found


def field_that_fits(fields: Iterable[str], words: Iterable[str]) -> str:
    """The first of a reviewer's fields that an application's words hold, or that holds one of them; empty without."""
    told = [word for word in words if word]
    for one in fields:
        if any(one in word or word in one for word in told):
            return one
    return ""


def _listed(names: Iterable[str], family_names: Collection[str]) -> set[str]:
    """The listed family names that begin one of ``names``."""
    return {listed for listed in family_names if listed and any(name.startswith(listed) for name in names)}
