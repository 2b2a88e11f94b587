from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianshou.kernel.funds.enums import BatchState, Reason, State
from lianshou.kernel.funds.rules import (
    LIVE,
    Bearing,
    why_not_answer,
    why_not_approve,
    why_not_batch,
    why_not_budget,
    why_not_cancel,
    why_not_ceiling,
    why_not_correct,
    why_not_pay,
    why_not_plan,
    why_not_receipt,
    why_not_refuse,
    why_not_source,
)

DAY = date(2020, 6, 24)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"title": " "}, Reason.TITLE_MISSING),
        ({"amount": 0}, Reason.AMOUNT),
        ({"amount": 99, "budgeted": 100}, Reason.BELOW_USED),
        ({"amount": 100, "budgeted": 100}, None),
    ],
)
def test_source(changes: dict[str, Any], reason: Reason | None) -> None:
    assert why_not_source(**{"title": "经费", "amount": 100, "budgeted": 0} | changes) is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"item": ""}, Reason.TITLE_MISSING),
        ({"ceiling": -1}, Reason.AMOUNT),
        ({"inside": False}, Reason.OUTSIDE),
        ({"taken": True}, Reason.SAME_ITEM),
        ({"ceiling": 60}, None),
        ({"ceiling": 61}, Reason.OVER_SOURCE),
    ],
)
def test_budget(changes: dict[str, Any], reason: Reason | None) -> None:
    facts = {"source": Bearing(100, 40), "item": "慰问", "ceiling": 10, "inside": True, "taken": False}
    assert why_not_budget(**facts | changes) is reason


@pytest.mark.parametrize(
    ("ceiling", "words", "reason"),
    [
        (60, "加", None),
        (110, "加", None),
        (111, "加", Reason.OVER_SOURCE),
        (30, "减", None),
        (29, "减", Reason.BELOW_USED),
        (0, "减", Reason.AMOUNT),
        (60, "", Reason.WORDS_MISSING),
    ],
)
def test_ceiling_moves_between_what_is_taken_and_what_the_source_has(
    ceiling: int, words: str, reason: Reason | None
) -> None:
    facts = {"source": Bearing(150, 90), "budget": Bearing(50, 30)}
    assert why_not_ceiling(**facts, ceiling=ceiling, words=words) is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"has_payee": False}, Reason.PAYEE_MISSING),
        ({"lowest": 0}, Reason.AMOUNT),
        ({"purpose": " "}, Reason.PURPOSE_MISSING),
        ({"fits": False}, Reason.OTHER_PROGRAMME),
        ({"amount": 21}, Reason.OVER_CEILING),
        ({"amount": 20}, None),
    ],
)
def test_plan(changes: dict[str, Any], reason: Reason | None) -> None:
    facts = {"budget": Bearing(50, 30), "amount": 10, "lowest": 5, "purpose": "慰问"}
    assert why_not_plan(**facts | {"has_payee": True, "fits": True} | changes) is reason


@given(st.integers(1, 10**12), st.lists(st.integers(1, 10**11), max_size=30))
def test_no_order_of_plans_passes_the_ceiling(ceiling: int, amounts: list[int]) -> None:
    taken = 0
    for amount in amounts:
        facts = {"amount": amount, "lowest": amount, "purpose": "x", "has_payee": True, "fits": True}
        if why_not_plan(budget=Bearing(ceiling, taken), **facts) is None:
            taken += amount
    assert taken <= ceiling
    assert 0 <= Bearing(ceiling, taken).percent <= 100


@pytest.mark.parametrize("state", list(State))
def test_approval_is_of_what_is_planned_by_another(state: State) -> None:
    planned = state is State.PLANNED
    assert why_not_approve(state=state, is_own=False, is_payee=False) is (
        None if planned else Reason.NOT_PLANNED
    )
    if planned:
        assert why_not_approve(state=state, is_own=True, is_payee=False) is Reason.OWN
        assert why_not_approve(state=state, is_own=False, is_payee=True) is Reason.OWN_PAYEE
        assert why_not_refuse(state=state, is_own=True, words="x") is Reason.OWN
        assert why_not_refuse(state=state, is_own=False, words=" ") is Reason.WORDS_MISSING
        assert why_not_refuse(state=state, is_own=False, words="x") is None
    else:
        assert why_not_refuse(state=state, is_own=False, words="x") is Reason.NOT_PLANNED


