from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianshou.core.ambient import grant, narrowing_of
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Delegation, Post, User
from lianshou.kernel.access.rules import roles_granting
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.models.scope import NOWHERE
from lianshou.kernel.guard.rules.ranges import is_root, next_path, tops_of

_turns = count(1)
_turn = 0  # how often posts have changed in this process: what was read before the last change is read again


@dataclass(frozen=True, slots=True)
class Held:
    """A post that an account has today: its own, or by a ``delegation`` whose holder is named."""

    role: str
    union: int
    path: str
    union_name: str
    post: int
    delegation: int | None
    holder: str
    until: date | None
    """The last day: of the delegation where there is one, else of the post; None without end."""

    @property
    def said(self) -> str:
        """The union and the role, with 代理 before them for a stand-in."""
        words = {"union": self.union_name, "role": str(Role(self.role).label)}
        if self.delegation:
            return _("Standing in: %(union)s · %(role)s") % words
        return f"{words['union']} · {words['role']}"

    @property
    def mark(self) -> str:
        """The same for the book, in no language: "officer@PATH", or "officer@PATH/delegation-7"."""
        return f"{self.role}@{self.path}" + (f"/delegation-{self.delegation}" if self.delegation else "")


def in_force(day: date, prefix: str = "") -> Q:
    """Posts that hold on ``day``."""
    open_end = Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": day})
    return Q(**{f"{prefix}starts_on__lte": day}) & open_end


def standing(day: date, prefix: str = "") -> Q:
    """Delegations that hold on ``day`` and were not ended before their time."""
    return Q(
        **{
            f"{prefix}starts_on__lte": day,
            f"{prefix}ends_on__gte": day,
            f"{prefix}ended_at": None,
        }
    )


def posts_of(*, actor: Any, today: date | None = None) -> QuerySet[Post]:
    """The posts that an actor has today: those held, and those of others that the actor stands in for.

    A delegation counts while it and its post are in force and the holder's account is open.
    """
    if not isinstance(actor, User) or not actor.is_active:
        return Post.objects.none()
    today = today or timezone.localdate()
    lent = Delegation.objects.admitted().filter(standing(today), to=actor, post__user__is_active=True)
    found = Post.objects.admitted().filter(in_force(today), Q(user=actor) | Q(pk__in=lent.values("post")))
    left = narrowing_of(actor.pk)
    return found if left is None or left.posts is None else found.filter(pk__in=left.posts)


def held_by(*, actor: Any) -> tuple[Held, ...]:
    """What ``posts_of`` finds today, with the way by which each is had; the actor's own first.

    Read once per request and kept on the account object, until the day or any post changes.
    """
    if not isinstance(actor, User) or not actor.is_active:
        return ()
    today = timezone.localdate()
    kept = getattr(actor, "_held", None)
    if kept is None or kept[0] != (_turn, today):
        kept = ((_turn, today), _read(actor, today))
        actor._held = kept  # type: ignore[attr-defined]
    held: tuple[Held, ...] = kept[1]
    left = narrowing_of(actor.pk)
    return held if left is None or left.posts is None else tuple(h for h in held if h.post in left.posts)


def _read(actor: User, today: date) -> tuple[Held, ...]:
    stand_in = FilteredRelation("delegations", condition=Q(delegations__to=actor.pk) & _lent_today(today))
    rows = (
        Post.objects.admitted()
        .filter(in_force(today))
        .annotate(stand_in=stand_in)
        .filter(Q(user=actor) | Q(stand_in__isnull=False, user__is_active=True))
        .order_by("pk", "stand_in__pk")
        .values_list(
            "role",
            "union",
            "union__path",
            "union__name",
            "pk",
            "stand_in__pk",
            "user__name",
            "ends_on",
            "stand_in__ends_on",
            "user",
        )
    )
    found = [_held(row, is_own=row[9] == actor.pk) for row in rows]
    return tuple(sorted(found, key=lambda held: held.delegation is not None))


def _held(row: Any, *, is_own: bool) -> Held:
    role, union, path, name, post, delegation, holder, post_ends, lent_until, _user = row
    if is_own:
        return Held(role, union, path, name, post, None, holder, post_ends)
    until = lent_until if post_ends is None else min(lent_until, post_ends)
    return Held(role, union, path, name, post, delegation, holder, until)


def _lent_today(today: date) -> Q:
    return standing(today, "delegations__")


def posts_changed() -> None:
    """Tell every account object of this process that what it remembers of its posts is old; each action that changes posts or the tree does."""
    global _turn
    _turn = next(_turns)


def posts_standing_at(*, scope: Scope, paths: Sequence[str]) -> QuerySet[Post]:
    """The posts held today at exactly the unions of ``paths``, of those inside ``scope``."""
    today = timezone.localdate()
    held = Post.objects.within(scope).filter(in_force(today), union__path__in=paths, user__is_active=True)
    return held.select_related("user", "union").order_by("union__path", "pk")


def scope_of(*, actor: Any, verb: str) -> Scope:
    """Where the actor may do ``verb``: the tops of the subtrees of the posts, own or delegated, that grant it.

    Through a token it is no more than the token was given: its verbs, and its posts.
    """
    granting = roles_granting(verb)
    left = narrowing_of(getattr(actor, "pk", None))
    if left is not None and verb not in left.verbs:
        return NOWHERE
    tops = tops_of(held.path for held in held_by(actor=actor) if held.role in granting)
    return Scope(tops, everything=bool(tops) and _is_everything(actor, tops))


def _is_everything(actor: User, tops: tuple[str, ...]) -> bool:
    """Whether ``tops`` are all the roots that there are; asked only of roots, once until posts or the tree change."""
    if not all(is_root(path) for path in tops):
        return False
    wholes: dict[tuple[int, tuple[str, ...]], bool] = vars(actor).setdefault("_wholes", {})
    if (_turn, tops) not in wholes:
        wholes[_turn, tops] = not _stands_outside(tops)
    return wholes[_turn, tops]


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
    """Raise PermissionDenied unless ``may``; the post that grants it is noted for the book."""
    if not may(actor, verb, on=on):
        raise PermissionDenied(verb)
    grant(actor=actor.pk, post=granting_post(actor=actor, verb=verb, on=on))


def granting_post(*, actor: Any, verb: str, on: Any = None) -> str:
    """By which post the actor does ``verb`` on the union ``on``, for the book: "officer@PATH", for a stand-in
    "officer@PATH/delegation-7", with the path of the post's union; nothing without one.

    An own post goes before a delegated one, then the one nearest to ``on``. Reads what ``held_by`` keeps.
    """
    granting = roles_granting(verb)
    fitting = [
        held
        for held in held_by(actor=actor)
        if held.role in granting and (on is None or on.path.startswith(held.path))
    ]
    best = min(fitting, key=lambda held: (held.delegation is not None, -len(held.path)), default=None)
    return best.mark if best else ""


def post_said(*, actor: Any) -> str:
    """The union and role of the first post that the account has today, with 代理 for a stand-in; nothing without one."""
    return next((held.said for held in held_by(actor=actor)), "")


def stands_in(*, actor: Any) -> list[Held]:
    """The posts of others that the actor stands in for today."""
    return [held for held in held_by(actor=actor) if held.delegation]
