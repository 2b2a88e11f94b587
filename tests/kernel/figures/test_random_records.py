"""Random programmes, applications and activities on both sides of a border: every figure of the spine is its rows."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.factories.access import person_with
from tests.factories.programmes import ProgrammeFactory
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.periods import period_called
from lianshou.kernel.access.enums import Role
from lianshou.kernel.figures.queries import (
    Narrowing,
    facts_of,
    figures_by_pillar,
    lines_of,
    number_of,
    overview,
    places_of,
    rows_of,
    tally_of,
)
from lianshou.kernel.followups.enums import Sort
from lianshou.kernel.followups.models import FollowUp
from lianshou.kernel.intake.enums import State
from lianshou.kernel.intake.models import Application
from lianshou.kernel.programmes.enums import Pillar

TODAY = date(2020, 6, 24)
FIGURES = figures_by_pillar()


def laid(world: World, seed: int) -> random.Random:
    """Records of two counties, a city and a province, with days at the edges of years, some taken back or withdrawn."""
    draw = random.Random(seed)
    unions = [UnionFactory(parent=draw.choice([world.county, world.township])) for _ in range(6)]
    homes = [world.county, world.foreign_county, world.city, world.province, world.township]
    for number in range(draw.randint(1, 8)):
        programme = ProgrammeFactory(
            union=draw.choice(homes),
            kind=f"kind-{number}",
            pillar=draw.choice(Pillar.values),
            year=draw.choice([2018, 2019, 2020]),
        )
        for union in draw.sample(unions, draw.randint(0, 6)):
            Application.objects.create(
                programme=programme,
                union=union,
                state=draw.choice(State.values),
                submitted_at=_moment(draw),
            )
        for _ in range(draw.randint(0, 6)):
            FollowUp.objects.create(
                programme=programme,
                sort=draw.choice(Sort.values),
                title="走访",
                happened_on=_moment(draw).date(),
                recorded_by=world.officer,
                recorded_at=_moment(draw),
                removed_at=draw.choice([None, None, _moment(draw)]),
            )
    return draw


def _moment(draw: random.Random) -> datetime:
    """A moment at or about the turn of a year or a month in Beijing, which is 16:00 in Greenwich."""
    year, month = draw.choice([(2018, 12), (2019, 12), (2020, 5)])
    return datetime(year, month, 31, 16, tzinfo=UTC) + timedelta(
        seconds=draw.choice([-86400, -1, 0, 1, 86399, 86400])
    )


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_of_random_records_is_its_rows_and_its_lines_add_up(seed: int, world: World) -> None:
    draw = laid(world, seed)
    actors = (world.officer, person_with(Role.LEADER, world.province, username="above"))
    for actor in actors:
        for _ in range(3):
            name = draw.choice([None, "2019", "2020", "2020-06", "2019-12-31..2020-01-01"])
            to = Narrowing(
                period=period_called(name) if name else None,
                union=draw.choice([None, world.county, world.foreign_county, world.city]),
                cuts=draw.choice([{}, {"pillar": draw.choice(Pillar.values)}]),
            )
            for figure in FIGURES:
                check(figure, actor, to)


def check(figure: Any, actor: Any, to: Narrowing) -> None:
    asked: dict[str, Any] = {"figure": figure, "actor": actor, "today": TODAY, "to": to}
    rows = list(rows_of(**asked))
    count = number_of(**asked)
    assert count == len({row.pk for row in rows}) == len(rows)
    tally = tally_of(figure, facts_of(**asked))
    assert tally is None or tally.number == count
    for cut in figure.breakdowns:
        plain = [(line.token, line.count) for line in lines_of(breakdown=cut, **asked)]
        assert plain == [(line.token, line.count) for line in lines_of(breakdown=cut, tally=tally, **asked)]
        assert sum(number for _, number in plain) == count
    places = [(place.union.pk, place.count) for place in places_of(**asked)]
    assert places == [(place.union.pk, place.count) for place in places_of(tally=tally, **asked)]
    assert not places or sum(number for _, number in places) == count
    shown = overview(actor=actor, today=TODAY, to=to, chosen=figure)
    at = shown.figures.index(figure)
    assert shown.totals[at].value == sum(row.cells[at].quantity.value for row in shown.pillars) == count
    assert [(place.union.pk, place.whole.value) for place in shown.places] == [
        (pk, number) for pk, number in places
    ]


@pytest.mark.parametrize("seed", range(3))
def test_cells_of_the_overview_open_to_as_many_rows(seed: int, world: World) -> None:
    laid(world, 100 + seed)
    for chosen in FIGURES:
        shown = overview(actor=world.officer, today=TODAY, to=Narrowing(), chosen=chosen)
        for place in shown.places:
            for cell in place.cells:
                to = Narrowing(union=place.union, cuts={"pillar": cell.token})
                opened = rows_of(figure=chosen, actor=world.officer, today=TODAY, to=to).count()
                assert place.is_own or opened == cell.quantity.value
