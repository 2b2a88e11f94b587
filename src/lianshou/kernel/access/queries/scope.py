from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from lianshou.kernel.access.models import Post, User
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.guard.models import NOWHERE, Scope
from lianshou.kernel.guard.rules.ranges import next_path, tops_of

ROOT = 4  # the length of a root's path


def posts_of(*, actor: Any, today: date | None = None) -> QuerySet[Post]:
    """The posts that an actor holds today."""
    if not isinstance(actor, User) or not actor.is_active:
        return Post.objects.none()
    today = today or timezone.localdate()
    own = Post.objects.admitted().filter(user=actor, starts_on__lte=today)
    return own.filter(Q(ends_on=None) | Q(ends_on__gte=today))


def posts_standing_at(*, scope: Scope, paths: Sequence[str]) -> QuerySet[Post]:
    """The posts held today at exactly the unions of ``paths``, of those inside ``scope``."""
    today = timezone.localdate()
    held = Post.objects.within(scope).filter(
        starts_on__lte=today, union__path__in=paths, user__is_active=True
    )
    return (
        held.filter(Q(ends_on=None) | Q(ends_on__gte=today))
        .select_related("user", "union")
        .order_by("union__path", "pk")
    )


def scope_of(*, actor: Any, verb: str) -> Scope:
    """Where the actor may do ``verb``: the tops of the subtrees of the posts that grant it.

    Posts are read once per request and kept on the account object; so is whether tops are the whole forest.
    """
    if not isinstance(actor, User):
        return NOWHERE
    held = getattr(actor, "_held", None)
    if held is None:
        held = list(posts_of(actor=actor).values_list("role", "union__path"))
        actor._held = held  # type: ignore[attr-defined]
    granting = roles_granting(verb)
    tops = tops_of(path for role, path in held if role in granting)
    return Scope(tops, everything=_is_everything(actor, tops))


def forget_posts(actor: Any) -> None:
    """Read the actor's posts anew when they are asked for next: the tree or the posts have changed."""
    for kept in ("_held", "_wholes", "_post_said"):
        getattr(actor, "__dict__", {}).pop(kept, None)


def _is_everything(actor: User, tops: tuple[str, ...]) -> bool:
    """Whether ``tops`` are all the roots that there are; asked only of roots, once per account object."""
    if not tops or any(len(path) != ROOT for path in tops):
        return False
    wholes: dict[tuple[str, ...], bool] = vars(actor).setdefault("_wholes", {})
    if tops not in wholes:
        wholes[tops] = not _stands_outside(tops)
    return wholes[tops]


def _stands_outside(tops: tuple[str, ...]) -> bool:
    """Whether any union lies in a gap between ``tops``, which are in order: ranges of the path index, one look each."""
    ends = [next_path(path) for path in tops]
    outside = Q(path__lt=tops[0]) | Q(path__gte=ends[-1])
    for end, top in zip(ends, tops[1:], strict=False):
        outside |= Q(path__gte=end, path__lt=top)
    tree: Any = Post._meta.get_field("union").related_model
    return bool(tree.objects.admitted().filter(outside).exists())


def may(actor: Any, verb: str, *, on: Any = None) -> bool:
    """Whether the actor may do ``verb`` on the union ``on`` (anything with a ``path``), or anywhere when None."""
    scope = scope_of(actor=actor, verb=verb)
    return bool(scope) if on is None else scope.covers(on.path)


def require(actor: Any, verb: str, *, on: Any = None) -> None:
    """Raise PermissionDenied unless ``may``."""
    if not may(actor, verb, on=on):
        raise PermissionDenied(verb)


def post_said(*, actor: User) -> str:
    """The union and role of the first post that the account holds today; nothing without one."""
    said = getattr(actor, "_post_said", None)
    if said is None:
        post = posts_of(actor=actor).select_related("union").first()
        said = f"{post.union} · {post.get_role_display()}" if post else ""
        actor._post_said = said  # type: ignore[attr-defined]
    return said
