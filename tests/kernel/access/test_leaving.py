"""A person leaves: everything open is listed and handed over in one act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import DelegationFactory, PostFactory, UserFactory, person_with
from tests.factories.intake import ImportFactory, ImportRowFactory
from tests.factories.pledges import drafted
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import close_account, hand_over
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Post, User
from lianshou.kernel.access.queries import closed_with_duties, may, open_duties, successors_of
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.intake.models import Import
from lianshou.kernel.people.models import Office
from lianshou.kernel.people.queries import chairs_of
from lianshou.kernel.placement.models import MatchRun
from lianshou.kernel.pledges.queries import pledges_waiting_for

TODAY = date(2020, 6, 24)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_the_day(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def successor(world: World) -> User:
    return person_with(Role.HELPER, world.county, name="新接任", username="next")


@pytest.fixture
def busy(world: World, now: datetime) -> User:
    """The county's officer with a post, a delegation, an upload half done and a matching under way."""
    officer = world.officer
    DelegationFactory(
        post=world.approver.posts.get(), to=officer, starts_on=TODAY, ends_on=TODAY + timedelta(days=9)
    )
    batch = ImportFactory(programme=world.programme, uploaded_by=officer, file_name="被帮带名单.xlsx")
    ImportRowFactory(batch=batch)
    ImportFactory(programme=world.programme, uploaded_by=officer)  # nothing left to do in this one
    MatchRun.objects.create(
        programme=world.programme, number=1, asked_by=officer, asked_at=now, state="running", input={}
    )
    return officer


def counted(actor: User, account: User) -> dict[str, tuple[int, int]]:
    """How many are open and how many of them the actor may see, by duty."""
    return {
        one.duty.slug: (one.count, len(one.rows))
        for one in open_duties(actor=actor, account=account, today=TODAY)
    }


def refusal(act: Callable[[], Any]) -> str:
    try:
        act()
    except Refused as refused:
        return str(refused.reason.name)
    except PermissionDenied:
        return "denied"
    return "done"


def test_duties_are_counted_for_everybody_and_named_to_those_who_see_cases(world: World, busy: User) -> None:
    assert counted(world.approver, busy) == {
        "posts": (1, 0),
        "delegations": (1, 0),
        "imports": (1, 0),
        "runs": (1, 1),
    }
    colleague = person_with(Role.OFFICER, world.county)
    assert counted(colleague, busy)["imports"] == (1, 1)
    assert counted(world.leader, busy)["posts"] == (1, 1)
    assert counted(world.security_admin, busy) == {
        "posts": (1, 1),
        "delegations": (1, 1),
        "imports": (1, 0),
        "runs": (1, 0),
    }


def test_all_moves_today_and_the_account_is_closed(
    world: World, busy: User, successor: User, now: datetime
) -> None:
    moved = hand_over(actor=world.security_admin, leaving=busy, to=successor, last_day=TODAY, now=now)
    assert {sort: n for sort, n in moved.items() if n} == {
        "posts": 1,
        "delegations": 1,
        "imports": 1,
        "runs": 1,
    }
    busy.refresh_from_db()
    assert (busy.is_active, may(busy, "match.run"), may(successor, "match.run")) == (False, False, True)
    assert may(successor, "programme.approve", on=world.county)
    assert counted(world.security_admin, busy) == {}
    assert Import.objects.filter(uploaded_by=successor).count() == 1
    assert MatchRun.objects.get().asked_by == successor
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "post.ended",
        "post.given",
        "delegation.ended",
        "delegation.given",
        "import.handed_over",
        "run.handed_over",
        "account.closed",
        "account.handed_over",
    ]
    line = Entry.objects.get(verb="account.handed_over")
    assert (line.union_path, line.details) == (
        world.county.path,
        {"to": successor.pk, "last_day": "2020-06-24", "moved": moved},
    )


def test_with_a_day_to_come_the_successor_begins_the_day_after(
    world: World, busy: User, successor: User, now: datetime
) -> None:
    last = TODAY + timedelta(days=4)
    hand_over(actor=world.leader, leaving=busy, to=successor, last_day=last, now=now)
    busy.refresh_from_db()
    seen = {}
    for day in (last, last + timedelta(days=1)):
        with time_machine.travel(f"{day} 12:00+08:00", tick=False):
            seen[day] = [
                (may(who, "match.run"), may(who, "programme.approve", on=world.county))
                for who in (busy, successor)
            ]
    assert list(seen.values()) == [[(True, True), (False, False)], [(False, False), (True, True)]]
    assert busy.is_active


def test_what_the_successor_holds_already_stays_and_the_rest_is_added(
    world: World, busy: User, successor: User, now: datetime
) -> None:
    PostFactory(user=successor, union=world.county, ends_on=TODAY + timedelta(days=30))
    hand_over(actor=world.leader, leaving=busy, to=successor, last_day=TODAY, now=now)
    officer = Post.objects.filter(user=successor, role=Role.OFFICER).order_by("starts_on")
    assert list(officer.values_list("starts_on", "ends_on")) == [
        (date(2017, 1, 1), TODAY + timedelta(days=30)),
        (TODAY + timedelta(days=31), None),
    ]


def test_delegation_that_the_successor_cannot_take_ends(world: World, busy: User, now: datetime) -> None:
    moved = hand_over(actor=world.leader, leaving=busy, to=world.approver, last_day=TODAY, now=now)
    assert (moved["delegations"], Entry.objects.filter(verb="delegation.ended").count()) == (0, 1)
    assert (may(world.approver, "match.run"), may(busy, "programme.approve", on=world.county)) == (
        True,
        False,
    )


