from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.programmes.actions import change_settings, create_programme, pass_programme
from lianshou.kernel.programmes.enums import Reason, State
from lianshou.kernel.programmes.models import Programme


def make(world: World, now: datetime, **changes: Any) -> Programme:
    asked: dict[str, Any] = {
        "actor": world.officer,
        "kind": "pairing",
        "union": world.county,
        "title": "2020年联手兴家（第2轮）",
        "year": 2020,
        "round": 2,
        "starts_on": date(2020, 1, 1),
        "ends_on": date(2020, 12, 31),
        "now": now,
    }
    return create_programme(**asked | changes)


def test_programme_opens_in_preparation_with_the_pillar_of_its_kind(world: World, now: datetime) -> None:
    programme = make(world, now)
    assert (programme.state, programme.pillar, programme.settings) == (State.PREPARING, "self_building", {})
    assert Entry.objects.get().verb == "programme.created"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"round": 1}, Reason.ROUND_EXISTS),
        ({"ends_on": date(2019, 1, 1)}, Reason.ENDS_BEFORE_START),
        ({"kind": "unheard"}, Reason.UNKNOWN_KIND),
    ],
)
def test_programme_is_refused(world: World, now: datetime, changes: dict[str, Any], reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        make(world, now, **changes)
    assert refused.value.reason is reason


@pytest.mark.parametrize("who", ["approver", "leader", "host_account", "foreign_officer", "system_admin"])
def test_only_the_own_officer_opens_a_programme(world: World, now: datetime, who: str) -> None:
    with pytest.raises(PermissionDenied):
        make(world, now, actor=getattr(world, who))


def test_programme_passes_on_and_leaves_its_state_in_the_book(world: World, now: datetime) -> None:
    pass_programme(actor=world.approver, programme=world.programme, to=State.APPROVED, now=now)
    world.programme.refresh_from_db()
    assert (world.programme.state, Entry.objects.get().verb) == (State.APPROVED, "programme.approved")


def test_programme_skips_no_state(world: World, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        pass_programme(actor=world.approver, programme=world.programme, to=State.CLOSED, now=now)
    assert refused.value.reason is Reason.WRONG_STATE


def test_settings_are_changed_by_the_officer(world: World, now: datetime) -> None:
    change_settings(actor=world.officer, programme=world.programme, settings={"farthest_km": 30}, now=now)
    world.programme.refresh_from_db()
    assert world.programme.settings == {"farthest_km": 30}
    with pytest.raises(PermissionDenied):
        change_settings(actor=world.leader, programme=world.programme, settings={}, now=now)
