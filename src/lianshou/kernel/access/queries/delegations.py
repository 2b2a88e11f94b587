"""Posts as their holders see them, and who stands in for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from lianshou.kernel.access.enums import Reason
from lianshou.kernel.access.models import Delegation, Post, PostRequest, User
from lianshou.kernel.access.queries.scope import in_force, scope_of
from lianshou.kernel.access.rules import ADMINISTRATORS, why_not_lend
from lianshou.kernel.guard.rules.ranges import lineage


@dataclass(frozen=True)
class OwnPosts:
    """What somebody holds now, later and earlier, and what they stand in for now or later."""

    now: list[Post]
    coming: list[Post]
    earlier: list[Post]
    standing_in: list[Delegation]


def own_posts(*, actor: User, today: date) -> OwnPosts:
    """The actor's own posts with their delegations, in force or to come, and the delegations to the actor."""
    lent = (
        Delegation.objects.admitted()
        .filter(ended_at=None, ends_on__gte=today)
        .select_related("to")
        .order_by("starts_on")
    )
    posts = list(
        Post.objects.admitted()
        .filter(user=actor)
        .select_related("union")
        .prefetch_related(Prefetch("delegations", queryset=lent, to_attr="lent"))
        .order_by("-starts_on", "-pk")
    )
    return OwnPosts(
        now=[post for post in posts if post.is_held(today)],
        coming=[post for post in posts if post.starts_on > today],
        earlier=[post for post in posts if post.ends_on is not None and post.ends_on < today],
        standing_in=list(delegations_to(account=actor, today=today)),
    )


def delegations_to(*, account: User, today: date) -> QuerySet[Delegation]:
    """The delegations to an account in force or to come."""
    return (
        Delegation.objects.admitted()
        .filter(to=account, ended_at=None, ends_on__gte=today)
        .select_related("post__union", "post__user", "to")
        .order_by("starts_on", "pk")
    )


def delegations_shown(*, actor: Any, account: User, today: date) -> QuerySet[Delegation]:
    """The same, those of posts outside the actor's subtrees left out."""
    scope = scope_of(actor=actor, verb="account.list")
    return delegations_to(account=account, today=today).filter(scope.q("post__union__path"))


def posts_to_delegate(*, actor: Any, today: date) -> QuerySet[Post]:
    """The posts, today or to come, that the actor holds or may delegate for others."""
    scope = scope_of(actor=actor, verb="post.delegate")
    mine = Q(user=actor) | scope.q("union__path")
    later = Q(ends_on=None) | Q(ends_on__gte=today)
    return Post.objects.admitted().filter(later, mine, user__is_active=True).select_related("union", "user")


def why_not_delegable(*, post: Post) -> Reason | None:
    """Why a post cannot be delegated at all, by the rule that guards the action."""
    return why_not_lend(role=post.role)


def delegations_to_end(*, actor: Any, today: date) -> QuerySet[Delegation]:
    """The delegations, today or to come, that the actor may end: of own posts, to the actor, or for others."""
    scope = scope_of(actor=actor, verb="post.delegate")
    mine = Q(post__user=actor) | Q(to=actor) | scope.q("post__union__path")
    return (
        Delegation.objects.admitted()
        .filter(mine, ended_at=None, ends_on__gte=today)
        .select_related("post__union", "post__user")
    )


def colleagues_at(*, paths: Sequence[str], but: Sequence[int], today: date) -> QuerySet[User]:
    """The open accounts with a post, or one asked for, at the unions with these paths or at the unions directly above them."""
    near = {end for path in paths for end in lineage(path)[-2:]}
    later = Q(ends_on=None) | Q(ends_on__gte=today)
    posts = Post.objects.admitted().filter(later, union__path__in=near)
    asked = PostRequest.objects.admitted().filter(union__path__in=near, answered_at=None)
    return (
        User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk__in=asked.values("user")), is_active=True)
        .exclude(pk__in=but)
        .order_by("sound", "name", "pk")
    )


def stand_ins_for(*, post: Post, today: date) -> QuerySet[User]:
    """Whom a post can be delegated to: colleagues at its union or its federation who are no administrators."""
    apart = Post.objects.admitted().filter(in_force(today), role__in=ADMINISTRATORS).values("user")
    found = colleagues_at(paths=[post.union.path], but=[post.user_id], today=today)
    return found.exclude(pk__in=apart)


def is_stand_in(*, actor: Any, post: Post, today: date) -> bool:
    """Whether the actor stands in for the holder of ``post`` today."""
    return delegations_to(account=actor, today=today).filter(post=post, starts_on__lte=today).exists()
