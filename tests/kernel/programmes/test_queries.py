from __future__ import annotations

from datetime import date

import pytest
from tests.factories.programmes import ParameterFactory, ProgrammeFactory
from tests.factories.world import World

from lianshou.kernel.programmes import queries


def test_programmes_of_the_own_subtree_only(world: World) -> None:
    assert list(queries.programmes_in_scope(actor=world.officer)) == [world.programme]
    assert list(queries.programmes_in_scope(actor=world.host_account)) == []


def test_next_round_follows_the_last(world: World) -> None:
    asked = {"kind": "pairing", "union": world.county}
    assert queries.next_round(**asked, year=2020) == 2
    assert queries.next_round(**asked, year=2021) == 1


def test_latest_round_of_the_year_is_the_one_on_the_desk(world: World) -> None:
    second = ProgrammeFactory(union=world.county, year=2020, round=2)
    assert queries.programmes_of_year(actor=world.officer, year=2020) == {"pairing": second}
    assert queries.programmes_of_year(actor=world.officer, year=2019) == {}


def test_years_are_those_of_ones_own_programmes(world: World) -> None:
    ProgrammeFactory(union=world.county, year=2018, round=1)
    ProgrammeFactory(union=world.foreign_county, year=2011, round=1)
    assert queries.years_in_scope(actor=world.officer) == [2020, 2018]


def test_federations_run_programmes(world: World) -> None:
    assert list(queries.homes_of_programmes(actor=world.officer)) == [world.county, world.township]
    assert list(queries.homes_of_programmes(actor=world.leader)) == []


def test_kind_that_was_removed_keeps_its_slug(world: World) -> None:
    assert queries.kind_title(world.programme).zh == "联手兴家"
    assert queries.kind_title(ProgrammeFactory.build(kind="gone", union=None)).zh == "gone"


@pytest.mark.parametrize(
    ("region", "on", "value"),
    [
        ("320923", date(2020, 1, 1), 3),
        ("320923", date(2018, 1, 1), 2),
        ("320924", date(2020, 1, 1), 2),
        ("110000", date(2020, 1, 1), 1),
        ("110000", date(2016, 1, 1), 5),
    ],
)
@pytest.mark.django_db
def test_parameter_of_the_longest_region_and_latest_day_wins(region: str, on: date, value: int) -> None:
    ParameterFactory(region="", value=1)
    ParameterFactory(region="3209", value=2)
    ParameterFactory(region="320923", value=3, starts_on=date(2019, 1, 1))
    assert queries.parameter(key="notice.working_days", region=region, on=on) == value
