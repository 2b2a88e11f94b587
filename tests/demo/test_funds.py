"""The year's money: every state once at least, and every yuan found again in its budget, its source and its figure."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Sum

from lianshou.core.figures import Figure
from lianshou.kernel.figures.queries import Narrowing, all_figures, number_of
from lianshou.kernel.funds.models import Batch, Budget, Payment, Source
from lianshou.kernel.funds.queries import (
    bearing_of_budget,
    bearing_of_source,
    payments_to_pay,
    payments_waiting_for,
)

TODAY = date(2026, 11, 22)
YUAN = 100
NANNING, AID = "南宁市总工会", {"budget__programme__kind": "aid"}
"""The money of the aid to households is a chapter of its own (test_households)."""


def test_payments_stand_in_every_state(officer: Any) -> None:
    states = Counter(Payment.objects.exclude(**AID).values_list("state", flat=True))
    assert states == {
        "planned": 3,
        "approved": 3,
        "paid": 2,
        "receipted": 3,
        "refused": 1,
        "cancelled": 1,
    }


def test_sources_are_of_county_and_city(officer: Any) -> None:
    found = {
        source.title: (source.union.name, bearing_of_source(source).taken // YUAN)
        for source in Source.objects.exclude(union__name=NANNING).select_related("union")
    }
    assert found == {
        "2026年工会经费": ("阜宁县总工会", 37_000),
        "2026年县级补助": ("阜宁县总工会", 40_000),
        "2026年建家专项资金": ("盐城市总工会", 60_000),
    }


def test_one_budget_is_nearly_used_up(officer: Any) -> None:
    used = {
        budget.item: bearing_of_budget(budget).percent
        for budget in Budget.objects.exclude(programme__kind="aid")
    }
    assert used == {
        "讲课费": 39,
        "班车、餐饮和保险": 97,
        "印制费": 65,
        "业务培训": 9,
        "结对帮带补助": 16,
    }


def test_lists_for_the_bank_are_answered_in_part_and_open(officer: Any) -> None:
    found = [
        (batch.union.name, batch.state, batch.entries, batch.failed, batch.payments.count())
        for batch in Batch.objects.exclude(union__name=NANNING).select_related("union").order_by("pk")
    ]
    assert found == [
        ("阜宁县总工会", "answered", 5, 1, 3),
        ("阜宁县总工会", "open", 1, 0, 1),
        ("盐城市总工会", "open", 1, 0, 1),
    ]


def test_visitors_find_payments_to_approve_and_to_pay(demo: Any, officer: Any) -> None:
    approver, finance = demo.accounts["approver"], demo.accounts["finance"]
    assert payments_waiting_for(actor=approver).count() == 3
    assert [one.purpose for one in payments_to_pay(actor=finance)] == ["非遗工坊参观午餐"]


def test_figures_of_money_are_the_sums_of_the_payments(officer: Any) -> None:
    states = {
        "funds-planned": ["planned"],
        "funds-approved": ["approved"],
        "funds-paid": ["paid", "receipted"],
    }
    shown = {}
    for slug in states:
        figure = all_figures()[slug]
        assert isinstance(figure, Figure)
        shown[slug] = number_of(figure=figure, actor=officer, today=TODAY, to=Narrowing())
    summed = {
        slug: Payment.objects.exclude(**AID).filter(state__in=names).aggregate(n=Sum("amount_fen"))["n"]
        for slug, names in states.items()
    }
    assert shown == summed
    assert {slug: fen // YUAN for slug, fen in shown.items()} == {
        "funds-planned": 9_400,
        "funds-approved": 14_660,
        "funds-paid": 17_060,
    }


def test_neighbour_sees_no_yuan_of_it(demo: Any, officer: Any) -> None:
    figure = all_figures()["funds-paid"]
    assert isinstance(figure, Figure)
    assert number_of(figure=figure, actor=demo.accounts["binhai"], today=TODAY, to=Narrowing()) == 0
