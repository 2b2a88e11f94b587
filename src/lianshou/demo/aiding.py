"""Aid to the households of 南宁: money from four sources, seven projects, payments at every stage, services, long-term marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from lianshou.demo.world import World, moment
from lianshou.kernel.funds.actions import (
    answer_batch,
    approve_payments,
    make_batch,
    record_source,
    refuse_payment,
    set_budget,
)
from lianshou.kernel.funds.enums import Sort
from lianshou.kernel.funds.models import Budget
from lianshou.kernel.programmes.models import Programme
from lianshou.kinds.aid.actions import (
    NewAid,
    cancel_aid,
    enter_project,
    fulfil_aid,
    mark_long_term,
    plan_aids,
)
from lianshou.kinds.aid.models import Aid, AidProject, Household, Member

SEED = 20201201
WITHOUT, LONG_TERM = 15, 14
"""Of those on file: without a project yet this year, and marked for long-term aid."""
_YUAN = 100
_SOURCES = (
    (Sort.CENTRAL, "中央财政帮扶资金", 2_200_000),
    (Sort.LOCAL, "自治区财政帮扶资金", 1_000_000),
    (Sort.DUES, "工会经费帮扶专项", 1_200_000),
    (Sort.DONATION, "社会捐助", 360_000),
)
_PROJECTS = (
    # sort, title, households wished, from which two moneys, yuan for each at least and at most
    ("living", "日常生活救助", 160, (Sort.LOCAL, Sort.CENTRAL), 800, 2400),
    ("medical", "医疗救助", 150, (Sort.CENTRAL, Sort.DUES), 1200, 6000),
    ("schooling", "金秋助学", 40, (Sort.DONATION, Sort.DUES), 1500, 4000),
    ("temporary", "临时救助", 60, (Sort.DUES, Sort.LOCAL), 500, 1800),
    ("law", "法律援助", 40, (), 0, 0),
    ("training", "职业技能培训", 45, (), 0, 0),
    ("job", "就业岗位介绍", 45, (), 0, 0),
)
_BY_CAUSE = {
    "illness": "medical",
    "accident": "temporary",
    "schooling": "schooling",
    "laid_off": "job",
    "unemployed": "training",
    "no_capacity": "living",
}
_PROVIDERS = {
    "law": ("示例律师事务所", "南宁市示例法律援助中心"),
    "training": ("南宁示例职业学校", "示例家政培训学校"),
    "job": ("示例物业有限公司", "示例食品有限公司"),
}
_GROUNDS = {"no_capacity": "no_capacity", "illness": "illness", "accident": "disability"}
_WHY = {
    "no_capacity": "本人及配偶均无劳动能力，子女未成年。",
    "illness": "长期透析，三年内无法复工。",
    "disability": "工伤一级，生活不能自理。",
}


@dataclass
class Giving:
    """The aid of a year while it is being told of."""

    world: World
    programme: Programme
    today: date
    random: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311  invented records, no secret
    projects: dict[str, AidProject] = field(default_factory=dict)
    budgets: dict[str, list[Budget]] = field(default_factory=dict)

    def at(self, days: int, hour: int = 1) -> Any:
        """A moment so many days ago, yet in the year of the programme."""
        return moment(max(self.today - timedelta(days=days), date(self.today.year, 1, 1)), hour)

    @property
    def officer(self) -> Any:
        return self.world.accounts["nanning"]

    @property
    def finance(self) -> Any:
        return self.world.accounts["nanfinance"]

    def open(self) -> None:
        """Sources, budgets and projects of the year."""
        sources = {
            sort: record_source(
                actor=self.finance,
                union=self.world.nanning,
                title=f"{self.today.year}年{title}",
                year=self.today.year,
                sort=sort,
                amount_fen=yuan * _YUAN,
                now=self.at(60),
            )
            for sort, title, yuan in _SOURCES
        }
        for sort, title, wished, moneys, _least, _most in _PROJECTS:
            self.budgets[sort] = [
                set_budget(
                    actor=self.finance,
                    source=sources[one],
                    programme=self.programme,
                    item=title,
                    ceiling_fen=sources[one].amount_fen * 3 // 10,
                    now=self.at(59),
                )
                for one in moneys
            ]
            self.projects[sort] = enter_project(
                actor=self.officer,
                programme=self.programme,
                sort=sort,
                title=f"{self.today.year}年{title}",
                wished=wished,
                document_no=f"南工办〔{self.today.year}〕示例{len(self.projects) + 11}号",
                now=self.at(58),
            )

    def plan(self, sort: str, people: Iterable[Member], days: int, *, money: int = 0) -> list[Aid]:
        """Aid of a sort for these, each with an amount of their own, from the first or the second money of the project."""
        _sort, _title, _wished, _money, least, most = next(one for one in _PROJECTS if one[0] == sort)
        new = [
            NewAid(
                household=one.household,
                member=one.pk,
                amount_fen=self.random.randrange(least, most, 10) * _YUAN if most else 0,
            )
            for one in people
        ]
        if not new:
            return []
        told: dict[str, Any] = {"budget": next(iter(self.budgets[sort][money:]), None), "now": self.at(days)}
        return plan_aids(actor=self.officer, project=self.projects[sort], new=new, **told)


def give_aid(world: World, programme: Programme, *, today: date) -> None:
    """The year's aid: what fits the cause of each household, a few with a second project, a few with none yet."""
    giving = Giving(world, programme, today)
    giving.open()
    rows = Household.objects.admitted().filter(state="on_file").order_by("pk")
    households = list(rows.select_related("union", "head"))
    chosen = _chosen(households[:-WITHOUT])
    aids = [one for sort, people in chosen.items() for one in giving.plan(sort, people[::3], 20)]
    aids += [one for sort, people in chosen.items() for one in giving.plan(sort, people[1::3], 19, money=1)]
    later = [one for sort, people in chosen.items() for one in giving.plan(sort, people[2::3], 9)]
    _pay(giving, [one for one in aids if one.payment], [one for one in later if one.payment])
    _serve(giving, [one for one in (*aids, *later) if not one.payment])
    _mark(giving, households)


