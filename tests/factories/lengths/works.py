"""Lists of the six works: a line of a portfolio for each of many unions, with its measure and item."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.lengths.listing import NOW, TODAY, Listed, Stock

from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.models import Highlight, Item, Measure, Portfolio, Progress, Task, Version


def _portfolio(stock: Stock) -> Version:
    """The six works of the province, which come first."""

    def made() -> Version:
        facts: dict[str, Any] = {"made_by": stock.seer, "made_at": NOW}
        found = Portfolio.objects.create(union=stock.world.province, year=2020, title="六大工程", **facts)
        return Version.objects.create(portfolio=found, number=1, reason="部署", **facts)

    found: Version = stock.once("works", made)
    return found


def _measures(stock: Stock, numbers: range, unions: list[Union]) -> list[Measure]:
    version = _portfolio(stock)
    facts = {"portfolio": version.portfolio, "version": version, "pillar": "ideas"}
    items = Item.objects.bulk_create(
        Item(title=f"项目{n}", union=one, **facts) for n, one in zip(numbers, unions, strict=True)
    )
    return Measure.objects.bulk_create(Measure(item=item, title="措施") for item in items)


def _tasks(stock: Stock, numbers: range, units: list[Union], givers: list[Union], **facts: Any) -> list[Task]:
    usual: dict[str, Any] = {"starts_on": date(2020, 1, 1), "due_on": date(2020, 6, 30), "laid_on": TODAY}
    usual |= {"goal": 10, "unit": "PAPER", "figure": "agreements"} | facts
    return Task.objects.bulk_create(
        Task(measure=measure, title=f"任务{n}", union=unit, laid_by=giver, set_by=user, person=user, **usual)
        for n, measure, unit, giver, user in zip(
            numbers, _measures(stock, numbers, units), units, givers, stock.users(numbers), strict=True
        )
    )


def tasks(stock: Stock, numbers: range) -> None:
    """Each of another unit, all fed by a figure."""
    _tasks(stock, numbers, stock.unions(numbers), [stock.world.province for _n in numbers])


def owed(stock: Stock, numbers: range) -> None:
    """Each set by another union upon the county."""
    _tasks(stock, numbers, [stock.world.county for _n in numbers], stock.unions(numbers))


def shares(stock: Stock, numbers: range) -> None:
    task = _task(stock)
    _tasks(stock, numbers, stock.unions(numbers), [stock.world.county for _n in numbers], parent=task)


def reports(stock: Stock, numbers: range) -> None:
    Progress.objects.bulk_create(
        Progress(task=_task(stock), value=n, happened_on=TODAY, recorded_by=user, recorded_at=NOW)
        for n, user in zip(numbers, stock.users(numbers), strict=True)
    )


def highlights(stock: Stock, numbers: range) -> None:
    facts = {"pillar": "ideas", "story": "做法", "happened_on": TODAY, "recorded_at": NOW}
    Highlight.objects.bulk_create(
        Highlight(union=union, title=f"亮点{n}", recorded_by=user, **facts)
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def _task(stock: Stock) -> Task:
    def made() -> Task:
        stock.users(range(9000, 9001))
        return _tasks(stock, range(9000, 9001), [stock.world.county], [stock.world.province])[0]

    found: Task = stock.once("task", made)
    return found


def _where(stock: Stock) -> dict[str, Any]:
    return {"pk": _task(stock).pk}


def _of_portfolio(stock: Stock) -> dict[str, Any]:
    return {"portfolio": _portfolio(stock).portfolio_id}


WORKS = (
    Listed("TaskTable", "works:tasks", tasks, "works:export_tasks"),
    Listed("rows", "works:portfolio", tasks, "works:export", asked_of=_of_portfolio),
    Listed("rows", "works:wall", tasks, asked_of=_of_portfolio),
    Listed("rows", "works:gantt", tasks, asked_of=_of_portfolio),
    Listed("rows", "works:month", tasks, asked="month=2020-06"),
    Listed("rows", "works:owed", owed, asked_of=lambda stock: {"union": stock.world.county.pk}),
    Listed("rows", "works:task", shares, where=_where, name="shares"),
    Listed("reports", "works:task", reports, where=_where, name="reports"),
    Listed("HighlightTable", "works:highlights", highlights, "works:export_highlights"),
)
