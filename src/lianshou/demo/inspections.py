"""Inspections of the city: last year's and this year's draw, visits, findings at every stage, letters, going down. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from lianshou.demo.checklists import HOME, KEY_WORK, NEW_UNION
from lianshou.demo.plan import GCL_GUEST, JINHAI, POWER, RONGWEI, ZHONGCHENG
from lianshou.demo.world import World, moment
from lianshou.kernel.inspections import actions
from lianshou.kernel.inspections.models import Checklist, Finding, Plan, Visit
from lianshou.kernel.inspections.queries import lines_of
from lianshou.kernel.unions.models import Union


@dataclass(frozen=True)
class Told:
    """A finding by how many days ago it was found and how far it came; ``due`` in days from today."""

    unit: str
    text: str
    found: int
    due: int | None = None
    stage: str = "found"
    severity: str = "usual"
    source: str = "report"
    place: str = ""
    todo: str = ""
    person: str = "工会主席"


_FINDINGS = (
    Told(POWER, "女职工休息室被占用堆放物料", 3, place="二号车间", source="field_visit"),
    Told(JINHAI, "职代会提案答复不及时", 20, 10, "mending", todo="逐条答复上次职代会提案"),
    Told(RONGWEI, "劳动争议调解委员会成员空缺", 45, -6, "letter", "severe", todo="补选调解委员会成员并报备"),
    Told(ZHONGCHENG, "会员名册与实际不符", 40, -4, "reminded", todo="核对名册，补录新入会职工"),
    Told(GCL_GUEST, "工会经费账户尚未独立", 30, 5, "reported", "severe", todo="开立独立账户"),
    Told(POWER, "夏季高温岗位降温措施不足", 60, -10, "struck", todo="增配降温设备", place="焊接工段"),
    Told(JINHAI, "职工书屋多月未开放", 50, 4, "verified", "minor", todo="恢复开放，公布时间"),
    Told(ZHONGCHENG, "集体合同到期未续签", 35, 8, "returned", "severe", todo="开展协商，续签集体合同"),
)
_HELP = (
    (ZHONGCHENG, 18, "帮助完善集体协商方案，现场指导职工代表培训", (("车间通勤车不够，夜班职工回家难", "一线班组", "与客运公司商定增开夜班班车"), ("缺少职工活动场地", "车间工会小组", ""))),
    (GCL_GUEST, 12, "指导建立职代会制度，带去制度样本", (("新工人技能培训没有师资", "工会小组", "由劳模工作室派师傅每周授课"),)),
    (POWER, 6, "走访困难职工，了解互助保障需求", (("食堂夜班供餐不足", "维修班组", ""),)),
)  # fmt: skip
_OVER = "省总工会统一部署，时间不能推迟"


def record_inspections(world: World, *, today: date) -> Plan:
    """Last year's inspection with its visits, this year's with half of them, and what was found, mended and pressed for."""
    lists = _checklists(world, today - timedelta(days=400))
    earlier = _inspection(world, lists, "去年督查", today - timedelta(days=370), "demo-1")
    _visited(world, earlier, today - timedelta(days=360), most=99)
    current = _inspection(world, lists, f"{today.year}年重点工作督查", today - timedelta(days=14), "demo-2")
    _visited(world, current, today - timedelta(days=7), most=4)
    for one in _FINDINGS:
        _found(world, one, today)
    _going(world, today)
    return current


def _office(world: World) -> Any:
    return world.accounts["cityoffice"]


def _checklists(world: World, day: date) -> dict[str, Checklist]:
    facts: dict[str, Any] = {"actor": _office(world), "union": world.city, "now": moment(day)}
    home = "合格、模范职工之家考核验收表"
    actions.make_checklist(title="重点工作推进落实督查表", lines=KEY_WORK, pass_mark=80, **facts)
    return {
        "new": actions.make_checklist(
            title="新组建工会督查考核表", lines=NEW_UNION, pass_mark=70, sort="new", **facts
        ),
        "home": actions.make_checklist(title=home, lines=HOME, pass_mark=80, **facts),
    }


def _inspection(world: World, lists: dict[str, Checklist], title: str, day: date, seed: str) -> Plan:
    """Planned, announced, drawn and fixed in the week before ``day``; the county on that day, its neighbour three weeks later."""
    actor, before = _office(world), day - timedelta(days=7)
    plan = actions.make_plan(
        actor=actor,
        union=world.city,
        title=title,
        basis=f"示例工发〔{day.year}〕9号",
        starts_on=day,
        ends_on=day + timedelta(days=40),
        now=moment(before),
    )
    for name, union, leader, other in (
        ("第一组", world.county, "cityoffice", "citycheck"),
        ("第二组", world.neighbour, "citycheck", "cityoffice"),
    ):
        people: dict[str, Any] = {"leader": world.accounts[leader], "members": [world.accounts[other]]}
        actions.set_group(
            actor=actor, plan=plan, name=name, covers=[union], now=moment(before, 1, 10), **people
        )
    for sort, months, checklist in (("new", 18, "new"), ("qualified", None, "home"), ("model", None, "home")):
        actions.set_stratum(
            actor=actor, plan=plan, sort=sort, months=months, count=2, checklist=lists[checklist],
            now=moment(before, 1, 20),
        )  # fmt: skip
    actions.announce_draw(actor=actor, plan=plan, seed=seed, now=moment(before, 2))
    actions.draw_units(actor=actor, plan=plan, now=moment(before + timedelta(days=2)))
    days = {world.county.pk: day, world.neighbour.pk: day + timedelta(days=21)}
    actions.fix_visits(
        actor=actor, plan=plan, days=days, over_reason=_OVER, now=moment(before + timedelta(days=2), 2)
    )
    return plan


def _visited(world: World, plan: Plan, day: date, *, most: int) -> None:
    """Record the first visits; every third unit misses a mandatory line."""
    visits = Visit.objects.admitted().filter(plan=plan).select_related("plan__union", "checklist")
    for place, visit in enumerate(visits.order_by("pk")[:most]):
        failed = place % 3 == 2
        marks: dict[int, tuple[int | None, str]] = {}
        for line in lines_of(checklist=visit.checklist):
            less = line.number % (4 + place) == 0 and not line.is_mandatory
            missed = failed and line.is_mandatory and not any(words for _score, words in marks.values())
            marks[line.pk] = (
                line.points - (1 if less or missed else 0),
                "资料不全，限期补齐" if missed else "",
            )
        actions.record_visit(
            actor=_office(world),
            visit=visit,
            marks=marks,
            visited_on=day,
            words="总体情况较好" if not failed else "基础工作有待加强",
            now=moment(day, 8, place),
        )


def _found(world: World, told: Told, today: date) -> None:
    day, office = today - timedelta(days=told.found), _office(world)
    finding = actions.find(
        actor=office, laid_by=world.city, union=world.unions[told.unit], text=told.text, found_on=day,
        source=told.source, severity=told.severity, place=told.place, now=moment(day),
    )  # fmt: skip
    if told.due is None:
        return
    actions.assign_mending(
        actor=office, finding=finding, todo=told.todo, due_on=today + timedelta(days=told.due),
        person_name=told.person, now=moment(day, 2),
    )  # fmt: skip
    _pressed(world, told, finding, today)
    _mended(world, told, finding, today)


def _pressed(world: World, told: Told, finding: Finding, today: date) -> None:
    if told.stage not in ("letter", "reminded"):
        return
    facts: dict[str, Any] = {"actor": _office(world), "finding": finding}
    actions.remind(words="请抓紧整改并报告进展。", now=moment(today - timedelta(days=3)), **facts)
    if told.stage == "letter":
        due = today - timedelta(days=1)  # no answer came: it may be named in a bulletin
        actions.urge(prefix="示例工督", due_on=due, now=moment(today - timedelta(days=2)), **facts)


def _mended(world: World, told: Told, finding: Finding, today: date) -> None:
    if told.stage not in ("reported", "returned", "verified", "struck"):
        return
    check: dict[str, Any] = {"actor": world.accounts["citycheck"], "finding": finding}
    # reported in time, or it would not have been struck off
    day = min(today, today + timedelta(days=told.due or 0)) - timedelta(days=3)
    said = f"已按要求完成：{told.todo}。"
    actions.report_mending(actor=world.officer, finding=finding, words=said, now=moment(day))
    if told.stage == "returned":
        actions.return_mending(words="请补充佐证材料后再报。", now=moment(day, 3), **check)
    elif told.stage != "reported":
        actions.verify_mending(now=moment(day + timedelta(days=1)), **check)
    if told.stage == "struck":
        actions.strike_off(actor=_office(world), finding=finding, now=moment(day + timedelta(days=2)))


def _going(world: World, today: date) -> None:
    for name, ago, help_given, problems in _HELP:
        day, unit = today - timedelta(days=ago), world.unions[name]
        visit = actions.record_field_visit(
            actor=_office(world), home=world.city, union=unit, who="市总工会帮扶小组", visited_on=day,
            helped_with=help_given, now=moment(day, 9),
        )  # fmt: skip
        for text, by, solution in problems:
            _raised(world, visit, text, by, solution, day + timedelta(days=5))


def _raised(world: World, visit: Any, text: str, by: str, solution: str, solved_on: date) -> None:
    solver: Union = world.county
    problem = actions.raise_problem(
        actor=_office(world), visit=visit, text=text, raised_by=by, assigned_to=solver,
        due_on=solved_on + timedelta(days=10), now=moment(visit.visited_on, 9, 30),
    )  # fmt: skip
    if solution:
        actions.solve_problem(
            actor=world.officer, problem=problem, words=solution, solved_on=solved_on, now=moment(solved_on)
        )
