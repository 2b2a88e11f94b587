"""Pure decisions about posts and delegations: who can hold what beside what, in which days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lianshou.kernel.access.enums import Reason, Role
from lianshou.kernel.access.rules.permissions import ADMINISTRATORS

MOST_DAYS = 90
"""How many days a delegation lasts at most, first and last day included."""
_NOT_LENT = ADMINISTRATORS | {Role.WORKER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A role at a union (by its id) from one day to another, both included; ``lent`` when somebody only stands in."""

    role: str
    union: int
    starts_on: date
    ends_on: date | None = None
    lent: bool = False


def overlaps(one: Tenure, other: Tenure) -> bool:
    """Whether the two share a day."""
    return (other.ends_on is None or one.starts_on <= other.ends_on) and (
        one.ends_on is None or other.starts_on <= one.ends_on
    )


def why_not_appoint(
    *, wanted: Tenure, held: Iterable[Tenure], is_self: bool, is_open: bool = True
) -> Reason | None:
    """The first reason why somebody who holds ``held`` cannot be given ``wanted``, or None.

    ``is_self`` when they would give it to themselves, ``is_open`` unless their account is closed. What counts is the days
    that two posts share, those to come included.
    """
    if is_self:
        return Reason.NOT_YOUR_OWN
    if not is_open:
        return Reason.ACCOUNT_CLOSED
    if wanted.ends_on is not None and wanted.ends_on < wanted.starts_on:
        return Reason.ENDS_BEFORE_START
    beside = [tenure for tenure in held if overlaps(wanted, tenure)]
    return _why_not_beside(wanted, beside)


def _why_not_beside(wanted: Tenure, beside: list[Tenure]) -> Reason | None:
    if any(_same(wanted, tenure) and wanted.lent == tenure.lent for tenure in beside):
        return Reason.ALREADY_HELD
    others = {tenure.role for tenure in beside if tenure.role != wanted.role}
    if wanted.role in ADMINISTRATORS and others & ADMINISTRATORS:
        return Reason.SEPARATE_OFFICES
    if (wanted.role in ADMINISTRATORS and others) or others & ADMINISTRATORS:
        return Reason.NO_CASE_DATA
    return None


def _same(one: Tenure, other: Tenure) -> bool:
    return (one.role, one.union) == (other.role, other.union)


def days_left(*, wanted: Tenure, held: Iterable[Tenure]) -> Tenure | None:
    """What remains of ``wanted`` beside the days in which the same post is held already; None when nothing does."""
    own = [tenure for tenure in held if not tenure.lent and _same(wanted, tenure)]
    for tenure in sorted(own, key=lambda tenure: tenure.starts_on):
        if not overlaps(wanted, tenure):
            continue
        if tenure.starts_on > wanted.starts_on:
            return replace(wanted, ends_on=tenure.starts_on - timedelta(days=1))
        if tenure.ends_on is None or (wanted.ends_on is not None and wanted.ends_on <= tenure.ends_on):
            return None
        wanted = replace(wanted, starts_on=tenure.ends_on + timedelta(days=1))
    return wanted


def why_not_delegate(
    *,
    post: Tenure,
    wanted: Tenure,
    held: Iterable[Tenure],
    today: date,
    is_holder: bool,
    is_self: bool = False,
    is_open: bool = True,
    stands_in: bool = False,
) -> Reason | None:
    """The first reason why ``post`` cannot be delegated for the days of ``wanted`` to somebody who holds ``held``, or None.

    ``is_holder`` when that is the post's own holder, ``is_self`` when an administrator names themselves, ``stands_in``
    when whoever delegates only stands in for the holder.
    """
    if stands_in:
        return Reason.NOT_PASSED_ON
    if reason := why_not_lend(role=post.role) or (Reason.SAME_PERSON if is_holder else None):
        return reason
    return _why_not_in_these_days(post=post, wanted=wanted, today=today) or _why_not_stand_in(
        wanted=wanted, held=list(held), is_self=is_self, is_open=is_open
    )


def why_not_lend(*, role: str) -> Reason | None:
    """Whether posts of this role are not delegated at all: administrators answer in person, a worker's is their own."""
    return Reason.NOT_DELEGABLE if role in _NOT_LENT else None


def _why_not_in_these_days(*, post: Tenure, wanted: Tenure, today: date) -> Reason | None:
    if wanted.ends_on is None or wanted.ends_on < wanted.starts_on:
        return Reason.ENDS_BEFORE_START
    if wanted.starts_on < today:
        return Reason.IN_THE_PAST
    if wanted.starts_on < post.starts_on or (post.ends_on is not None and wanted.ends_on > post.ends_on):
        return Reason.OUTSIDE_POST
    too_long = wanted.ends_on - wanted.starts_on >= timedelta(days=MOST_DAYS)
    return Reason.DELEGATION_TOO_LONG if too_long else None


def _why_not_stand_in(*, wanted: Tenure, held: list[Tenure], is_self: bool, is_open: bool) -> Reason | None:
    if any(_same(wanted, tenure) and overlaps(wanted, tenure) for tenure in held):
        return Reason.ALREADY_HELD
    return why_not_appoint(wanted=wanted, held=held, is_self=is_self, is_open=is_open)


def why_not_end(
    *, post: Tenure, last_day: date, today: date, is_self: bool, is_last_admin: bool
) -> Reason | None:
    """The first reason why a post cannot end with ``last_day``, or None. Yesterday is the earliest: what was, stays."""
    if is_self:
        return Reason.NOT_YOUR_OWN_END
    yesterday = today - timedelta(days=1)
    if post.ends_on is not None and post.ends_on <= yesterday:
        return Reason.ENDED
    if last_day < yesterday:
        return Reason.IN_THE_PAST
    if post.ends_on is not None and last_day >= post.ends_on:
        return Reason.ENDS_EARLIER
    return Reason.LAST_ADMIN if is_last_admin else None


def why_not_end_delegation(*, ends_on: date, is_ended: bool, today: date) -> Reason | None:
    """Whether a delegation has ended by itself or been ended already."""
    return Reason.ENDED if is_ended or ends_on < today else None
