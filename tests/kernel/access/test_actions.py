from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from tests.factories.access import PASSWORD, DelegationFactory, PostFactory, UserFactory, person_with
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import (
    appoint,
    close_account,
    create_account,
    decline_request,
    dismiss,
    end_post,
    open_account,
    renew_password,
    reopen_account,
    unlock_account,
)
from lianshou.kernel.access.enums import Reason, Role
from lianshou.kernel.access.models import Delegation, Post, PostRequest, User
from lianshou.kernel.access.queries import may
from lianshou.kernel.audit.models import Entry

TODAY = date(2020, 6, 24)


@pytest.fixture(autouse=True)
def _on_the_day(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


def refusal(act: Callable[[], Any]) -> str:
    """The name of the reason, "denied", or "done"."""
    try:
        act()
    except Refused as refused:
        return str(refused.reason.name)
    except PermissionDenied:
        return "denied"
    return "done"


def opening(world: World, now: datetime, **changes: Any) -> Any:
    facts = {"name": "新启明", "union": world.county, "role": Role.OFFICER, "starts_on": TODAY}
    return open_account(**{"actor": world.system_admin, "now": now, **facts, **changes})


def test_opened_account_has_no_post_and_asks_for_one(world: World, now: datetime) -> None:
    made = opening(world, now)
    user = User.objects.get(username="xinqiming")
    asked = PostRequest.objects.admitted().get()
    assert (user.check_password(made.password), user.must_change_password, user.posts.count()) == (
        True,
        True,
        0,
    )
    assert (asked.user, asked.union, asked.role, asked.asked_by) == (
        user,
        world.county,
        "officer",
        world.system_admin,
    )
    assert may(user, "union.view") is False
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "account.created",
        "post.asked",
    ]
    assert made.password not in repr(made) + str(list(Entry.objects.values()))


def test_user_names_are_proposed_and_unique(world: World, now: datetime) -> None:
    names = [opening(world, now).account.username for _ in range(2)]
    names.append(opening(world, now, username="xin.q").account.username)
    assert names == ["xinqiming", "xinqiming2", "xin.q"]
    assert refusal(lambda: opening(world, now, username="xin.q")) == Reason.NAME_TAKEN.name


@pytest.mark.parametrize("who", ["security_admin", "audit_admin", "officer", "leader", "nobody"])
def test_accounts_are_opened_by_system_administrators(world: World, now: datetime, who: str) -> None:
    actor = getattr(world, who)
    assert refusal(lambda: opening(world, now, actor=actor)) == "denied"
    creating = {"actor": actor, "username": "x", "name": "x", "password": None, "now": now}
    assert refusal(lambda: create_account(**creating)) == "denied"


def test_accounts_are_opened_for_the_own_subtree(world: World, now: datetime) -> None:
    assert refusal(lambda: opening(world, now, union=world.foreign_county)) == "denied"
    assert refusal(lambda: opening(world, now, ends_on=TODAY - timedelta(days=1))) == "ENDS_BEFORE_START"
    assert User.objects.filter(name="新启明").count() == 0


def test_the_machine_opens_and_appoints_without_an_actor(world: World, now: datetime) -> None:
    user = create_account(actor=None, username="cli", name="机", password="x", now=now)
    appoint(actor=None, user=user, union=world.county, role=Role.OFFICER, starts_on=TODAY, now=now)
    assert may(user, "match.run")


def test_post_is_given_by_a_security_administrator_and_answers_the_request(
    world: World, now: datetime
) -> None:
    user = opening(world, now).account
    giving = {"user": user, "union": world.county, "role": Role.OFFICER, "starts_on": TODAY, "now": now}
    assert {
        who: refusal(lambda who=who: appoint(actor=getattr(world, who), **giving))
        for who in ("system_admin", "leader")
    } == {
        "system_admin": "denied",
        "leader": "denied",
    }
    post = appoint(actor=world.security_admin, **giving)
    asked = PostRequest.objects.admitted().get()
    assert (asked.post, asked.answered_at, may(user, "match.run")) == (post, now, True)
    again = {**giving, "union": world.foreign_county}
    assert refusal(lambda: appoint(actor=world.security_admin, **again)) == "denied"


