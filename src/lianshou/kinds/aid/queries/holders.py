"""Who holds the posts nearest to a union that an act needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils import timezone

from lianshou.kernel.access.models import Post
from lianshou.kernel.access.queries import in_force, scope_of
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.guard.rules.ranges import lineage
from lianshou.kernel.unions.models import Union

MOST_NAMES = 3


def holders_along(paths: Iterable[str], *, verb: str) -> dict[str, list[Post]]:
    """The posts held today that grant ``verb``, at or above each of ``paths``, by the path of their union."""
    above = {one for path in paths for one in lineage(path)}
    held = Post.objects.admitted().filter(
        in_force(timezone.localdate()),
        user__is_active=True,
        union__path__in=above,
        role__in=roles_granting(verb),
    )
    found: dict[str, list[Post]] = {}
    for post in held.select_related("user", "union").order_by("union__path", "pk"):
        found.setdefault(post.union.path, []).append(post)
    return found


def nearest(path: str, holders: Mapping[str, list[Post]], *, but: Collection[int] = ()) -> list[Post]:
    """The posts nearest to ``path``, at it or above, that somebody else than ``but`` (ids of accounts) holds; maybe none."""
    for above in reversed(lineage(path)):
        if found := [post for post in holders.get(above, ()) if post.user_id not in but]:
            return found
    return []


def who_has(union: Union, *, verb: str, actor: Any, but: Collection[int] = ()) -> str:
    """Who has what needs ``verb`` at a union, ``but`` apart: by name where the actor sees them, else the union that they serve."""
    found = nearest(union.path, holders_along([union.path], verb=verb), but=but)
    if not found:
        return str(union.name)
    if not scope_of(actor=actor, verb="person.view").covers(found[0].union.path):
        return str(found[0].union.name)
    return "、".join(list(dict.fromkeys(str(post.user) for post in found))[:MOST_NAMES])
