from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories.access import PostFactory, UserFactory, person_with
from tests.factories.aid import laid_station
from tests.factories.events import opened
from tests.factories.followups import FollowUpFactory
from tests.factories.funds import make_purse
from tests.factories.inbox import escalated
from tests.factories.inspections import laid_inspections
from tests.factories.intake import ApplicationFactory
from tests.factories.notices import drafted
from tests.factories.papers import proposed
from tests.factories.pledges import approved
from tests.factories.works import make_desk
from tests.factories.world import World
from tests.kinds.aid.laying import laid_households

from lianshou.core.records import Reach, RecordType, RecordTypes, record_types
from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import Delegation, User
from lianshou.kernel.access.queries import grants_on, may, reached_by, scope_of, why_may
from lianshou.kernel.access.rules import PERMISSIONS
from lianshou.kernel.inspections.models import Finding
from lianshou.kernel.pledges.actions import issue_pledges
from lianshou.kernel.review.actions import NewRung, configure_ladder, create_round, submit_for_approval
from lianshou.kernel.review.models import Ascent
from lianshou.kinds.aid.models import AidProject, Helper, Household

TODAY = timezone.localdate()


def lend(holder: User, to: User) -> Delegation:
    post = holder.posts.get()
    return Delegation.objects.create(
        post=post, to=to, starts_on=TODAY - timedelta(days=1), ends_on=TODAY + timedelta(days=9)
    )


@pytest.fixture
def records(world: World, now: Any) -> dict[str, Any]:
    """A record of every sort that can be asked about, around one pairing of the county."""
    placement = approved(world.programme, world.host, world.guest)
    issue_pledges(actor=world.officer, programme=world.programme, now=now)
    placement.refresh_from_db()
    chair = world.host.people.get()
    laid = laid_households(union=world.county, unit=world.host, by=world.officer)
    return {
        "union": world.host,
        "person": chair,
        "programme": world.programme,
        "agreement": placement.pledge,
        "activity": FollowUpFactory(placement=placement, recorded_by=world.officer),
        "payment": make_purse(world).plan(),
        "task": make_desk(world).task(union=world.county),
        "finding": _finding(world),
        "event": opened(world),
        "notice": drafted(world),
        "round": create_round(
            actor=world.officer,
            programme=world.programme,
            title="专家初评",
            opens_on=now.date(),
            closes_on=now.date(),
            is_blind=False,
            per_application=1,
            spread_limit=20,
            now=now,
        ),
        "approval": _approval(world, now),
        "escalation": escalated(world.host, world.county, world.officer),
        "paper_template": proposed(world),
        "household": Household.objects.get(pk=laid["household"]),
        "aid_helper": Helper.objects.get(pk=laid["aid_helper"]),
        "station": laid_station(world.county),
        "aid_project": AidProject.objects.get(pk=laid["aid_project"]),
    }


def _finding(world: World) -> Finding:
    """Found by the county at the host."""
    made = laid_inspections(union=world.county, unit=world.host, by=world.officer)
    return Finding.objects.get(pk=made["finding"])


def _approval(world: World, now: datetime) -> Ascent:
    """The host's chair has sent an application up to the county."""
    rung = NewRung(role=Role.APPROVER, days=5, remind_days=1, level="county")
    configure_ladder(
        actor=world.approver, union=world.county, kind="pairing", title="审批", rungs=[rung], now=now
    )
    sender = world.host_account
    application = ApplicationFactory(
        programme=world.programme, union=world.host, state="submitted", submitted_by=sender
    )
    return submit_for_approval(actor=sender, application=application, now=now)


@pytest.fixture
def crowd(world: World) -> list[User]:
    """Every account of the world, one of each role at every storey of the tree, a stand-in, and some who are out."""
    for union in (world.province, world.city, world.county, world.township, world.guest, world.foreign_host):
        for role in Role:
            person_with(role, union)
    lend(world.officer, UserFactory())
    closed = person_with(Role.OFFICER, world.county)
    lend(closed, UserFactory())
    User.objects.filter(pk=closed.pk).update(is_active=False)
    PostFactory(union=world.county, role=Role.OFFICER, ends_on=TODAY - timedelta(days=1))
    PostFactory(union=world.county, role=Role.OFFICER, starts_on=TODAY + timedelta(days=1))
    return list(User.objects.all())