def test_nobody_gets_two_offices_nor_gives_one_to_themselves(world: World, now: datetime) -> None:
    def give(user: User, role: str, start: int = 0) -> str:
        first = TODAY + timedelta(days=start)
        giving = {"user": user, "union": world.county, "role": role, "starts_on": first, "now": now}
        return refusal(lambda: appoint(actor=world.security_admin, **giving))

    person = UserFactory()
    closed = UserFactory(is_active=False)
    assert [
        give(person, Role.AUDIT_ADMIN, start=300),
        give(person, Role.SYSTEM_ADMIN),
        give(person, Role.OFFICER),
        give(person, Role.AUDIT_ADMIN, start=400),
        give(world.security_admin, Role.SECURITY_ADMIN),
        give(closed, Role.OFFICER),
    ] == ["done", "SEPARATE_OFFICES", "NO_CASE_DATA", "ALREADY_HELD", "NOT_YOUR_OWN", "ACCOUNT_CLOSED"]


def test_request_is_declined_once_and_the_words_stay_out_of_the_book(world: World, now: datetime) -> None:
    opening(world, now)
    asked = PostRequest.objects.admitted().get()
    declining = {"request": asked, "refusal": "编制已满", "now": now}
    assert refusal(lambda: decline_request(actor=world.system_admin, **declining)) == "denied"
    decline_request(actor=world.security_admin, **declining)
    assert refusal(lambda: decline_request(actor=world.security_admin, **declining)) == "ANSWERED"
    assert "编制已满" not in str(list(Entry.objects.values()))


def test_post_ends_with_its_last_day_and_its_delegations_with_it(world: World, now: datetime) -> None:
    post = world.officer.posts.get()
    running = DelegationFactory(
        post=post, to=world.leader, starts_on=TODAY, ends_on=TODAY + timedelta(days=9)
    )
    coming = DelegationFactory(
        post=post, to=world.leader, starts_on=TODAY + timedelta(days=6), ends_on=TODAY + timedelta(days=9)
    )
    last = TODAY + timedelta(days=5)
    assert refusal(lambda: end_post(actor=world.system_admin, post=post, last_day=last, now=now)) == "denied"
    end_post(actor=world.security_admin, post=post, last_day=last, now=now)
    for row in (post, running, coming):
        row.refresh_from_db()
    assert (post.ends_on, running.ends_on, running.ended_at, coming.ended_at) == (last, last, None, now)
    assert Entry.objects.filter(verb="delegation.ended").count() == 2


def test_post_that_has_not_begun_is_taken_back(world: World, now: datetime) -> None:
    post = PostFactory(union=world.county, starts_on=TODAY + timedelta(days=3))
    end_post(actor=world.security_admin, post=post, last_day=TODAY, now=now)
    assert Post.objects.filter(pk=post.pk).count() == 0


def test_the_last_office_of_its_kind_does_not_end(world: World, now: datetime) -> None:
    second = person_with(Role.SECURITY_ADMIN, world.province, name="上级")
    post, last = world.security_admin.posts.get(), TODAY
    assert (
        refusal(lambda: end_post(actor=world.security_admin, post=post, last_day=last, now=now))
        == "NOT_YOUR_OWN_END"
    )
    end_post(actor=second, post=post, last_day=last, now=now)
    office = world.system_admin.posts.get()
    assert refusal(lambda: end_post(actor=second, post=office, last_day=last, now=now)) == "LAST_ADMIN"
    audit = world.audit_admin.posts.get()
    assert refusal(lambda: end_post(actor=second, post=audit, last_day=last, now=now)) == "done"