def test_chair_leaves_office_post_and_agreements_to_the_successor(
    world: World, successor: User, now: datetime
) -> None:
    drafted(world, now)
    chair = world.host_account
    assert counted(world.leader, chair) == {"posts": (1, 1), "offices": (1, 1), "turns": (1, 1)}
    last = TODAY + timedelta(days=9)
    moved = hand_over(actor=world.leader, leaving=chair, to=successor, last_day=last, now=now)
    assert (moved["posts"], moved["offices"]) == (1, 1)
    sitting = {}
    for day in (last, last + timedelta(days=1)):
        with time_machine.travel(f"{day} 12:00+08:00", tick=False):
            fresh = {who.pk: User.objects.get(pk=who.pk) for who in (chair, successor)}
            waiting = [pledges_waiting_for(actor=user).count() for user in fresh.values()]
            sitting[day] = (chairs_of([world.host])[world.host.pk].name, waiting)
    assert list(sitting.values()) == [("卢明远", [1, 0]), ("新接任", [0, 1])]
    assert list(
        Office.objects.filter(union=world.host).order_by("pk").values_list("starts_on", "ends_on")
    ) == [
        (date(2017, 1, 1), last + timedelta(days=1)),
        (last + timedelta(days=1), None),
    ]


def test_offices_of_administrators_are_handed_over_by_security_administrators_alone(
    world: World, now: datetime
) -> None:
    fresh = UserFactory()
    handing = {"leaving": world.system_admin, "to": fresh, "last_day": TODAY, "now": now}
    assert refusal(lambda: hand_over(actor=world.leader, **handing)) == "denied"
    assert Post.objects.filter(user=fresh).count() == 0
    hand_over(actor=world.security_admin, **handing)
    assert may(fresh, "account.invite", on=world.county)


def test_all_or_nothing(world: World, busy: User, now: datetime) -> None:
    handing = {"actor": world.security_admin, "leaving": busy, "now": now}
    assert {
        "administrator": refusal(lambda: hand_over(to=world.audit_admin, last_day=TODAY, **handing)),
        "same": refusal(lambda: hand_over(to=busy, last_day=TODAY, **handing)),
        "oneself": refusal(lambda: hand_over(to=world.security_admin, last_day=TODAY, **handing)),
        "closed": refusal(lambda: hand_over(to=UserFactory(is_active=False), last_day=TODAY, **handing)),
        "past": refusal(lambda: hand_over(to=UserFactory(), last_day=TODAY - timedelta(days=1), **handing)),
    } == {
        "administrator": "NO_CASE_DATA",
        "same": "SAME_PERSON",
        "oneself": "NOT_YOUR_OWN",
        "closed": "ACCOUNT_CLOSED",
        "past": "IN_THE_PAST",
    }
    assert (Entry.objects.count(), Post.objects.filter(user=busy, ends_on=None).count()) == (0, 1)


@pytest.mark.parametrize(
    "who", ["officer", "approver", "system_admin", "audit_admin", "foreign_officer", "nobody"]
)
def test_who_may_not_hand_over(world: World, busy: User, successor: User, now: datetime, who: str) -> None:
    handing = {"leaving": busy, "to": successor, "last_day": TODAY, "now": now}
    assert refusal(lambda: hand_over(actor=getattr(world, who), **handing)) == "denied"


def test_handing_over_needs_every_union_of_the_account(
    world: World, busy: User, successor: User, now: datetime
) -> None:
    PostFactory(user=busy, union=world.foreign_county)
    handing = {"leaving": busy, "to": successor, "last_day": TODAY, "now": now}
    assert refusal(lambda: hand_over(actor=world.leader, **handing)) == "denied"


def test_uploads_outside_the_own_unions_stay_and_are_told(
    world: World, busy: User, successor: User, now: datetime
) -> None:
    ImportRowFactory(batch=ImportFactory(programme=world.foreign_programme, uploaded_by=busy))
    moved = hand_over(actor=world.leader, leaving=busy, to=successor, last_day=TODAY, now=now)
    assert (moved["imports"], counted(world.leader, busy)["imports"]) == (1, (1, 0))


def test_closed_accounts_with_open_duties_are_told_in_few_queries(
    world: World, busy: User, now: datetime
) -> None:
    assert closed_with_duties(actor=world.system_admin, today=TODAY) == []
    counts = []
    for account in (busy, world.host_account, world.approver):
        close_account(actor=world.system_admin, account=account, now=now)
        with CaptureQueriesContext(connection) as queries:
            left = closed_with_duties(actor=world.system_admin, today=TODAY)
        counts.append(len(queries))
    assert [(user.name, total) for user, total in left] == [("卢明远", 2), ("李静", 1), ("王启航", 4)]
    assert len(set(counts)) == 1


def test_a_closed_account_is_handed_over_later(
    world: World, busy: User, successor: User, now: datetime
) -> None:
    close_account(actor=world.system_admin, account=busy, now=now)
    hand_over(actor=world.security_admin, leaving=busy, to=successor, last_day=TODAY, now=now)
    assert may(successor, "match.run")
    assert Entry.objects.filter(verb="account.closed").count() == 1


def test_successors_are_colleagues_and_newcomers_of_the_unions(world: World, successor: User) -> None:
    named = sorted(user.name for user in successors_of(leaving=world.host_account, today=TODAY))
    assert named == sorted(["周强", "新接任", "李静", "王启航"])
    offices = sorted(user.name for user in successors_of(leaving=world.audit_admin, today=TODAY))
    assert offices == ["吴管", "郑安"]