def test_why_may_names_the_posts_exactly_where_may_says_yes(world: World, crowd: list[User]) -> None:
    unions = (None, world.province, world.county, world.host, world.guest, world.foreign_host)
    asked = [(user, verb, union) for user in crowd for verb in PERMISSIONS for union in unions]
    assert [bool(why_may(actor=user, verb=verb, on=union)) for user, verb, union in asked] == [
        may(user, verb, on=union) for user, verb, union in asked
    ]


def test_why_may_names_own_and_delegated_posts(world: World) -> None:
    stand_in = person_with(Role.OFFICER, world.host)
    lent = lend(world.officer, stand_in)
    found = why_may(actor=stand_in, verb="union.edit", on=world.host)
    assert [(held.path, held.delegation) for held in found] == [
        (world.host.path, None),
        (world.county.path, lent.pk),
    ]
    assert [held.delegation for held in why_may(actor=stand_in, verb="union.edit", on=world.guest)] == [
        lent.pk
    ]


@pytest.mark.parametrize(
    "slug",
    [
        *("union", "person", "programme", "agreement", "activity", "payment", "event", "task", "finding"),
        *(
            "round",
            "approval",
            "notice",
            "escalation",
            "paper_template",
            "household",
            "aid_helper",
            "station",
            "aid_project",
        ),
    ],
)
def test_list_of_who_can_see_is_the_list_of_those_whose_scope_holds_the_record(
    slug: str, world: World, records: dict[str, Any], crowd: list[User]
) -> None:
    record_type, record = record_types.get(slug), records[slug]
    assert record_type is not None
    found = {
        grant.account.pk
        for grant in grants_on(record_type=record_type, record=record, today=TODAY)
        if grant.post is not None
    }
    assert found == {
        user.pk
        for user in crowd
        if record_type.find(scope_of(actor=user, verb=record_type.verb), record.pk) is not None
    }
    assert found != set()


def test_every_sort_of_record_is_asked_about_here(records: dict[str, Any]) -> None:
    assert {one.slug for one in record_types} == records.keys()


@pytest.mark.parametrize(
    ("slug", "verbs"),
    [
        ("round", {"officer": ("review.view", "review.run"), "approver": ("review.view", "review.decide")}),
        (
            "approval",
            {"officer": ("approval.view", "approval.act"), "approver": ("approval.view", "approval.act")},
        ),
        (
            "notice",
            {
                "officer": ("notice.view", "notice.edit", "notice.post", "objection.handle"),
                "approver": ("notice.view", "notice.post", "objection.handle"),
            },
        ),
        (
            "payment",
            {
                "officer": ("fund.view", "fund.plan", "fund.receipt"),
                "approver": ("fund.view", "fund.approve"),
                "finance": ("fund.view", "fund.pay", "fund.plan", "fund.receipt"),
            },
        ),
    ],
)
def test_steps_of_the_spine_say_who_does_what_to_them(
    slug: str, verbs: dict[str, tuple[str, ...]], records: dict[str, Any]
) -> None:
    record_type = record_types.get(slug)
    assert record_type is not None
    found = {
        grant.account.username: grant.verbs
        for grant in grants_on(record_type=record_type, record=records[slug], today=TODAY)
        if grant.account.username in verbs
    }
    assert found == verbs


@pytest.mark.parametrize(
    ("slug", "address"),
    [
        ("round", "/review/rounds/{}/"),
        ("approval", "/review/approvals/{}/"),
        ("notice", "/notices/{}/"),
        ("payment", "/funds/payments/{}/"),
        ("task", "/works/tasks/{}/"),
        ("finding", "/inspections/findings/{}/"),
    ],
)
def test_page_of_a_step_leads_to_the_posts_that_can_see_it(
    slug: str, address: str, world: World, records: dict[str, Any]
) -> None:
    pk = records[slug].pk
    who = f"/who/{slug}/{pk}/"
    assert f'href="{who}"' in page(world.officer, address.format(pk)).content.decode()
    body = page(world.officer, who).content.decode()
    assert (str(world.officer) in body, str(world.approver) in body, str(world.county) in body) == (True,) * 3
    assert str(world.foreign_officer) not in body


