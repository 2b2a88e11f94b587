from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.aid import HOURS, facts_of, laid_station
from tests.factories.unions import UnionFactory
from tests.factories.world import World
from time_machine import TimeMachineFixture

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.enums import Level
from lianshou.kinds.aid.actions.network import change_station, close_station, open_station
from lianshou.kinds.aid.enums import StationReason
from lianshou.kinds.aid.models import Station
from lianshou.kinds.aid.queries import coverage
from lianshou.kinds.aid.queries import network as queries
from lianshou.kinds.aid.rules.network import Hours, Line

NOW = datetime(2020, 6, 23, 2, 0, tzinfo=UTC)  # ten in the morning, a Tuesday

pytestmark = pytest.mark.django_db


def opened(world: World, **over: Any) -> Station:
    return open_station(
        actor=world.officer, union=over.pop("union", world.county), now=NOW, **facts_of(**over)
    )


def test_station_is_opened_changed_closed_and_tells_its_life(world: World) -> None:
    station = opened(world, phone="0515－87212345", area=" ")
    assert (station.phone, station.hours) == ("0515-87212345", HOURS)
    facts = facts_of(address="新路2号", hours=Hours((Line("1", time(9), time(12)),)))
    station = change_station(actor=world.officer, station=station, now=NOW, **facts)
    change_station(actor=world.officer, station=station, now=NOW, **facts)  # nothing differs: nothing is told
    close_station(
        actor=world.officer, station=station, closed_on=date(2020, 6, 22), words="并入市中心", now=NOW
    )
    station.refresh_from_db()
    assert (station.address, station.closed_on, station.closed_for) == (
        "新路2号",
        date(2020, 6, 22),
        "并入市中心",
    )
    assert [entry.verb for entry in history_of(station)] == [
        "station.closed",
        "station.changed",
        "station.opened",
    ]
    assert Station.history.filter(id=station.pk).count() == 3


def test_station_is_refused_where_it_cannot_be(world: World) -> None:
    station = opened(world)
    for over, reason in (
        ({}, StationReason.TWIN),
        ({"name": "x", "tier": "city"}, StationReason.TIER_ABOVE),
        ({"name": "x", "longitude": 1, "latitude": 2}, StationReason.BAD_POINT),
    ):
        with pytest.raises(Refused) as refused:
            opened(world, **over)
        assert refused.value.reason is reason
    close_station(actor=world.officer, station=station, closed_on=NOW.date(), words="搬走", now=NOW)
    with pytest.raises(Refused):
        change_station(actor=world.officer, station=station, now=NOW, **facts_of())
    opened(world)  # the name is free again


def test_only_officers_of_the_subtree_write(world: World) -> None:
    station = opened(world)
    for actor in (world.foreign_officer, world.leader, world.host_account, world.nobody):
        with pytest.raises(PermissionDenied):
            open_station(actor=actor, union=world.county, now=NOW, **facts_of(name="y"))
        with pytest.raises(PermissionDenied):
            change_station(actor=actor, station=station, now=NOW, **facts_of())
        with pytest.raises(PermissionDenied):
            close_station(actor=actor, station=station, closed_on=NOW.date(), words="x", now=NOW)
    assert queries.stations_in_scope(actor=world.foreign_officer).count() == 0


@pytest.fixture
def tree(world: World) -> dict[str, Any]:
    """A city with a unit of its own, one county with townships: of six that should keep a station two do, one is served."""
    plant = {"parent": world.county, "level": Level.TOWNSHIP}
    named = UnionFactory(name="东沟镇总工会", division_code="320923105", **plant)
    bare = UnionFactory(name="益林镇总工会", division_code="320923", **plant)
    unit = UnionFactory(parent=world.city, name="盐城公交集团工会", level=Level.ENTERPRISE)
    gone = UnionFactory(name="撤销镇总工会", dissolved_on=date(2020, 1, 1), **plant)
    laid_station(world.county)
    laid_station(
        world.city, name="盐城市职工服务中心", tier="city", division_code="320900", opened_on=date(2018, 1, 1)
    )
    laid_station(
        world.county, name="东沟镇工作站", tier="township", sort="station", division_code="320923105"
    )
    laid_station(world.county, name="县工作站", tier="street", sort="point", division_code="320923")
    return {"named": named, "bare": bare, "unit": unit, "gone": gone}


