from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories.access import person_with
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.actions import (
    SentInvitation,
    accept_invitation,
    appoint,
    invite,
    renew_invitation,
    withdraw_invitation,
)
from lianshou.kernel.access.enums import Reason, Role
from lianshou.kernel.access.models import Invitation, Post, PostRequest, User
from lianshou.kernel.access.queries import digest_of_secret, held_by, invitation_by_secret
from lianshou.kernel.audit.models import Entry

NEW = "Xin-mi-ma-2026"
ACCOUNT = {"username": "li.xin", "password1": NEW, "password2": NEW}


def _sent(world: World, now: datetime, **changes: object) -> SentInvitation:
    facts = {"name": "李新", "union": world.county, "role": Role.OFFICER, "days": 7} | changes
    return invite(actor=world.system_admin, now=now, **facts)  # type: ignore[arg-type]


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.system_admin)
    return client


def test_only_the_digest_is_kept(world: World, now: datetime) -> None:
    sent = _sent(world, now, email="Li.Xin@Example.cn")
    kept = Invitation.objects.admitted().get()
    assert (kept.digest, kept.email, kept.expires_at) == (
        digest_of_secret(sent.secret),
        "li.xin@example.cn",
        now + timedelta(days=7),
    )
    entry = Entry.objects.get(verb="invitation.sent")
    told = str(vars(entry)) + repr(sent)
    assert [words in told for words in (sent.secret, "example.cn", "李新")] == [False, False, True]
    assert "李新" not in str(vars(entry))
    assert (entry.union_path, entry.details) == (world.county.path, {"role": "officer", "days": 7})


