from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.access import person_with
from tests.factories.followups import picture
from tests.factories.funds import CARD, NOON, TODAY, YUAN, Purse, make_purse
from tests.factories.pledges import approved as placed
from tests.factories.unions import UnionFactory
from tests.factories.world import World

from lianshou.core.refusals import Refused
from lianshou.kernel.access.enums import Role
from lianshou.kernel.audit.models import Entry
from lianshou.kernel.funds.actions import (
    NewPayment,
    answer_batch,
    approve_payment,
    approve_payments,
    cancel_payment,
    change_ceiling,
    correct_account,
    drop_batch,
    edit_source,
    make_batch,
    pay,
    plan_payment,
    plan_payments,
    receipt,
    record_source,
    refuse_payment,
    set_budget,
)
from lianshou.kernel.funds.enums import BatchState, Reason, Result, State
from lianshou.kernel.funds.models import Batch, Payment
from lianshou.kernel.funds.queries import (
    bearing_of_budget,
    bearing_of_source,
    budgets_listed,
    payments_to_correct,
    payments_waiting_for,
    results_of_batch,
    sum_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def purse(world: World) -> Purse:
    return make_purse(world)


def verbs(subject: Any) -> list[str]:
    label = subject._meta.label_lower
    rows = Entry.objects.filter(subject_type=label, subject_id=str(subject.pk)).order_by("pk")
    return list(rows.values_list("verb", flat=True))


def refusal(act: Any, **facts: Any) -> Any:
    with pytest.raises(Refused) as refused:
        act(now=NOON, **facts)
    return refused.value.reason


def test_payment_goes_from_plan_to_receipt(purse: Purse) -> None:
    payment = purse.receipted()
    assert (payment.state, payment.receipt_no, payment.paid_on) == (State.RECEIPTED, "票1", TODAY)
    assert verbs(payment) == ["payment.planned", "payment.approved", "payment.paid", "payment.receipted"]
    assert (payment.bank_name, payment.account, payment.has_account) == ("阜宁农村商业银行", CARD, True)


def test_book_names_no_payee_and_no_account(purse: Purse) -> None:
    purse.receipted()
    told = str(list(Entry.objects.values_list("details_text", flat=True)))
    assert [word for word in (CARD, "田困难", "农村商业") if word in told] == []


def test_nobody_approves_what_they_entered(purse: Purse) -> None:
    both = person_with(Role.OFFICER, purse.world.county)
    both.posts.create(union=purse.world.county, role=Role.APPROVER, starts_on=date(2017, 1, 1))
    payment = purse.plan(actor=both)
    assert refusal(approve_payment, actor=both, payment=payment) is Reason.OWN
    assert refusal(refuse_payment, actor=both, payment=payment, words="x") is Reason.OWN
    assert approve_payments(actor=both, payments=[payment.pk], now=NOON).left_out == {Reason.OWN: 1}
    assert approve_payment(actor=purse.world.approver, payment=payment, now=NOON).state == State.APPROVED


def test_database_itself_holds_the_second_pair_of_eyes(purse: Purse) -> None:
    payment = purse.plan()
    payment.state, payment.approved_by, payment.approved_at = State.APPROVED, payment.entered_by, NOON
    with pytest.raises(IntegrityError), transaction.atomic():
        payment.save()


def test_nobody_approves_a_payment_to_themselves(purse: Purse) -> None:
    purse.payee.account = purse.world.approver
    purse.payee.save()
    assert refusal(approve_payment, actor=purse.world.approver, payment=purse.plan()) is Reason.OWN_PAYEE


@pytest.mark.parametrize("who", ["officer", "leader", "host_account", "audit_admin", "nobody"])
def test_only_an_approver_approves(purse: Purse, who: str) -> None:
    payment = purse.plan()
    with pytest.raises(PermissionDenied):
        approve_payment(actor=getattr(purse.world, who), payment=payment, now=NOON)


def test_foreign_posts_do_nothing_here(purse: Purse) -> None:
    payment, foreign = purse.plan(), purse.world.foreign_county
    other = {role: person_with(role, foreign) for role in (Role.APPROVER, Role.FINANCE)}
    with pytest.raises(PermissionDenied):
        approve_payment(actor=other[Role.APPROVER], payment=payment, now=NOON)
    with pytest.raises(PermissionDenied):
        plan_payment(actor=purse.world.foreign_officer, budget=purse.budget, new=NEW, now=NOON)
    with pytest.raises(PermissionDenied):
        make_batch(actor=other[Role.FINANCE], union=purse.world.county, now=NOON)
    assert approve_payments(actor=other[Role.APPROVER], payments=[payment.pk], now=NOON).approved == ()


NEW = NewPayment(amount_fen=1, purpose="x", outside="书店")


def test_ceiling_is_never_passed(purse: Purse) -> None:
    purse.plan(10_000 * YUAN)
    new = NewPayment(amount_fen=1, purpose="x", outside="书店")
    assert (
        refusal(plan_payment, actor=purse.world.officer, budget=purse.budget, new=new) is Reason.OVER_CEILING
    )


def test_several_are_entered_all_or_none(purse: Purse) -> None:
    new = [NewPayment(amount_fen=6_000 * YUAN, purpose="x", outside=name) for name in ("甲店", "乙店")]
    given = {"actor": purse.world.officer, "budget": purse.budget}
    assert refusal(plan_payments, **given, new=new) is Reason.OVER_CEILING
    assert Payment.objects.count() == 0
    assert len(plan_payments(**given, new=new[:1], now=NOON)) == 1


def test_refused_and_cancelled_give_the_budget_its_money_back(purse: Purse) -> None:
    first, second = purse.plan(6_000 * YUAN), purse.plan(4_000 * YUAN)
    refused = refuse_payment(actor=purse.world.approver, payment=first, words="重复", now=NOON)
    cancelled = cancel_payment(actor=purse.world.officer, payment=second, words="录错", now=NOON)
    assert [(one.state, one.end_reason) for one in (refused, cancelled)] == [
        (State.REFUSED, "重复"),
        (State.CANCELLED, "录错"),
    ]
    assert bearing_of_budget(purse.budget).left == 10_000 * YUAN
    assert refusal(cancel_payment, actor=purse.world.officer, payment=second, words="x") is Reason.ENDED


@pytest.mark.parametrize(
    "payee", [{}, {"outside": " "}, {"outside": "书店", "union": "guest"}, {"person": True, "union": "guest"}]
)
def test_payment_has_exactly_one_payee(purse: Purse, payee: dict[str, Any]) -> None:
    given = {**payee}
    if "union" in given:
        given["union"] = purse.world.guest
    if "person" in given:
        given["person"] = purse.payee
    new = NewPayment(amount_fen=1, purpose="x", **given)
    assert (
        refusal(plan_payment, actor=purse.world.officer, budget=purse.budget, new=new) is Reason.PAYEE_MISSING
    )


def test_payment_hangs_only_on_its_own_programme(purse: Purse) -> None:
    world = purse.world
    mine = placed(world.programme, world.host, world.guest)
    other = placed(world.foreign_programme, world.foreign_host, world.foreign_guest)
    good = NewPayment(amount_fen=1, purpose="x", union=world.guest, placement=mine)
    bad = NewPayment(amount_fen=1, purpose="x", union=world.guest, placement=other)
    given = {"actor": world.officer, "budget": purse.budget}
    assert refusal(plan_payment, **given, new=bad) is Reason.OTHER_PROGRAMME
    assert plan_payment(**given, new=good, now=NOON).placement == mine


def test_paid_needs_approval_and_receipt_needs_payment(purse: Purse) -> None:
    payment = purse.plan()
    facts = {"actor": purse.finance, "payment": payment, "paid_on": TODAY}
    assert refusal(pay, **facts) is Reason.NOT_APPROVED
    assert refusal(receipt, actor=purse.world.officer, payment=payment, number="1") is Reason.NOT_PAID
    approve_payment(actor=purse.world.approver, payment=payment, now=NOON)
    assert refusal(pay, **facts | {"paid_on": TODAY + timedelta(days=1)}) is Reason.IN_FUTURE
    assert pay(**facts, now=NOON).state == State.PAID


@pytest.mark.parametrize(
    ("content", "ending"), [(b"%PDF-1.4 x", ".pdf"), (picture(), ".jpg"), (picture(kind="PNG"), ".jpg")]
)
def test_receipt_is_a_pdf_or_a_picture(purse: Purse, content: bytes, ending: str) -> None:
    payment = receipt(actor=purse.world.officer, payment=purse.paid(), content=content, now=NOON)
    assert payment.state == State.RECEIPTED
    assert str(payment.receipt.name).endswith(ending)


def test_receipt_of_anything_else_is_refused(purse: Purse) -> None:
    facts = {"actor": purse.world.officer, "payment": purse.paid()}
    assert refusal(receipt, **facts, content=b"<html>") is Reason.NOT_A_RECEIPT
    assert refusal(receipt, **facts) is Reason.RECEIPT_MISSING
    assert refusal(receipt, **facts, content=b"%PDF-" + b"x" * 10 * 2**20) is Reason.RECEIPT_TOO_LARGE


def test_many_are_approved_and_the_rest_is_counted_with_its_reason(purse: Purse) -> None:
    planned = [purse.plan(YUAN) for _n in range(3)]
    done = purse.approved(YUAN)
    ended = cancel_payment(actor=purse.world.officer, payment=purse.plan(YUAN), words="x", now=NOON)
    ids = [one.pk for one in (*planned, done, ended)]
    decided = approve_payments(actor=purse.world.approver, payments=[*ids, 10**9], now=NOON)
    assert [one.pk for one in decided.approved] == [one.pk for one in planned]
    assert (decided.left_out, decided.amount_fen) == ({Reason.NOT_PLANNED: 2}, 3 * YUAN)


def test_corrected_account_is_approved_anew_by_another(purse: Purse) -> None:
    payment = purse.approved()
    given = {"bank_name": "工商银行", "account": "6222020000000000000"}
    corrected = correct_account(actor=purse.finance, payment=payment, **given, now=NOON)
    assert (corrected.state, corrected.entered_by, corrected.approved_by) == (
        State.PLANNED,
        purse.finance,
        None,
    )
    assert refusal(pay, actor=purse.finance, payment=payment, paid_on=TODAY) is Reason.NOT_APPROVED


def test_source_and_budgets_hold_each_other(purse: Purse) -> None:
    facts = {"actor": purse.finance, "source": purse.source, "programme": purse.world.programme}
    assert refusal(set_budget, **facts, item="慰问金", ceiling_fen=1) is Reason.SAME_ITEM
    assert refusal(set_budget, **facts, item="奖品", ceiling_fen=90_001 * YUAN) is Reason.OVER_SOURCE
    set_budget(**facts, item="奖品", ceiling_fen=90_000 * YUAN, now=NOON)
    editing = {"actor": purse.finance, "source": purse.source, "title": "经费"}
    assert refusal(edit_source, **editing, amount_fen=99_999 * YUAN) is Reason.BELOW_USED
    assert edit_source(**editing, amount_fen=100_001 * YUAN, now=NOON).amount_fen == 100_001 * YUAN
    assert bearing_of_source(edit_source(**editing, amount_fen=100_000 * YUAN, now=NOON)).left == 0


def test_ceiling_moves_with_a_reason(purse: Purse) -> None:
    purse.plan(4_000 * YUAN)
    facts = {"actor": purse.finance, "budget": purse.budget}
    assert refusal(change_ceiling, **facts, ceiling_fen=3_999 * YUAN, words="x") is Reason.BELOW_USED
    assert refusal(change_ceiling, **facts, ceiling_fen=100_001 * YUAN, words="x") is Reason.OVER_SOURCE
    moved = change_ceiling(**facts, ceiling_fen=4_000 * YUAN, words="调减", now=NOON)
    assert (moved.ceiling_fen, verbs(moved)) == (4_000 * YUAN, ["budget.set", "budget.ceiling_changed"])


def test_budget_is_for_programmes_below_the_source(purse: Purse) -> None:
    foreign = purse.world.foreign_programme
    facts = {"source": purse.source, "programme": foreign, "item": "x", "ceiling_fen": 1}
    assert refusal(set_budget, actor=purse.finance, **facts) is Reason.OUTSIDE


def test_money_of_the_city_for_the_county_is_paid_by_the_city(purse: Purse) -> None:
    world = purse.world
    keeper = person_with(Role.FINANCE, world.city)
    given = {"title": "市级补助", "year": 2020, "sort": "superior", "amount_fen": 100 * YUAN}
    source = record_source(actor=keeper, union=world.city, **given, now=NOON)
    facts = {"programme": world.programme, "item": "补助", "ceiling_fen": 100 * YUAN}
    budget = set_budget(actor=keeper, source=source, **facts, now=NOON)
    new = NewPayment(amount_fen=100, purpose="补助", outside="书店")
    payment = plan_payment(actor=world.officer, budget=budget, new=new, now=NOON)
    approve_payment(actor=world.approver, payment=payment, now=NOON)
    with pytest.raises(PermissionDenied):
        pay(actor=purse.finance, payment=payment, paid_on=TODAY, now=NOON)
    assert pay(actor=keeper, payment=payment, paid_on=TODAY, now=NOON).state == State.PAID


def test_list_for_the_bank_takes_what_is_approved_and_has_an_account(purse: Purse) -> None:
    good, without = purse.approved(300), purse.approved(200, person=None, outside="书店")
    purse.plan(100)
    batch = make_batch(actor=purse.finance, union=purse.world.county, now=NOON)
    assert (batch.number, batch.entries, batch.amount_fen) == (1, 1, 300)
    assert [one.batch for one in Payment.objects.filter(pk__in=[good.pk, without.pk]).order_by("pk")] == [
        batch,
        None,
    ]
    nothing = refusal(make_batch, actor=purse.finance, union=purse.world.county)
    assert nothing is Reason.NOTHING_TO_PAY
    held = {"actor": purse.finance, "payment": good}
    assert refusal(pay, **held, paid_on=TODAY) is Reason.IN_BATCH
    assert refusal(cancel_payment, **held, words="x") is Reason.IN_BATCH
    assert refusal(correct_account, **held, bank_name="", account="1") is Reason.IN_BATCH


def test_bank_answers_what_was_paid_and_what_failed(purse: Purse) -> None:
    paid, failed, unnamed = (purse.approved(fen) for fen in (100, 200, 300))
    batch = make_batch(actor=purse.finance, union=purse.world.county, now=NOON)
    facts = {"actor": purse.finance, "batch": batch, "paid_on": TODAY}
    told = {"named": [paid.pk, failed.pk], "failures": {failed.pk: "户名不符"}}
    assert refusal(answer_batch, **facts, **told, amounts={paid.pk: 99}) is Reason.OTHER_AMOUNT
    answered = answer_batch(**facts, **told, amounts={paid.pk: 100}, now=NOON)
    assert (answered.state, answered.failed) == (BatchState.ANSWERED, 1)
    rows = [Payment.objects.get(pk=one.pk) for one in (paid, failed, unnamed)]
    assert [(one.state, one.failure, one.batch_id) for one in rows] == [
        (State.PAID, "", batch.pk),
        (State.PLANNED, "户名不符", None),
        (State.APPROVED, "", None),
    ]
    assert refusal(answer_batch, **facts, failures={}) is Reason.BATCH_ANSWERED
    assert make_batch(actor=purse.finance, union=purse.world.county, now=NOON).number == 2


def test_what_the_bank_did_not_pay_is_corrected_and_approved_before_it_goes_on_another_list(
    purse: Purse,
) -> None:
    failed = purse.approved(200)
    batch = make_batch(actor=purse.finance, union=purse.world.county, now=NOON)
    answer_batch(actor=purse.finance, batch=batch, failures={failed.pk: ""}, paid_on=TODAY, now=NOON)
    assert Payment.objects.get().failure
    facts: dict[str, Any] = {"actor": purse.world.approver, "payment": failed}
    assert refusal(make_batch, actor=purse.finance, union=purse.world.county) is Reason.NOTHING_TO_PAY
    assert refusal(pay, actor=purse.finance, payment=failed, paid_on=TODAY) is Reason.NOT_APPROVED
    assert refusal(approve_payment, **facts) is Reason.NOT_CORRECTED
    assert list(payments_waiting_for(actor=purse.world.approver)) == []
    assert list(payments_to_correct(actor=purse.world.officer)) == [failed]
    correct_account(actor=purse.finance, payment=failed, bank_name="工行", account=CARD, now=NOON)
    assert list(payments_to_correct(actor=purse.finance)) == []
    assert approve_payment(now=NOON, **facts).failure == ""
    again = make_batch(actor=purse.finance, union=purse.world.county, now=NOON)
    assert list(results_of_batch(batch=again).items()) == [(failed.pk, Result.SENT)]
    assert results_of_batch(batch=Batch.objects.get(pk=batch.pk)) == {failed.pk: Result.FAILED}


def test_dropped_list_frees_its_payments(purse: Purse) -> None:
    payment = purse.approved()
    batch = make_batch(actor=purse.finance, union=purse.world.county, now=NOON)
    assert refusal(drop_batch, actor=purse.finance, batch=batch, words="") is Reason.WORDS_MISSING
    drop_batch(actor=purse.finance, batch=batch, words="银行停业", now=NOON)
    assert (Batch.objects.get().state, Payment.objects.get(pk=payment.pk).batch) == (BatchState.DROPPED, None)


def test_union_is_paid_into_the_account_that_is_given(purse: Purse) -> None:
    union = UnionFactory(parent=purse.world.county)
    new = NewPayment(amount_fen=5, purpose="x", union=union, bank_name="建设银行", account="32001234567890")
    payment = plan_payment(actor=purse.finance, budget=purse.budget, new=new, now=NOON)
    assert (payment.payee, payment.account) == (union.name, "32001234567890")


_ACTS = st.lists(
    st.tuples(st.sampled_from(["plan", "approve", "refuse", "cancel", "pay", "receipt"]), st.integers(0, 7)),
    max_size=25,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(_ACTS, st.lists(st.integers(1, 400_000), min_size=8, max_size=8))
def test_totals_are_the_sums_of_their_rows_whatever_was_done(
    purse: Purse, acts: list[tuple[str, int]], amounts: list[int]
) -> None:
    Payment.objects.all().delete()
    for act, place in acts:
        rows = list(Payment.objects.order_by("pk"))
        try:
            if act == "plan":
                purse.plan(amounts[place])
            elif rows:
                _do(act, purse, rows[place % len(rows)])
        except Refused:
            continue
    budget: Any = budgets_listed(actor=purse.finance).get(pk=purse.budget.pk)
    rows = list(Payment.objects.all())

    def added(*states: State) -> int:
        return sum(row.amount_fen for row in rows if row.state in states)

    taken = added(State.PLANNED, State.APPROVED, State.PAID, State.RECEIPTED)
    assert (budget.planned_fen, budget.approved_fen) == (added(State.PLANNED), added(State.APPROVED))
    assert (budget.paid_fen, budget.taken_fen) == (added(State.PAID, State.RECEIPTED), taken)
    assert (
        taken == bearing_of_budget(budget).taken == sum_of(Payment.objects.admitted().exclude(end_reason="x"))
    )
    assert taken <= budget.ceiling_fen


def _do(act: str, purse: Purse, payment: Payment) -> None:
    if act == "approve":
        approve_payment(actor=purse.world.approver, payment=payment, now=NOON)
    elif act == "refuse":
        refuse_payment(actor=purse.world.approver, payment=payment, words="x", now=NOON)
    elif act == "cancel":
        cancel_payment(actor=purse.world.officer, payment=payment, words="x", now=NOON)
    elif act == "pay":
        pay(actor=purse.finance, payment=payment, paid_on=TODAY, now=NOON)
    else:
        receipt(actor=purse.world.officer, payment=payment, number="1", now=NOON)
