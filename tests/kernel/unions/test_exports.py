from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import load_workbook
from tests.factories.unions import PlaceFactory
from tests.factories.world import World

from lianshou.formats.sheets.reading import read_book
from lianshou.formats.sheets.recognising import recognise_book, typed_rows
from lianshou.kernel.unions.exports import blank_book, ground_for, register_book, register_map
from lianshou.kernel.unions.queries import places_within, register
from lianshou.kernel.unions.rules import LISTS


def test_register_opens_again_with_masked_telephones(world: World) -> None:
    content = register_book(unions=register(actor=world.officer), on=date(2020, 6, 24))
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    header = rows[1]
    host = dict(zip(header, next(row for row in rows if row[0] == world.host.name), strict=True))
    assert (host["荣誉级别"], host["会员数"], host["工会主席"], host["联系电话"]) == (
        "省级",
        420,
        "卢明远",
        "138****0001",
    )
    assert [row[0] for row in rows[2:6]] == [
        world.county.name,
        world.township.name,
        world.host.name,
        world.guest.name,
    ]


def test_map_draws_what_has_a_point_over_the_places(world: World) -> None:
    PlaceFactory(name="阜城街道", division_code="320923001")
    located = register(actor=world.officer).filter(longitude__isnull=False)
    svg = register_map(unions=located, places=places_within(areas=["320923"]))
    assert (svg.count("data-kind="), svg.count('class="map__place"'), "2 家工会" in svg) == (2, 1, True)
    assert 'data-kind="host"' in svg


def test_map_of_nothing_says_so(world: World) -> None:
    assert "map__empty" in register_map(unions=[], places=[])


def test_ground_to_click_on_turns_back_into_degrees(world: World) -> None:
    ground = ground_for(unions=[world.host, world.guest], places=[])
    assert ground is not None
    assert (round(ground.lon0, 4), round(ground.lat0, 4)) == (119.8135, 33.763)
    assert ground_for(unions=[world.county], places=[]) is None


def test_blank_workbooks_are_read_again_without_problems() -> None:
    for listing in LISTS.values():
        table = recognise_book(read_book(blank_book(listing)), listing.layout)
        assert (typed_rows(table).rows, typed_rows(table).problems) == ([], [])
