"""Projects, budgets and households with members, for tests of aid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.factories.access import person_with
from tests.factories.people import PersonFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.world import World
from tests.kinds.aid.answers import number
from tests.kinds.aid.helped import household_at

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.funds.actions import approve_payment, pay, record_source, set_budget
from lianshou.kernel.funds.models import Budget
from lianshou.kernel.programmes.models import Programme
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions import NewAid, enter_project, plan_aids
from lianshou.kinds.aid.models import Aid, AidProject, Household, Member

NOW = datetime(2026, 6, 24, 1, tzinfo=UTC)
TODAY = date(2026, 6, 24)
YUAN = 100
CARD = "6222021234567890128"


@dataclass(frozen=True)
class Aided:
    """A programme of aid of the county with money from two sources, and who acts."""

    world: World
    finance: User
    programme: Programme
    budget: Budget
    central: Budget

    def project(self, sort: str = "living", title: str = "", **more: Any) -> AidProject:
        told: dict[str, Any] = {"actor": self.world.officer, "now": NOW}
        return enter_project(
            programme=self.programme, sort=sort, title=title or f"2026年{sort}", **told, **more
        )

    def plan(
        self, project: AidProject, *households: Household, yuan: int = 1000, member: Any = None, **more: Any
    ) -> list[Aid]:
        """Plan for the heads, or for ``member``; money from the county's budget."""
        is_money = project.nature == "money"
        new = [
            NewAid(
                household=one,
                member=(member or head_of(one)).pk,
                amount_fen=yuan * YUAN if is_money else 0,
            )
            for one in households
        ]
        told: dict[str, Any] = {
            "budget": self.budget if is_money else None,
            "actor": self.world.officer,
            "now": NOW,
        }
        return plan_aids(project=project, new=new, **told | more)

    def pay(self, aid: Aid, on: date = TODAY) -> Aid:
        """The payment approved by another and paid by finance."""
        assert aid.payment is not None
        approve_payment(actor=self.world.approver, payment=aid.payment, now=NOW)
        pay(actor=self.finance, payment=aid.payment, paid_on=on, now=NOW)
        aid.refresh_from_db()
        return aid


def make_aided(world: World, *, ceiling: int = 50_000) -> Aided:
    """Everything through the real actions; ``ceiling`` of each budget in yuan."""
    finance = person_with(Role.FINANCE, world.county, name="钱会计", username="finance")
    programme = ProgrammeFactory(kind="aid", union=world.county, title="困难职工帮扶", year=2026)
    budgets = []
    for title, sort in (("2026年工会经费", "dues"), ("2026年中央财政帮扶资金", "central")):
        source = record_source(
            actor=finance, union=world.county, title=title, year=2026, sort=sort, amount_fen=10**8, now=NOW
        )
        told: dict[str, Any] = {"item": "困难帮扶", "ceiling_fen": ceiling * YUAN, "now": NOW}
        budgets.append(set_budget(actor=finance, source=source, programme=programme, **told))
    return Aided(world, finance, programme, *budgets)


def family(union: Union, n: int, *, child: bool = False, card: str = CARD, **more: Any) -> Household:
    """A household on file with its head as a member, and perhaps a child at school."""
    head = PersonFactory(union=union, name=f"户主{n}", bank_name="示例银行", bank_card=card)
    made: Household = household_at(union, n, head=head, **more)
    Member.objects.create(
        household=made, person=head, is_head=True, name=head.name, id_number=number("19800101", n)
    )
    if child:
        Member.objects.create(
            household=made, person=head, relation="child", name=f"孩子{n}", id_number=number("20120101", n)
        )
    return made


def head_of(household: Household) -> Member:
    found: Member = Member.objects.get(household=household, is_head=True)
    return found


def child_of(household: Household) -> Member:
    found: Member = Member.objects.get(household=household, relation="child")
    return found
