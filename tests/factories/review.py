"""Ladders, ascents, rounds and their reviewers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.factories.access import PostFactory, UserFactory, person_with
from tests.factories.intake import ApplicationFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.ambient import beyond_scope
from lianshou.kernel.access.models import User
from lianshou.kernel.intake.models import Application
from lianshou.kernel.review.actions import (
    NewRung,
    add_criterion,
    add_reviewer,
    assign_reviewers,
    configure_ladder,
    create_round,
    open_round,
    submit_for_approval,
)
from lianshou.kernel.review.models import Ascent, Assignment, Ladder, Round
from lianshou.kernel.unions.models import Union

NOW = datetime(2020, 6, 24, 1, 0, tzinfo=UTC)


@dataclass
class Climb:
    """A township, county and city with an approver each, a ladder over the three, and a programme of the county's."""

    world: World
    unit: Union
    township: User
    county: User
    city: User
    submitter: User
    ladder: Ladder
    programme: Any

    def application(self, **changes: Any) -> Application:
        union = changes.pop("union", None) or UnionFactory(parent=self.world.township, level="enterprise")
        return ApplicationFactory(
            programme=self.programme, union=union, state="submitted", submitted_by=self.submitter, **changes
        )

    def ascent(self, **changes: Any) -> Ascent:
        application = self.application(**changes)
        with beyond_scope("the suite plants"):
            return submit_for_approval(actor=self.submitter, application=application, now=NOW)


def climb_of(world: World, *, levels: tuple[str, ...] = ("township", "county", "city")) -> Climb:
    """The ladder is the city's."""
    city = person_with("approver", world.city, name="市审批")
    rungs = [NewRung(role="approver", days=5, remind_days=1, level=level) for level in levels]
    with beyond_scope("the suite plants"):
        ladder = configure_ladder(
            actor=city, union=world.city, kind="pairing", title="三级审批", rungs=rungs, now=NOW
        )
    unit = UnionFactory(parent=world.township, name="长风风电工会")
    return Climb(
        world=world,
        unit=unit,
        township=person_with("approver", world.township, name="街道审批"),
        county=world.approver,
        city=city,
        submitter=person_with("chair", unit, name="方申报"),
        ladder=ladder,
        programme=ProgrammeFactory(union=world.county, title="2020年评优"),
    )


@dataclass
class Judging:
    """A round of the county's programme with experts and applications."""

    world: World
    round: Round
    experts: list[User]
    applications: list[Application]

    def assignments(self) -> list[Assignment]:
        return list(Assignment.objects.exclude(state="dropped").order_by("pk"))


def judging_of(
    world: World,
    *,
    experts: int = 3,
    applications: int = 3,
    each: int = 2,
    is_blind: bool = False,
    assigned: bool = True,
    spread_limit: int = 20,
) -> Judging:
    """Two criteria: 0–100 weighing 60, and 1–5 in halves weighing 40."""
    programme = ProgrammeFactory(union=world.county, title="2020年难题评审")
    asking = [
        ApplicationFactory(
            programme=programme,
            union=UnionFactory(parent=world.county, name=f"申报{n}厂工会"),
            state="submitted",
        )
        for n in range(applications)
    ]
    users = []
    for n in range(experts):
        user = UserFactory(name=f"专家{n}")
        PostFactory(user=user, union=world.county, role="expert")
        users.append(user)
    with beyond_scope("the suite plants"):
        round = create_round(
            actor=world.officer,
            programme=programme,
            title="初评",
            opens_on=date(2020, 6, 1),
            closes_on=date(2020, 6, 30),
            is_blind=is_blind,
            per_application=each,
            spread_limit=spread_limit,
            now=NOW,
        )
        scale: dict[str, Any] = {"low": Decimal(0), "high": Decimal(100), "step": Decimal(1)}
        add_criterion(actor=world.officer, round=round, title="实效", weight=Decimal(60), now=NOW, **scale)
        scale = {"low": Decimal(1), "high": Decimal(5), "step": Decimal("0.5")}
        add_criterion(actor=world.officer, round=round, title="创新", weight=Decimal(40), now=NOW, **scale)
        for user in users:
            add_reviewer(actor=world.officer, round=round, user=user, now=NOW)
        open_round(actor=world.officer, round=round, now=NOW)
        if assigned:
            assign_reviewers(actor=world.officer, round=round, now=NOW)
    round.refresh_from_db()
    return Judging(world, round, users, asking)
