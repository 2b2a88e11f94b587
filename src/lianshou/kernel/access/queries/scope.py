from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from lianshou.core.ambient import grant
from lianshou.kernel.access.models import Post, User
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import tops_of


def posts_of(*, actor: Any, today: date | None = None) -> QuerySet[Post]:
    """The posts that an actor holds today."""
    if not isinstance(actor, User) or not actor.is_active:
        return Post.objects.none()
    today = today or timezone.localdate()
    return Post.objects.filter(user=actor, starts_on__lte=today).filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    )


def scope_of(*, actor: Any, verb: str) -> Scope:
    """Where the actor may do ``verb``: the tops of the subtrees of the posts that grant it.

    Posts are read once per request and kept on the account object.
    """
    if not isinstance(actor, User):
        return Scope(())
    held = getattr(actor, "_held", None)
    if held is None:
        held = list(posts_of(actor=actor).values_list("role", "union__path"))
        actor._held = held  # type: ignore[attr-defined]
    granting = roles_granting(verb)
    return Scope(tops_of(path for role, path in held if role in granting))


def may(actor: Any, verb: str, *, on: Any = None) -> bool:
    """Whether the actor may do ``verb`` on the union ``on`` (anything with a ``path``), or anywhere when None."""
    scope = scope_of(actor=actor, verb=verb)
    return bool(scope.paths) if on is None else scope.covers(on.path)


def require(actor: Any, verb: str, *, on: Any = None) -> None:
    """Raise PermissionDenied unless ``may``; the post that grants it is noted for the book."""
    if not may(actor, verb, on=on):
        raise PermissionDenied(verb)
    grant(actor=actor.pk, post=granting_post(actor=actor, verb=verb, on=on))


def granting_post(*, actor: User, verb: str, on: Any = None) -> str:
    """The first post of the actor that grants ``verb`` on ``on``, as ``role@path of its union``; empty for none."""
    granting = roles_granting(verb)
    for role, path in getattr(actor, "_held", ()):
        if role in granting and (on is None or on.path.startswith(path)):
            return f"{role}@{path}"
    return ""


def post_said(*, actor: User) -> str:
    """The union and role of the first post that the account holds today; nothing without one."""
    said = getattr(actor, "_post_said", None)
    if said is None:
        post = posts_of(actor=actor).select_related("union").first()
        said = f"{post.union} · {post.get_role_display()}" if post else ""
        actor._post_said = said  # type: ignore[attr-defined]
    return said
