"""A year of the six works of the city: shares of two counties, done, late and behind; some counted by the system. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import User
from lianshou.kernel.unions.models import Union
from lianshou.kernel.works import actions
from lianshou.kernel.works.actions import NewLine, NewShare
from lianshou.kernel.works.models import Portfolio, Task


@dataclass(frozen=True)
class Plan:
    """A line: its last day in days from today, its goal, what the two counties get of it and how far each has come (in hundredths)."""

    pillar: str
    item: str
    measure: str
    title: str
    person: str
    due: int
    goal: int | None = None
    unit: str = ""
    shares: tuple[int, int] | None = None
    done: tuple[int, int] = (0, 0)
    figure: str = ""
    helpers: str = ""
    evidence: str = ""


_THEORY, _COHESION, _IDEAS = "theory", "cohesion", "ideas"
_ACHIEVEMENT, _RIGHTS, _SELF = "achievement", "rights_and_aid", "self_building"
PLANS = (
    Plan(_THEORY, "理论宣讲进企业", "劳模工匠宣讲团下到班组", "全年宣讲60场", "马致远", 40, 60, "ACTIVITY", (36, 24), (92, 40), helpers="宣传教育部", evidence="宣讲记录、照片"),
    Plan(_THEORY, "理论宣讲进企业", "编印宣讲提纲", "印发宣讲提纲", "马致远", -120, done=(100, 0), evidence="印发文件"),
    Plan(_COHESION, "职工文体活动", "工会搭台、职工唱戏", "举办职工活动3场", "杨静怡", 90, 3, "ACTIVITY", figure="events"),
    Plan(_COHESION, "职工文体活动", "工会搭台、职工唱戏", "参加活动40人次", "杨静怡", 90, 40, "PERSON_TIME", figure="event-attended"),
    Plan(_IDEAS, "最美职工选树", "逐级推荐、公开评选", "选树最美职工20名", "石守成", -30, 20, "PERSON", (12, 8), (100, 100), evidence="表彰文件"),
    Plan(_IDEAS, "职工书屋建设", "企业自建、工会补助", "新建职工书屋30个", "石守成", 75, 30, "ITEM", (16, 14), (60, 85)),
    Plan(_ACHIEVEMENT, "劳动和技能竞赛", "县乡两级办赛", "举办竞赛24场", "田力行", 60, 24, "ACTIVITY", (14, 10), (57, 30), evidence="竞赛通知、成绩单"),
    Plan(_ACHIEVEMENT, "劳模工匠传技", "示范班、传技班", "传技授课600课时", "田力行", 100, 600, "CLASS_HOUR", (360, 240), (70, 66)),
    Plan(_RIGHTS, "困难职工帮扶", "一户一策、一对一结对", "走访困难职工300户", "白若谷", -10, 300, "HOUSEHOLD", (180, 120), (100, 64), helpers="权益保障部"),
    Plan(_RIGHTS, "工资集体协商", "网格化管理、一函两书", "建协商网格80个", "白若谷", 50, 80, "ITEM", (48, 32), (80, 72)),
    Plan(_RIGHTS, "工资集体协商", "网格化管理、一函两书", "出台一函两书办法", "白若谷", 20, shares=(0, 0), done=(100, 0), evidence="办法文本"),
    Plan(_SELF, "联手兴家", "模范职工之家与两新组织工会结对", "签订联手协议3份", "秦广川", 80, 3, "PAPER", figure="agreements"),
)  # fmt: skip
LATER = Plan(_SELF, "新就业形态建会入会", "行业联合工会兜底", "新建联合工会10家", "秦广川", 95, 10, "UNION", (6, 4), (33, 50))  # fmt: skip
_OVER = "全年重点任务年初一次部署，不再逐月加派"
"""Kept only where a county has its limit of the month already."""
HIGHLIGHTS = (
    ("county", _RIGHTS, "职工医疗互助，小病有补助、大病有依靠", "单位统一参加、职工自愿加入，理赔一次办结。参加单位逐年增加，住院职工少跑腿、早拿到补助。"),
    ("county", _RIGHTS, "“一函两书”促工资集体协商", "先发提示函，再发意见书、建议书，到期逐户回访。多数企业在期限内回函并开展协商。"),
    ("neighbour", _RIGHTS, "工资集体协商网格化管理", "一个网格一名协商指导员，一企一策建台账，协商到期提前提醒。"),
)  # fmt: skip


def record_works(world: World, *, today: date) -> Portfolio:
    """Set up the city's six works of this year, hand them down, and report them up to today."""
    officer = world.accounts["cityoffice"]
    start = min(today, date(today.year, 1, 8))
    portfolio = actions.open_portfolio(
        actor=officer,
        union=world.city,
        year=today.year,
        title=f"{today.year}年“六大工程”",
        reason="市总工会全委会确定年度重点",
        document_no=f"示例工发〔{today.year}〕1号",
        now=moment(start),
    )
    made = [(plan, _laid(world, portfolio, plan, today, start)) for plan in PLANS]
    middle = start + (today - start) / 2
    for plan, task in made:
        _told(world, plan, task, day=middle, part=50)
    actions.open_version(
        actor=officer,
        portfolio=portfolio,
        reason="根据上级部署，增加新就业形态劳动者建会入会",
        document_no=f"示例工发〔{today.year}〕16号",
        now=moment(today, 0, 10),
    )
    made.append((LATER, _laid(world, portfolio, LATER, today, today)))
    for plan, task in made:
        _told(world, plan, task, day=today, part=100)
    _highlights(world, today)
    return portfolio


