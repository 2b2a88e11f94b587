"""What may be done with a check-list: values in, a reason or None out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from lianshou.kinds.aid.enums.checking import CheckReason, Standing
from lianshou.kinds.aid.enums.files import State


def why_not_check(
    *, state: str, on: date, last_on: date | None, today: date, told: Mapping[str, str],
    known: Collection[str], overtaken: bool,
) -> CheckReason | None:  # fmt: skip
    """Why what was chosen, ``told`` by the place of each line, cannot be saved; None where it can."""
    if state != State.ON_FILE:
        return CheckReason.NOT_ON_FILE
    if not told:
        return CheckReason.NOTHING_SAID
    if set(told) - set(known) or set(told.values()) - set(Standing.values):
        return CheckReason.UNKNOWN_LINE
    return _why_not_on(on, last_on, today) or (CheckReason.OVERTAKEN if overtaken else None)


def _why_not_on(on: date, last_on: date | None, today: date) -> CheckReason | None:
    if on > today:
        return CheckReason.IN_FUTURE
    return CheckReason.BEFORE_LAST if last_on is not None and on < last_on else None


def since_of(*, state: str, on: date, was: str, was_since: date | None) -> date:
    """Since when a line is as it is: as before where nothing changed, else since the day of the check."""
    return was_since if was_since is not None and state == was else on


def due_of(*, state: str, since: date, days: int) -> date | None:
    """By when an open line is to be met; None for a line that is not open."""
    return since + timedelta(days=days) if state == Standing.OPEN else None
