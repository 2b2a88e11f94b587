"""Lists, openings and guests of a programme of pairing."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from factory.django import DjangoModelFactory
from tests.factories.intake import MOMENT, ApplicationFactory
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.formats.sheets.writing import ColumnOut, SheetOut, write_book
from lianshou.kernel.intake.models import Application
from lianshou.kernel.placement.actions import execute_run, start_run
from lianshou.kernel.placement.models import MatchRun, Opening
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.pairing.models import GuestDetail, HostDetail

HOST_HEADINGS = (
    "单位名称",
    "荣誉级别",
    "授予时间",
    "所属行业",
    "乡镇",
    "经度",
    "纬度",
    "工会主席",
    "联系电话",
)
GUEST_HEADINGS = ("单位名称", "建会时间", "所属行业", "乡镇", "经度", "纬度", "工会主席", "联系电话")


class HostDetailFactory(DjangoModelFactory[HostDetail]):
    class Meta:
        model = HostDetail

    level = "city"


class GuestDetailFactory(DjangoModelFactory[GuestDetail]):
    class Meta:
        model = GuestDetail


class OpeningFactory(DjangoModelFactory[Opening]):
    class Meta:
        model = Opening

    low, high, most = 1, 2, 4


def host(
    programme: Programme, union: Union, level: str = "city", room: tuple[int, int, int] = (1, 2, 4)
) -> Opening:
    """A host on the list of a programme."""
    low, high, most = room
    opening: Opening = OpeningFactory(programme=programme, union=union, low=low, high=high, most=most)
    HostDetailFactory(opening=opening, level=level)
    return opening


def guest(programme: Programme, union: Union) -> Application:
    """A guest on the list of a programme."""
    application: Application = ApplicationFactory(programme=programme, union=union)
    GuestDetailFactory(application=application)
    return application


def unit(world: World, name: str, east: float, **facts: Any) -> Union:
    """A union of the county, ``east`` km east of its middle."""
    longitude = f"{119.8 + east / 92.6:.6f}"
    where = {"longitude": longitude, "latitude": "33.780000", "division_code": "320923"}
    made: Union = UnionFactory(parent=world.county, name=name, **{**where, **facts})
    return made


def lists(world: World, hosts: int = 2, guests: int = 3) -> tuple[list[Opening], list[Application]]:
    """Hosts every 10 km, guests between them, on the lists of the world's programme."""
    openings = [host(world.programme, unit(world, f"帮带{n}公司", n * 10)) for n in range(hosts)]
    asking = [guest(world.programme, unit(world, f"新建{n}公司", n * 4 + 1)) for n in range(guests)]
    return openings, asking


def matched(world: World, hosts: int = 2, guests: int = 3) -> MatchRun:
    """The lists, matched by the real engine."""
    lists(world, hosts, guests)
    return match(world)


def match(world: World) -> MatchRun:
    """Match the world's programme as its officer would."""
    run = start_run(actor=world.officer, programme=world.programme, now=MOMENT, enqueue=lambda run_id: None)
    execute_run(run_id=run.pk, clock=lambda: MOMENT)
    run.refresh_from_db()
    return run


def workbook(headings: Sequence[str], rows: Sequence[Sequence[object]], title: str = "名单") -> bytes:
    """A plain workbook as an officer keeps it."""
    target = BytesIO()
    columns = tuple(ColumnOut(heading) for heading in headings)
    write_book(target, [SheetOut(title=title, columns=columns, rows=rows)])
    return target.getvalue()


def host_book(*rows: Sequence[object]) -> bytes:
    return workbook(HOST_HEADINGS, rows)


def guest_book(*rows: Sequence[object]) -> bytes:
    return workbook(GUEST_HEADINGS, rows)


def guest_row(name: str = "阜宁新风机械有限公司", **cells: object) -> list[object]:
    """A sound row of the guests; named cells differ."""
    usual: dict[str, object] = {
        "name": name,
        "founded_on": "2020-03-05",
        "industry": "3415",
        "township": "阜城街道",
        "longitude": "119.81",
        "latitude": "33.77",
        "chair": "王新",
        "phone": "0515-87200001",
    }
    return list({**usual, **cells}.values())


def host_row(name: str = "江苏老牌风电有限公司", **cells: object) -> list[object]:
    """A sound row of the hosts; named cells differ."""
    usual: dict[str, object] = {
        "name": name,
        "level": "省级",
        "granted_on": "2018-04-28",
        "industry": "3415",
        "township": "阜城街道",
        "longitude": "119.82",
        "latitude": "33.78",
        "chair": "李老",
        "phone": "0515-87200002",
    }
    return list({**usual, **cells}.values())
