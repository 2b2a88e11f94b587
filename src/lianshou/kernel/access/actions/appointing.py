from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Reason
from lianshou.kernel.access.models import Delegation, Post, PostRequest, User
from lianshou.kernel.access.queries import is_last_admin, posts_changed, require, tenure_of, tenures_of
from lianshou.kernel.access.rules import Tenure, why_not_appoint, why_not_end
from lianshou.kernel.audit.actions import record


@transaction.atomic
def appoint(
    *,
    actor: User | None,
    user: User,
    union: Any,
    role: str,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
) -> Post:
    """Give ``user`` a post at ``union`` and answer whoever asked for it. ``actor`` is None only on the machine itself.

    Raises PermissionDenied, or Refused with the reason of ``why_not_appoint``. Leaves ``post.given``.
    """
    if actor is not None:
        require(actor, "post.give", on=union)
    return enter_post(
        actor=actor, user=user, union=union, role=role, starts_on=starts_on, ends_on=ends_on, now=now
    )


@transaction.atomic
def enter_post(
    *,
    actor: Any,
    user: User,
    union: Any,
    role: str,
    starts_on: date,
    now: datetime,
    ends_on: date | None = None,
) -> Post:
    """The same for actions that have asked for a permission of their own; leaves ``post.given``.

    Raises Refused with the reason of ``why_not_appoint``.
    """
    account = User.objects.select_for_update().get(pk=user.pk)  # two posts at once must see one another
    wanted = Tenure(role=role, union=union.pk, starts_on=starts_on, ends_on=ends_on)
    reason = why_not_appoint(
        wanted=wanted,
        held=tenures_of(account=account),
        is_self=actor is not None and actor.pk == account.pk,
        is_open=account.is_active,
    )
    if reason:
        raise Refused(reason)
    post = Post.objects.create(user=user, union=union, role=role, starts_on=starts_on, ends_on=ends_on)
    asked = PostRequest.objects.admitted().filter(user=user, union=union, role=role, answered_at=None)
    asked.update(answered_at=now, post=post)
    record(actor=actor, verb="post.given", subject=post, at=now, union_path=union.path, role=role)
    posts_changed()
    return post


@transaction.atomic
def decline_request(*, actor: Any, request: PostRequest, refusal: str, now: datetime) -> PostRequest:
    """Say no to a post asked for, and why; the account stays as it is.

    Raises PermissionDenied, or Refused ANSWERED. Leaves ``post.declined``; the words stay with the request.
    """
    require(actor, "post.give", on=request.union)
    held: PostRequest = PostRequest.objects.admitted().select_for_update().get(pk=request.pk)
    if held.answered_at is not None:
        raise Refused(Reason.ANSWERED)
    held.answered_at, held.refusal = now, refusal
    held.save(update_fields=["answered_at", "refusal"])
    path = request.union.path
    record(actor=actor, verb="post.declined", subject=held, at=now, union_path=path, role=held.role)
    return held


@transaction.atomic
def end_post(*, actor: Any, post: Post, last_day: date, now: datetime) -> None:
    """Let a post end with ``last_day``, yesterday at the earliest; one that would not have begun is taken back.

    Delegations of the post end with it. Raises PermissionDenied, or Refused with the reason of ``why_not_end``.
    Leaves ``post.ended``, and ``delegation.ended`` for each.
    """
    require(actor, "post.give", on=post.union)
    list(Post.objects.admitted().select_for_update().filter(role=post.role).order_by("pk").values_list("pk"))
    held = Post.objects.admitted().select_related("union").get(pk=post.pk)
    today = timezone.localdate(now)
    reason = why_not_end(
        post=tenure_of(held),
        last_day=last_day,
        today=today,
        is_self=held.user_id == actor.pk,
        is_last_admin=is_last_admin(account=held.user, day=last_day + timedelta(days=1), post=held),
    )
    if reason:
        raise Refused(reason)
    cut_post(actor=actor, post=held, last_day=last_day, now=now)


@transaction.atomic
def dismiss(*, actor: Any, accounts: Sequence[int], union: Any, role: str, now: datetime) -> None:
    """End the posts of ``role`` that ``accounts`` hold at ``union``, as of now, for an action that has asked for a permission
    of its own; leaves ``post.ended`` for each.

    A post counts through its last day, so it ends with yesterday, or is taken back when it began today.
    """
    yesterday = timezone.localdate(now) - timedelta(days=1)
    held = Post.objects.admitted().filter(user__in=accounts, union=union, role=role).select_related("union")
    for post in held.filter(Q(ends_on=None) | Q(ends_on__gt=yesterday)):
        cut_post(actor=actor, post=post, last_day=yesterday, now=now)


@transaction.atomic
def cut_post(*, actor: Any, post: Post, last_day: date, now: datetime) -> None:
    """End ``post`` with ``last_day``, and its delegations, for an action that has asked and judged; taken back when it had
    not begun by then. Leaves ``post.ended``, and ``delegation.ended`` for each."""
    path = post.union.path
    lent = Delegation.objects.admitted().filter(post=post, ended_at=None, ends_on__gt=last_day)
    for delegation in lent.select_for_update():
        record(
            actor=actor, verb="delegation.ended", subject=delegation, at=now, union_path=path, role=post.role
        )
    lent.filter(starts_on__lte=last_day).update(ends_on=last_day)
    lent.update(ended_at=now)
    record(
        actor=actor,
        verb="post.ended",
        subject=post,
        at=now,
        union_path=path,
        role=post.role,
        last_day=last_day.isoformat(),
    )
    if post.starts_on > last_day:
        post.delete()
    else:
        post.ends_on = last_day
        post.save(update_fields=["ends_on"])
    posts_changed()
