"""Accounts as those who administer them see them: by their posts, never by their cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from lianshou.china.text import tidy
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Delegation, Post, PostRequest, User
from lianshou.kernel.access.queries.naming import unions_meant
from lianshou.kernel.access.queries.scope import in_force, scope_of
from lianshou.kernel.access.rules import Tenure
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import is_root


def unions() -> QuerySet[Any]:
    """All unions; access lies below them and knows them by name only. Every caller narrows this to a scope or a record in hand."""
    tree: Any = Post._meta.get_field("union").related_model
    found: QuerySet[Any] = tree.objects.admitted()
    return found


def reaches_root(scope: Scope) -> bool:
    """Whether a scope begins at the top of the tree: what hangs on no union is looked after there."""
    return scope.everything or any(is_root(path) for path in scope.paths)


def accounts_in_scope(*, actor: Any, verb: str = "account.list") -> QuerySet[User]:
    """The accounts that have, had, or were meant for a post in the subtrees of the actor's posts that grant ``verb``.

    Accounts that have neither anywhere are for administrators at the top of the tree.
    """
    scope = scope_of(actor=actor, verb=verb)
    posts, asked = Post.objects.admitted(), PostRequest.objects.admitted()
    if scope.everything:
        return User.objects.all()
    inside = Q(pk__in=posts.filter(scope.q("union__path")).values("user")) | Q(
        pk__in=asked.filter(scope.q("union__path")).values("user")
    )
    if reaches_root(scope):
        mine = {"user": OuterRef("pk")}
        inside |= ~Q(Exists(posts.filter(**mine))) & ~Q(Exists(asked.filter(**mine)))
    return User.objects.filter(inside)


def accounts_listed(*, actor: Any, today: date, verb: str = "account.list") -> QuerySet[User]:
    """The accounts in scope as the list shows them: with today's posts, and what is asked for, inside the actor's own subtrees."""
    scope = scope_of(actor=actor, verb=verb)
    posts = Post.objects.admitted().filter(in_force(today), scope.q("union__path")).select_related("union")
    asked = PostRequest.objects.within(scope).filter(answered_at=None).select_related("union")
    return (
        accounts_in_scope(actor=actor, verb=verb)
        .prefetch_related(
            Prefetch("posts", queryset=posts.order_by("pk"), to_attr="posts_now"),  # type: ignore[type-var]
            Prefetch("requests", queryset=asked, to_attr="asked_for"),
        )
        .order_by("sound", "name", "pk")
    )


def matching_words(accounts: QuerySet[User], words: str) -> QuerySet[User]:
    """Narrow to accounts whose name or user name holds every word."""
    for word in tidy(words).split():
        accounts = accounts.filter(Q(name__icontains=word) | Q(username__icontains=word))
    return accounts


def holding_role(accounts: QuerySet[User], role: str, today: date) -> QuerySet[User]:
    """Narrow to accounts that hold ``role`` today."""
    return accounts.filter(
        Exists(Post.objects.admitted().filter(in_force(today), user=OuterRef("pk"), role=role))
    )


def at_unions(accounts: QuerySet[User], words: str, today: date) -> QuerySet[User]:
    """Narrow to accounts with a post today at a union whose name, pinyin or initials hold the words."""
    posts = Post.objects.admitted().filter(in_force(today), user=OuterRef("pk"))
    for word in tidy(words).split():
        posts = posts.filter(union__search__icontains=word)
    return accounts.filter(Exists(posts))


def in_state(accounts: QuerySet[User], state: str, now: datetime) -> QuerySet[User]:
    """Narrow to accounts that are open, closed, locked, never logged in, or open without any post today or to come."""
    today = timezone.localdate(now)
    later = Post.objects.admitted().filter(Q(ends_on=None) | Q(ends_on__gte=today), user=OuterRef("pk"))
    conditions = {
        "open": Q(is_active=True),
        "closed": Q(is_active=False),
        "locked": Q(locked_until__gt=now),
        "never": Q(is_active=True, last_login=None),
        "idle": Q(is_active=True) & ~Q(Exists(later)),
    }
    return accounts.filter(conditions[state])


def tenures_of(*, account: Any) -> list[Tenure]:
    """What an account holds, and stands in for, at any time: what a new post must stand beside."""
    posts = Post.objects.admitted().filter(user=account).values_list("role", "union", "starts_on", "ends_on")
    lent = (
        Delegation.objects.admitted()
        .filter(to=account, ended_at=None)
        .values_list("post__role", "post__union", "starts_on", "ends_on")
    )
    return [*_tenures(posts, lent=False), *_tenures(lent, lent=True)]


def _tenures(rows: Iterable[Any], *, lent: bool) -> list[Tenure]:
    return [
        Tenure(role=role, union=union, starts_on=starts_on, ends_on=ends_on, lent=lent)
        for role, union, starts_on, ends_on in rows
    ]


def tenure_of(post: Post) -> Tenure:
    """A post as the rules see it."""
    return Tenure(role=post.role, union=post.union_id, starts_on=post.starts_on, ends_on=post.ends_on)


def paths_of(*, account: Any, today: date) -> list[str]:
    """The paths of the unions that an account belongs to: of its posts today and to come and of posts asked for; when there
    are none, of those that it held or was not given."""
    posts = Post.objects.admitted().filter(user=account)
    later = posts.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    asked = PostRequest.objects.admitted().filter(user=account)
    return sorted(_paths(later, asked.filter(answered_at=None)) or _paths(posts, asked))


def home_of(*, account: Any, now: datetime) -> str:
    """The path under which the book keeps lines about an account, where its auditor finds them: of the first union that it
    belongs to; empty for one that has none."""
    return next(iter(paths_of(account=account, today=timezone.localdate(now))), "")


def _paths(*rows: QuerySet[Any]) -> set[str]:
    return {path for found in rows for path in found.values_list("union__path", flat=True)}


def may_over(actor: Any, verb: str, *, account: Any, today: date) -> bool:
    """Whether the actor may do ``verb`` on an account: at every union that it belongs to, at the top for one that belongs to none."""
    scope, paths = scope_of(actor=actor, verb=verb), paths_of(account=account, today=today)
    return all(scope.covers(path) for path in paths) if paths else reaches_root(scope)


def others_in_office(*, role: str, but: Any, day: date) -> int:
    """How many other open accounts hold an administrator's office on ``day``, anywhere in the installation."""
    holding = Post.objects.admitted().filter(in_force(day), role=role, user__is_active=True).exclude(user=but)
    return holding.values("user").distinct().count()