def test_only_the_seat_itself_signs(world: World, records: dict[str, Any]) -> None:
    above = person_with(Role.CHAIR, world.county)
    record_type = record_types.get("agreement")
    assert record_type is not None
    verbs = {
        grant.account: grant.verbs
        for grant in grants_on(record_type=record_type, record=records["agreement"], today=TODAY)
    }
    own = ("obligation.report", "pledge.scan", "pledge.agree", "pledge.sign")
    assert verbs[world.host_chair.account] == ("pledge.view", *own)
    assert verbs[above] == ("pledge.view",)
    assert verbs[world.officer] == ("pledge.view", "pledge.issue")


def test_person_is_seen_by_the_account_that_it_is_about(world: World, records: dict[str, Any]) -> None:
    record_type = record_types.get("person")
    assert record_type is not None
    first = grants_on(record_type=record_type, record=records["person"], today=TODAY)[0]
    assert (first.account, first.post, first.verbs) == (world.host_chair.account, None, ("person.view",))


def test_stand_in_is_named_with_the_days_on_which_both_hold(world: World) -> None:
    stand_in = UserFactory()
    lent = lend(world.officer, stand_in)
    post = world.officer.posts.get()
    post.ends_on = TODAY + timedelta(days=3)
    post.save()
    record_type = record_types.get("union")
    assert record_type is not None
    found = {
        grant.account: (grant.delegation, grant.starts_on, grant.ends_on)
        for grant in grants_on(record_type=record_type, record=world.host, today=TODAY)
    }
    assert found[stand_in] == (lent, lent.starts_on, TODAY + timedelta(days=3))
    assert found[world.officer] == (None, date(2017, 1, 1), TODAY + timedelta(days=3))


def test_reach_of_an_account_is_counted_by_post(world: World, records: dict[str, Any]) -> None:
    reached, elsewhere = reached_by(actor=world.officer, account=world.approver)
    assert elsewhere == 0
    assert [{sort.slug: n for sort, n in one.counts if n} for one in reached] == [
        {"union": 4, "person": 5, "programme": 3, "agreement": 1, "activity": 1, "payment": 1, "event": 1}
        | {"task": 1, "finding": 1}
        | {"round": 1, "approval": 1, "notice": 1, "paper_template": 1, "escalation": 1}
        | {"household": 1, "aid_helper": 1, "station": 1, "aid_project": 1}
    ]


def test_posts_outside_the_readers_subtrees_are_only_counted(world: World) -> None:
    PostFactory(user=world.approver, union=world.foreign_county, role=Role.LEADER)
    reached, elsewhere = reached_by(actor=world.officer, account=world.approver)
    assert ([one.held.union for one in reached], elsewhere) == ([world.county.pk], 1)


def test_two_sorts_of_one_name_are_refused() -> None:
    known, one = RecordTypes(), next(iter(record_types))
    known.add(one)
    with pytest.raises(ValueError, match="union"):
        known.add(one)


def test_reach_covers_at_and_above_or_there_only() -> None:
    random = Random(1)
    for _ in range(200):
        path = "".join(random.choice(["0001", "0002"]) for _ in range(random.randint(1, 4)))
        top = "".join(random.choice(["0001", "0002"]) for _ in range(random.randint(1, 4)))
        assert Reach((path,)).covers(top) is path.startswith(top)
        assert Reach((path,), there_only=True).covers(top) is (path == top)
        assert Reach((path,), below_too=True).covers(top) is (path.startswith(top) or top.startswith(path))


# --- the pages


