"""Money in the world of ``world``: a source of the county, a budget of its programme, payments in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from tests.factories.access import person_with
from tests.factories.people import PersonFactory
from tests.factories.world import World

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.funds.actions import (
    NewPayment,
    approve_payment,
    pay,
    plan_payment,
    receipt,
    record_source,
    set_budget,
)
from lianshou.kernel.funds.models import Batch, Budget, Payment, Source
from lianshou.kernel.people.models import Person
from lianshou.kernel.programmes.models import Programme

NOON = datetime(2020, 6, 24, 4, 0, tzinfo=UTC)
TODAY = date(2020, 6, 24)
CARD = "6222021234567890128"
YUAN = 100


@dataclass(frozen=True)
class Purse:
    """A source of 100,000 yuan, of which a programme may spend 10,000 on consolation; who keeps it; whom it goes to."""

    world: World
    finance: User
    source: Source
    budget: Budget
    payee: Person

    def plan(self, fen: int = 500 * YUAN, *, actor: User | None = None, **changes: Any) -> Payment:
        """A planned payment, entered by the officer."""
        given = {"person": self.payee, "purpose": "慰问金"} | changes
        new = NewPayment(amount_fen=fen, **given)
        return plan_payment(actor=actor or self.world.officer, budget=self.budget, new=new, now=NOON)

    def approved(self, fen: int = 500 * YUAN, **changes: Any) -> Payment:
        return approve_payment(actor=self.world.approver, payment=self.plan(fen, **changes), now=NOON)

    def paid(self, fen: int = 500 * YUAN, **changes: Any) -> Payment:
        return pay(actor=self.finance, payment=self.approved(fen, **changes), paid_on=TODAY, now=NOON)

    def receipted(self, fen: int = 500 * YUAN, **changes: Any) -> Payment:
        return receipt(actor=self.world.officer, payment=self.paid(fen, **changes), number="票1", now=NOON)


def make_purse(world: World, *, amount: int = 100_000, ceiling: int = 10_000) -> Purse:
    """Everything through the real actions; ``amount`` and ``ceiling`` in yuan."""
    finance = person_with(Role.FINANCE, world.county, name="钱会计", username="finance")
    source = record_source(
        actor=finance,
        union=world.county,
        title="2020年工会经费",
        year=2020,
        sort="dues",
        amount_fen=amount * YUAN,
        now=NOON,
    )
    budget = set_budget(
        actor=finance,
        source=source,
        programme=world.programme,
        item="慰问金",
        ceiling_fen=ceiling * YUAN,
        now=NOON,
    )
    payee = PersonFactory(name="田困难", union=world.guest, bank_name="阜宁农村商业银行", bank_card=CARD)
    return Purse(world, finance, source, budget, payee)


def laid(*, programme: Programme, entered_by: User, approved_by: User, payee: Person) -> dict[str, int]:
    """One row of each sort for a programme, its receipt and its list for the bank with it; gives their numbers."""
    union, by = programme.union, {"recorded_by": entered_by, "recorded_at": NOON}
    source = Source.objects.create(
        union=union, title=f"{union}经费", year=2020, sort="dues", amount_fen=10**8, **by
    )
    facts = {"item": "慰问金", "ceiling_fen": 10**7, "set_by": entered_by, "set_at": NOON}
    budget = Budget.objects.create(source=source, programme=programme, **facts)
    number = Batch.objects.filter(union=union).count() + 1
    batch = Batch.objects.create(
        union=union, number=number, made_by=entered_by, made_at=NOON, entries=1, amount_fen=100
    )
    payment = Payment(
        budget=budget,
        payee_sort="person",
        person=payee,
        account=CARD,
        has_account=True,
        amount_fen=100,
        purpose="慰问",
        state="receipted",
        entered_by=entered_by,
        entered_at=NOON,
        approved_by=approved_by,
        approved_at=NOON,
        batch=batch,
        paid_on=TODAY,
        receipted_at=NOON,
    )
    payment.receipt.save("sweep.pdf", ContentFile(b"%PDF-1.4"), save=False)
    payment.save()
    return {
        "source": source.pk,
        "budget": budget.pk,
        "payment": payment.pk,
        "transfers": batch.pk,
        "purse": union.pk,
    }