@pytest.mark.parametrize("who", ["officer", "approver", "leader", "host_account", "audit_admin", "nobody"])
def test_only_system_administrators_invite(world: World, now: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        invite(actor=getattr(world, who), name="李新", union=world.county, role=Role.OFFICER, days=7, now=now)


def test_nobody_is_invited_for_a_foreign_union(world: World, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        _sent(world, now, union=world.foreign_county)


def test_acceptance_opens_an_account_and_asks_for_its_post(world: World, now: datetime) -> None:
    sent = _sent(world, now, email="li.xin@example.cn")
    user = accept_invitation(invitation=sent.invitation, username="Li.Xin", password=NEW, now=now)
    asked = PostRequest.objects.admitted().get(user=user)
    assert (user.username, user.name, user.email, user.must_change_password) == (
        "li.xin",
        "李新",
        "li.xin@example.cn",
        False,
    )
    assert (asked.union_id, asked.role, user.check_password(NEW)) == (world.county.pk, "officer", True)
    assert (asked.asked_by, asked.starts_on, held_by(actor=user)) == (world.system_admin, now.date(), ())
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["invitation.sent", "account.created", "post.asked", "invitation.accepted"]
    assert set(Entry.objects.values_list("union_path", flat=True)) == {world.county.path}


def test_a_security_administrator_gives_the_post_of_an_invitation(world: World, now: datetime) -> None:
    user = accept_invitation(
        invitation=_sent(world, now).invitation, username="li.xin", password=NEW, now=now
    )
    facts = {"user": user, "union": world.county, "role": Role.OFFICER, "starts_on": now.date(), "now": now}
    with pytest.raises(PermissionDenied):
        appoint(actor=world.system_admin, **facts)
    post = appoint(actor=world.security_admin, **facts)
    assert PostRequest.objects.admitted().get(user=user).post == post


def _accept(sent: SentInvitation, now: datetime, username: str = "li.xin") -> User:
    return accept_invitation(invitation=sent.invitation, username=username, password=NEW, now=now)


def test_invitation_is_used_once(world: World, now: datetime) -> None:
    sent = _sent(world, now)
    _accept(sent, now)
    with pytest.raises(Refused, match="INVITATION_USED"):
        _accept(sent, now, "second")


def test_invitation_ends_with_its_last_moment(world: World, now: datetime) -> None:
    sent = _sent(world, now)
    with pytest.raises(Refused, match="INVITATION_OVER"):
        _accept(sent, now + timedelta(days=7))


def test_withdrawn_invitation_opens_nothing(world: World, now: datetime) -> None:
    sent = _sent(world, now)
    withdraw_invitation(actor=world.system_admin, invitation=sent.invitation, now=now)
    for act in (
        lambda: _accept(sent, now),
        lambda: renew_invitation(actor=world.system_admin, invitation=sent.invitation, days=7, now=now),
        lambda: withdraw_invitation(actor=world.system_admin, invitation=sent.invitation, now=now),
    ):
        with pytest.raises(Refused, match="INVITATION_WITHDRAWN"):
            act()


def test_renewal_makes_the_link_before_worthless(world: World, now: datetime) -> None:
    first = _sent(world, now)
    later = now + timedelta(days=9)
    second = renew_invitation(actor=world.system_admin, invitation=first.invitation, days=7, now=later)
    assert (invitation_by_secret(secret=first.secret), invitation_by_secret(secret=second.secret)) == (
        None,
        first.invitation,
    )
    assert _accept(second, later).username == "li.xin"


def test_invitation_of_somebody_who_may_no_more_is_void(world: World, now: datetime) -> None:
    sent = _sent(world, now)
    Post.objects.filter(user=world.system_admin).delete()
    with pytest.raises(Refused, match="INVITATION_OVER"):
        _accept(sent, now)


def test_taken_name_changes_nothing(world: World, now: datetime) -> None:
    sent = _sent(world, now)
    with pytest.raises(Refused) as refusal:
        _accept(sent, now, "officer")
    assert (refusal.value.reason, Invitation.objects.admitted().get().accepted_at) == (
        Reason.NAME_TAKEN,
        None,
    )


# --- the pages
def test_link_is_shown_once_mailed_and_leads_in(desk: Client, world: World) -> None:
    asked = {
        "name": "李　新",
        "email": "li.xin@example.cn",
        "union": "阜宁县总工会",
        "role": "officer",
        "days": 7,
    }
    answer = desk.post("/invitations/new/", asked)
    link = re.search(r'value="http://testserver(/invitation/[^"]+/)"', answer.content.decode())
    assert link is not None
    assert (answer["Cache-Control"], link[1] in mail.outbox[0].body, mail.outbox[0].to) == (
        "no-store",
        True,
        ["li.xin@example.cn"],
    )
    assert link[1] not in desk.get("/invitations/").content.decode()
    newcomer = Client()
    page = newcomer.get(link[1], follow=True)
    assert page.redirect_chain == [("/invitation/", 302)]
    assert ("李新同志" in page.content.decode(), page["Referrer-Policy"], page["Cache-Control"]) == (
        True,
        "same-origin",
        "no-store",
    )
    done = newcomer.post("/invitation/", ACCOUNT, follow=True)
    assert (done.redirect_chain, "账号已开通" in done.content.decode()) == ([("/account/login/", 302)], True)
    entered = newcomer.post("/account/login/", {"login": "Li.Xin", "password": NEW}, follow=True)
    assert "您目前没有岗位" in entered.content.decode()
    again = newcomer.get(link[1], follow=True)
    assert (again.status_code, str(Reason.INVITATION_USED.label) in again.content.decode()) == (410, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "李新"}, "username"),
        ({"username": "officer"}, "username"),
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password2": "other"}, "password2"),
    ],
)
def test_what_was_typed_is_kept_and_the_mistake_named(
    client: Client, world: World, changes: dict[str, str], field: str
) -> None:
    sent = _sent(world, timezone.now())
    client.get(f"/invitation/{sent.secret}/")
    answer = client.post("/invitation/", ACCOUNT | changes)
    form = answer.context["form"]
    assert (answer.status_code, [*form.errors], form["username"].value()) == (
        422,
        [field],
        (ACCOUNT | changes)["username"],
    )
    assert NEW not in answer.content.decode()


def test_unknown_and_expired_links_have_kind_pages(client: Client, world: World, now: datetime) -> None:
    sent = _sent(world, now)  # years ago
    unknown, bare = client.get("/invitation/none/"), client.get("/invitation/")
    assert (bare.status_code, "链接无效" in bare.content.decode()) == (404, True)
    expired = client.get(f"/invitation/{sent.secret}/", follow=True)
    assert (unknown.status_code, "链接无效" in unknown.content.decode()) == (404, True)
    assert (expired.status_code, "过期" in expired.content.decode()) == (410, True)
    assert client.post("/invitation/", ACCOUNT).status_code == 410
    assert User.objects.filter(username="li.xin").exists() is False


@pytest.mark.parametrize(
    ("typed", "status"),
    [("阜宁县总工会", 200), ("fncj", 422), ("金海", 200), ("阜", 422), ("射阳县总工会", 422)],
)
def test_union_is_named_within_scope(desk: Client, world: World, typed: str, status: int) -> None:
    asked = {"name": "李新", "union": typed, "role": "officer", "days": 7}
    assert desk.post("/invitations/new/", asked).status_code == status


