"""The figures of money: planned, approved and paid yuan, each the sum of the payments it opens to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse
from django.utils import timezone

from lianshou.core.figures import Breakdown, Figure, RowColumn, under
from lianshou.core.quantities import Unit
from lianshou.core.wording import Wording
from lianshou.kernel.funds.enums import Sort, State
from lianshou.kernel.funds.models import Payment
from lianshou.kernel.funds.queries import payments_in_scope
from lianshou.kernel.funds.rules import MOVED


def figures() -> tuple[Figure, ...]:
    """The figures of money, in the order in which it passes."""
    return under(
        Wording("经费", "Money"),
        _figure(
            "funds-planned",
            Wording("待审批付款", "Payments planned"),
            Wording(
                "已经录入、尚未审批的付款，按录入月份。",
                "Payments that were entered and wait for approval, by the month of entry.",
            ),
            frozenset({State.PLANNED}),
            "entered_at",
        ),
        _figure(
            "funds-approved",
            Wording("已批准待付", "Payments approved"),
            Wording(
                "已经审批、尚未付出的付款，按审批月份。",
                "Payments that were approved and not paid yet, by the month of approval.",
            ),
            frozenset({State.APPROVED}),
            "approved_at",
        ),
        _figure(
            "funds-paid",
            Wording("已付款", "Payments paid"),
            Wording(
                "已经付出的款项，含已交回执的，按付款月份。",
                "Money that was paid, with and without its receipt, by the month of payment.",
            ),
            MOVED,
            "paid_on",
        ),
    )


def payments_standing(*, actor: Any, states: Collection[str], day: str) -> QuerySet[Payment]:
    """The payments in some states, in scope for figures, with the month (202006) of the moment that brought them there."""
    zone: dict[str, Any] = {} if day == "paid_on" else {"tzinfo": timezone.get_default_timezone()}
    month = ExtractYear(day, **zone) * 100 + ExtractMonth(day, **zone)
    found = payments_in_scope(actor=actor, verb="figure.view").filter(state__in=states)
    return found.annotate(month=month).order_by("-pk")


def _dressed(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related("person", "union", "budget__source", "budget__programme")


def _month(value: Any) -> Wording:
    year, month = divmod(int(value), 100)
    return Wording(f"{year}年{month}月", f"{year}-{month:02}")


_COLUMNS = (
    RowColumn(
        title=Wording("付款编号", "Payment number"),
        value=lambda payment: payment.pk,
        link=lambda payment: reverse("funds:payment", args=[payment.pk]),
        sort="pk",
    ),
    RowColumn(
        title=Wording("金额（元）", "Amount (yuan)"),
        value=lambda payment: (Decimal(payment.amount_fen) / 100).quantize(Decimal("0.01")),
        sort="amount_fen",
    ),
    RowColumn(title=Wording("收款方", "Payee"), value=lambda payment: payment.payee),
    RowColumn(title=Wording("用途", "Purpose"), value=lambda payment: payment.purpose, sort="purpose"),
    RowColumn(
        title=Wording("状态", "State"), value=lambda payment: payment.get_state_display(), sort="state"
    ),
    RowColumn(
        title=Wording("预算项目", "Budget item"),
        value=lambda payment: payment.budget.item,
        link=lambda payment: reverse("funds:budget", args=[payment.budget_id]),
        sort="budget__item",
    ),
    RowColumn(title=Wording("资金来源", "Source"), value=lambda payment: payment.budget.source.title),
    RowColumn(title=Wording("项目", "Programme"), value=lambda payment: payment.budget.programme.title),
)
_BREAKDOWNS = (
    Breakdown(
        slug="money",
        title=Wording("资金性质", "Sort of money"),
        key="budget__source__sort",
        label=lambda value: Sort(value).label,
        order=tuple(Sort.values),
    ),
    Breakdown(
        slug="source", title=Wording("资金来源", "Source"), key="budget__source__title", largest_first=True
    ),
    Breakdown(slug="item", title=Wording("预算项目", "Budget item"), key="budget__item", largest_first=True),
    Breakdown(slug="month", title=Wording("月份", "Month"), key="month", label=_month),
)


def _figure(slug: str, title: Wording, definition: Wording, states: Collection[str], day: str) -> Figure:
    def facts(*, actor: Any, today: date) -> QuerySet[Payment]:
        del today
        return payments_standing(actor=actor, states=states, day=day)

    return Figure(
        slug=slug,
        title=title,
        definition=definition,
        unit=Unit.FEN,
        facts=facts,
        adds="amount_fen",
        columns=_COLUMNS,
        dress=_dressed,
        year="budget__source__year",
        on=day,
        path="budget__programme__union__path",
        breakdowns=_BREAKDOWNS,
    )