def test_gaps_are_unions_that_should_keep_a_station_and_do_not(world: World, tree: dict[str, Any]) -> None:
    expected = {
        union.name: (union.tier, union.covered)
        for union in coverage.unions_expected(scope=Scope((world.city.path,)))
    }
    assert expected == {
        "盐城市总工会": ("city", True),
        "阜宁县总工会": ("county", True),
        "射阳县总工会": ("county", False),
        "阜城街道总工会": ("street", False),
        "东沟镇总工会": ("township", True),
        "益林镇总工会": ("township", False),
        "盐城公交集团工会": ("enterprise", False),
    }
    gaps = list(coverage.gaps_below(union=world.city))
    above = coverage.nearest_above(gaps)
    assert {union.name: above[union.pk].name for union in gaps} == {
        "射阳县总工会": "盐城市职工服务中心",
        "阜城街道总工会": "示例县职工服务中心",
        "益林镇总工会": "示例县职工服务中心",
        "盐城公交集团工会": "盐城市职工服务中心",
    }


def test_network_adds_up_and_its_numbers_are_those_of_the_lists(world: World, tree: dict[str, Any]) -> None:
    found = coverage.network_of(union=world.city)
    lines = {
        str(line.tier): (line.centres, line.stations, line.points, line.covered, line.expected)
        for line in found.lines
    }
    assert lines == {
        "city": (1, 0, 0, 1, 1),
        "county": (1, 0, 0, 1, 2),
        "township": (0, 1, 0, 1, 2),
        "street": (0, 0, 1, 0, 1),
        "enterprise": (0, 0, 0, 0, 1),
    }
    assert (found.total, found.gaps) == (4, coverage.gaps_below(union=world.city).count())
    assert sum(branch.total for branch in found.branches) == found.total - 1  # the city's own
    assert found.tiers == ("county", "township", "street")
    assert [branch.union.name for branch in found.branches] == ["阜宁县总工会", "射阳县总工会"]
    shades = {str(line.tier): line.shade for line in found.branches[0].lines}
    assert shades == {"county": "full", "township": "part", "street": "empty"}


def rows_of(book: bytes) -> list[tuple[Any, ...]]:
    sheet = load_workbook(BytesIO(book)).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_pages_of_an_officer(client: Client, world: World, tree: dict[str, Any]) -> None:
    client.force_login(world.officer)
    laid_station(world.foreign_county, name="射阳站", division_code="320924")
    page = client.get(reverse("aid:networks"))
    assert page.context["union"] == world.county
    assert page.context["svg"] == ""
    listed = client.get(
        reverse("aid:stations"), {"q": "zhigong", "tier": "county", "union": world.county.pk, "state": "open"}
    )
    assert [row.record.name for row in listed.context["table"].rows] == []
    listed = client.get(
        reverse("aid:stations"), {"q": "职工", "tier": "county", "sort": "centre", "state": "open"}
    )
    assert [row.record.name for row in listed.context["table"].rows] == ["示例县职工服务中心"]
    shown = [column.name for column in listed.context["table"].columns]
    assert shown == ["name", "tier", "union", "hours_said", "phone", "state"]
    assert "射阳站" not in client.get(reverse("aid:stations")).content.decode()
    book = rows_of(client.get(reverse("aid:export_stations")).content)
    assert [row[0] for row in book if row[0] and "站" in str(row[0])][-2:] == ["东沟镇工作站", "县工作站"]
    gaps = client.get(reverse("aid:gaps", args=[world.county.pk]), {"tier": "street"})
    assert "阜城街道总工会" in gaps.content.decode()
    assert "示例县职工服务中心" in gaps.content.decode()
    book = rows_of(client.get(reverse("aid:export_gaps", args=[world.county.pk])).content)
    assert sum("示例县职工服务中心" in str(row) for row in book) == 2
    assert client.get(reverse("aid:network", args=[world.foreign_county.pk])).status_code == 404
    assert "职工服务中心" in client.get(reverse("unions:detail", args=[world.county.pk])).content.decode()


def form_of(**over: Any) -> dict[str, Any]:
    return {
        "tier": "county", "sort": "centre", "name": "阜宁县职工服务中心", "division_code": "阜宁县", "area": "",
        "address": "示例路1号", "phone": "0515-87212345", "staff": 4, "opened_on": "2020-06-01", "days": list("12345"),
        "opens": "09:00", "closes": "17:00", "lunch_from": "12:00", "lunch_to": "13:00", "closed_on_holidays": "on",
        "longitude": "119.8", "latitude": "33.78",
    } | over  # fmt: skip


