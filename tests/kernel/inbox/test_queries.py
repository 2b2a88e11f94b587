from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories.world import World

from lianshou.core.kinds import registry
from lianshou.kernel.inbox import queries

TODAY = date(2020, 6, 24)


def test_start_leads_to_this_years_programme_or_to_opening_it(world: World) -> None:
    def pairing(today: date) -> queries.Start:
        starts = queries.starts_of(actor=world.officer, today=today)
        assert [start.kind.slug for start in starts] == [kind.slug for kind in registry]
        return next(start for start in starts if start.kind.slug == "pairing")

    start = pairing(TODAY)
    assert (start.programme, start.url) == (world.programme, f"/pairing/{world.programme.pk}/")
    start = pairing(date(2021, 1, 1))
    assert (start.programme, start.url) == (None, "/programmes/new/?kind=pairing")


def test_leader_starts_only_what_exists(world: World) -> None:
    assert queries.starts_of(actor=world.leader, today=date(2021, 1, 1)) == []
    assert len(queries.starts_of(actor=world.leader, today=TODAY)) == 1


@pytest.mark.parametrize(
    ("who", "own"),
    [("host_account", ["金海新能源公司工会"]), ("officer", []), ("audit_admin", []), ("nobody", [])],
)
def test_own_unions_are_those_one_chairs(world: World, who: str, own: list[str]) -> None:
    assert [union.name for union in queries.own_unions(actor=getattr(world, who))] == own


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("officer", True),
        ("leader", True),
        ("host_account", True),
        ("audit_admin", False),
        ("system_admin", False),
        ("nobody", False),
    ],
)
def test_administrators_see_no_cases(world: World, who: str, sees: bool) -> None:
    assert queries.sees_cases(actor=getattr(world, who)) is sees


def test_register_is_counted_in_scope(world: World) -> None:
    actors: list[Any] = [world.officer, world.guest_account, world.audit_admin]
    assert [queries.register_size(actor=actor) for actor in actors] == [4, 1, 0]