def test_dismissing_ends_with_yesterday_or_takes_back(world: World, now: datetime) -> None:
    fresh = PostFactory(union=world.host, role=Role.CHAIR, starts_on=TODAY)
    old = world.host_account.posts.get()
    accounts = [fresh.user_id, old.user_id]
    dismiss(actor=world.officer, accounts=accounts, union=world.host, role=Role.CHAIR, now=now)
    old.refresh_from_db()
    assert (old.ends_on, Post.objects.filter(pk=fresh.pk).exists()) == (TODAY - timedelta(days=1), False)


def test_closing_reopening_and_who_may(world: World, now: datetime) -> None:
    def close(actor: User, account: User) -> str:
        return refusal(lambda: close_account(actor=actor, account=account, now=now))

    PostFactory(user=world.approver, union=world.city, role=Role.LEADER)
    assert {
        "security": close(world.security_admin, world.officer),
        "done": close(world.system_admin, world.officer),
        "twice": close(world.system_admin, world.officer),
        "own": close(world.system_admin, world.system_admin),
        "foreign": close(world.system_admin, world.foreign_officer),
        "also above": close(world.system_admin, world.approver),
        "the last": close(world.system_admin, world.security_admin),
        "without post": close(world.system_admin, world.nobody),
    } == {
        "security": "denied",
        "done": "done",
        "twice": "ACCOUNT_CLOSED",
        "own": "OWN_ACCOUNT",
        "foreign": "denied",
        "also above": "denied",
        "the last": "LAST_ADMIN",
        "without post": "denied",
    }
    assert refusal(lambda: reopen_account(actor=world.system_admin, account=world.officer, now=now)) == "done"
    assert (
        refusal(lambda: reopen_account(actor=world.system_admin, account=world.officer, now=now))
        == "ACCOUNT_OPEN"
    )
    lines = Entry.objects.filter(subject_id=str(world.officer.pk)).values_list("verb", "union_path")
    assert sorted(lines) == [("account.closed", world.county.path), ("account.reopened", world.county.path)]


def test_accounts_without_posts_are_looked_after_at_the_top(world: World, now: datetime) -> None:
    top = person_with(Role.SYSTEM_ADMIN, world.province)
    close_account(actor=top, account=world.nobody, now=now)
    world.nobody.refresh_from_db()
    assert world.nobody.is_active is False


def test_unlocking_forgets_failures(world: World, now: datetime) -> None:
    locked = world.officer
    locked.failures, locked.locked_until = 5, now + timedelta(hours=1)
    locked.save()
    assert refusal(lambda: unlock_account(actor=world.system_admin, account=locked, now=now)) == "denied"
    unlock_account(actor=world.security_admin, account=locked, now=now)
    locked.refresh_from_db()
    assert (locked.failures, locked.locked_until) == (0, None)
    assert (
        refusal(lambda: unlock_account(actor=world.security_admin, account=locked, now=now)) == "NOT_LOCKED"
    )
    assert Entry.objects.filter(verb="account.unlocked").count() == 1


def test_new_first_password_replaces_the_old_and_must_be_changed(world: World, now: datetime) -> None:
    made = renew_password(actor=world.system_admin, account=world.officer, now=now)
    user = User.objects.get(pk=world.officer.pk)
    assert (user.check_password(PASSWORD), user.check_password(made.password), user.must_change_password) == (
        False,
        True,
        True,
    )
    own = {"actor": world.system_admin, "account": world.system_admin, "now": now}
    assert refusal(lambda: renew_password(**own)) == "OWN_PASSWORD"
    assert refusal(lambda: renew_password(**{**own, "actor": world.security_admin})) == "denied"
    assert made.password not in str(list(Entry.objects.values()))


def test_delegations_are_left_alone_by_closing(world: World, now: datetime) -> None:
    lent = DelegationFactory(post=world.officer.posts.get(), to=world.leader)
    close_account(actor=world.system_admin, account=world.officer, now=now)
    assert Delegation.objects.get(pk=lent.pk).ended_at is None
