"""Pure decisions about runs, holds, openings and placements."""

from __future__ import annotations

from datetime import datetime, timedelta

from lianshou.core.leases import is_silent
from lianshou.kernel.placement.enums import SEATED, Reason, RunState, State, Verdict

LEASE = timedelta(minutes=5)
"""How long a computation may be silent before another may take it up."""


def is_stale(*, state: str, heard_at: datetime, now: datetime) -> bool:
    """Whether a run that should be under way has not been heard of for a lease: its process is gone."""
    under_way = state in (RunState.QUEUED, RunState.RUNNING)
    return under_way and is_silent(heard_at=heard_at, now=now, lease=LEASE)


def may_claim(*, state: str, heard_at: datetime, now: datetime) -> bool:
    """Whether a worker may compute a run: it waits, or whoever computed it has fallen silent."""
    return state == RunState.QUEUED or is_stale(state=state, heard_at=heard_at, now=now)


def why_not_start(*, preparing: bool, openings: int, applications: int, under_way: bool) -> Reason | None:
    """The first reason to refuse a computation, or None."""
    if not preparing:
        return Reason.WRONG_STATE
    if not (openings and applications):
        return Reason.NOTHING_TO_MATCH
    return Reason.RUN_UNDER_WAY if under_way else None


def why_not_hold(
    *,
    preparing: bool,
    one_programme: bool,
    verdict: str,
    same_pair: str | None,
    locked_elsewhere: bool,
    free: bool,
) -> Reason | None:
    """The first reason to refuse holding two together or apart.

    ``same_pair`` is the verdict that the two have already; ``free`` tells whether the opening can keep one more.
    """
    if not preparing:
        return Reason.WRONG_STATE
    if not one_programme:
        return Reason.OTHER_PROGRAMME
    if same_pair not in (None, verdict):
        return Reason.CONTRADICTION
    if verdict == Verdict.LOCK and locked_elsewhere:
        return Reason.CONTRADICTION
    return Reason.TOO_MANY_LOCKS if verdict == Verdict.LOCK and not free else None


def why_not_move(
    *,
    preparing: bool,
    one_programme: bool,
    same_opening: bool,
    forbidden: bool,
    load: int,
    most: int,
    closed: bool,
) -> Reason | None:
    """The first reason to refuse putting an application into an opening; ``load`` is without it."""
    if not preparing:
        return Reason.WRONG_STATE
    if not one_programme:
        return Reason.OTHER_PROGRAMME
    if closed:
        return Reason.CLOSED
    if same_opening:
        return Reason.SAME_OPENING
    if forbidden:
        return Reason.FORBIDDEN
    return Reason.FULL if load >= most else None


def why_not_give_reason(reason: str) -> Reason | None:
    """What a person decides against the computation is written down with a reason."""
    return None if reason.strip() else Reason.REASON_MISSING


def why_not_approve(
    *, preparing: bool, proposed: int, held_apart: int, under_way: bool, own_work: bool
) -> Reason | None:
    """The first reason to refuse approving all proposals, or None; ``own_work``: whoever approves had them computed, by a post
    of their own or standing in for another."""
    if not preparing:
        return Reason.WRONG_STATE
    if under_way:
        return Reason.RUN_UNDER_WAY
    if not proposed:
        return Reason.NOTHING_PROPOSED
    if own_work:
        return Reason.OWN_WORK
    return Reason.HELD_APART if held_apart else None


def why_not_reopen(*, approved: bool, agreements: int) -> Reason | None:
    """An approval is taken back only while no agreement has been issued on it."""
    if not approved:
        return Reason.WRONG_STATE
    return Reason.AGREEMENTS_ISSUED if agreements else None


def why_not_room(*, preparing: bool, low: int, high: int, most: int, load: int) -> Reason | None:
    """Whether an opening may have this room."""
    if not preparing:
        return Reason.WRONG_STATE
    if not 0 <= low <= high <= most:
        return Reason.ROOM_ORDER
    return Reason.ROOM_TAKEN if load > most else None


def why_not_release(*, preparing: bool, states: frozenset[str]) -> Reason | None:
    """Whether proposals may be let go; ``states`` are those of the placements in question."""
    if not preparing:
        return Reason.WRONG_STATE
    return Reason.NOT_PROPOSED if states - {State.PROPOSED, State.ENDED} else None


def why_not_activate(*, state: str) -> Reason | None:
    """Only what has been approved begins."""
    return None if state == State.APPROVED else Reason.NOT_APPROVED


def why_not_end(*, state: str) -> Reason | None:
    """What has ended does not end again."""
    return Reason.ALREADY_ENDED if state == State.ENDED else None


def why_not_sign_up(
    *, seats: bool, closed: bool, inside: bool, signed_up: bool = False, refused: bool = False
) -> Reason | None:
    """The first reason to refuse somebody who asks for a seat; a full opening is none, for there is the waiting list."""
    checks = [
        (not seats, Reason.NO_SEATS),
        (closed, Reason.SIGN_UP_CLOSED),
        (not inside, Reason.OUTSIDE),
        (signed_up, Reason.SIGNED_UP_ALREADY),
        (refused, Reason.NOT_ACCEPTED),
    ]
    return next((reason for fails, reason in checks if fails), None)


def seat_or_queue(*, taken: int, most: int, waiting: bool, ready: bool = True) -> State:
    """What a sign-up becomes: nobody passes those who wait already, even when a seat is free at this moment, and nobody has
    a seat who is not ``ready`` for one, because an approval or a public notice is still to come."""
    return State.PLACED if ready and not waiting and taken < most else State.QUEUED


def why_not_give_up(*, state: str) -> Reason | None:
    """Only a seat or a place in the queue can be given up."""
    return None if state in SEATED else Reason.NO_SEAT_HELD


def why_not_promote(*, free: int, waiting: bool) -> Reason | None:
    """Whether the earliest ticket can have a seat now."""
    if free <= 0:
        return Reason.NO_ROOM
    return None if waiting else Reason.NOBODY_WAITS


def why_not_seats(*, low: int, most: int, taken: int) -> Reason | None:
    """Whether an opening may have this many seats."""
    if not 0 <= low <= most:
        return Reason.ROOM_ORDER
    return Reason.SEATS_TAKEN if taken > most else None
