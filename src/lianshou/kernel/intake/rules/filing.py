"""Whether an application may be typed in, decided and withdrawn; whether a form may be registered."""

from __future__ import annotations

from datetime import date, timedelta

from lianshou.kernel.intake.enums import FormState, Reason, State
from lianshou.kernel.programmes.enums import State as ProgrammeState

DRAFT_KEPT = timedelta(days=60)
"""How long a draft is kept after the last time it was saved."""


def is_asked(*, state: str, while_running: bool) -> bool:
    """Whether a form is asked now: while its programme is prepared, or also while it runs, for one that says so."""
    open_states = {ProgrammeState.PREPARING} | ({ProgrammeState.RUNNING} if while_running else set())
    return state in open_states


def why_not_file(*, asked: bool, inside: bool) -> Reason | None:
    """A form is filled in at its time, for unions below the one that runs the programme."""
    if not asked:
        return Reason.NOT_ASKED
    return None if inside else Reason.OUTSIDE


def why_not_keep(*, version: int, seen: int, is_own_save: bool = False) -> Reason | None:
    """A draft is saved, or sent in, by whoever saw its last version; 0 is a draft that is not there.

    ``is_own_save``: the page at hand saved it last, whether it heard of that or the answer got lost on its way.
    """
    return Reason.OVERTAKEN if version and version != seen and not is_own_save else None


def why_not_again(*, same: bool, again: bool, likely: bool, words: str) -> Reason | None:
    """Nobody applies twice, except where a form allows it; one who is likely the same goes on with a reason."""
    if same and not again:
        return Reason.SAME_ALREADY
    return Reason.LIKELY_SAME if likely and not words.strip() else None


def why_not_amend(*, state: str, newest: bool, closed: bool, held: bool) -> Reason | None:
    """A form is corrected while nobody has taken it up (``held``), and when it was returned; always its newest state."""
    if closed:
        return Reason.CLOSED
    if state not in (State.SUBMITTED, State.RETURNED) or (held and state == State.SUBMITTED):
        return Reason.NOT_CORRECTABLE
    return None if newest else Reason.CORRECTED_ALREADY


def why_not_decide(*, state: str, gated: bool, accept: bool, words: str) -> Reason | None:
    """An officer decides what was submitted and goes through no approval; a refusal says why."""
    if state != State.SUBMITTED:
        return Reason.NOT_SUBMITTED
    if gated:
        return Reason.GATED
    return None if accept or words.strip() else Reason.WORDS_MISSING


def why_not_take_own_back(
    *, programme: str, state: str, placed: bool, paid: bool, words: str
) -> Reason | None:
    """An applicant withdraws until the programme closes, but not from a place or money that is there already."""
    checks = [
        (state == State.WITHDRAWN, Reason.WITHDRAWN),
        (programme == ProgrammeState.CLOSED, Reason.CLOSED),
        (paid, Reason.PAID),
        (placed, Reason.HAS_PLACE),
        (not words.strip(), Reason.WORDS_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_register(*, fields: int, starts_on: date, expires_on: date) -> Reason | None:
    """A form has fields and a last day."""
    if not fields:
        return Reason.NO_FIELDS
    return Reason.ENDS_BEFORE_START if expires_on < starts_on else None


def why_not_retire(*, retired: bool, words: str) -> Reason | None:
    """A form is retired once, with a reason."""
    if retired:
        return Reason.FORM_RETIRED
    return None if words.strip() else Reason.WORDS_MISSING


def state_of_form(*, expires_on: date, retired_on: date | None, today: date) -> FormState:
    """Where a form stands on a day."""
    if retired_on is not None:
        return FormState.RETIRED
    return FormState.EXPIRED if expires_on < today else FormState.IN_FORCE
