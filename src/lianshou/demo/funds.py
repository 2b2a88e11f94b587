"""Money of this year: what county and city have, what each programme may spend, and payments at every stage. All invented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from lianshou.demo.world import World, moment
from lianshou.kernel.funds.actions import (
    NewPayment,
    answer_batch,
    approve_payment,
    approve_payments,
    cancel_payment,
    correct_account,
    make_batch,
    pay,
    plan_payment,
    plan_payments,
    receipt,
    record_source,
    refuse_payment,
    set_budget,
)
from lianshou.kernel.funds.enums import Sort
from lianshou.kernel.funds.models import Budget, Payment, Source
from lianshou.kernel.guard.models import Scope
from lianshou.kernel.people.models import Person
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.programmes.models import Programme

_YUAN = 100
_BANK = "示例银行阜宁支行"
_PRINTER, _COACHES, _KITCHEN, _INSURER = "示例印刷社", "示例客运公司", "示例餐饮店", "示例保险公司"
_ACCOUNTS = {  # no bank keeps accounts under these numbers
    _PRINTER: "9990000000010001",
    _COACHES: "9990000000010002",
    _KITCHEN: "9990000000010003",
    _INSURER: "9990000000010004",
}


@dataclass
class Purse:
    """The year's money while it is being told of: who acts, on which day it is told, the budgets by their item."""

    world: World
    today: date
    budgets: dict[str, Budget] = field(default_factory=dict)

    def at(self, days: int, hour: int = 1) -> Any:
        """A moment ``days`` before today."""
        return moment(self.today - timedelta(days=days), hour)

    def source(self, who: str, title: str, sort: Sort, yuan: int, document_no: str = "") -> Source:
        actor = self.world.accounts[who]
        return record_source(
            actor=actor,
            union=self.world.county if who == "finance" else self.world.city,
            title=title,
            year=self.today.year,
            sort=sort,
            amount_fen=yuan * _YUAN,
            document_no=document_no,
            now=self.at(58),
        )

    def budget(self, who: str, source: Source, programme: Programme, item: str, yuan: int) -> None:
        actor, fen = self.world.accounts[who], yuan * _YUAN
        self.budgets[item] = set_budget(
            actor=actor, source=source, programme=programme, item=item, ceiling_fen=fen, now=self.at(57)
        )

    def plan(self, item: str, yuan: int, purpose: str, days: int, **payee: Any) -> Payment:
        """Enter a payment, by the officer; an outside body's account is known."""
        if "outside" in payee:
            payee |= {"bank_name": _BANK, "account": _ACCOUNTS[payee["outside"]]}
        new = NewPayment(amount_fen=yuan * _YUAN, purpose=purpose, **payee)
        actor, budget = self.world.officer, self.budgets[item]
        return plan_payment(actor=actor, budget=budget, new=new, now=self.at(days))

    def approve(self, payments: Iterable[Payment], days: int) -> None:
        approver, pks = self.world.accounts["approver"], [payment.pk for payment in payments]
        approve_payments(actor=approver, payments=pks, now=self.at(days))

    def receipted(self, payment: Payment, number: str, days: int) -> None:
        receipt(actor=self.world.officer, payment=payment, number=number, now=self.at(days))


def record_funds(world: World, *, events: Programme, early: Programme, fresh: Programme, today: date) -> None:
    """Tell the year's money up to today: the events' costs, the pairs' grants from the city, a training that is planned."""
    purse = Purse(world, today)
    _give(purse, events, early, fresh)
    lecturers = _lecturers(world)
    _first_list(purse, lecturers)
    _second_list(purse)
    _waiting(purse, lecturers)
    _grants(purse, early)


def _give(purse: Purse, events: Programme, early: Programme, fresh: Programme) -> None:
    year = purse.today.year
    dues = purse.source("finance", f"{year}年工会经费", Sort.DUES, 420_000)
    subsidy = purse.source(
        "finance", f"{year}年县级补助", Sort.ADMINISTRATION, 150_000, f"阜财〔{year}〕示例3号"
    )
    city = purse.source("city", f"{year}年建家专项资金", Sort.SPECIAL, 300_000, f"盐工发〔{year}〕示例5号")
    purse.budget("finance", dues, events, "讲课费", 12_000)
    purse.budget("finance", dues, events, "班车、餐饮和保险", 20_000)
    purse.budget("finance", dues, early, "印制费", 5_000)
    purse.budget("finance", subsidy, fresh, "业务培训", 40_000)
    purse.budget("city", city, early, "结对帮带补助", 60_000)


