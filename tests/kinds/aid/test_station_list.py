from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from openpyxl import load_workbook
from tests.factories.aid import HOURS
from tests.factories.pairing import workbook
from tests.factories.world import World
from tests.kinds.aid.test_network_rules import _HOURS

from lianshou.kernel.intake.actions import open_import, take_rows, undo_rows
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.rules.network import Hours, Line, why_not_hours
from lianshou.kinds.aid.rules.station_list import hours_of

NOW = datetime(2020, 6, 23, 2, 0, tzinfo=UTC)
HEADINGS = (
    "名称",
    "级别",
    "类别",
    "设立工会",
    "县（区）",
    "地址",
    "服务时间",
    "办公电话",
    "工作人员数",
    "设立日期",
)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("周一至周五 09:00–12:00、13:00–17:00；法定节假日休息", HOURS),
        ("星期一到星期五9：00-12：00，13：00-17：00;节假日除外", HOURS),
        ("工作日 8:30-17:30", Hours((Line("12345", time(8, 30), time(17, 30)),), None, False)),
        ("每天 7:30~19:00", Hours((Line("1234567", time(7, 30), time(19)),), None, False)),
        ("周一、周三 9:00至11:00", Hours((Line("13", time(9), time(11)),), None, False)),
        ("上午", None),
        ("周一 25:00-26:00", None),
        ("周五至周一 9:00-11:00", None),
        ("周一 9:00-11:00 左右", None),
        ("法定节假日休息", None),
        ("周一 9:00-10:00；周二 9:00-10:00；周三 9:00-10:00", None),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, hours: Hours | None) -> None:
    assert hours_of(text) == hours


@given(_HOURS)
def test_hours_that_a_door_says_are_read_again(hours: Hours) -> None:
    if why_not_hours(hours) is None:
        read = hours_of(hours.words.zh)
        assert read is not None
        assert read.words == hours.words


def row(name: str, **over: str) -> list[str]:
    facts = {
        "tier": "县（区）", "sort": "服务中心", "unit": "", "division": "阜宁县", "address": "示例路1号",
        "hours": HOURS.words.zh, "phone": "0515-87212345", "staff": "3", "on": "2019-05-01",
    } | over  # fmt: skip
    return [name, *facts.values()]


@pytest.mark.django_db
def test_list_is_judged_taken_and_taken_back(client: Client, world: World) -> None:
    rows = [
        row("县中心"),
        row("街道站", tier="街道", sort="站", unit=world.township.name),
        row("县中心"),
        row("越级", tier="市"),
        row("手机", phone="13812345678"),
        row("别家", unit=world.foreign_county.name),
        row("将来", on="2031-01-01"),
    ]
    batch = open_import(
        actor=world.officer, union=world.county, list_slug="stations", name="a.xlsx",
        content=workbook(HEADINGS, rows), now=NOW,
    )  # fmt: skip
    assert list(batch.rows.order_by("pk").values_list("state", flat=True)) == [
        "good",
        "good",
        "bad",
        "bad",
        "bad",
        "bad",
        "bad",
    ]
    take_rows(actor=world.officer, batch=batch, now=NOW)
    made = {station.name: station for station in Station.objects.admitted().select_related("union")}
    assert {name: station.union for name, station in made.items()} == {
        "县中心": world.county,
        "街道站": world.township,
    }
    assert (made["县中心"].hours, made["县中心"].division_code, made["县中心"].staff) == (HOURS, "320923", 3)
    client.force_login(world.officer)
    book = client.get(reverse("aid:export_stations")).content
    again = open_import(
        actor=world.officer, union=world.county, list_slug="stations", name="b.xlsx", content=book, now=NOW
    )
    assert {one.state for one in again.rows.all()} == {"bad"}  # read again, and all there already
    assert load_workbook(BytesIO(book)).active is not None
    made["街道站"].address = "新路2号"
    made["街道站"].save()
    undo_rows(actor=world.officer, batch=batch, now=NOW)
    assert list(Station.objects.admitted().values_list("name", flat=True)) == ["街道站"]
    assert client.get(reverse("intake:register", args=["stations"])).status_code == 200
