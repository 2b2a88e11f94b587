from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lianshou.kinds.events.enums import Ground, Reason, Score, State

EARLY = timedelta(hours=2)
"""How long before the start and after the end people sign in by a code; the organiser notes down at any time after."""
FEWEST_ANSWERS = 5
"""With fewer answers than this nothing is told of them: a reader could guess whose they are."""

PASSAGES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.OPEN, State.CANCELLED}),
    State.OPEN: frozenset({State.HELD, State.CANCELLED}),
    State.HELD: frozenset(),
    State.CANCELLED: frozenset(),
}


def why_not_pass(*, before: str, after: str) -> Reason | None:
    """Whether an event may pass from one state to another."""
    return None if State(after) in PASSAGES[State(before)] else Reason.WRONG_STATE


def why_not_plan(
    *, title: str, title_taken: bool, starts_at: datetime, ends_at: datetime, closes_at: datetime
) -> Reason | None:
    """The first reason to refuse an event with these facts, or None."""
    checks = [
        (not title.strip(), Reason.TITLE_MISSING),
        (title_taken, Reason.TITLE_TAKEN),
        (ends_at <= starts_at, Reason.ENDS_BEFORE_START),
        (closes_at > starts_at, Reason.CLOSES_AFTER_START),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_join(*, state: str, closes_at: datetime, now: datetime) -> Reason | None:
    """Whether people can sign up at this moment."""
    if state != State.OPEN:
        return Reason.WRONG_STATE
    return Reason.SIGN_UP_OVER if now > closes_at else None


def why_not_leave(*, state: str, starts_at: datetime, now: datetime) -> Reason | None:
    """A place can be given up until the event begins."""
    if state not in (State.OPEN, State.DRAFT):
        return Reason.WRONG_STATE
    return Reason.SIGN_UP_OVER if now >= starts_at else None


def why_not_scan(
    *, state: str, starts_at: datetime, ends_at: datetime, now: datetime, has_place: bool
) -> Reason | None:
    """Whether somebody can sign in by scanning the code on the spot."""
    checks = [
        (state != State.OPEN, Reason.WRONG_STATE),
        (now < starts_at - EARLY, Reason.TOO_EARLY),
        (now > ends_at + EARLY, Reason.TOO_LATE),
        (not has_place, Reason.NO_PLACE),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_note(*, state: str, starts_at: datetime, now: datetime, has_place: bool) -> Reason | None:
    """Whether the organiser can note somebody down as present: by hand, by the shown code, from the paper list."""
    checks = [
        (state not in (State.OPEN, State.HELD), Reason.WRONG_STATE),
        (now < starts_at - EARLY, Reason.TOO_EARLY),
        (not has_place, Reason.NO_PLACE),
    ]
    return next((reason for fails, reason in checks if fails), None)


def why_not_finish(*, state: str, starts_at: datetime, now: datetime) -> Reason | None:
    """An event is over at the earliest when it has begun."""
    return why_not_pass(before=state, after=State.HELD) or (Reason.NOT_STARTED if now < starts_at else None)


def why_not_call_off(*, state: str, ground: str, words: str) -> Reason | None:
    """An event is called off before it is held, for a reason; another one than those in the list is said in words."""
    said = ground in Ground.values and (ground != Ground.OTHER or bool(words.strip()))
    return why_not_pass(before=state, after=State.CANCELLED) or (None if said else Reason.GROUND_MISSING)


def why_not_answer(*, attended: bool, answered: bool) -> Reason | None:
    """Whether somebody can say how it was: once, and only who was there."""
    if not attended:
        return Reason.NOT_ATTENDED
    return Reason.ANSWERED if answered else None


def why_not_show_photos(*, state: str, has_photos: bool, consent: bool) -> Reason | None:
    """Whether the photographs of an event can be recorded."""
    checks = [
        (state not in (State.OPEN, State.HELD), Reason.WRONG_STATE),
        (has_photos, Reason.HAS_PHOTOS),
        (not consent, Reason.CONSENT_MISSING),
    ]
    return next((reason for fails, reason in checks if fails), None)


@dataclass(frozen=True)
class Satisfaction:
    """What may be told of the answers: how many gave each score, highest first, and how many are satisfied (4 and 5)."""

    count: int
    by_score: tuple[tuple[Score, int], ...]
    satisfied: int

    @property
    def percent(self) -> int:
        return round(100 * self.satisfied / self.count)


def satisfaction_of(scores: Sequence[int]) -> Satisfaction | None:
    """The answers put together, or None while there are fewer than five."""
    if len(scores) < FEWEST_ANSWERS:
        return None
    by_score = tuple((score, scores.count(score.value)) for score in Score)
    satisfied = sum(score >= Score.GOOD for score in scores)
    return Satisfaction(len(scores), by_score, satisfied)