def page(user: User, url: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(url)


def test_officer_reads_who_can_see_a_person(world: World, records: dict[str, Any]) -> None:
    answer = page(world.officer, f"/who/person/{records['person'].pk}/")
    grants = [(row.record.account, row.record.post) for row in answer.context["table"].page.object_list]
    assert grants[0] == (world.host_chair.account, None)
    assert {account for account, post in grants[1:]} == {
        world.officer,
        world.approver,
        world.leader,
        world.host_chair.account,
        records["task"].set_by,  # the officer of the city
    }
    assert records["person"].name in answer.content.decode()


@pytest.mark.parametrize("sort", ["person", "agreement", "union", "programme", "activity", "round", "notice"])
def test_administrators_read_sort_and_number_only(sort: str, world: World, records: dict[str, Any]) -> None:
    answer = page(world.audit_admin, f"/who/{sort}/{records[sort].pk}/")
    body = answer.content.decode()
    assert answer.status_code == 200
    assert (answer.context["name"], answer.context["url"], "只列出类别和编号" in body) == ("", "", True)
    assert all(row.record.post is not None for row in answer.context["table"].page.object_list)
    if sort in ("agreement", "programme", "activity", "round", "notice"):
        assert str(records[sort]) not in body


def test_record_outside_the_readers_subtrees_is_not_found(world: World, records: dict[str, Any]) -> None:
    for sort, record in records.items():
        assert page(world.foreign_officer, f"/who/{sort}/{record.pk}/").status_code == 404
    assert page(world.officer, f"/who/union/{world.city.pk}/").status_code == 404
    assert page(world.officer, "/who/nothing/1/").status_code == 404


def test_asking_by_number_leads_to_the_record(world: World, records: dict[str, Any]) -> None:
    pk = records["agreement"].pk
    found = page(world.audit_admin, f"/who/?sort=agreement&number={pk}")
    assert (found.status_code, found["Location"]) == (302, f"/who/agreement/{pk}/")
    for number in ("999999", "0", "x", str(2**70)):
        answer = page(world.audit_admin, f"/who/?sort=agreement&number={number}")
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["number"])


def test_accounts_are_found_and_their_reach_shown(world: World) -> None:
    answer = page(world.officer, "/who/?q=李静")
    assert [row.record for row in answer.context["table"].page.object_list] == [world.approver]
    body = page(world.officer, f"/who/account/{world.approver.pk}/").content.decode()
    assert ("批准方案" in body, "阜宁县总工会" in body) == (True, True)
    assert page(world.officer, f"/who/account/{world.foreign_officer.pk}/").status_code == 404


def test_list_of_who_can_see_is_narrowed_and_written_out(world: World) -> None:
    url = f"/who/union/{world.host.pk}/"
    narrowed = page(world.officer, f"{url}?q=王启航&role=officer")
    assert [row.record.account for row in narrowed.context["table"].page.object_list] == [world.officer]
    empty = page(world.officer, f"{url}?q=没有这个人")
    assert "没有符合条件的账号" in empty.content.decode()
    written = page(world.officer, f"{url}?export=1")
    assert (written.status_code, written.content[:2]) == (200, b"PK")


def test_link_stands_where_the_reader_may_ask(world: World, records: dict[str, Any]) -> None:
    pages = (
        f"/unions/{world.host.pk}/",
        f"/agreements/{records['agreement'].pk}/",
        f"/people/{records['person'].pk}/",
    )
    assert [page(world.officer, url).content.decode().count("谁能看到？") > 0 for url in pages] == [True] * 3
    chair = world.host_chair.account
    assert [page(chair, url).content.decode().count("谁能看到？") for url in pages] == [0] * 3


def test_sorts_of_records_say_what_they_need() -> None:
    assert all(isinstance(one, RecordType) and one.verb in PERMISSIONS for one in record_types)


def test_record_is_found_by_its_name(client: Client, world: World) -> None:
    client.force_login(world.officer)
    answer = client.get("/who/", {"sort": "union", "words": "金海", "number": ""})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/who/union/{world.host.pk}/")
    several = client.get("/who/", {"sort": "union", "words": "公司", "number": ""}).content.decode()
    assert f'href="/who/union/{world.host.pk}/"' in several
    assert world.foreign_host.name not in several
    assert client.get("/who/", {"sort": "union", "words": "", "number": ""}).status_code == 422


def test_foreign_record_is_not_found_by_its_name(client: Client, world: World) -> None:
    client.force_login(world.officer)
    answer = client.get("/who/", {"sort": "union", "words": world.foreign_host.name, "number": ""})
    assert (answer.status_code, world.foreign_host.name in answer.content.decode().split("</form>")[1]) == (
        422,
        False,
    )
