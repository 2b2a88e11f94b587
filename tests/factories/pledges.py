"""Pairings in every state of their agreement, in the world of ``world``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory
from tests.factories.intake import ApplicationFactory
from tests.factories.world import World

from lianshou.kernel.placement.enums import State as PlacementState
from lianshou.kernel.placement.models import Opening, Placement
from lianshou.kernel.pledges.actions import agree_pledge, issue_pledges, sign_pledge
from lianshou.kernel.pledges.models import Pledge, Series
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union

NOON = datetime(2020, 6, 24, 4, 0, tzinfo=UTC)


class SeriesFactory(DjangoModelFactory[Series]):
    class Meta:
        model = Series

    union = factory.SubFactory("tests.factories.unions.UnionFactory")
    prefix = "阜联手"
    year = 2020


def approved(programme: Programme, host: Union, guest: Union) -> Placement:
    """An approved pairing of the two, the programme approved with it."""
    if programme.state == ProgrammeState.PREPARING:
        programme.state = ProgrammeState.APPROVED
        programme.save()
    opening, _new = Opening.objects.get_or_create(
        programme=programme, union=host, defaults={"low": 3, "high": 4, "most": 6}
    )
    application = ApplicationFactory(programme=programme, union=guest)
    return Placement.objects.create(
        programme=programme,
        application=application,
        opening=opening,
        state=PlacementState.APPROVED,
        reasons={
            "sentence": {"zh": "相距0.4公里，同属风电产业链。", "en": "0.4 km apart, both in wind power."}
        },
    )


def drafted(world: World, now: datetime = NOON) -> Pledge:
    """The agreement of the world's host and guest, just issued."""
    approved(world.programme, world.host, world.guest)
    return issue_pledges(actor=world.officer, programme=world.programme, now=now)[0]


def agreed(world: World, now: datetime = NOON) -> Pledge:
    """The same, agreed by both."""
    pledge = drafted(world, now)
    for account in (world.host_account, world.guest_account):
        pledge = agree_pledge(actor=account, pledge=pledge, now=now)
    return pledge


def in_force(world: World, now: datetime = NOON) -> Pledge:
    """The same, signed by both."""
    pledge = agreed(world, now)
    for account in (world.host_account, world.guest_account):
        pledge = sign_pledge(actor=account, pledge=pledge, now=now)
    return pledge


def foreign_pledge(world: World, now: datetime = NOON) -> Pledge:
    """An agreement of the county next door."""
    approved(world.foreign_programme, world.foreign_host, world.foreign_guest)
    return issue_pledges(actor=world.foreign_officer, programme=world.foreign_programme, now=now)[0]


def frozen(**changes: Any) -> dict[str, Any]:
    """The arguments of an agreement's term, for rules."""
    return {"today": date(2020, 6, 24), "ends_on": date(2020, 12, 31)} | changes