def test_station_is_typed_kept_when_refused_changed_and_closed(
    client: Client, world: World, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW)
    client.force_login(world.officer)
    new = reverse("aid:open_station")
    assert client.get(new, {"union": world.county.pk}).context["form"].initial["tier"] == "county"
    for over, field in (
        ({"phone": "13812345678"}, "phone"),
        ({"division_code": "无此县"}, "division_code"),
        ({"division_code": "鼓楼区"}, "division_code"),
        ({"days": []}, "days"),
        ({"lunch_to": ""}, "lunch_to"),
        ({"more_days": ["6"]}, "more_opens"),
        ({"more_days": ["5"], "more_opens": "09:00", "more_closes": "11:00"}, "more_days"),
        ({"closes": "08:00", "lunch_from": "", "lunch_to": ""}, "closes"),
        ({"opened_on": "2020-07-01"}, "opened_on"),
        ({"tier": "city"}, "tier"),
    ):
        answer = client.post(new, form_of(union=world.county.pk, **over))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field]), over
        assert "示例路1号" in answer.content.decode()
    assert client.post(new, form_of(union=world.foreign_county.pk)).status_code == 422
    more = {"more_days": ["6"], "more_opens": "09:00", "more_closes": "11:00"}
    assert client.post(new, form_of(union=world.county.pk, **more)).status_code == 302
    station = Station.objects.admitted().get()
    page = client.get(reverse("aid:station", args=[station.pk]))
    assert page.context["is_open_now"]
    assert "周六 09:00–11:00" in page.content.decode()
    edit = reverse("aid:change_station", args=[station.pk])
    assert client.get(edit).context["form"].initial["more_days"] == ["6"]
    assert client.post(edit, form_of(address="新路2号")).status_code == 302
    told = client.get(reverse("aid:station", args=[station.pk])).content.decode()
    assert "示例路1号 → 新路2号" in told
    assert (
        "周一至周五 09:00–12:00、13:00–17:00；周六 09:00–11:00；法定节假日休息 → 周一至周五 09:00–12:00"
        in told
    )
    close = reverse("aid:close_station", args=[station.pk])
    assert client.get(close).status_code == 200
    assert client.post(close, {"closed_on": "2020-06-23", "words": ""}).status_code == 422
    assert client.post(close, {"closed_on": "2021-06-23", "words": "x"}).status_code == 422
    assert client.post(close, {"closed_on": "2020-06-23", "words": "并入市中心"}).status_code == 302
    assert "并入市中心" in client.get(reverse("aid:station", args=[station.pk])).content.decode()
    client.force_login(world.leader)
    assert client.get(new).status_code == 403


def test_everybody_finds_a_station_and_nobody_finds_a_person(
    client: Client, world: World, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(NOW)
    public, poster = reverse("public_aid:stations"), reverse("public_aid:poster")
    assert "还没有登记站点" in client.get(public).content.decode()
    laid_station(world.county, staff=37)
    laid_station(world.foreign_county, name="射阳县职工服务中心", division_code="320924")
    laid_station(world.county, name="撤销站", closed_on=date(2020, 1, 1), closed_for="并入")
    page = client.get(public, {"county": "320923"})
    said = page.content.decode()
    assert [(station.name, is_open) for station, is_open in page.context["shown"]] == [
        ("示例县职工服务中心", True)
    ]
    assert "周一至周五 09:00–12:00、13:00–17:00" in said
    assert "0515-87212345" in said
    assert "37" not in said
    assert [
        len(client.get(public, asked).context["shown"])
        for asked in ({}, {"q": "射阳"}, {"q": "无"}, {"county": "x"})
    ] == [2, 1, 0, 2]
    time_machine.move_to(datetime(2020, 6, 23, 11, 0, tzinfo=UTC))
    assert "现在不在服务时间" in client.get(public).content.decode()
    sheet = client.get(poster, {"county": "320923"}).content.decode()
    assert "示例县职工服务中心" in sheet
    assert "射阳" not in sheet
    assert "请先选择县" in client.get(poster).content.decode()


def test_map_shows_what_has_a_point(client: Client, world: World) -> None:
    laid_station(world.county, longitude="119.8", latitude="33.78")
    UnionFactory(
        parent=world.county, name="板湖镇总工会", level=Level.TOWNSHIP, longitude="119.63", latitude="33.75"
    )
    client.force_login(world.officer)
    svg = client.get(reverse("aid:network", args=[world.county.pk])).context["svg"]
    assert "示例县职工服务中心" in svg
    assert 'data-kind="gap"' in svg
