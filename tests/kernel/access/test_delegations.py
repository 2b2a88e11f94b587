"""Standing in: what a delegation gives, from when until when, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from tests.factories.access import DelegationFactory, PostFactory, UserFactory, person_with
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import (
    appoint,
    close_account,
    delegate,
    end_delegation,
    end_post,
    reopen_account,
)
from lianshou.kernel.access.enums import Reason, Role
from lianshou.kernel.access.models import Delegation, Post, User
from lianshou.kernel.access.queries import (
    granting_post,
    held_by,
    may,
    own_posts,
    post_said,
    posts_of,
    scope_of,
    stand_ins_for,
    stands_in,
)
from lianshou.kernel.audit.models import Entry

TODAY = date(2020, 6, 24)


@pytest.fixture(autouse=True)
def _on_the_day(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def colleague(world: World) -> User:
    """A leader of the county who can stand in for its officer."""
    return person_with(Role.LEADER, world.county, name="孙代理", username="deputy")


@pytest.fixture
def lent(world: World, colleague: User, now: datetime) -> Delegation:
    return delegate(
        actor=world.officer,
        post=world.officer.posts.get(),
        to=colleague,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=6),
        reason="疗休养",
        now=now,
    )


def test_standing_in_gives_what_the_post_gives(world: World, colleague: User, lent: Delegation) -> None:
    assert (
        may(colleague, "match.run", on=world.host),
        may(colleague, "match.run", on=world.foreign_host),
    ) == (
        True,
        False,
    )
    assert sorted(post.role for post in posts_of(actor=colleague)) == ["leader", "officer"]
    assert may(world.officer, "match.run", on=world.host)


def test_delegation_counts_from_its_first_to_its_last_day(
    world: World, colleague: User, lent: Delegation
) -> None:
    seen = {}
    for day in ("2020-06-23", "2020-06-24", "2020-06-30", "2020-07-01"):
        with time_machine.travel(f"{day} 12:00+08:00", tick=False):
            seen[day] = may(colleague, "match.run")
    assert seen == {"2020-06-23": False, "2020-06-24": True, "2020-06-30": True, "2020-07-01": False}


def test_a_delegated_post_counts_while_the_post_does(
    world: World, colleague: User, lent: Delegation, now: datetime
) -> None:
    end_post(actor=world.security_admin, post=lent.post, last_day=TODAY - timedelta(days=1), now=now)
    assert may(colleague, "match.run") is False


def test_a_delegation_of_a_closed_account_counts_no_more(
    world: World, colleague: User, lent: Delegation, now: datetime
) -> None:
    close_account(actor=world.system_admin, account=world.officer, now=now)
    closed = may(colleague, "match.run")
    reopen_account(actor=world.system_admin, account=world.officer, now=now)
    assert (closed, may(colleague, "match.run")) == (False, True)


def test_what_is_held_says_by_which_way(world: World, colleague: User, lent: Delegation) -> None:
    own, other = held_by(actor=colleague)
    assert (own.role, own.delegation, own.until) == ("leader", None, None)
    assert (other.role, other.delegation, other.holder, other.until) == (
        "officer",
        lent.pk,
        "王启航",
        date(2020, 6, 30),
    )
    assert (other.said, post_said(actor=colleague)) == (
        "代理 阜宁县总工会 · 经办",
        f"阜宁县总工会 · {Role.LEADER.label}",
    )
    assert stands_in(actor=colleague) == [other]
    with translation.override("en"):
        assert other.said == "Standing in: 阜宁县总工会 · Officer"


def test_the_last_day_is_the_earlier_of_post_and_delegation(world: World, colleague: User) -> None:
    post = PostFactory(union=world.county, role=Role.APPROVER, ends_on=TODAY + timedelta(days=2))
    DelegationFactory(post=post, to=colleague, ends_on=TODAY + timedelta(days=20))
    assert [held.until for held in stands_in(actor=colleague)] == [TODAY + timedelta(days=2)]


def test_the_book_can_say_by_which_post(world: World, colleague: User, lent: Delegation) -> None:
    county = world.county.path
    assert granting_post(actor=world.officer, verb="match.run", on=world.host) == f"officer@{county}"
    assert (
        granting_post(actor=colleague, verb="match.run", on=world.host)
        == f"officer@{county}/delegation-{lent.pk}"
    )
    assert granting_post(actor=colleague, verb="programme.view", on=world.county) == f"leader@{county}"
    assert granting_post(actor=colleague, verb="programme.view") == f"leader@{county}"
    assert granting_post(actor=colleague, verb="match.run", on=world.foreign_host) == ""
    PostFactory(user=world.officer, union=world.host, role=Role.OFFICER)
    fresh = User.objects.get(pk=world.officer.pk)
    assert granting_post(actor=fresh, verb="match.run", on=world.host) == f"officer@{world.host.path}"


def test_posts_are_read_once_for_an_account_object(world: World, colleague: User, lent: Delegation) -> None:
    with CaptureQueriesContext(connection) as queries:
        for verb in ("match.run", "programme.view", "union.view"):
            scope_of(actor=colleague, verb=verb)
            granting_post(actor=colleague, verb=verb)
        post_said(actor=colleague)
        stands_in(actor=colleague)
    assert len(queries) == 1


def test_what_an_account_object_remembers_does_not_outlive_a_change(
    world: World, colleague: User, now: datetime
) -> None:
    seen = [may(colleague, "match.run")]
    given_ = delegate(
        actor=world.officer,
        post=world.officer.posts.get(),
        to=colleague,
        starts_on=TODAY,
        ends_on=TODAY,
        now=now,
    )
    seen.append(may(colleague, "match.run"))
    end_delegation(actor=world.officer, delegation=given_, now=now)
    seen.append(may(colleague, "match.run"))
    post = appoint(
        actor=world.security_admin,
        user=colleague,
        union=world.county,
        role=Role.OFFICER,
        starts_on=TODAY,
        now=now,
    )
    seen.append(may(colleague, "match.run"))
    end_post(actor=world.security_admin, post=post, last_day=TODAY - timedelta(days=1), now=now)
    seen.append(may(colleague, "match.run"))
    assert seen == [False, True, False, True, False]


def test_a_new_day_is_seen_by_the_same_object(world: World) -> None:
    user = UserFactory()
    PostFactory(user=user, union=world.county, starts_on=TODAY, ends_on=TODAY)
    seen = [may(user, "match.run")]
    with time_machine.travel("2020-06-25 12:00+08:00", tick=False):
        seen.append(may(user, "match.run"))
    assert seen == [True, False]


def test_delegating_leaves_its_trace_without_the_reason(
    world: World, colleague: User, lent: Delegation
) -> None:
    entry = Entry.objects.get(verb="delegation.given")
    assert (entry.union_path, entry.details) == (
        world.county.path,
        {"role": "officer", "post": lent.post_id, "to": colleague.pk},
    )


def delegating(world: World, actor: User, to: User, post: Post | None = None, days: int = 6) -> str:
    try:
        delegate(
            actor=actor,
            post=post or world.officer.posts.get(),
            to=to,
            starts_on=TODAY,
            ends_on=TODAY + timedelta(days=days),
            now=timezone.now(),
        )
    except Refused as refused:
        return str(refused.reason.name)
    except PermissionDenied:
        return "denied"
    return "done"


def test_who_may_delegate_what_to_whom(world: World, colleague: User) -> None:
    answers = {
        "holder": delegating(world, world.officer, world.leader),
        "again": delegating(world, world.officer, world.leader),
        "to oneself": delegating(world, world.officer, world.officer),
        "to an administrator": delegating(world, world.officer, world.audit_admin),
        "too long": delegating(world, world.officer, colleague, days=90),
        "passed on": delegating(world, world.leader, colleague),
        "another's": delegating(world, world.approver, colleague),
        "for others": delegating(world, world.security_admin, colleague),
        "a foreign post": delegating(
            world, world.security_admin, colleague, world.foreign_officer.posts.get()
        ),
        "an office": delegating(world, world.system_admin, colleague, world.system_admin.posts.get()),
    }
    assert answers == {
        "holder": "done",
        "again": "ALREADY_HELD",
        "to oneself": "SAME_PERSON",
        "to an administrator": "NO_CASE_DATA",
        "too long": "DELEGATION_TOO_LONG",
        "passed on": "NOT_PASSED_ON",
        "another's": "denied",
        "for others": "done",
        "a foreign post": "denied",
        "an office": "NOT_DELEGABLE",
    }


def test_whoever_stands_in_cannot_become_administrator_in_these_days(
    world: World, lent: Delegation, now: datetime
) -> None:
    stand_in = UserFactory()
    DelegationFactory(post=lent.post, to=stand_in, starts_on=TODAY, ends_on=TODAY)
    appointing = {"actor": world.security_admin, "user": stand_in, "union": world.county, "now": now}
    with pytest.raises(Refused) as refused:
        appoint(role=Role.AUDIT_ADMIN, starts_on=TODAY, **appointing)
    assert refused.value.reason == Reason.NO_CASE_DATA
    assert appoint(role=Role.AUDIT_ADMIN, starts_on=TODAY + timedelta(days=1), **appointing).pk


@pytest.mark.parametrize("who", ["officer", "deputy", "security"])
def test_holder_stand_in_and_administrator_end_it(
    world: World, lent: Delegation, colleague: User, now: datetime, who: str
) -> None:
    end_delegation(actor=User.objects.get(username=who), delegation=lent, now=now)
    assert (may(colleague, "match.run"), Entry.objects.filter(verb="delegation.ended").count()) == (False, 1)
    with pytest.raises(Refused) as refused:
        end_delegation(actor=world.officer, delegation=lent, now=now)
    assert refused.value.reason == Reason.ENDED


def test_nobody_else_ends_it(world: World, lent: Delegation, now: datetime) -> None:
    for other in (world.approver, world.foreign_officer, world.system_admin):
        with pytest.raises(PermissionDenied):
            end_delegation(actor=other, delegation=lent, now=now)


def test_colleagues_are_those_of_the_union_and_of_its_federation(world: World, colleague: User) -> None:
    named = [user.name for user in stand_ins_for(post=world.officer.posts.get(), today=TODAY)]
    assert sorted(named) == ["周强", "孙代理", "李静"]
    of_chair = [user.name for user in stand_ins_for(post=world.host_account.posts.get(), today=TODAY)]
    assert sorted(of_chair) == ["周强", "孙代理", "李静", "王启航"]


def test_own_posts_are_told_by_their_days(world: World, colleague: User, lent: Delegation) -> None:
    PostFactory(user=colleague, union=world.county, role=Role.HELPER, ends_on=date(2019, 1, 1))
    PostFactory(user=colleague, union=world.county, role=Role.EXPERT, starts_on=date(2021, 1, 1))
    mine = own_posts(actor=colleague, today=TODAY)
    assert [[post.role for post in part] for part in (mine.now, mine.coming, mine.earlier)] == [
        ["leader"],
        ["expert"],
        ["helper"],
    ]
    assert mine.standing_in == [lent]
