"""Holding tasks: always the root of the tree of shares first, so that nobody waits for somebody who waits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Max

from lianshou.core.refusals import Refused
from lianshou.kernel.audit.actions import record
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works.models import Portfolio, Task, Version
from lianshou.kernel.works.queries import WITH, load_of
from lianshou.kernel.works.rules import why_not_burden


def held_portfolio(portfolio: Portfolio) -> Portfolio:
    """The portfolio as it stands now, nobody else changing its content."""
    rows = Portfolio.objects.admitted().select_for_update(of=("self",)).select_related("union")
    return rows.get(pk=portfolio.pk)


def held_task(task: Task) -> Task:
    """The task as it stands now, nobody else reporting, splitting or changing anything of its tree."""
    root = task
    while root.parent_id is not None:
        root = Task.objects.admitted().get(pk=root.parent_id)
    Task.objects.admitted().select_for_update().get(pk=root.pk)
    found: Task = Task.objects.admitted().select_related(*WITH).get(pk=task.pk)
    return found


def checked_load(*, union: Union, by: Union, on: date, reason: str) -> str:
    """The reason to keep with one more task on a union; empty within the limit. Raises Refused beyond it without words."""
    load = load_of(union=union, by=by, on=on)
    is_own = union.pk == by.pk
    if why := why_not_burden(is_own=is_own, load=load, reason=reason):
        raise Refused(why, about=union.name)
    return reason.strip() if load.is_full and not is_own else ""


def roll_up(task: Task) -> None:
    """Carry what is done up to the tasks that this one is a share of; their tree is held."""
    parent = task.parent
    while parent is not None:
        shares = Task.objects.admitted().filter(parent=parent, ended_at=None)
        rows = list(shares.values_list("done_value", "done_on"))
        parent.done_value = (
            sum(done for done, _day in rows) if parent.goal else sum(day is not None for _n, day in rows)
        )
        parent.told_on = shares.aggregate(last=Max("told_on"))["last"]
        done = parent.done_value >= parent.whole
        parent.done_on = max((day for _n, day in rows if day), default=parent.told_on) if done else None
        parent.save(update_fields=["done_value", "done_on", "told_on"])
        parent = Task.objects.admitted().filter(pk=parent.parent_id).first() if parent.parent_id else None


def note(verb: str, *, actor: Any, subject: Any, path: str, now: datetime, **details: Any) -> None:
    """Write a line into the book, under the union whose business it is."""
    record(actor=actor, verb=verb, subject=subject, at=now, union_path=path, **details)


def add_version(*, actor: Any, portfolio: Portfolio, reason: str, document_no: str, now: datetime) -> Version:
    """The next version of a portfolio that is held; leaves ``portfolio.revised``. The caller runs ``transaction.atomic()``."""
    last = Version.objects.admitted().filter(portfolio=portfolio).aggregate(n=Max("number"))["n"] or 0
    version = Version.objects.create(
        portfolio=portfolio,
        number=last + 1,
        reason=reason.strip(),
        document_no=document_no.strip(),
        made_by=actor,
        made_at=now,
    )
    told = {"number": version.number, "reason": version.reason}
    note("portfolio.revised", actor=actor, subject=portfolio, path=portfolio.union.path, now=now, **told)
    return version
