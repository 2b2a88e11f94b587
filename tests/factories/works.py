"""The six works in the world of ``world``: a portfolio of the city or the county, its lines, shares and highlights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from tests.factories.access import person_with
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.actions import NewLine, add_line, open_portfolio
from lianshou.kernel.works.models import (
    Evidence,
    Highlight,
    Item,
    Measure,
    Portfolio,
    Progress,
    Task,
    Version,
)

NOON = datetime(2020, 6, 24, 4, 0, tzinfo=UTC)
TODAY = date(2020, 6, 24)


@dataclass(frozen=True)
class Desk:
    """The six works of the city for 2020, with the city's officer; the county and a foreign county lie below."""

    world: World
    city_officer: User
    portfolio: Portfolio

    def line(self, **changes: Any) -> NewLine:
        """Sixty agreements in the year, for which the city itself answers."""
        facts: dict[str, Any] = {
            "pillar": "self_building",
            "item": "联手兴家",
            "measure": "模范职工之家与两新组织工会结对",
            "title": "签订联手协议60份",
            "union": self.world.city,
            "starts_on": date(2020, 1, 1),
            "due_on": date(2020, 12, 31),
            "goal": 60,
            "unit": "PAPER",
        }
        return NewLine(**(facts | changes))

    def task(self, *, over_reason: str = "", **changes: Any) -> Task:
        """A line of the portfolio, set by the city's officer."""
        return add_line(
            actor=self.city_officer,
            portfolio=self.portfolio,
            line=self.line(**changes),
            now=NOON,
            over_reason=over_reason,
        )


def make_desk(world: World) -> Desk:
    """Everything through the real actions."""
    officer = person_with(Role.OFFICER, world.city, name="马部署", username="cityofficer")
    portfolio = open_portfolio(
        actor=officer,
        union=world.city,
        year=2020,
        title="2020年“六大工程”",
        reason="市总全委会部署",
        now=NOON,
    )
    return Desk(world, officer, portfolio)


def laid_works(*, union: Union, unit: Union, by: User, year: int = 2020) -> dict[str, int]:
    """One row of each sort: a portfolio of ``union``, a task of ``unit`` with a report and its file, a highlight; their numbers."""
    portfolio, _new = Portfolio.objects.get_or_create(
        union=union,
        year=year,
        defaults={"title": f"{union}六大工程", "made_by": by, "made_at": NOON},
    )
    version, _new = Version.objects.get_or_create(
        portfolio=portfolio, number=1, defaults={"reason": "部署", "made_by": by, "made_at": NOON}
    )
    item = Item.objects.create(
        portfolio=portfolio, pillar="ideas", title=f"{unit}试验项目", union=unit, version=version
    )
    measure = Measure.objects.create(item=item, title="试验措施")
    task = Task.objects.create(
        measure=measure,
        laid_by=union,
        laid_on=TODAY,
        set_by=by,
        union=unit,
        title=f"{unit}试验任务",
        goal=10,
        unit="ACTIVITY",
        starts_on=date(year, 1, 1),
        due_on=date(year, 12, 31),
    )
    facts = {"recorded_by": by, "recorded_at": NOON}
    report = Progress.objects.create(task=task, value=3, happened_on=TODAY, **facts)
    evidence = Evidence(progress=report)
    evidence.file.save("sweep.pdf", ContentFile(b"%PDF-1.4"), save=False)
    evidence.save()
    highlight = Highlight.objects.create(
        union=unit, pillar="ideas", title=f"{unit}亮点", story="做法", happened_on=TODAY, **facts
    )
    return {"works": portfolio.pk, "task": task.pk, "proof": evidence.pk, "highlight": highlight.pk}
