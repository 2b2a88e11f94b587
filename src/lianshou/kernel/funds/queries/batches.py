"""Lists for the bank: what stands on them and what could be put on the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import scope_of
from lianshou.kernel.audit.queries import history_of
from lianshou.kernel.funds.enums import BatchState, Result
from lianshou.kernel.funds.models import Batch, Payment
from lianshou.kernel.funds.queries.payments import payments_in_scope, payments_to_pay
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.unions.models import Union


def batches_in_scope(*, actor: Any, verb: str = "fund.view") -> QuerySet[Batch]:
    """The lists of unions in scope, the latest first."""
    found = Batch.objects.within(scope_of(actor=actor, verb=verb))
    return found.select_related("union", "made_by").order_by("-pk")


def next_number(*, union: Union) -> int:
    """The number after the last list of a union; ask it while the union is locked."""
    return (Batch.objects.admitted().filter(union=union).aggregate(n=Max("number"))["n"] or 0) + 1


@dataclass(frozen=True)
class Gathering:
    """What could go on a union's next list: how many and how much, and how many lack an account."""

    union: Union
    payments: int
    amount_fen: int
    without_account: int


def gatherings(*, actor: Any) -> list[Gathering]:
    """For every union from whose money the actor pays and where something waits, what its next list would hold."""
    waiting = payments_to_pay(actor=actor).order_by().values("budget__source__union")
    rows = waiting.annotate(
        n=Count("pk", filter=Q(has_account=True)),
        fen=Sum("amount_fen", filter=Q(has_account=True), default=0),
        lacking=Count("pk", filter=Q(has_account=False)),
    )
    found = {row["budget__source__union"]: row for row in rows}
    unions = Union.objects.admitted().filter(pk__in=found).order_by("path")
    return [
        Gathering(union, found[union.pk]["n"], found[union.pk]["fen"], found[union.pk]["lacking"])
        for union in unions
    ]


def payments_to_batch(*, actor: Any, union: Union) -> QuerySet[Payment]:
    """The approved payments from a union's money that have an account and are on no list, oldest first."""
    mine = payments_to_pay(actor=actor).filter(budget__source__union=union, has_account=True)
    return mine.order_by("pk")


def payments_of_batch(*, batch: Batch) -> QuerySet[Payment]:
    """What stands on a list that the caller has been let in to."""
    with_all = ("budget__source__union", "budget__programme__union", "person__union", "union")
    return Payment.objects.admitted().filter(batch=batch).select_related(*with_all).order_by("pk")


def results_of_batch(*, batch: Batch) -> dict[int, Result]:
    """Every payment that was ever on a list (by number) and what came of it there, as the book tells."""
    told: dict[str, Any] = {}
    for line in history_of(batch):
        told = line.details | told
    held = set(payments_of_batch(batch=batch).values_list("pk", flat=True))
    failed = set(told.get("not_paid", ()))
    stands = Result.SENT if batch.state == BatchState.OPEN else Result.PAID
    rest = dict.fromkeys({*told.get("payments", ()), *told.get("freed", ())} - held, Result.FREED)
    return rest | dict.fromkeys(held, stands) | dict.fromkeys(failed, Result.FAILED)


def transfers_below(*, actor: Any, union: Union, batch: int | None) -> QuerySet[Payment]:
    """What stands on the lists of a union's subtree (or on one of them), for whoever pays there."""
    found = payments_in_scope(actor=actor, verb="fund.pay").filter(batch__isnull=False, batch__state="open")
    found = found.filter(Scope((union.path,)).q("batch__union__path")).order_by("batch", "pk")
    return found.filter(batch=batch) if batch else found


def said_of_batch(*, actor: Any, batch: int | None) -> list[tuple[Wording, str]]:
    """Which list is meant, in words."""
    found = batches_in_scope(actor=actor, verb="fund.pay").filter(pk=batch).first() if batch else None
    return [(Wording("付款清单", "List for the bank"), str(found))] if found else []