@pytest.mark.parametrize(
    ("state", "in_batch", "reason"),
    [
        (State.PLANNED, False, None),
        (State.APPROVED, False, None),
        (State.APPROVED, True, Reason.IN_BATCH),
        (State.PAID, False, Reason.MOVED),
        (State.RECEIPTED, False, Reason.MOVED),
        (State.REFUSED, False, Reason.ENDED),
        (State.CANCELLED, False, Reason.ENDED),
    ],
)
def test_cancelling_and_correcting_end_where_the_money_is_on_its_way(
    state: State, in_batch: bool, reason: Reason | None
) -> None:
    assert why_not_cancel(state=state, in_batch=in_batch, words="x") is reason
    assert why_not_correct(state=state, in_batch=in_batch) is reason
    if reason is None:
        assert why_not_cancel(state=state, in_batch=in_batch, words="") is Reason.WORDS_MISSING


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": State.PLANNED}, Reason.NOT_APPROVED),
        ({"state": State.PAID}, Reason.NOT_APPROVED),
        ({"in_batch": True}, Reason.IN_BATCH),
        ({"paid_on": date(2020, 6, 25)}, Reason.IN_FUTURE),
        ({"paid_on": date(2020, 6, 22)}, Reason.BEFORE_APPROVAL),
    ],
)
def test_paid_needs_approval(changes: dict[str, Any], reason: Reason | None) -> None:
    facts = {"state": State.APPROVED, "in_batch": False, "paid_on": DAY, "approved_on": date(2020, 6, 23)}
    assert why_not_pay(**facts | {"today": DAY} | changes) is reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": State.APPROVED}, Reason.NOT_PAID),
        ({"number": " "}, Reason.RECEIPT_MISSING),
        ({"number": "", "size": 5}, None),
        ({"size": 11}, Reason.RECEIPT_TOO_LARGE),
        ({"size": 5, "is_readable": False}, Reason.NOT_A_RECEIPT),
    ],
)
def test_receipt_needs_number_or_file(changes: dict[str, Any], reason: Reason | None) -> None:
    facts = {"state": State.PAID, "number": "票", "size": 0, "limit": 10, "is_readable": True}
    assert why_not_receipt(**facts | changes) is reason


def test_only_what_is_approved_and_has_an_account_goes_to_the_bank() -> None:
    assert why_not_batch(state=State.APPROVED, in_batch=False, has_account=True) is None
    assert why_not_batch(state=State.APPROVED, in_batch=False, has_account=False) is Reason.NO_ACCOUNT
    assert why_not_batch(state=State.APPROVED, in_batch=True, has_account=True) is Reason.IN_BATCH
    assert why_not_batch(state=State.PLANNED, in_batch=False, has_account=True) is Reason.NOT_APPROVED


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"state": BatchState.ANSWERED}, Reason.BATCH_ANSWERED),
        ({"named": []}, Reason.NOTHING_CHOSEN),
        ({"named": [1, 1]}, Reason.TWICE),
        ({"named": [1, 9]}, Reason.NOT_IN_BATCH),
        ({"amounts": {1: 99}}, Reason.OTHER_AMOUNT),
        ({"amounts": {1: 100}}, None),
        ({"paid_on": date(2020, 6, 25)}, Reason.IN_FUTURE),
    ],
)
def test_answer_fits_the_list(changes: dict[str, Any], reason: Reason | None) -> None:
    facts: dict[str, Any] = {"state": BatchState.OPEN, "named": [1, 2], "listed": {1: 100, 2: 200, 3: 300}}
    assert why_not_answer(**facts | {"amounts": {}, "paid_on": DAY, "today": DAY} | changes) is reason


def test_everything_but_what_has_ended_counts() -> None:
    assert {State.PLANNED, State.APPROVED, State.PAID, State.RECEIPTED} == LIVE
