from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone

from lianshou.kernel.access.models import Post, User
from lianshou.kernel.access.rules import next_path, roles_granting
from lianshou.kernel.audit.models import Entry

_ROOT = 4  # the length of a root's path


@dataclass(frozen=True)
class Scope:
    """The subtrees an actor may see, as paths of their top unions. Empty means nothing."""

    paths: tuple[str, ...]

    def q(self, field: str = "path") -> Q:
        """A condition on ``field`` (a path column, perhaps across a relation); nothing at all for an empty scope."""
        condition = Q(pk__in=[])
        for path in self.paths:
            condition |= Q(**{f"{field}__gte": path, f"{field}__lt": next_path(path)})
        return condition

    def covers(self, path: str) -> bool:
        return any(path.startswith(top) for top in self.paths)


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
    return Scope(_tops(sorted({path for role, path in held if role in granting})))


def may(actor: Any, verb: str, *, on: Any = None) -> bool:
    """Whether the actor may do ``verb`` on the union ``on`` (anything with a ``path``), or anywhere when None."""
    scope = scope_of(actor=actor, verb=verb)
    return bool(scope.paths) if on is None else scope.covers(on.path)


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


def entries_in_scope(*, actor: Any) -> QuerySet[Entry]:
    """The lines of the book about records inside the auditor's subtrees, newest first.

    Lines that stand outside every union (accounts) are for an auditor at the top of the tree.
    """
    scope = scope_of(actor=actor, verb="audit.read")
    condition = scope.q("union_path")
    if any(len(path) == _ROOT for path in scope.paths):
        condition |= Q(union_path="")
    return Entry.objects.filter(condition).order_by("-pk")


def verbs_in_scope(*, actor: Any) -> list[str]:
    """The verbs that occur in those lines."""
    verbs = entries_in_scope(actor=actor).order_by("verb").values_list("verb", flat=True).distinct()
    return list(verbs)


def _tops(paths: list[str]) -> tuple[str, ...]:
    tops: list[str] = []
    for path in paths:
        if not (tops and path.startswith(tops[-1])):
            tops.append(path)
    return tuple(tops)
