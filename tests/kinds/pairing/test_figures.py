from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.factories.followups import FollowUpFactory
from tests.factories.pledges import NOON, approved, drafted, in_force
from tests.factories.programmes import ProgrammeFactory
from tests.factories.unions import GradeChangeFactory, HonourFactory
from tests.factories.world import World
from zeal import zeal_ignore

from lianshou.core.figures import Figure
from lianshou.kernel.figures.queries import Narrowing, number_of, rows_of
from lianshou.kernel.pledges.actions import end_pledge, issue_pledges, record_paper_signatures
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.enums import Grade
from lianshou.kinds.pairing.figures import figures

TODAY = date(2020, 6, 24)
BY_SLUG = {figure.slug: figure for figure in figures() if isinstance(figure, Figure)}


def numbers(actor: Any, *slugs: str, today: date = TODAY) -> list[int]:
    return [number_of(figure=BY_SLUG[slug], actor=actor, today=today, to=Narrowing()) for slug in slugs]


@pytest.fixture
def paired(world: World) -> World:
    with zeal_ignore():  # two chairs, one after the other
        in_force(world)
    return world


@pytest.fixture
def renewed(paired: World) -> World:
    """The same two sign again a year later."""
    programme = ProgrammeFactory(
        union=paired.county, year=2021, starts_on=date(2021, 1, 1), ends_on=date(2023, 12, 31)
    )
    approved(programme, paired.host, paired.guest)
    now = NOON + timedelta(days=365)
    with zeal_ignore():
        _sign(paired, programme, now)
    return paired


def _sign(paired: World, programme: Programme, now: datetime) -> None:
    pledge = issue_pledges(actor=paired.officer, programme=programme, now=now)[0]
    record_paper_signatures(
        actor=paired.officer,
        pledge=pledge,
        signed_on=now.date(),
        signatories={"host": "卢明远", "guest": "任青禾"},
        now=now,
    )


def test_pairing_counts_only_once_its_agreement_is_in_force(world: World) -> None:
    drafted(world)
    assert numbers(world.officer, "hosts", "host-entries", "guests", "pairings", "agreements") == [
        0,
        0,
        0,
        0,
        0,
    ]


def test_pairing_in_force_counts_on_either_side(paired: World) -> None:
    assert numbers(paired.officer, "hosts", "host-entries", "guests", "pairings", "agreements") == [
        1,
        1,
        1,
        1,
        1,
    ]


def test_agreement_runs_until_the_day_on_which_it_ended(paired: World) -> None:
    pledge, later = paired.programme.pledges.get(), TODAY + timedelta(days=30)
    with zeal_ignore():
        end_pledge(
            actor=paired.officer,
            pledge=pledge,
            reason="期满",
            ended_on=later,
            now=NOON + timedelta(days=30),
        )
    slugs = ("agreements-running", "agreements-over")
    assert numbers(paired.officer, *slugs, today=later - timedelta(days=1)) == [1, 0]
    assert numbers(paired.officer, *slugs, today=later) == [0, 1]


def test_pairing_that_ended_still_counts(paired: World) -> None:
    pledge = paired.programme.pledges.get()
    with zeal_ignore():
        end_pledge(actor=paired.officer, pledge=pledge, reason="企业迁出", ended_on=TODAY, now=NOON)
    slugs = ("hosts", "guests", "agreements", "agreements-running", "agreements-over")
    assert numbers(paired.officer, *slugs) == [1, 1, 1, 0, 1]


def test_agreement_is_over_after_its_last_day(paired: World) -> None:
    last = paired.programme.ends_on
    slugs = ("agreements-running", "agreements-over")
    assert numbers(paired.officer, *slugs, today=last) == [1, 0]
    assert numbers(paired.officer, *slugs, today=last + timedelta(days=1)) == [0, 1]


def test_renewal_counts_unions_once_and_pairings_twice(renewed: World) -> None:
    slugs = ("hosts", "host-entries", "guests", "pairings", "renewed", "largest-load")
    assert numbers(renewed.officer, *slugs) == [1, 2, 1, 2, 1, 2]


@pytest.mark.parametrize(("day", "counted"), [(-1, 0), (0, 1), (30, 1)])
def test_rise_counts_from_the_day_the_agreement_came_into_force(
    day: int, counted: int, paired: World
) -> None:
    GradeChangeFactory(union=paired.guest, changed_on=TODAY + timedelta(days=day))
    assert numbers(paired.officer, "upgraded") == [counted]


def test_fall_in_grade_is_no_upgrade(paired: World) -> None:
    GradeChangeFactory(union=paired.guest, before=Grade.ADVANCED, after=Grade.QUALIFIED, changed_on=TODAY)
    assert numbers(paired.officer, "upgraded") == [0]


def test_two_rises_are_one_upgraded_guest(paired: World) -> None:
    for _ in range(2):
        GradeChangeFactory(union=paired.guest, changed_on=TODAY)
    assert numbers(paired.officer, "upgraded") == [1]


@pytest.mark.parametrize(("day", "counted"), [(-1, 0), (0, 1)])
def test_honour_counts_from_the_day_the_agreement_came_into_force(
    day: int, counted: int, paired: World
) -> None:
    HonourFactory(union=paired.guest, level="county", granted_on=TODAY + timedelta(days=day))
    assert numbers(paired.officer, "honoured") == [counted]


def test_guest_with_two_honours_stands_under_the_higher(paired: World) -> None:
    for level in ("county", "city"):
        HonourFactory(union=paired.guest, level=level, granted_on=TODAY)
    found = BY_SLUG["honoured"].facts(actor=paired.officer, today=TODAY)
    assert list(found.values_list("union", "level")) == [(paired.guest.pk, "city")]


def test_withdrawn_honour_does_not_count(paired: World) -> None:
    HonourFactory(union=paired.guest, level="city", granted_on=TODAY, withdrawn_on=TODAY)
    assert numbers(paired.officer, "honoured") == [0]


def test_removed_activity_does_not_count(paired: World) -> None:
    placement = paired.programme.placements.get()
    FollowUpFactory(placement=placement, recorded_by=paired.officer)
    FollowUpFactory(placement=placement, recorded_by=paired.officer, removed_at=NOON)
    assert numbers(paired.officer, "activities") == [1]


@pytest.mark.parametrize("slug", BY_SLUG)
def test_columns_of_every_figure_read_from_its_rows(slug: str, renewed: World) -> None:
    placement = renewed.programme.placements.get()
    FollowUpFactory(placement=placement, recorded_by=renewed.officer)
    GradeChangeFactory(union=renewed.guest, changed_on=TODAY)
    HonourFactory(union=renewed.guest, level="city", granted_on=TODAY)
    figure, later = BY_SLUG[slug], date(2022, 1, 1)
    rows = figure.dress(rows_of(figure=figure, actor=renewed.officer, today=later, to=Narrowing()))
    with zeal_ignore():
        cells = [[column.value(row) for column in figure.columns] for row in rows]
        links = [column.link(row) for row in rows for column in figure.columns if column.link]
    assert len(cells) == rows.count() > 0
    assert all(link.startswith("/") for link in links)