def is_last_admin(*, account: Any, day: date, post: Post | None = None) -> bool:
    """Whether nobody else would administer accounts, or posts, on ``day`` if the account (or the one post) no longer did."""
    guarded = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    own = Post.objects.admitted().filter(in_force(day), user=account, role__in=guarded)
    left = own.exclude(pk=post.pk) if post else own.none()
    going = own.filter(pk=post.pk) if post else own
    return any(
        not others_in_office(role=role, but=account, day=day) and not left.filter(role=role).exists()
        for role in going.values_list("role", flat=True)
    )


def requests_waiting(*, actor: Any) -> QuerySet[PostRequest]:
    """The posts asked for where the actor may give them, longest waiting first."""
    found: QuerySet[PostRequest] = PostRequest.objects.within(scope_of(actor=actor, verb="post.give"))
    return found.filter(answered_at=None, user__is_active=True).select_related("user", "union", "asked_by")


def posts_in_scope(*, actor: Any, verb: str) -> QuerySet[Post]:
    """The posts inside the subtrees of the actor's posts that grant ``verb``."""
    return (
        Post.objects.admitted()
        .filter(scope_of(actor=actor, verb=verb).q("union__path"))
        .select_related("user", "union")
    )


def posts_shown(*, actor: Any, account: User) -> list[Post]:
    """Every post of an account, those outside the actor's subtrees left out, the latest first, with delegations in force or to come."""
    scope, today = scope_of(actor=actor, verb="account.list"), timezone.localdate()
    lent = Delegation.objects.admitted().filter(ended_at=None, ends_on__gte=today).select_related("to")
    return list(
        Post.objects.admitted()
        .filter(scope.q("union__path"), user=account)
        .select_related("union")
        .prefetch_related(Prefetch("delegations", queryset=lent, to_attr="lent"))
        .order_by("-starts_on", "-pk")
    )


def unions_to_name(*, actor: Any, verb: str) -> QuerySet[Any]:
    """The unions at which the actor may do ``verb``, in the order of the tree, without the dissolved."""
    scope = scope_of(actor=actor, verb=verb)
    return unions().filter(scope.q("path"), dissolved_on=None).order_by("path")


def unions_called(*, actor: Any, verb: str, words: str) -> list[Any]:
    """The unions of ``unions_to_name`` that are meant by ``words``, as ``unions_meant`` reads them."""
    return unions_meant(unions_to_name(actor=actor, verb=verb), words)


def requests_of(*, actor: Any, account: User) -> QuerySet[PostRequest]:
    """The posts asked for an account inside the actor's subtrees that wait or were declined, the latest first."""
    scope = scope_of(actor=actor, verb="account.list")
    found: QuerySet[PostRequest] = PostRequest.objects.within(scope).filter(user=account)
    found = found.filter(Q(answered_at=None) | ~Q(refusal=""))
    return found.select_related("union", "asked_by").order_by("-pk")


def account_named(*, pk: int) -> User | None:
    """The account of an id out of a line of the book that the caller has been let in to."""
    return User.objects.filter(pk=pk).first()
