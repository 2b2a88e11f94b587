"""Portfolios as a table, rolled up by work; what a union owes upward; how much was laid on it."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet

from lianshou.kernel.access.queries import may, scope_of
from lianshou.kernel.programmes.enums import Pillar
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.programmes.queries import home_of, programmes_in_scope
from lianshou.kernel.unions.enums import FEDERATIONS
from lianshou.kernel.unions.models import Union
from lianshou.kernel.unions.queries import unions_in_scope
from lianshou.kernel.works.enums import Light
from lianshou.kernel.works.models import Item, Measure, Portfolio, Progress, Task, Version
from lianshou.kernel.works.queries.standing import WITH, Row, rows_of, tasks_in_scope
from lianshou.kernel.works.rules import worst


def portfolios_in_scope(*, actor: Any, verb: str = "works.view") -> QuerySet[Portfolio]:
    """The portfolios of unions in scope, the latest year and the highest union first."""
    found = Portfolio.objects.within(scope_of(actor=actor, verb=verb)).select_related("union")
    return found.order_by("-year", "union__path")


def portfolio_asked(*, actor: Any, pk: int | None) -> Portfolio | None:
    """The portfolio of this number, or without one the first; None where there is none to see."""
    found = portfolios_in_scope(actor=actor)
    return found.filter(pk=pk).first() if pk else found.first()


def homes_of_portfolios(*, actor: Any) -> QuerySet[Union]:
    """The federations for which the actor may set up six works."""
    return unions_in_scope(actor=actor, verb="works.edit").filter(level__in=FEDERATIONS)


def has_year(*, union: Union, year: int) -> bool:
    """Whether a union has its six works of a year already."""
    return Portfolio.objects.admitted().filter(union=union, year=year).exists()


def versions_of(*, portfolio: Portfolio) -> QuerySet[Version]:
    """The versions of a portfolio in hand, the newest first, with how many items came and went with each."""
    found = Version.objects.admitted().filter(portfolio=portfolio).select_related("made_by")
    return found.annotate(
        came=Count("added", distinct=True), went=Count("taken_out", distinct=True)
    ).order_by("-number")


def newest_version(*, portfolio: Portfolio) -> Version:
    """The version that counts now."""
    return Version.objects.admitted().filter(portfolio=portfolio).order_by("-number")[0]


def is_in_use(*, version: Version) -> bool:
    """Whether anything was reported since a version was opened: then a new item needs a new version."""
    told = Progress.objects.admitted().filter(task__measure__item__portfolio=version.portfolio_id)
    return told.filter(recorded_at__gt=version.made_at).exists()


def item_called(*, portfolio: Portfolio, pillar: str, title: str) -> Item | None:
    """The item of this name that still counts."""
    found = Item.objects.admitted().filter(portfolio=portfolio, pillar=pillar, title=title, ended_with=None)
    return found.select_related("union", "person").first()


def measure_called(*, item: Item, title: str) -> Measure | None:
    """The measure of this name of an item in hand."""
    return Measure.objects.admitted().filter(item=item, title=title).first()


def standing_lines(*, portfolio: Portfolio) -> set[tuple[str, str, str, str, int]]:
    """What stands in a portfolio as lines: work, item, measure, task, and the id of the unit."""
    found = Task.objects.admitted().filter(measure__item__portfolio=portfolio, parent=None, ended_at=None)
    return set(
        found.values_list(
            "measure__item__pillar", "measure__item__title", "measure__title", "title", "union_id"
        ).order_by()
    )


def items_to_end(*, portfolio: Portfolio) -> QuerySet[Item]:
    """The items that count, to be taken out with the next version."""
    return Item.objects.admitted().filter(portfolio=portfolio, ended_with=None).order_by("pillar", "pk")


def tasks_of(*, actor: Any, portfolio: Portfolio) -> QuerySet[Task]:
    """The tasks of a portfolio that count, without their shares."""
    found = tasks_in_scope(actor=actor).filter(measure__item__portfolio=portfolio, parent=None)
    return found.order_by("measure__item", "measure", "due_on", "pk")


@dataclass
class ItemBlock:
    """An item with its tasks; its light is the worst of theirs."""

    item: Item
    rows: list[Row] = field(default_factory=list)

    @property
    def light(self) -> Light:
        return worst([row.light for row in self.rows])

    @property
    def light_said(self) -> str:
        return str(self.light.label)

    @property
    def due_on(self) -> date:
        return max(row.task.due_on for row in self.rows)


@dataclass
class PillarBlock:
    """One of the six works: its items, the programmes that hang under it, and how its tasks stand."""

    pillar: Pillar
    items: list[ItemBlock] = field(default_factory=list)
    programmes: list[tuple[Programme, str]] = field(default_factory=list)
    """Those that hang under it, each with its own desk."""

    @property
    def rows(self) -> list[Row]:
        return [row for block in self.items for row in block.rows]

    @property
    def title(self) -> str:
        return str(self.pillar.label)

    @property
    def lights(self) -> list[tuple[Light, int]]:
        """How many tasks that are not done show each light, those that there are."""
        found = [
            (light, sum(row.light == light and not row.is_done for row in self.rows))
            for light in reversed(Light)
        ]
        return [(light, n) for light, n in found if n]

    @property
    def light(self) -> Light:
        return worst([row.light for row in self.rows]) if self.rows else Light.GREY

    @property
    def done(self) -> int:
        return sum(row.is_done for row in self.rows)


def board(*, actor: Any, portfolio: Portfolio, today: date) -> list[PillarBlock]:
    """A portfolio by work and item, in a number of queries that its length does not change."""
    blocks = {pillar: PillarBlock(pillar) for pillar in Pillar}
    items: dict[int, ItemBlock] = {}
    for row in rows_of(actor=actor, tasks=tasks_of(actor=actor, portfolio=portfolio), today=today):
        item = row.task.measure.item
        if item.pk not in items:
            items[item.pk] = ItemBlock(item)
            blocks[Pillar(item.pillar)].items.append(items[item.pk])
        items[item.pk].rows.append(row)
    for programme in _programmes(actor, portfolio):
        blocks[Pillar(programme.pillar)].programmes.append((programme, home_of(programme)))
    return list(blocks.values())


def _programmes(actor: Any, portfolio: Portfolio) -> list[Programme]:
    if not may(actor, "programme.view", on=portfolio.union):
        return []
    return list(programmes_in_scope(actor=actor).filter(year=portfolio.year, union=portfolio.union))


def unions_owing(*, actor: Any) -> QuerySet[Union]:
    """The unions whose debts upward the actor may look at."""
    return unions_in_scope(actor=actor, verb="works.view")


@dataclass(frozen=True)
class Bar:
    """A task as Gantt draws it, in hundredths of the year."""

    row: Row
    left: float
    width: float
    done: float
    top: int


def bars_of(rows: list[Row], year: int) -> list[Bar]:
    """The bars of tasks in a year, each in a line of its own; what is done is a part of its length."""
    first, days = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    made = []
    for number, row in enumerate(rows):
        start = max((row.task.starts_on - first).days, 0)
        end = min((row.task.due_on - first).days + 1, days)
        left, width = 100 * start / days, 100 * max(end - start, 1) / days
        made.append(Bar(row, round(left, 2), round(width, 2), round(width * row.percent / 100, 2), number))
    return made


def today_in(year: int, today: date) -> float:
    """Where today lies in a year, in hundredths."""
    first, days = date(year, 1, 1), (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return round(max(0.0, min(100.0, 100 * (today - first).days / days)), 2)


def weeks_of(rows: list[Row], month: date) -> list[list[tuple[date, list[Row], bool]]]:
    """A month as weeks from Monday on: each day with the tasks that fall due, and whether it is of this month."""
    first = month.replace(day=1)
    day = first - timedelta(days=first.weekday())
    due: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        due[row.task.due_on].append(row)
    weeks = []
    while day.replace(day=1) <= first:
        week = [day + timedelta(days=n) for n in range(7)]
        weeks.append([(one, due[one], one.month == first.month) for one in week])
        day += timedelta(days=7)
    return weeks


def due_in(*, actor: Any, month: date) -> QuerySet[Task]:
    """The tasks in scope that fall due in the weeks of a month, those with shares once."""
    first = month.replace(day=1)
    since = first - timedelta(days=first.weekday())
    until = first.replace(day=monthrange(first.year, first.month)[1]) + timedelta(days=7)
    found = tasks_in_scope(actor=actor).filter(due_on__range=(since, until), parts=0)
    return found.select_related(*WITH).order_by("due_on", "pk")
