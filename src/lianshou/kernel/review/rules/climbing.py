"""Decisions about approvals up the tree: where an application goes next, and the first reason to refuse an act, or None."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianshou.kernel.review.enums import AscentState, Reason


@dataclass(frozen=True, slots=True)
class Level:
    """A rung as the rules see it: a level of the tree, or one union by its id."""

    position: int
    level: str
    union: int | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A rung with the union that acts at it."""

    position: int
    union: int


def route(rungs: Sequence[Level], lineage: Sequence[tuple[int, str]]) -> list[Stop]:
    """The stops of an application whose union has this lineage (ids and levels, from the top down to the union itself).

    A level means the nearest union of that level; a rung for which there is none is passed over.
    """
    nearest = {level: union for union, level in lineage}
    stops = []
    for rung in sorted(rungs, key=lambda one: one.position):
        union = rung.union if rung.union is not None else nearest.get(rung.level)
        if union is not None:
            stops.append(Stop(rung.position, union))
    return stops


def next_stop(stops: Sequence[Stop], *, after: int) -> Stop | None:
    """The first stop above the rung ``after``; None at the top."""
    return next((stop for stop in stops if stop.position > after), None)


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an ascent stands, and how the actor stands to it.

    ``seen`` is the turn that the actor looked at (None when not asked); ``seat`` says that the actor holds the rung's role
    at the union whose turn it is; ``holder`` that the step was handed to the actor, ``held`` that it was handed to anybody.
    """

    state: str
    turn: int
    seen: int | None
    seat: bool
    holder: bool
    held: bool
    submitter: bool
    withdrawn: bool = False


def why_not_act(turn: Turn, *, state: AscentState = AscentState.CLIMBING) -> Reason | None:
    """Whether the actor may settle the step: it is open, as it was seen, theirs, and not their own application's."""
    if turn.withdrawn:
        return Reason.WITHDRAWN
    if turn.seen is not None and turn.seen != turn.turn:
        return Reason.OVERTAKEN
    if turn.state != state:
        return Reason.NO_APPEAL if state == AscentState.APPEALED else Reason.SETTLED
    return _why_not_theirs(turn)


def _why_not_theirs(turn: Turn) -> Reason | None:
    if not (turn.seat or turn.holder):
        return Reason.NOT_YOUR_TURN
    if turn.submitter:
        return Reason.OWN_SUBMISSION
    return Reason.HANDED_ON if turn.held and not turn.holder else None


def why_not_turn_down(turn: Turn, *, words: str) -> Reason | None:
    """Returning and refusing need words that the applicant reads."""
    return why_not_act(turn) or (None if words.strip() else Reason.REASON_MISSING)


def why_not_hand_on(turn: Turn, *, able: bool, to_submitter: bool) -> Reason | None:
    """A step is handed to somebody with a post at the union whose turn it is, who did not submit it.

    Whoever holds the seat can take back what was handed on by handing it on again.
    """
    if turn.seat and turn.held and not turn.holder:
        turn = Turn(turn.state, turn.turn, turn.seen, True, False, False, turn.submitter, turn.withdrawn)
    state = AscentState.APPEALED if turn.state == AscentState.APPEALED else AscentState.CLIMBING
    if reason := why_not_act(turn, state=state):
        return reason
    if to_submitter:
        return Reason.OWN_SUBMISSION
    return None if able else Reason.CANNOT_TAKE


def why_not_submit(*, state: str, under_way: bool, has_ladder: bool, stops: int) -> Reason | None:
    """An application is sent up once, where a ladder stands and at least one rung finds its union."""
    if under_way:
        return Reason.UNDER_WAY
    if state != "submitted":
        return Reason.NOT_SUBMITTED
    if not has_ladder:
        return Reason.NO_LADDER
    return None if stops else Reason.NO_RUNG


def why_not_resubmit(*, state: str, applicant: bool, withdrawn: bool) -> Reason | None:
    """The applicant sends back up what was returned."""
    if not applicant:
        return Reason.NOT_APPLICANT
    if withdrawn:
        return Reason.WITHDRAWN
    return None if state == AscentState.RETURNED else Reason.NOT_RETURNED


def why_not_appeal(
    *, state: str, applicant: bool, appealed: bool, today: date, until: date | None, words: str
) -> Reason | None:
    """The applicant appeals once, in time, with words."""
    if not applicant:
        return Reason.NOT_APPLICANT
    if state != AscentState.REFUSED:
        return Reason.NOT_REFUSED
    if appealed:
        return Reason.APPEALED_BEFORE
    if until is None or today > until:
        return Reason.TOO_LATE
    return None if words.strip() else Reason.WORDS_MISSING


def why_not_settle_appeal(turn: Turn, *, refuser: bool, words: str) -> Reason | None:
    """An appeal is settled where it lies, by another person than the one who refused, with words."""
    if turn.state == AscentState.APPEALED and refuser:
        return Reason.REFUSER
    if reason := why_not_act(turn, state=AscentState.APPEALED):
        return reason
    return None if words.strip() else Reason.REASON_MISSING


def why_not_configure(*, is_federation: bool, rungs: Sequence[tuple[str, bool, int, int]]) -> Reason | None:
    """Each rung is (level, names a union, days, reminder before)."""
    if not is_federation:
        return Reason.NOT_A_FEDERATION
    if not rungs:
        return Reason.NO_RUNGS
    if any(bool(level) == named for level, named, _days, _before in rungs):
        return Reason.RUNG_UNCLEAR
    if any(days < 1 or not 0 <= before < days for _level, _named, days, before in rungs):
        return Reason.DAYS_UNCLEAR
    return None