def _chosen(households: list[Household]) -> dict[str, list[Member]]:
    """Who gets what: by the main cause, children where a child is at school; every ninth legal aid, every fourth in deep hardship
    living aid besides.
    """
    rows = (
        Member.objects.admitted()
        .filter(household__in=households)
        .select_related("household__union", "household__head")
    )
    heads: dict[int, Member] = {}
    children: dict[int, Member] = {}
    for row in rows:
        if row.is_head:
            heads[row.household_id] = row
        elif row.relation == "child":
            children.setdefault(row.household_id, row)
    chosen: dict[str, list[Member]] = {one[0]: [] for one in _PROJECTS}
    for place, one in enumerate(households):
        sort = _BY_CAUSE.get(one.cause, "living")
        if sort == "schooling":
            sort = "schooling" if one.pk in children else "living"
        chosen[sort].append(children[one.pk] if sort == "schooling" else heads[one.pk])
        if place % 9 == 4:
            chosen["law"].append(heads[one.pk])
        if place % 4 == 1 and one.category == "deep" and sort != "living":
            chosen["living"].append(heads[one.pk])
    return chosen


def _pay(giving: Giving, first: list[Aid], second: list[Aid]) -> None:
    """A first list that the bank answered in part, a second that it has; the rest waits for approval; one was refused, one cancelled."""
    approver = giving.world.accounts["nanning2"]
    approve_payments(actor=approver, payments=_payments(first[:-2]), now=giving.at(17))
    batch = make_batch(actor=giving.finance, union=giving.world.nanning, now=giving.at(16))
    listed = list(batch.payments.order_by("pk").values_list("pk", flat=True))
    failures = dict.fromkeys(listed[5:60:25], "户名与账号不符")
    told: dict[str, Any] = {"failures": failures, "paid_on": giving.at(14).date(), "now": giving.at(13)}
    answer_batch(actor=giving.finance, batch=batch, named=listed, **told)
    refused = first[-1].payment
    if refused is not None:
        refuse_payment(actor=approver, payment=refused, words="材料不全，补齐后再报", now=giving.at(12))
    cancel_aid(actor=giving.officer, aid=first[-2], words="与民政临时救助重复", now=giving.at(12))
    approve_payments(actor=approver, payments=_payments(second[:-20]), now=giving.at(6))
    make_batch(actor=giving.finance, union=giving.world.nanning, now=giving.at(3))


def _payments(aids: list[Aid]) -> list[int]:
    return [one.payment_id for one in aids if one.payment_id is not None]


def _serve(giving: Giving, services: list[Aid]) -> None:
    """Two of three services are entered as given."""
    for place, one in enumerate(services):
        if place % 3 == 2:
            continue
        providers = _PROVIDERS[one.sort]
        hours = {"law": 3, "training": 40, "job": 0}[one.sort]
        day = giving.at(giving.random.randrange(4, 9))
        told: dict[str, Any] = {"provider": providers[place % 2], "hours": hours, "given_on": day.date()}
        fulfil_aid(actor=giving.officer, aid=one, now=day, **told)


def _mark(giving: Giving, households: list[Household]) -> None:
    fitting = [one for one in households if one.cause in _GROUNDS and one.category == "deep"]
    for one in fitting[::3][:LONG_TERM]:
        ground = _GROUNDS[one.cause]
        mark_long_term(
            actor=giving.officer, household=one, ground=ground, words=_WHY[ground], now=giving.at(11)
        )
