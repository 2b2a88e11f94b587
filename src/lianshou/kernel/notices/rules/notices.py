from __future__ import annotations

from datetime import date

from lianshou.kernel.notices.enums import Lists, Reason, State

_NOBODY: dict[str, Reason] = {Lists.PAIRS: Reason.NO_PAIRS, Lists.LEAVING: Reason.NOBODY_LEAVES}


def why_not_draft(
    *, days: int, least: int, lists: str = Lists.ASKING, pairs: bool = True, leaving: bool = True
) -> Reason | None:
    """A window may be longer than the rule of the region, never shorter; ``pairs``: the kind lets notices list pairs;
    ``leaving``: it has people leave by a notice."""
    if lists == Lists.PAIRS and not pairs:
        return Reason.NO_PAIRS_HERE
    if lists == Lists.LEAVING and not leaving:
        return Reason.NO_LEAVING_HERE
    return Reason.TOO_SHORT if days < least else None


def why_not_edit(*, state: str, days: int, least: int) -> Reason | None:
    """Only a draft changes: what has been posted stands as it was read."""
    return Reason.WRONG_STATE if state != State.DRAFT else why_not_draft(days=days, least=least)


def why_not_post(
    *,
    state: str,
    days: int,
    least: int,
    lines: int,
    has_place: bool,
    names_shown: int,
    unconfirmed: bool,
    lists: str = Lists.ASKING,
) -> Reason | None:
    """The first reason not to post a notice, or None."""
    checks = [
        (state != State.DRAFT, Reason.WRONG_STATE),
        (days < least, Reason.TOO_SHORT),
        (not lines, _NOBODY.get(lists, Reason.NOTHING_TO_POST)),
        (not has_place, Reason.NO_PLACE),
        (names_shown > 0, Reason.NAMES_SHOWN),
        (unconfirmed, Reason.UNCONFIRMED_YEAR),
    ]
    return next((reason for holds, reason in checks if holds), None)


def why_not_withdraw(*, state: str, words: str) -> Reason | None:
    """A notice that was posted is withdrawn with a reason that everybody reads."""
    if state not in (State.POSTED, State.CLOSED):
        return Reason.WRONG_STATE
    return None if words.strip() else Reason.REASON_MISSING


def why_not_close(*, state: str, closes_on: date | None, open_objections: int, today: date) -> Reason | None:
    """A notice closes when its last day is over and every objection is settled."""
    if state != State.POSTED or closes_on is None:
        return Reason.WRONG_STATE
    if today <= closes_on:
        return Reason.STILL_RUNNING
    return Reason.STILL_OPEN if open_objections else None
