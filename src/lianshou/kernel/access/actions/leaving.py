from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lianshou.core.duties import duties
from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions.appointing import cut_post, enter_post
from lianshou.kernel.access.actions.delegating import enter_delegation, stop_delegation
from lianshou.kernel.access.actions.keeping import shut_account
from lianshou.kernel.access.models import Delegation, Post, User
from lianshou.kernel.access.queries import (
    delegations_to,
    home_of,
    may_over,
    require,
    tenure_of,
    tenures_of,
)
from lianshou.kernel.access.rules import (
    ADMINISTRATORS,
    Tenure,
    days_left,
    why_not_delegate,
    why_not_hand_over,
)
from lianshou.kernel.audit.actions import record


@transaction.atomic
def hand_over(*, actor: Any, leaving: User, to: User, last_day: date, now: datetime) -> dict[str, int]:
    """Hand every open duty of ``leaving`` over to ``to``, all or nothing: how many of each sort moved, by its slug.

    With a last day to come the successor's posts begin the day after and the account loses its posts by itself; with today
    they begin today and the account is closed. Raises PermissionDenied unless the actor may hand over at every union that the
    account belongs to, and Refused with the reason of ``why_not_hand_over``, or when the successor cannot hold one of the posts.
    Leaves ``account.handed_over``, and the entries of every duty.
    """
    today = timezone.localdate(now)
    if not may_over(actor, "duty.hand_over", account=leaving, today=today):
        raise PermissionDenied("duty.hand_over")
    locked = {user.pk: user for user in _locked(leaving, to)}
    leaving, to = locked[leaving.pk], locked[to.pk]
    reason = why_not_hand_over(
        is_same=leaving.pk == to.pk,
        takes_it_oneself=to.pk == actor.pk,
        is_open=to.is_active,
        last_day=last_day,
        today=today,
    )
    if reason:
        raise Refused(reason)
    home = home_of(account=leaving, now=now)
    first_day = today if last_day == today else last_day + timedelta(days=1)
    act = {"actor": actor, "leaving": leaving, "to": to, "now": now}
    moved = {
        duty.slug: duty.hand_over(**act, last_day=last_day, first_day=first_day)
        for duty in duties
        if duty.hand_over is not None
    }
    if last_day == today and leaving.is_active:
        shut_account(actor=actor, account=leaving, now=now)
    record(
        actor=actor,
        verb="account.handed_over",
        subject=leaving,
        at=now,
        union_path=home,
        to=to.pk,
        last_day=last_day.isoformat(),
        moved=moved,
    )
    return moved


def _locked(*accounts: User) -> list[User]:
    return list(User.objects.select_for_update().filter(pk__in=[user.pk for user in accounts]).order_by("pk"))


@transaction.atomic
def hand_over_posts(
    *, actor: Any, leaving: User, to: User, last_day: date, first_day: date, now: datetime
) -> int:
    """Give the successor the posts of the leaving account from ``first_day`` on, and let those end with ``last_day``.

    What the successor holds already stays as it is. An office of the three administrators needs the right to give posts besides. Raises
    PermissionDenied, or Refused when the successor cannot hold a post. Leaves ``post.given`` and ``post.ended`` for each.
    """
    moved = 0
    posts = Post.objects.admitted().filter(Q(ends_on=None) | Q(ends_on__gte=first_day), user=leaving)
    for post in posts.select_related("union").order_by("pk"):
        if post.role in ADMINISTRATORS:
            require(actor, "post.give", on=post.union)
        wanted = replace(tenure_of(post), starts_on=max(post.starts_on, first_day))
        cut_post(actor=actor, post=post, last_day=last_day, now=now)
        rest = days_left(wanted=wanted, held=tenures_of(account=to))
        if rest is not None:
            _give(actor, to, post.union, rest, now)
        moved += 1
    return moved


def _give(actor: Any, to: User, union: Any, rest: Tenure, now: datetime) -> None:
    enter_post(
        actor=actor,
        user=to,
        union=union,
        role=rest.role,
        starts_on=rest.starts_on,
        ends_on=rest.ends_on,
        now=now,
    )


@transaction.atomic
def hand_over_delegations(
    *, actor: Any, leaving: User, to: User, last_day: date, first_day: date, now: datetime
) -> int:
    """Let the successor stand in where the leaving account stood in, for the days that are left; what the successor cannot
    take ends. Leaves ``delegation.ended`` and ``delegation.given``."""
    today, moved = timezone.localdate(now), 0
    for lent in delegations_to(account=leaving, today=today).filter(ends_on__gte=first_day):
        wanted = Tenure(
            role=lent.post.role,
            union=lent.post.union_id,
            starts_on=max(lent.starts_on, first_day),
            ends_on=lent.ends_on,
            lent=True,
        )
        _stop(actor, lent, last_day, first_day, now)
        refusal = why_not_delegate(
            post=tenure_of(lent.post),
            wanted=wanted,
            held=tenures_of(account=to),
            today=today,
            is_holder=lent.post.user_id == to.pk,
            is_open=to.is_active,
        )
        if refusal is None:
            enter_delegation(actor=actor, post=lent.post, to=to, wanted=wanted, now=now, reason=lent.reason)
            moved += 1
    return moved


def _stop(actor: Any, lent: Delegation, last_day: date, first_day: date, now: datetime) -> None:
    """End a delegation with ``last_day``: at once when that is today, or when it had not begun by then."""
    if first_day > last_day >= lent.starts_on:
        lent.ends_on = last_day
        lent.save(update_fields=["ends_on"])
        return
    stop_delegation(actor=actor, delegation=lent, now=now)
