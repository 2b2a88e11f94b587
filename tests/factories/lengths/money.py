"""Lists of money and of what it is counted into."""

from __future__ import annotations

from typing import Any

from tests.factories.funds import CARD
from tests.factories.lengths.listing import NOW, Listed, Stock

from lianshou.kernel.funds.models import Batch, Budget, Payment, Source
from lianshou.kernel.unions.models import Union


def _sources(stock: Stock, numbers: range, of: Union | None = None) -> list[Source]:
    facts = {"year": 2020, "sort": "dues", "amount_fen": 10**7, "recorded_at": NOW}
    return Source.objects.bulk_create(
        Source(union=of or union, title=f"来源{n}", recorded_by=user, **facts)
        for n, union, user in zip(numbers, stock.unions(numbers), stock.users(numbers), strict=True)
    )


def _budgets(stock: Stock, numbers: range, of: Union | None = None) -> list[Budget]:
    facts = {"item": "慰问金", "ceiling_fen": 10**6, "set_at": NOW}
    return Budget.objects.bulk_create(
        Budget(source=source, programme=one, set_by=user, **facts)
        for source, one, user in zip(
            _sources(stock, numbers, of), stock.programmes(numbers), stock.users(numbers), strict=True
        )
    )


def sources(stock: Stock, numbers: range) -> None:
    _sources(stock, numbers)


def budgets(stock: Stock, numbers: range) -> None:
    _budgets(stock, numbers)


def budgets_of_source(stock: Stock, numbers: range) -> None:
    source = _source(stock)
    facts = {"item": "慰问金", "ceiling_fen": 10**4, "set_by": stock.seer, "set_at": NOW}
    Budget.objects.bulk_create(
        Budget(source=source, programme=one, **facts) for one in stock.programmes(numbers)
    )


def _payments(stock: Stock, numbers: range, budgets: list[Budget], **facts: Any) -> None:
    usual: dict[str, Any] = {"payee_sort": "person", "account": CARD, "has_account": True, "purpose": "慰问"}
    usual |= {"amount_fen": 100, "entered_at": NOW, "state": "approved", "approved_at": NOW}
    usual |= {"approved_by": stock.seer}
    Payment.objects.bulk_create(
        Payment(budget=budget, person=one, entered_by=user, **(usual | facts))
        for budget, one, user in zip(budgets, stock.people(numbers), stock.users(numbers), strict=True)
    )


def payments(stock: Stock, numbers: range) -> None:
    _payments(stock, numbers, _budgets(stock, numbers))


def payments_waiting(stock: Stock, numbers: range) -> None:
    """Payments from a source of the reader's own union, which the reader may approve."""
    facts = {"state": "planned", "approved_at": None, "approved_by": None}
    budgets = _budgets(stock, numbers, of=stock.world.province)
    _payments(stock, numbers, budgets, **facts)


def payments_of_budget(stock: Stock, numbers: range) -> None:
    budget = _budget(stock)
    _payments(stock, numbers, [budget for _n in numbers])


def payments_of_batch(stock: Stock, numbers: range) -> None:
    batch = _batch(stock)
    _payments(stock, numbers, _budgets(stock, numbers), batch=batch)


def batches(stock: Stock, numbers: range) -> None:
    facts = {"number": 1, "made_at": NOW, "entries": 1, "amount_fen": 100}
    Batch.objects.bulk_create(
        Batch(union=union, made_by=user, **facts)
        for union, user in zip(stock.unions(numbers), stock.users(numbers), strict=True)
    )


def _source(stock: Stock) -> Source:
    facts = {"year": 2020, "sort": "dues", "amount_fen": 10**8, "recorded_at": NOW, "title": "总来源"}
    found: Source = stock.once(
        "source",
        lambda: Source.objects.create(union=stock.world.county, recorded_by=stock.seer, **facts),
    )
    return found


def _budget(stock: Stock) -> Budget:
    facts = {"item": "慰问金", "ceiling_fen": 10**7, "set_by": stock.seer, "set_at": NOW}
    found: Budget = stock.once(
        "budget",
        lambda: Budget.objects.create(source=_source(stock), programme=stock.programme, **facts),
    )
    return found


def _batch(stock: Stock) -> Batch:
    facts = {"number": 9, "made_at": NOW, "entries": 1, "amount_fen": 100, "made_by": stock.seer}
    found: Batch = stock.once("batch", lambda: Batch.objects.create(union=stock.world.county, **facts))
    return found


def _of(make: Any) -> Any:
    return lambda stock: {"pk": make(stock).pk}


MONEY = (
    Listed("SourceTable", "funds:sources", sources, "funds:export_sources"),
    Listed("BudgetTable", "funds:budgets", budgets, "funds:export_budgets"),
    Listed("BudgetTable", "funds:source", budgets_of_source, where=_of(_source)),
    Listed("PaymentTable", "funds:payments", payments, "funds:export_payments"),
    Listed("DecidingTable", "funds:payments", payments_waiting, "funds:export_payments", asked="mine=1"),
    Listed("PaymentTable", "funds:budget", payments_of_budget, where=_of(_budget)),
    Listed("ListedTable", "funds:batch", payments_of_batch, "funds:batch_list", where=_of(_batch)),
    Listed("BatchTable", "funds:batches", batches, "funds:export_batches"),
)