def _lecturers(world: World) -> list[Person]:
    """Four members of the county, in the order in which they were entered."""
    members = Person.objects.within(Scope((world.county.path,))).filter(account=None, offices=None)
    return list(members.select_related("union").order_by("pk")[20:24])


def _first_list(purse: Purse, lecturers: list[Person]) -> None:
    """A list of five that the bank answered in part: three paid, one failed, of one it said nothing."""
    finance = purse.world.accounts["finance"]
    fees = [purse.plan("讲课费", 1_500, "工匠宣讲会讲课费", 19, person=one) for one in lecturers[:3]]
    coaches = purse.plan("班车、餐饮和保险", 8_800, "非遗工坊参观往返班车", 19, outside=_COACHES)
    printing = purse.plan("印制费", 3_260, "协议书和公示材料印制", 18, outside=_PRINTER)
    purse.approve([*fees, coaches, printing], 17)
    batch = make_batch(actor=finance, union=purse.world.county, now=purse.at(16))
    answer_batch(
        actor=finance,
        batch=batch,
        named=[*(fee.pk for fee in fees), coaches.pk],
        failures={fees[2].pk: "户名与账号不符"},
        paid_on=purse.today - timedelta(days=15),
        now=purse.at(14),
    )
    purse.receipted(coaches, "示例票据0101", 8)
    purse.receipted(fees[0], "示例收据0007", 7)
    card = lecturers[3].bank_card  # the right account, which must be approved anew
    correct_account(actor=finance, payment=fees[2], bank_name=_BANK, account=card, now=purse.at(6))


def _second_list(purse: Purse) -> None:
    """What the bank said nothing of stands on a second list, which it has not answered yet."""
    make_batch(actor=purse.world.accounts["finance"], union=purse.world.county, now=purse.at(3))


def _waiting(purse: Purse, lecturers: list[Person]) -> None:
    """What the visitor finds to do: to approve, to pay, to bring a receipt for; and what came to nothing."""
    officer, finance = purse.world.officer, purse.world.accounts["finance"]
    item = "班车、餐饮和保险"
    meals = purse.plan(item, 6_400, "非遗工坊参观午餐", 7, outside=_KITCHEN)
    flowers = purse.plan("讲课费", 260, "宣讲会鲜花（零星支付）", 7, outside=_PRINTER)
    purse.approve([meals, flowers], 2)
    pay(actor=finance, payment=flowers, paid_on=purse.today - timedelta(days=1), now=purse.at(1))
    purse.plan(item, 4_300, "湿地学习考察意外险", 2, outside=_INSURER)
    purse.plan("业务培训", 3_600, "基层工会主席培训讲课费", 1, person=lecturers[3])
    hall = purse.plan("业务培训", 2_000, "租用会场", 5, outside=_KITCHEN)
    cancel_payment(actor=officer, payment=hall, words="改用县总工会会议室", now=purse.at(4))


def _grants(purse: Purse, early: Programme) -> None:
    """Grants from the city's money to the guests of this year's pairs, each hanging on its pair; one was refused."""
    world, city = purse.world, purse.world.accounts["city"]
    pairs = Placement.objects.within(Scope((world.county.path,))).filter(programme=early).order_by("pk")
    new = [
        NewPayment(
            amount_fen=5_000 * _YUAN,
            purpose="结对帮带活动补助",
            union=pair.application.union,
            bank_name=_BANK,
            account=f"99900000000200{number:02d}",
            placement=pair,
        )
        for number, pair in enumerate(pairs.select_related("application__union"))
    ]
    budget = purse.budgets["结对帮带补助"]
    first, second, third = plan_payments(actor=world.officer, budget=budget, new=new, now=purse.at(13))
    approve_payment(actor=world.accounts["approver"], payment=first, now=purse.at(12))
    pay(actor=city, payment=first, paid_on=purse.today - timedelta(days=11), now=purse.at(11))
    purse.receipted(first, "示例收据0012", 9)
    approve_payment(actor=world.accounts["approver"], payment=second, now=purse.at(5))
    make_batch(actor=city, union=world.city, now=purse.at(2))
    words = "协议尚未签订，签订后再报"
    refuse_payment(actor=world.accounts["approver"], payment=third, words=words, now=purse.at(5))
