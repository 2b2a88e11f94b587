from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import Delegation, Post, User
from lianshou.kernel.access.queries import is_stand_in, may, posts_changed, require, tenure_of, tenures_of
from lianshou.kernel.access.rules import Tenure, why_not_delegate, why_not_end_delegation
from lianshou.kernel.audit.actions import record


@transaction.atomic
def delegate(
    *,
    actor: Any,
    post: Post,
    to: User,
    starts_on: date,
    ends_on: date,
    now: datetime,
    reason: str = "",
) -> Delegation:
    """Let ``to`` stand in for the holder of ``post`` from one day to another: everything that the post grants.

    The holder does it, or whoever may delegate posts for others at the union. Raises PermissionDenied, or Refused with the reason of
    ``why_not_delegate``. Leaves ``delegation.given``; why is kept with the delegation only.
    """
    today = timezone.localdate(now)
    stands_in = actor.pk != post.user_id and is_stand_in(actor=actor, post=post, today=today)
    if actor.pk != post.user_id and not stands_in:
        require(actor, "post.delegate", on=post.union)
    account = User.objects.select_for_update().get(pk=to.pk)
    held = Post.objects.admitted().select_related("union").get(pk=post.pk)
    wanted = Tenure(role=held.role, union=held.union_id, starts_on=starts_on, ends_on=ends_on, lent=True)
    refusal = why_not_delegate(
        post=tenure_of(held),
        wanted=wanted,
        held=tenures_of(account=account),
        today=today,
        is_holder=account.pk == held.user_id,
        is_self=account.pk == actor.pk,
        is_open=account.is_active,
        stands_in=stands_in,
    )
    if refusal:
        raise Refused(refusal)
    return enter_delegation(actor=actor, post=held, to=account, wanted=wanted, now=now, reason=reason)


@transaction.atomic
def enter_delegation(
    *, actor: Any, post: Post, to: User, wanted: Tenure, now: datetime, reason: str = ""
) -> Delegation:
    """Write a delegation down for an action that has asked and judged; leaves ``delegation.given``."""
    if wanted.ends_on is None:
        raise ValueError("a delegation ends")
    made = Delegation.objects.create(
        post=post, to=to, starts_on=wanted.starts_on, ends_on=wanted.ends_on, reason=reason
    )
    _record(actor, "delegation.given", made, now)
    posts_changed()
    return made


@transaction.atomic
def end_delegation(*, actor: Any, delegation: Delegation, now: datetime) -> Delegation:
    """End a delegation at once, before its last day or before its first.

    The holder does it, who stands in, or whoever may delegate posts for others at the union. Raises PermissionDenied, or Refused ENDED.
    Leaves ``delegation.ended``.
    """
    held = (
        Delegation.objects.admitted()
        .select_for_update(of=("self",))
        .select_related("post__union")
        .get(pk=delegation.pk)
    )
    if actor.pk not in (held.post.user_id, held.to_id) and not may(
        actor, "post.delegate", on=held.post.union
    ):
        raise PermissionDenied("post.delegate")
    today = timezone.localdate(now)
    if reason := why_not_end_delegation(
        ends_on=held.ends_on, is_ended=held.ended_at is not None, today=today
    ):
        raise Refused(reason)
    return stop_delegation(actor=actor, delegation=held, now=now)


@transaction.atomic
def stop_delegation(*, actor: Any, delegation: Delegation, now: datetime) -> Delegation:
    """End a delegation at once for an action that has asked and judged; leaves ``delegation.ended``."""
    delegation.ended_at = now
    delegation.save(update_fields=["ended_at"])
    _record(actor, "delegation.ended", delegation, now)
    posts_changed()
    return delegation


def _record(actor: Any, verb: str, delegation: Delegation, now: datetime) -> None:
    post = delegation.post
    record(
        actor=actor,
        verb=verb,
        subject=delegation,
        at=now,
        union_path=post.union.path,
        role=post.role,
        post=post.pk,
        to=delegation.to_id,
    )
