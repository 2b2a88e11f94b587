from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from lianshou.core.refusals import Refused
from lianshou.kernel.access.queries import require
from lianshou.kernel.audit.actions import record
from lianshou.kernel.funds.actions.holding import held_budget, held_source
from lianshou.kernel.funds.models import Budget, Source
from lianshou.kernel.funds.queries import bearing_of_budget, bearing_of_source, has_item
from lianshou.kernel.funds.rules import why_not_budget, why_not_ceiling, why_not_source
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union


@transaction.atomic
def record_source(
    *,
    actor: Any,
    union: Union,
    title: str,
    year: int,
    sort: str,
    amount_fen: int,
    now: datetime,
    document_no: str = "",
) -> Source:
    """Record money that a union has for a year.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``source.recorded``.
    """
    require(actor, "fund.budget", on=union)
    if reason := why_not_source(title=title, amount=amount_fen, budgeted=0):
        raise Refused(reason)
    source = Source.objects.create(
        union=union,
        title=title.strip(),
        year=year,
        sort=sort,
        amount_fen=amount_fen,
        document_no=document_no.strip(),
        recorded_by=actor,
        recorded_at=now,
    )
    _note("source.recorded", actor, source, now, amount_fen=amount_fen, sort=str(sort), year=year)
    return source


@transaction.atomic
def edit_source(
    *, actor: Any, source: Source, title: str, amount_fen: int, now: datetime, document_no: str = ""
) -> Source:
    """Correct a source's name, document and amount; never below what budgets take of it.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``source.edited`` with both amounts.
    """
    require(actor, "fund.budget", on=source.union)
    source = held_source(source)
    budgeted = bearing_of_source(source).taken
    if reason := why_not_source(title=title, amount=amount_fen, budgeted=budgeted):
        raise Refused(reason)
    before, source.amount_fen = source.amount_fen, amount_fen
    source.title, source.document_no = title.strip(), document_no.strip()
    source.save(update_fields=["amount_fen", "title", "document_no"])
    _note("source.edited", actor, source, now, before_fen=before, amount_fen=amount_fen)
    return source


@transaction.atomic
def set_budget(
    *, actor: Any, source: Source, programme: Programme, item: str, ceiling_fen: int, now: datetime
) -> Budget:
    """Let a programme spend up to ``ceiling_fen`` of a source on one item.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``budget.set``.
    """
    require(actor, "fund.budget", on=source.union)
    source = held_source(source)
    reason = why_not_budget(
        source=bearing_of_source(source),
        item=item,
        ceiling=ceiling_fen,
        inside=Scope((source.union.path,)).covers(programme.union.path),
        taken=has_item(source=source, programme=programme, item=item),
    )
    if reason:
        raise Refused(reason)
    budget = Budget.objects.create(
        source=source,
        programme=programme,
        item=item.strip(),
        ceiling_fen=ceiling_fen,
        set_by=actor,
        set_at=now,
    )
    _note("budget.set", actor, budget, now, ceiling_fen=ceiling_fen)
    return budget


@transaction.atomic
def change_ceiling(*, actor: Any, budget: Budget, ceiling_fen: int, words: str, now: datetime) -> Budget:
    """Move a budget's ceiling, within what the source has and not below what is taken; ``words`` say why.

    Raises PermissionDenied, or Refused with a ``funds.enums.Reason``. Leaves ``budget.ceiling_changed``.
    """
    require(actor, "fund.budget", on=budget.source.union)
    source = held_source(budget.source)
    budget = held_budget(budget)
    reason = why_not_ceiling(
        source=bearing_of_source(source), budget=bearing_of_budget(budget), ceiling=ceiling_fen, words=words
    )
    if reason:
        raise Refused(reason)
    before, budget.ceiling_fen = budget.ceiling_fen, ceiling_fen
    budget.save(update_fields=["ceiling_fen"])
    told = {"before_fen": before, "ceiling_fen": ceiling_fen, "reason": words.strip()}
    _note("budget.ceiling_changed", actor, budget, now, **told)
    return budget


def _note(verb: str, actor: Any, subject: Source | Budget, now: datetime, **details: Any) -> None:
    union = subject.union if isinstance(subject, Source) else subject.source.union
    record(actor=actor, verb=verb, subject=subject, at=now, union_path=union.path, **details)