def test_unions_of_one_name_are_told_apart_by_number(desk: Client, world: World) -> None:
    twins = [UnionFactory(parent=world.county, name="双子工会") for _ in range(2)]
    asked = {"name": "李新", "union": "双子工会", "role": "officer", "days": 7}
    page = desk.post("/invitations/new/", asked).content.decode()
    assert [f"双子工会 · {twin.pk}" in page for twin in twins] == [True, True]
    desk.post("/invitations/new/", asked | {"union": f"双子工会 · {twins[1].pk}"})
    assert Invitation.objects.admitted().get().union_id == twins[1].pk


def test_suggestions_stay_within_scope(desk: Client, world: World) -> None:
    page = desk.get("/invitations/unions/", {"union": "公司"}).content.decode()
    assert re.findall(r'value="([^"]+)"', page) == ["金海新能源公司工会", "中成紧固技术公司工会"]


@pytest.fixture
def listed(desk: Client, world: World) -> Client:
    """One of each state, and a foreign one."""
    now = timezone.now()
    _sent(world, now, name="开")
    _accept(_sent(world, now, name="收"), now)
    withdraw_invitation(actor=world.system_admin, invitation=_sent(world, now, name="撤").invitation, now=now)
    _sent(world, now - timedelta(days=30), name="过", role=Role.LEADER)
    foreign = person_with("system_admin", world.foreign_county)
    invite(actor=foreign, name="外", union=world.foreign_county, role=Role.OFFICER, days=7, now=now)
    return desk


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", "撤收开过"),
        ("state=open", "开"),
        ("state=accepted", "收"),
        ("state=withdrawn", "撤"),
        ("state=expired", "过"),
        ("role=leader", "过"),
        ("q=阜宁&role=officer", "撤收开"),
        ("q=射阳", ""),
        ("sort=name", "开撤收过"),
    ],
)
def test_list_narrows_and_shows_the_own_subtree(listed: Client, asked: str, found: str) -> None:
    rows = listed.get(f"/invitations/?{asked}").context["table"].page.object_list
    names = "".join(row.record.name for row in rows)
    assert names == found if "sort" not in asked else sorted(names) == sorted(found)


def test_list_asks_as_many_queries_for_five_as_for_one(listed: Client, world: World) -> None:
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            listed.get("/invitations/")
        counts.append(len(queries))
        _sent(world, timezone.now())
    assert counts[0] == counts[1]


def test_export_holds_what_is_shown_without_addresses(listed: Client, world: World) -> None:
    _sent(world, timezone.now(), name="邮", email="you@example.cn")
    sheet = load_workbook(BytesIO(listed.get("/invitations/export.xlsx?state=open").content)).active
    assert sheet is not None
    text = str(list(sheet.iter_rows(values_only=True)))
    assert [words in text for words in ("邮", "开", "待接受", "外", "example.cn")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_withdrawing_and_renewing_on_the_list(desk: Client, world: World) -> None:
    invitation = _sent(world, timezone.now()).invitation
    renewed = desk.post(f"/invitations/{invitation.pk}/renew/")
    assert (renewed.status_code, "/invitation/" in renewed.content.decode()) == (200, True)
    gone = desk.post(f"/invitations/{invitation.pk}/withdraw/", follow=True)
    assert "邀请已撤回" in gone.content.decode()
    again = desk.post(f"/invitations/{invitation.pk}/renew/", follow=True)
    assert (again.redirect_chain, "该邀请已撤回" in again.content.decode()) == (
        [("/invitations/", 302)],
        True,
    )


def test_foreign_invitation_does_not_exist(desk: Client, world: World, now: datetime) -> None:
    foreign = person_with("system_admin", world.foreign_county)
    sent = invite(actor=foreign, name="外", union=world.foreign_county, role=Role.OFFICER, days=7, now=now)
    for verb in ("withdraw", "renew"):
        assert desk.post(f"/invitations/{sent.invitation.pk}/{verb}/").status_code == 404


def test_secret_of_the_link_stands_in_no_log(
    client: Client, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    sent = _sent(world, timezone.now())
    client.get(f"/invitation/{sent.secret}/", follow=True)
    client.post("/invitation/", ACCOUNT | {"password2": "other"})
    _accept(sent, timezone.now())
    client.get("/invitation/")
    assert (len(caplog.records), sent.secret in caplog.text) == (2, False)
