from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianshou.kernel.notices.enums import Bar, State


@dataclass(frozen=True, slots=True)
class Standing:
    """A notice that counts: posted or closed, with its open objections and those upheld about what still stands."""

    state: str
    closes_on: date
    open_objections: int = 0
    upheld: int = 0


def why_not_pass(*, needed: bool, notices: Sequence[Standing], unlisted: int, today: date) -> Bar | None:
    """The first reason not to take the step after the notice, or None; ``unlisted`` ask and stand on none of ``notices``.

    A notice that was posted bars although the kind needs none: what has been made public is waited for. The last day of a
    window belongs to it.
    """
    checks = [
        (any(one.open_objections for one in notices), Bar.OBJECTION_OPEN),
        (any(one.state == State.POSTED and today <= one.closes_on for one in notices), Bar.WINDOW_OPEN),
        (any(one.upheld for one in notices), Bar.UPHELD),
        (needed and not notices, Bar.NOT_POSTED),
        (needed and unlisted > 0, Bar.NOT_LISTED),
    ]
    return next((bar for holds, bar in checks if holds), None)
