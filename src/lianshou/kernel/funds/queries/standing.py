"""Where a programme stands with its money: one line of the spine, and the sums on its desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from lianshou.core.kinds import Step, registry
from lianshou.core.quantities import yuan_text
from lianshou.core.spine import StepLine, ToDo, standing_of
from lianshou.core.wording import Wording
from lianshou.kernel.access.queries import may
from lianshou.kernel.funds.queries.budgets import budgets_listed
from lianshou.kernel.funds.queries.payments import payments_to_pay, payments_waiting_for
from lianshou.kernel.funds.rules import Bearing
from lianshou.kernel.programmes.enums import State as ProgrammeState
from lianshou.kernel.programmes.models import Programme


@dataclass(frozen=True)
class Money:
    """A programme's budgets, each as ``budgets_listed`` gives it, and what they come to in fen."""

    budgets: Sequence[Any]

    @property
    def ceiling(self) -> int:
        return self._sum("ceiling_fen")

    @property
    def paid(self) -> int:
        return self._sum("paid_fen")

    @property
    def approved(self) -> int:
        return self._sum("approved_fen")

    @property
    def planned(self) -> int:
        return self._sum("planned_fen")

    @property
    def bearing(self) -> Bearing:
        """What may be spent and what is taken of it, in any state but refused and cancelled."""
        return Bearing(self.ceiling, self._sum("taken_fen"))

    def _sum(self, name: str) -> int:
        return sum(getattr(budget, name) for budget in self.budgets)


def money_of_programme(*, actor: Any, programme: Programme) -> Money:
    """The budgets of a programme in the actor's scope, in one query."""
    return Money(list(budgets_listed(actor=actor).filter(programme=programme)))


def money_to_do(*, actor: Any, programme: Programme) -> ToDo | None:
    """What of a programme's payments waits for the actor: to approve, or to put on a list for the bank."""
    own = Q(budget__programme=programme)
    deciding = may(actor, "fund.approve", on=programme.union)
    if deciding and (n := payments_waiting_for(actor=actor).filter(own).count()):
        url = f"{reverse('funds:payments')}?mine=1&programme={programme.pk}"
        return ToDo(Wording("{n}笔付款等您审批", "Payments for you to approve: {n}").fill(n=n), url)
    if may(actor, "fund.pay") and (n := payments_to_pay(actor=actor).filter(own).count()):
        words = Wording("{n}笔已批准，待付款", "Approved payments to pay: {n}").fill(n=n)
        return ToDo(words, reverse("funds:batches"))
    return None


def money_line(*, actor: Any, programme: Programme, today: date) -> StepLine | None:
    """The money of a programme whose kind brings rules about it, or that somebody gave a budget."""
    if not may(actor, "fund.view", on=programme.union):
        return None
    money = money_of_programme(actor=actor, programme=programme)
    if not money.budgets and not registry[programme.kind].uses(Step.FUNDS):
        return None
    running = programme.state != ProgrammeState.CLOSED or bool(money.planned or money.approved)
    words = Wording("预算{ceiling}元，已付{paid}元", "{paid} of {ceiling} yuan paid")
    return StepLine(
        step=Step.FUNDS,
        title=Wording("经费", "Money"),
        said=words.fill(ceiling=yuan_text(money.ceiling), paid=yuan_text(money.paid)),
        standing=standing_of(begun=bool(money.budgets), open_=bool(money.budgets) and running),
        url=reverse("funds:budgets") + (f"?programme={programme.pk}" if money.budgets else ""),
        todo=money_to_do(actor=actor, programme=programme) if money.budgets else None,
    )
