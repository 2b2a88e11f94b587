from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.unions import HonourFactory, UnionFactory
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.formats.sheets.reading import read_book


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    client.force_login(world.officer)
    return client


def test_list_shows_every_figure_with_its_definition(officer: Client) -> None:
    body = officer.get("/figures/").content.decode()
    assert body.count('class="ls-card"') >= 10
    assert "每家只计一次" in body


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


def test_wrong_years_are_said_at_their_field(officer: Client) -> None:
    body = officer.get("/figures/unions/?since=2020&until=2018").content.decode()
    assert 'id="until-error"' in body
    assert 'value="2018"' in body


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