def _laid(world: World, portfolio: Portfolio, plan: Plan, today: date, on: date) -> Task:
    officer, now = world.accounts["cityoffice"], moment(on, 0, 20)
    last = date(today.year, 12, 31)
    due = min(max(today + timedelta(days=plan.due), on), last)
    line = NewLine(
        pillar=plan.pillar,
        item=plan.item,
        measure=plan.measure,
        title=plan.title,
        union=world.city,
        due_on=due,
        starts_on=min(on, due),
        person_name=plan.person,
        helpers=plan.helpers,
        evidence=plan.evidence,
        goal=plan.goal,
        unit=plan.unit,
    )
    task = actions.add_line(actor=officer, portfolio=portfolio, line=line, now=now)
    if plan.figure:
        return actions.feed_task(actor=officer, task=task, figure=plan.figure, now=now)
    if plan.shares:
        parts = zip((world.county, world.neighbour), plan.shares, strict=True)
        shares = [NewShare(union, goal or None) for union, goal in parts]
        for share in actions.split_task(actor=officer, task=task, shares=shares, now=now, over_reason=_OVER):
            who = _officer_of(world, share.union)
            actions.assign_person(actor=who, task=share, person=who, now=now)
    return task


def _told(world: World, plan: Plan, task: Task, *, day: date, part: int) -> None:
    """Report ``part`` hundredths of what each has done by today; nothing where the system counts."""
    if plan.figure:
        return
    shares = list(Task.objects.admitted().filter(parent=task).select_related("union").order_by("pk"))
    for one, percent in zip(shares or [task], plan.done, strict=False):
        value = (one.goal or 0) * percent * part // 10_000
        if (one.goal and not value) or (not one.goal and (not percent or part < 100)):
            continue
        who = _officer_of(world, one.union) if shares else world.accounts["cityoffice"]
        actions.report_progress(
            actor=who,
            task=one,
            value=value if one.goal else None,
            is_done=not one.goal,
            words="按计划推进。" if one.goal else "已印发。",
            happened_on=min(day, one.due_on),
            now=moment(day, 0, 30),
        )


def _officer_of(world: World, union: Union) -> User:
    return world.officer if union.pk == world.county.pk else world.accounts["binhai"]


def _highlights(world: World, today: date) -> None:
    for place, (where, pillar, title, story) in enumerate(HIGHLIGHTS):
        union = world.county if where == "county" else world.neighbour
        who, now = _officer_of(world, union), moment(today, 0, 40)
        one = actions.record_highlight(
            actor=who,
            union=union,
            pillar=pillar,
            title=title,
            story=story,
            happened_on=today - timedelta(days=20 + place),
            now=now,
        )
        if place:
            one = actions.offer_highlight(actor=who, highlight=one, now=now)
        if place == len(HIGHLIGHTS) - 1:
            actions.choose_highlight(actor=world.accounts["cityoffice"], highlight=one, now=now)
