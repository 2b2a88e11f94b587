from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianshou.core.refusals import Refused
from lianshou.kernel.access.models import User
from lianshou.kernel.access.queries import require
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.actions.holding import add_version, checked_load, held_portfolio, note
from lianshou.kernel.works.enums import Reason
from lianshou.kernel.works.models import Item, Measure, Portfolio, Task, Version
from lianshou.kernel.works.queries import (
    has_year,
    is_in_use,
    item_called,
    items_to_end,
    measure_called,
    newest_version,
    standing_lines,
)
from lianshou.kernel.works.rules import why_not_lay


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line of a portfolio: item, measure and task; who answers for it, how much, by when."""

    pillar: str
    item: str
    measure: str
    title: str
    union: Union
    due_on: date
    starts_on: date
    person: User | None = None
    person_name: str = ""
    helpers: str = ""
    evidence: str = ""
    goal: int | None = None
    unit: str = ""
    qualifier: str = "EXACT"


@transaction.atomic
def open_portfolio(
    *, actor: Any, union: Union, year: int, title: str, reason: str, now: datetime, document_no: str = ""
) -> Portfolio:
    """Set up the six works of a union for a year, with its first version and the reason of it.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``portfolio.opened`` and ``portfolio.revised``.
    """
    require(actor, "works.edit", on=union)
    checks = [
        (not title.strip(), Reason.TITLE_MISSING),
        (not reason.strip(), Reason.REASON_MISSING),
        (has_year(union=union, year=year), Reason.YEAR_EXISTS),
    ]
    if why := next((reason for fails, reason in checks if fails), None):
        raise Refused(why)
    portfolio = Portfolio.objects.create(
        union=union, year=year, title=title.strip(), made_by=actor, made_at=now
    )
    note("portfolio.opened", actor=actor, subject=portfolio, path=union.path, now=now, year=year)
    add_version(actor=actor, portfolio=portfolio, reason=reason, document_no=document_no, now=now)
    return portfolio


@transaction.atomic
def open_version(
    *,
    actor: Any,
    portfolio: Portfolio,
    reason: str,
    now: datetime,
    document_no: str = "",
    take_out: Collection[Item] = (),
) -> Version:
    """Revise the content of a portfolio: items come in with the new version; those taken out end with it, and so do their tasks.

    Raises PermissionDenied, or Refused with a ``works.enums.Reason``. Leaves ``portfolio.revised``, and ``task.withdrawn``
    for each task that ends.
    """
    require(actor, "works.edit", on=portfolio.union)
    portfolio = held_portfolio(portfolio)
    if not reason.strip():
        raise Refused(Reason.REASON_MISSING)
    there = set(items_to_end(portfolio=portfolio).values_list("pk", flat=True))
    if any(item.pk not in there for item in take_out):
        raise Refused(Reason.ITEM_ENDED)
    version = add_version(actor=actor, portfolio=portfolio, reason=reason, document_no=document_no, now=now)
    Item.objects.admitted().filter(pk__in=[item.pk for item in take_out]).update(ended_with=version)
    ending = Task.objects.admitted().filter(measure__item__ended_with=version, ended_at=None)
    for task in ending.select_related("union").select_for_update(of=("self",)).order_by("pk"):
        end(actor=actor, task=task, words=version.reason, now=now)
    return version


@transaction.atomic
def add_line(
    *, actor: Any, portfolio: Portfolio, line: NewLine, now: datetime, over_reason: str = ""
) -> Task:
    """Add one line; raises what ``add_lines`` does, STANDS where it is there already, and leaves the same."""
    made = _added(actor, portfolio, [line], over_reason, now)
    if not made:
        raise Refused(Reason.STANDS)
    return made[0]


@transaction.atomic
def add_lines(
    *, actor: Any, portfolio: Portfolio, lines: Sequence[NewLine], now: datetime, over_reason: str = ""
) -> list[Task]:
    """Add lines to a portfolio, all or none: item and measure are found by their names or made, the task is set.

    A line that stands there already, the same task of the same unit, is passed over: a workbook that was written out may come
    back. Gives the tasks that were set. Raises PermissionDenied, or Refused with a ``works.enums.Reason``, ALL_STAND where none
    is new. Leaves ``task.laid`` for each.
    """
    made = _added(actor, portfolio, lines, over_reason, now)
    if not made:
        raise Refused(Reason.ALL_STAND)
    return made


def _added(
    actor: Any, portfolio: Portfolio, lines: Sequence[NewLine], over_reason: str, now: datetime
) -> list[Task]:
    require(actor, "works.edit", on=portfolio.union)
    portfolio = held_portfolio(portfolio)
    if not lines:
        raise Refused(Reason.NO_ROWS)
    version = newest_version(portfolio=portfolio)
    in_use = is_in_use(version=version)
    there = standing_lines(portfolio=portfolio)
    made = [_laid(actor, portfolio, version, line, in_use, there, over_reason, now) for line in lines]
    return [task for task in made if task is not None]


def end(*, actor: Any, task: Task, words: str, now: datetime) -> None:
    """Withdraw a task that is held; the caller has asked permission and rule inside ``transaction.atomic()``."""
    task.ended_at, task.end_reason = now, words.strip()
    task.save(update_fields=["ended_at", "end_reason"])
    note("task.withdrawn", actor=actor, subject=task, path=task.union.path, now=now, reason=task.end_reason)


def _laid(
    actor: Any,
    portfolio: Portfolio,
    version: Version,
    line: NewLine,
    in_use: bool,
    there: set[tuple[str, str, str, str, int]],
    over_reason: str,
    now: datetime,
) -> Task | None:
    """The task of a line, or None where it stands there already; ``there`` holds it from now on."""
    item = item_called(portfolio=portfolio, pillar=line.pillar, title=line.item.strip())
    names = (line.item, line.measure, line.title)
    reason = why_not_lay(
        title=line.title if all(name.strip() for name in names) else "",
        goal=line.goal,
        unit=line.unit,
        starts_on=line.starts_on,
        due_on=line.due_on,
        year=portfolio.year,
        inside=Scope((portfolio.union.path,)).covers(line.union.path),
        same_unit=item is None or item.union_id == line.union.pk,
        same_person=item is None or _is_same_person(item, line),
    )
    if reason is None and item is None and in_use:
        reason = Reason.VERSION_IN_USE
    if reason:
        raise Refused(reason)
    key = (line.pillar, line.item.strip(), line.measure.strip(), line.title.strip(), line.union.pk)
    if key in there:
        return None
    there.add(key)
    item = item or _new_item(portfolio, version, line)
    measure = measure_called(item=item, title=line.measure.strip()) or Measure.objects.create(
        item=item, title=line.measure.strip()
    )
    return _set(actor, portfolio, item, measure, line, over_reason, now)


def _is_same_person(item: Item, line: NewLine) -> bool:
    """Whoever is not named again stays who it was."""
    given = line.person.pk if line.person else line.person_name.strip()
    return not given or given in (item.person_id, item.answerable)


def _new_item(portfolio: Portfolio, version: Version, line: NewLine) -> Item:
    return Item.objects.create(
        portfolio=portfolio,
        pillar=line.pillar,
        title=line.item.strip(),
        union=line.union,
        person=line.person,
        person_name="" if line.person else line.person_name.strip(),
        version=version,
    )


def _set(
    actor: Any,
    portfolio: Portfolio,
    item: Item,
    measure: Measure,
    line: NewLine,
    over_reason: str,
    now: datetime,
) -> Task:
    today = timezone.localdate(now)
    over = checked_load(union=line.union, by=portfolio.union, on=today, reason=over_reason)
    task = Task.objects.create(
        measure=measure,
        laid_by=portfolio.union,
        laid_on=today,
        set_by=actor,
        union=line.union,
        person=item.person,
        person_name=item.person_name,
        title=line.title.strip(),
        goal=line.goal,
        unit=line.unit,
        qualifier=line.qualifier,
        helpers=line.helpers.strip(),
        starts_on=line.starts_on,
        due_on=line.due_on,
        evidence=line.evidence.strip(),
        over_reason=over,
    )
    told = {"due_on": str(task.due_on), "goal": task.goal, "unit": task.unit}
    note("task.laid", actor=actor, subject=task, path=task.union.path, now=now, reason=over, **told)
    return task
