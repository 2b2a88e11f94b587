from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.unions import HonourFactory, UnionFactory
from tests.factories.works import NOON, make_desk
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.core.figures import Figure
from lianshou.core.periods import Period, year_of
from lianshou.formats.sheets.reading import read_book
from lianshou.kernel.figures import views
from lianshou.kernel.figures.queries import Narrowing, all_figures, number_of
from lianshou.kernel.programmes.enums import Pillar
from lianshou.kernel.works.actions import feed_task


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def test_list_shows_every_figure_with_its_definition(officer: Client) -> None:
    body = officer.get("/figures/").content.decode()
    assert body.count('class="ls-card"') >= 10
    assert "每家只计一次" in body


def test_list_leaps_to_its_headings_with_the_filter_kept(officer: Client) -> None:
    body = officer.get("/figures/?starts=2020-01-01&ends=2020-06-30").content.decode()
    leaps = re.findall(r'<a href="#(under-\d+)">', body)
    assert leaps == re.findall(r'<h2 id="(under-\d+)">', body) != []
    cards = re.findall(r'<a href="(/figures/[a-z-]+/[^"]*)">', body.split('id="under-1"')[1])
    assert [url for url in cards if "starts=2020-01-01&amp;ends=2020-06-30" not in url] == []


@pytest.mark.parametrize(
    ("role", "status"), [("leader", 200), ("approver", 200), ("audit_admin", 403), ("nobody", 403)]
)
def test_list_opens_to_the_desk_only(role: str, status: int, world: World, client: Client) -> None:
    client.force_login(getattr(world, role))
    assert client.get("/figures/").status_code == status


def test_unknown_figure_is_not_found(officer: Client) -> None:
    assert officer.get("/figures/nothing/").status_code == 404


def test_ratio_has_no_rows_of_its_own(officer: Client) -> None:
    assert officer.get("/figures/upgrade-rate/").status_code == 404


def test_empty_figure_says_what_it_means(officer: Client) -> None:
    body = officer.get("/figures/hosts/").content.decode()
    assert re.findall(r'id="number">(\d+)<', body) == ["0"]
    assert "这里还没有计入的记录" in body


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("starts=2020-01-01&ends=2018-12-31", "ends-error", "早于开始日期"),
        ("starts=1901-01-01", "starts-error", "1925"),
        ("ends=2020-13-01", "ends-error", "日期"),
    ],
)
def test_wrong_days_are_said_at_their_field(query: str, place: str, words: str, officer: Client) -> None:
    body = officer.get(f"/figures/unions/?{query}").content.decode()
    said = body.partition(f'id="{place}"')[2].partition("</p>")[0]
    assert words in said
    assert f'value="{query.rpartition("=")[2]}"' in body


def test_period_stands_beside_the_year_before(world: World, officer: Client) -> None:
    body = officer.get("/figures/model-homes/?starts=2018-01-01&ends=2018-12-31").content.decode()
    assert re.findall(r'id="number">(\d+)<', body) == ["1"]
    assert "2017年：0家 · <strong>同比+1</strong>" in body


def test_figure_kept_by_years_says_so_for_a_part_of_one(officer: Client) -> None:
    words = "这个指标按年度统计"
    assert words in officer.get("/figures/hosts/?starts=2020-01-01&ends=2020-06-30").content.decode()
    assert words not in officer.get("/figures/hosts/?starts=2020-01-01&ends=2020-12-31").content.decode()
    assert words not in officer.get("/figures/unions/?starts=2020-01-01&ends=2020-06-30").content.decode()


def test_places_open_to_their_own(world: World, officer: Client) -> None:
    body = officer.get("/figures/unions/").content.decode()
    assert f"?union={world.township.pk}" in body
    body = officer.get(f"/figures/unions/?union={world.township.pk}").content.decode()
    assert re.findall(r'id="number">(\d+)<', body) == ["1"]


@pytest.mark.parametrize(("cut", "line"), [("unions", ["阜城街道总工会", 1]), ("level", ["企业工会", 2])])
def test_every_cut_is_a_workbook(cut: str, line: list[object], world: World, officer: Client) -> None:
    answer = officer.get(f"/figures/unions/by/{cut}/export.xlsx")
    sheet = read_book(answer.content).sheets[0]
    assert line in [[cell for cell in row if cell is not None] for row in sheet.rows]
    assert any("合计：4家" in str(cell) for row in sheet.rows for cell in row)


def test_cut_that_is_none_is_not_found(officer: Client) -> None:
    assert officer.get("/figures/unions/by/colour/export.xlsx").status_code == 404


def test_foreign_union_cannot_be_chosen(world: World, officer: Client) -> None:
    body = officer.get(f"/figures/unions/?union={world.foreign_county.pk}").content.decode()
    assert 'id="union-error"' in body
    assert world.foreign_county.name not in body


