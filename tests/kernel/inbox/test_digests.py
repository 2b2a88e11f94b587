"""One digest for one period, in numbers, at a decent hour, by mail or by a robot."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from tests.factories.access import person_with
from tests.factories.calendars import confirmed
from tests.factories.inbox import robot_of
from tests.factories.world import World
from tests.kernel.inbox.conftest import Group, Post

from lianshou.core.couriers import Declined, NotSent
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.inbox import actions
from lianshou.kernel.inbox.models import Digest, DigestSetting, Robot
from lianshou.kernel.inbox.rules.digests import MOST_ATTEMPTS, is_quiet, may_go_out, period_of, wait_after
from lianshou.web.robots import group_courier, signature

WEDNESDAY = datetime(2020, 6, 24, 1, 30, tzinfo=UTC)  # half past nine in the morning
TOLD = {"every": "day", "channel": "mail", "hour": 9, "quiet_from": 21, "quiet_until": 8}


@pytest.mark.parametrize(
    ("hour", "start", "end", "quiet"),
    [
        (20, 21, 8, False), (21, 21, 8, True), (0, 21, 8, True), (7, 21, 8, True), (8, 21, 8, False),
        (12, 12, 14, True), (14, 12, 14, False), (5, 6, 6, False),
    ],
)  # fmt: skip
def test_quiet_hours_go_over_midnight(hour: int, start: int, end: int, quiet: bool) -> None:
    assert is_quiet(hour, quiet_from=start, quiet_until=end) is quiet


@pytest.mark.parametrize(
    ("at", "weekly", "goes"),
    [
        ("2020-06-24 08:59", False, False),
        ("2020-06-24 09:00", False, True),
        ("2020-06-24 20:59", False, True),
        ("2020-06-24 21:00", False, False),
        ("2020-06-27 10:00", False, False),  # a Saturday
        ("2020-06-22 08:30", True, False),
        ("2020-06-22 09:00", True, True),
        ("2020-06-24 08:00", True, True),  # Monday was missed
        ("2020-06-24 07:00", True, False),
    ],
)
def test_digest_goes_out_at_its_hour_on_working_days(at: str, weekly: bool, goes: bool) -> None:
    moment = datetime.fromisoformat(at)
    told = {"hour": 9, "quiet_from": 21, "quiet_until": 8}
    assert may_go_out(moment, weekly=weekly, is_working=lambda day: day.weekday() < 5, **told) is goes


def test_week_is_one_period() -> None:
    days = [date(2020, 6, 22) + timedelta(days=n) for n in range(7)]
    assert {period_of(day, weekly=True) for day in days} == {date(2020, 6, 22)}
    assert [period_of(day, weekly=False) for day in days] == days


def test_failed_ones_wait_twice_as_long_each_time_and_are_given_up() -> None:
    waits = [wait_after(n) for n in range(1, MOST_ATTEMPTS + 1)]
    assert [wait and wait.total_seconds() / 60 for wait in waits] == [15, 30, 60, 120, 240, None]


def wants(actor: Any, **told: Any) -> DigestSetting:
    actor.email = actor.email or f"{actor.username}@example.cn"
    actor.save()
    return actions.set_digest(actor=actor, now=WEDNESDAY, **TOLD | told)


def send(at: datetime = WEDNESDAY) -> int:
    with time_machine.travel(at, tick=False):
        return actions.send_digests(actor=None, now=at)


def states() -> list[str]:
    return list(Digest.objects.order_by("pk").values_list("state", flat=True))


def test_mail_tells_numbers_and_names_nobody(world: World, post: Post) -> None:
    wants(world.officer)
    assert (send(), send()) == (1, 0)
    (mail,) = post.mails
    words = mail.get_content()
    subject = mail["Subject"].strip()  # a long one may be folded before its first word
    assert (mail["To"], subject) == ("officer@example.cn", "我的工作：逾期0件，待办1件")
    assert all(part in words for part in ("阜宁县总工会 · 经办", "待办1件", "/my-work/", "/my-work/digest/"))
    assert [name for name in (world.officer.name, world.guest.name, "卢明远") if name in words] == []


def test_digest_is_sent_once_a_period_and_again_in_the_next(world: World, post: Post) -> None:
    wants(world.officer)
    sent = [send(WEDNESDAY + timedelta(hours=n)) for n in (0, 1, 5, 24, 25)]
    assert (sent, len(post.mails)) == ([1, 0, 0, 1, 0], 2)


def test_change_from_a_week_to_days_does_not_send_the_same_day_twice(world: World, post: Post) -> None:
    monday = WEDNESDAY - timedelta(days=2)
    wants(world.officer, every="week")
    assert send(monday) == 1
    wants(world.officer, every="day")
    assert send(monday + timedelta(hours=1)) == 0


def test_calendar_of_the_union_says_which_days_are_free(world: World, post: Post) -> None:
    confirmed(2020)
    wants(world.officer)
    days = [send(WEDNESDAY + timedelta(days=n)) for n in range(1, 5)]
    assert days == [0, 0, 0, 1]  # the Dragon Boat Festival, and the Sunday that is worked for it


@pytest.mark.parametrize(
    "barred",
    [{"is_active": False}, {"locked_until": WEDNESDAY + timedelta(minutes=5)}],
    ids=["closed", "locked"],
)
def test_nothing_goes_to_an_account_that_is_closed_or_locked(
    world: World, post: Post, barred: dict[str, Any]
) -> None:
    wants(world.officer)
    for name, value in barred.items():
        setattr(world.officer, name, value)
    world.officer.save()
    assert (send(), states(), post.mails) == (0, [], [])


def test_nothing_goes_to_whoever_wants_none_or_holds_no_post(world: World, post: Post) -> None:
    wants(world.officer, every="off")
    wants(world.nobody)
    assert (send(), states()) == (0, [])


def test_where_nothing_waits_nothing_is_sent(world: World, post: Post) -> None:
    wants(world.leader)
    assert (send(), states(), post.mails) == (0, ["empty"], [])


def test_failure_is_tried_again_later_and_told_to_the_administrator(
    world: World, post: Post, client: Client
) -> None:
    post.refuses = True
    wants(world.officer)
    moments = [WEDNESDAY + timedelta(minutes=n) for n in (0, 5, 15, 20)]
    assert [send(at) for at in moments] == [0, 0, 0, 0]
    (digest,) = Digest.objects.all()
    assert (digest.state, digest.fault, digest.attempts) == ("failed", "declined", 2)
    client.force_login(world.system_admin)
    page = client.get("/my-work/channels/failed/").content.decode()
    assert ("王启航" in page, "对方服务器拒收" in page) == (True, True)
    post.refuses = False
    assert (send(WEDNESDAY + timedelta(minutes=45)), states()) == (1, ["sent"])


def test_after_six_attempts_it_is_given_up_and_stands_in_the_administrators_work(
    world: World, post: Post, client: Client
) -> None:
    post.refuses = True
    wants(world.officer, quiet_from=0, quiet_until=0)
    for hours in range(11):
        send(WEDNESDAY + timedelta(hours=hours))
    assert states() == ["given_up"]
    with time_machine.travel(WEDNESDAY + timedelta(hours=12)):
        client.force_login(world.system_admin)
        assert "1份摘要未发出" in client.get("/").content.decode()


def test_what_failed_yesterday_is_not_sent_today(world: World, post: Post) -> None:
    post.refuses = True
    wants(world.officer)
    send()
    post.refuses = False
    assert (send(WEDNESDAY + timedelta(days=1)), states()) == (1, ["given_up", "sent"])


def test_crash_in_the_midst_of_sending_loses_none_of_the_others_and_sends_none_twice(
    world: World, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    wants(world.officer)
    other = person_with("officer", world.county, username="second")
    wants(other)
    real = actions.digesting.carry

    def die(message: Any) -> None:
        real(message)
        raise KeyboardInterrupt

    monkeypatch.setattr(actions.digesting, "carry", die)
    with pytest.raises(KeyboardInterrupt):
        send()
    monkeypatch.setattr(actions.digesting, "carry", real)
    assert (send(WEDNESDAY + timedelta(minutes=1)), states()) == (1, ["sending", "sent"])
    assert (send(WEDNESDAY + timedelta(minutes=20)), states()) == (0, ["unsure", "sent"])
    assert sorted(mail["To"] for mail in post.mails) == ["officer@example.cn", "second@example.cn"]


def test_whoever_comes_second_claims_nothing(world: World) -> None:
    wants(world.officer)
    with time_machine.travel(WEDNESDAY, tick=False):
        actions.plan_digests(actor=None, now=WEDNESDAY)
        (digest,) = Digest.objects.all()
        claims = [actions.claim_digest(actor=None, digest=digest, now=WEDNESDAY) for _ in range(2)]
    assert [claim and claim.pk for claim in claims] == [digest.pk, None]


@pytest.mark.parametrize(
    ("setting", "address", "fault"),
    [(False, "a@example.cn", "no_mails"), (True, "", "no_address")],
)
def test_mail_that_cannot_go_says_why(
    world: World, settings: Any, setting: bool, address: str, fault: str
) -> None:
    wants(world.officer)
    world.officer.email, settings.LIANSHOU_MAILS = address, setting
    world.officer.save()
    assert (send(), Digest.objects.get().fault) == (0, fault)


def test_wecom_gets_markdown_under_the_key_of_the_nearest_union(world: World, group: Group) -> None:
    robot_of(world.city, world.system_admin, key="key-of-the-city")
    robot_of(world.county, world.system_admin, key="key-of-the-county")
    wants(world.officer, channel="wecom")
    assert send() == 1
    ((query, body),) = group.got
    assert (query, body["msgtype"]) == ({"key": "key-of-the-county"}, "markdown")
    assert "**我的工作：逾期0件，待办1件**" in body["markdown"]["content"]
    assert world.officer.name not in str(body)


def test_dingtalk_is_signed_over_the_stamp_and_the_secret(world: World, group: Group) -> None:
    robot_of(world.county, world.system_admin, "dingtalk", key="token-1", secret="SECabc")
    wants(world.officer, channel="dingtalk")
    assert send() == 1
    ((query, body),) = group.got
    stamp = str(int(WEDNESDAY.timestamp() * 1000))
    made = hmac.new(b"SECabc", f"{stamp}\nSECabc".encode(), hashlib.sha256).digest()
    assert query == {"access_token": "token-1", "timestamp": stamp, "sign": base64.b64encode(made).decode()}
    assert (body["markdown"]["title"], signature(stamp, "SECabc")) == (
        "我的工作：逾期0件，待办1件",
        query["sign"],
    )


@pytest.mark.parametrize(
    ("status", "answer", "headers", "error"),
    [
        (200, b'{"errcode": 93000, "errmsg": "invalid webhook"}', {}, Declined),
        (200, b"<html>", {}, NotSent),
        (404, b"", {}, Declined),
        (502, b"", {}, NotSent),
        (302, b"", {"Location": "http://127.0.0.1:9/elsewhere"}, Declined),
    ],
)
def test_robot_that_does_not_take_it_says_so_without_its_key(
    group: Group, status: int, answer: bytes, headers: dict[str, str], error: type[NotSent]
) -> None:
    group.status, group.answer, group.headers = status, answer, headers
    with pytest.raises(error) as caught:
        group_courier("wecom").send(key="secret-key", secret="", title="题", words="话", at=0)
    assert (type(caught.value), "secret-key" in str(caught.value), len(group.got)) == (error, False, 1)


def test_server_that_is_away_is_tried_again(world: World, settings: Any) -> None:
    settings.LIANSHOU_WECOM = "http://127.0.0.1:9/send"
    robot_of(world.county, world.system_admin)
    wants(world.officer, channel="wecom")
    assert (send(), Digest.objects.get().fault) == (0, "unreachable")


def test_channel_without_a_robot_says_so(world: World) -> None:
    wants(world.officer, channel="wecom")
    assert (send(), Digest.objects.get().fault) == (0, "no_robot")


def test_key_and_secret_are_sealed_and_stay_out_of_the_book(world: World, now: datetime) -> None:
    actions.set_robot(
        actor=world.system_admin,
        union=world.county,
        channel="dingtalk",
        key="plainkey1",
        secret="SEC1",
        now=now,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, secret FROM inbox_robot")
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    said = str(list(Entry.objects.values()))
    assert [word in str(stored) + said for word in ("plainkey1", "SEC1")] == [False, False]
    assert "channel.set" in said


def test_robot_set_anew_takes_the_place_of_the_one_before(world: World, now: datetime) -> None:
    told = {"union": world.county, "channel": "wecom", "secret": "", "now": now}
    first, second = (
        actions.set_robot(actor=world.system_admin, key=key, **told) for key in ("oldkey-1", "newkey-1")
    )
    first.refresh_from_db()
    assert (first.key, first.ended_at, second.key) == ("", now, "newkey-1")
    actions.drop_robot(actor=world.system_admin, robot=second, now=now)
    assert Robot.objects.filter(ended_at=None).count() == 0


def test_administrator_sets_and_drops_a_robot(world: World, client: Client) -> None:
    client.force_login(world.system_admin)
    form = {"union": world.county.pk, "channel": "wecom", "key": "not a key!", "secret": ""}
    refused = client.post("/my-work/channels/", form)
    assert (refused.status_code, "只填密钥本身" in refused.content.decode()) == (422, True)
    page = client.post("/my-work/channels/", form | {"key": "good-key-1"}, follow=True).content.decode()
    assert ("企业微信群机器人" in page, "good-key-1" in page) == (True, False)
    robot = Robot.objects.get()
    client.post(f"/my-work/channels/{robot.pk}/drop/")
    robot.refresh_from_db()
    assert robot.ended_at is not None
    again = client.post(f"/my-work/channels/{robot.pk}/drop/")
    assert again.status_code == 404


def test_settings_show_what_one_would_get_and_stop_it(world: World, client: Client, settings: Any) -> None:
    settings.LIANSHOU_MAILS = True
    wants(world.officer)
    client.force_login(world.officer)
    with time_machine.travel(WEDNESDAY, tick=False):
        page = client.get("/my-work/digest/").content.decode()
        assert "我的工作：逾期0件，待办1件" in page
        client.post("/my-work/digest/", TOLD | {"every": "off"})
    assert DigestSetting.objects.get().every == "off"


def test_channel_that_does_not_reach_one_is_refused_with_what_was_typed(world: World, client: Client) -> None:
    client.force_login(world.nobody)
    page = client.post("/my-work/digest/", TOLD | {"hour": 10})
    assert (page.status_code, 'value="10"' in page.content.decode()) == (422, True)
    assert "目前无法用这种方式" in page.content.decode()
