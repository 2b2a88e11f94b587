"""What is open at an account: asked of every app that registered a duty, and the duties that access itself knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from lianshou.core.duties import Duty, DutyRow, duties
from lianshou.kernel.access.models import Delegation, Post, User
from lianshou.kernel.access.queries.accounts import accounts_in_scope, accounts_listed, paths_of
from lianshou.kernel.access.queries.delegations import colleagues_at, delegations_to
from lianshou.kernel.access.queries.scope import scope_of
from lianshou.kernel.access.rules import ADMINISTRATORS
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.audit.queries import history_of

_MOST_ROWS = 20


@dataclass(frozen=True)
class OpenDuty:
    """A sort of duty with what is open at one account: the count, and the rows that the reader may see."""

    duty: Duty
    count: int
    rows: tuple[DutyRow, ...]

    @property
    def unseen(self) -> int:
        """How many are counted but not listed."""
        return self.count - len(self.rows)


def open_duties(*, actor: Any, account: User, today: date) -> list[OpenDuty]:
    """Every sort of duty that the account has open, in the order of the registry; titles only where the actor may see them."""
    found = []
    for duty in duties:
        if count := duty.count(account, today):
            rows = tuple(duty.rows(actor=actor, account=account, today=today))[:_MOST_ROWS]
            found.append(OpenDuty(duty, count, rows))
    return found


def duty_totals(*, accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many duties of any sort each account has open; accounts without any are left out."""
    totals: Counter[int] = Counter()
    for duty in duties:
        totals.update(duty.counts(accounts, today))
    return {account: total for account, total in totals.items() if total}


def closed_with_duties(*, actor: Any, today: date) -> list[tuple[User, int]]:
    """The closed accounts in the actor's scope that still have something open, with how much."""
    closed = {user.pk: user for user in accounts_in_scope(actor=actor).filter(is_active=False)}
    totals = duty_totals(accounts=list(closed), today=today) if closed else {}
    return [(closed[pk], totals[pk]) for pk in sorted(totals, key=lambda pk: closed[pk].name)]


def accounts_to_hand_over(*, actor: Any, today: date) -> QuerySet[User]:
    """The accounts whose duties the actor may hand over somewhere, as a list shows them.

    Those with an office of the three administrators are for whoever may give it to another.
    """
    given = scope_of(actor=actor, verb="post.give").q("union__path")
    offices = Post.objects.admitted().filter(
        Q(ends_on=None) | Q(ends_on__gte=today), ~given, role__in=ADMINISTRATORS
    )
    listed = accounts_listed(actor=actor, today=today, verb="duty.hand_over")
    return listed.exclude(pk__in=offices.order_by().values("user"))


def successors_of(*, leaving: User, today: date) -> QuerySet[User]:
    """Who may follow: colleagues at the unions of the leaving account, at those directly above, and those waiting for a post there.

    Administrators hold no other post, so they follow administrators only, and nobody else follows those.
    """
    found = colleagues_at(paths=paths_of(account=leaving, today=today), but=[leaving.pk], today=today)
    offices = Post.objects.admitted().filter(_later(today), role__in=ADMINISTRATORS)
    if offices.filter(user=leaving).exists():
        held = Post.objects.admitted().filter(_later(today)).exclude(role__in=ADMINISTRATORS)
        return found.exclude(pk__in=held.values("user"))
    return found.exclude(pk__in=offices.values("user"))


def last_hand_over(*, account: User) -> Entry | None:
    """The line of the book about the last time that the duties of the account were handed over."""
    return history_of(account).filter(verb="account.handed_over").first()


def _tended(actor: Any, field: str) -> Q:
    """Where the actor administers accounts or hands duties over."""
    return scope_of(actor=actor, verb="account.list").q(field) | scope_of(
        actor=actor, verb="duty.hand_over"
    ).q(field)


def _later(today: date) -> Q:
    """Posts today or to come; the last day of a closed account's post is over with its closing."""
    return Q(ends_on=None) | Q(ends_on__gt=today) | Q(ends_on=today, user__is_active=True)


def post_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many posts, today or to come, each account has."""
    held = Post.objects.admitted().filter(_later(today), user__in=accounts).order_by().values_list("user")
    return dict(held.annotate(n=Count("pk")))


def post_rows(*, actor: Any, account: User, today: date) -> Iterable[DutyRow]:
    """Those in the actor's subtrees; a post is no case data."""
    posts = Post.objects.admitted().filter(_later(today), _tended(actor, "union__path"), user=account)
    posts = posts.select_related("union").order_by("pk")
    return [DutyRow(f"{post.union} · {post.get_role_display()}") for post in posts]


def delegation_counts(accounts: Sequence[int], today: date) -> Mapping[int, int]:
    """How many posts of others each account stands in for, now or later."""
    lent = Delegation.objects.admitted().filter(to__in=accounts, ended_at=None, ends_on__gte=today)
    return dict(lent.order_by().values_list("to").annotate(n=Count("pk")))


def delegation_rows(*, actor: Any, account: User, today: date) -> Iterable[DutyRow]:
    """Those in the actor's subtrees, with their holders."""
    return [
        DutyRow(f"{lent.post.union} · {lent.post.get_role_display()} · {lent.post.user}")
        for lent in delegations_to(account=account, today=today).filter(_tended(actor, "post__union__path"))
    ]