def test_rows_are_listed_with_the_same_queries_for_one_and_for_three(world: World, officer: Client) -> None:
    counts = []
    for more in (0, 2):
        for _ in range(more):
            HonourFactory(union=UnionFactory(parent=world.county, level="enterprise"))
        with (
            CaptureQueriesContext(
                connection,
            ) as captured,
            zeal_ignore(),
        ):
            body = officer.get("/figures/model-homes/").content.decode()
        counts.append((len(captured), re.findall(r'id="number">(\d+)<', body)))
    assert counts == [(counts[0][0], ["1"]), (counts[0][0], ["3"])]


def test_sorting_turns_the_rows(world: World, officer: Client) -> None:
    HonourFactory(union=world.guest)
    names = [world.host.name, world.guest.name]
    found = []
    for sort in ("c0", "-c0"):
        with zeal_ignore():
            body = officer.get(f"/figures/model-homes/?sort={sort}").content.decode()
        found.append([name for name in re.findall(r">([^<>]*工会)</a>", body) if name in names])
    assert found[0] == found[1][::-1]
    assert set(found[0]) == set(names)


def test_export_holds_the_rows_and_nothing_foreign(world: World, officer: Client) -> None:
    response = officer.get("/figures/model-homes/export.xlsx")
    book = read_book(response.content)
    cells = [str(cell) for sheet in book.sheets for row in sheet.rows for cell in row]
    assert world.host.name in cells
    assert world.foreign_host.name not in cells


def test_overview_holds_the_six_works_and_opens_to_its_rows(world: World, officer: Client) -> None:
    body = officer.get("/figures/overview/").content.decode()
    assert body.count('<th scope="row" class="fw-normal text-nowrap">') >= 6
    assert "建功立业" in body
    links = re.findall(r'href="(/figures/programmes/\?pillar=[a-z_]+)">(\d+)<', body)
    assert links
    for link, number in links:
        assert f'id="number">{number}<' in officer.get(link).content.decode()


def test_overview_by_union_is_a_workbook(world: World, officer: Client) -> None:
    book = read_book(officer.get("/figures/overview/export.xlsx?of=programmes").content)
    works, places = book.sheets
    counted = {row[0]: row[1] for row in works.rows if row}
    assert [counted[str(pillar.label)] for pillar in Pillar].count(1) == 1
    assert any(row and row[0] == "合计" and row[1] == 1 for row in works.rows)
    assert any("合计" in row for row in places.rows)


def test_records_that_one_may_not_open_are_listed_without_links(
    world: World, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    HonourFactory(union=world.guest, level="city")
    body = officer.get("/figures/unions/").content.decode()
    assert f'href="/unions/{world.guest.pk}/"' in body
    assert "打开单条记录" not in body
    monkeypatch.setattr(views, "may", lambda user, verb: verb == "figure.view")
    body = officer.get("/figures/unions/").content.decode()
    assert f'href="/unions/{world.guest.pk}/"' not in body
    assert "打开单条记录，需要相应岗位权限" in body


def test_goal_of_a_task_stands_beside_the_figure_that_feeds_it(world: World, client: Client) -> None:
    desk = make_desk(world)
    task = desk.task(title="建会10家", goal=10, unit="UNION")
    feed_task(actor=desk.city_officer, task=task, figure="unions", now=NOON)
    with time_machine.travel(NOON, tick=False):
        client.force_login(desk.city_officer)
        page = client.get("/figures/unions/").content.decode()
        other = client.get(f"/figures/unions/?union={world.county.pk}").content.decode()
        before = client.get("/figures/unions/?starts=2019-01-01&ends=2019-12-31").content.decode()
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    task.refresh_from_db()
    assert f"目标 10 家 · 完成{task.done_value}（{task.done_value * 10}.0%） · 建会10家" in said
    assert f'href="/works/tasks/{task.pk}/"' in page
    assert "建会10家" not in other + before


def test_tasks_are_counted_by_the_year_of_their_last_day(world: World) -> None:
    """What is due on 31 December is a task of the year in June already: else the share done would read 100 %."""
    desk = make_desk(world)
    desk.task(title="签订联手协议60份", due_on=date(2020, 12, 31))
    to = Narrowing(period=Period(date(2020, 1, 1), date(2020, 6, 24)))
    tasks = all_figures()["tasks"]
    assert isinstance(tasks, Figure)
    asked = {"figure": tasks, "actor": desk.city_officer, "today": date(2020, 6, 24)}
    assert number_of(**asked, to=to) == 1
    assert number_of(**asked, to=Narrowing(period=year_of(2021))) == 0
