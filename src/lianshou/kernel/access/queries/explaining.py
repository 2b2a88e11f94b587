"""Who may do what on a record, and by which post: the answers of ``may``, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from lianshou.china.text import tidy
from lianshou.core.records import Reach, RecordType, record_types
from lianshou.core.wording import Wording
from lianshou.kernel.access.models import Delegation, Post, User
from lianshou.kernel.access.queries.accounts import accounts_in_scope
from lianshou.kernel.access.queries.scope import Held, held_by, in_force, scope_of, standing
from lianshou.kernel.access.rules import PERMISSIONS, roles_granting
from lianshou.kernel.access.rules.sentences import VERBS
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.guard.rules.ranges import lineage

_READING = "permission.read"
_NAMED_BY = ("search", "title", "name", "number")  # columns that hold what a record is called
_MOST_NAMED = 9
_LOOKED_THROUGH = 300


def why_may(*, actor: Any, verb: str, on: Any = None) -> tuple[Held, ...]:
    """The posts, own or delegated, that let the actor do ``verb`` on the union ``on`` (anywhere when None).

    Empty exactly where ``may`` says no.
    """
    granting = roles_granting(verb)
    return tuple(
        held
        for held in held_by(actor=actor)
        if held.role in granting and (on is None or on.path.startswith(held.path))
    )


@dataclass(frozen=True, slots=True)
class Grant:
    """Why an account sees a record: by a post of its own, by one that it stands in for, or because the record is about it."""

    account: User
    post: Post | None
    delegation: Delegation | None
    starts_on: date | None
    ends_on: date | None
    verbs: tuple[str, ...]
    """What it may do with the record, seeing first."""

    @property
    def told(self) -> str:
        """Whose grant it is and where the post stands, to search in."""
        where = f"{self.post.union} {self.post.user}" if self.post else ""
        return f"{self.account.name} {self.account.username} {where}".casefold()


def grants_on(*, record_type: RecordType, record: Any, today: date) -> list[Grant]:
    """Everybody who can see ``record`` today and why: the highest union first, then by the account's name."""
    reaches = record_type.reaches(record)
    found = [grant for post in _posts_above(reaches, today) for grant in _grants_of(post, reaches)]
    seeing = [grant for grant in found if record_type.verb in grant.verbs]
    owner = record_type.owner(record)
    own = [Grant(owner, None, None, None, None, (record_type.verb,))] if owner and owner.is_active else []
    return own + sorted(seeing, key=_order)


def _posts_above(reaches: Mapping[str, Reach], today: date) -> QuerySet[Post]:
    """The posts of today, of open accounts, at the unions of the paths and above, and below where a reach goes there, with the
    delegations that lend them.
    """
    paths = {path for reach in reaches.values() for path in reach.paths}
    tops = {top for path in paths for top in lineage(path)}
    below = Scope(tuple({path for reach in reaches.values() if reach.below_too for path in reach.paths}))
    stands = Q(union__path__in=tops) | below.q("union__path")
    found: QuerySet[Post] = Post.objects.admitted().filter(in_force(today), stands, user__is_active=True)
    return found.select_related("user", "union").prefetch_related(_lent(today))


def _lent(today: date) -> Prefetch[str, QuerySet[Delegation], str]:
    lent = Delegation.objects.admitted().filter(standing(today), to__is_active=True).select_related("to")
    return Prefetch("delegations", queryset=lent, to_attr="lent_today")


def _grants_of(post: Post, reaches: Mapping[str, Reach]) -> Iterator[Grant]:
    """What a post grants to its holder, and to whoever stands in."""
    verbs = tuple(
        verb
        for verb, reach in reaches.items()
        if post.role in roles_granting(verb) and reach.covers(post.union.path)
    )
    yield Grant(post.user, post, None, post.starts_on, post.ends_on, verbs)
    for lent in vars(post)["lent_today"]:
        until = lent.ends_on if post.ends_on is None else min(lent.ends_on, post.ends_on)
        yield Grant(lent.to, post, lent, max(lent.starts_on, post.starts_on), until, verbs)


def _order(grant: Grant) -> tuple[Any, ...]:
    path = grant.post.union.path if grant.post else ""
    return (len(path), path, grant.account.name, grant.account.pk, grant.delegation is not None)


def record_asked_about(*, actor: Any, record_type: RecordType, pk: int) -> Any:
    """The record of this number where the actor may ask who can do what, or None."""
    return record_type.find(scope_of(actor=actor, verb=_READING), pk)


def records_named(*, actor: Any, record_type: RecordType, words: str) -> list[Any]:
    """At most nine records that the actor may see and ask about whose name holds every word; of records without a name in
    the database the newest few hundred are looked through."""
    parts = tidy(words).casefold().split()
    found = record_type.within(scope_of(actor=actor, verb=record_type.verb)).order_by("-pk")
    known = {field.name for field in found.model._meta.concrete_fields}
    column = next((name for name in _NAMED_BY if name in known), None)
    if column:
        for part in parts:
            found = found.filter(**{f"{column}__icontains": part})
        found = found[:_MOST_NAMED]
    else:
        near = found[:_LOOKED_THROUGH]
        found = [one for one in near if all(part in record_type.name(one).casefold() for part in parts)]
    asked = scope_of(actor=actor, verb=_READING)
    return [one for one in found[:_MOST_NAMED] if record_type.find(asked, one.pk) is not None]


def sees_record(*, actor: Any, record_type: RecordType, pk: int) -> bool:
    """Whether the actor may see the record itself, and not only that there is one of this number."""
    return record_type.find(scope_of(actor=actor, verb=record_type.verb), pk) is not None


def accounts_asked_about(*, actor: Any) -> QuerySet[User]:
    """The accounts of which the actor may ask what they can reach."""
    return accounts_in_scope(actor=actor, verb=_READING)


@dataclass(frozen=True, slots=True)
class Reached:
    """What an account reaches by one post: its verbs, and how many records of each sort lie in the subtree."""

    held: Held
    verbs: tuple[str, ...]
    counts: tuple[tuple[RecordType, int], ...]

    @property
    def words(self) -> tuple[Wording, ...]:
        """The verbs in words."""
        return tuple(VERBS[verb] for verb in self.verbs)


def reached_by(*, actor: Any, account: User) -> tuple[list[Reached], int]:
    """What ``account`` reaches by its posts inside the actor's own subtrees, and how many of its posts lie outside them."""
    scope = scope_of(actor=actor, verb=_READING)
    held = held_by(actor=account)
    shown = [one for one in held if scope.covers(one.path)]
    return [_reached(one) for one in shown], len(held) - len(shown)


def _reached(held: Held) -> Reached:
    scope = Scope((held.path,))
    verbs = tuple(verb for verb, roles in PERMISSIONS.items() if held.role in roles)
    counts = tuple((one, one.count(scope)) for one in record_types if one.verb in verbs)
    return Reached(held, verbs, counts)
