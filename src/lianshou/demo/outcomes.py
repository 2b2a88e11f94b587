"""What came of the pairings: rises in grade, honours, activities with photographs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from lianshou.demo.photographs import draw_photograph
from lianshou.demo.plan import SHENSHAN, ZHONGCHENG, Plan, Round
from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import User
from lianshou.kernel.followups.actions import NewPhoto, record_followup
from lianshou.kernel.followups.enums import Consent, Sort
from lianshou.kernel.placement.models import Placement
from lianshou.kernel.unions.actions import record_honour, record_upgrade
from lianshou.kernel.unions.enums import Grade, HonourLevel

_ISSUERS = {"province": "苏工发", "city": "盐工发", "county": "阜工发"}
_AS_OF = date(2020, 6, 15)


def record_outcomes(world: World, plan: Plan, random: Random) -> None:
    """Let every guest of the earlier rounds rise, some of them to a model home."""
    for line in plan.rounds[:3]:
        for unit in line.guests:
            _rise(world, unit.name, line, plan.honours, random)


def _rise(world: World, name: str, line: Round, honours: Mapping[str, str], random: Random) -> None:
    union, officer = world.unions[name], world.officer
    first = date(line.year, 9, 1) + timedelta(days=random.randrange(90))
    record_upgrade(
        actor=officer,
        union=union,
        after=random.choice([Grade.QUALIFIED, Grade.QUALIFIED, Grade.ADVANCED]),
        changed_on=first,
        note="年度考核",
        now=moment(first + timedelta(days=3)),
    )
    if level := honours.get(name):
        granted = _granted_on(name, line, random)
        document = f"{_ISSUERS[level]}〔{granted.year}〕{random.randint(5, 40)}号"
        record_honour(
            actor=officer,
            union=union,
            level=HonourLevel(level),
            granted_on=granted,
            document_no=document,
            now=moment(granted + timedelta(days=10)),
        )


def _granted_on(name: str, line: Round, random: Random) -> date:
    """Within a year for the two that the page praises; for others some time before the page was printed."""
    if name in (ZHONGCHENG, SHENSHAN):
        return date(line.year + 1, 4, 28)
    earliest = date(line.year + 1, 1, 10)
    return earliest + timedelta(days=random.randrange((_AS_OF - earliest).days))


def record_activities(world: World, plan: Plan, random: Random) -> None:
    """Mutual activities of the pairings, some with a photograph; the wind-power pair's by their own chairs."""
    signed = Placement.objects.filter(pledge__in_force_at__isnull=False, programme__union=world.county)
    placements = list(
        signed.select_related("opening__union", "application__union", "programme__union").order_by("pk")
    )
    for number, placement in enumerate(random.sample(placements, _ACTIVITIES)):
        _record(world, placement, random, drawn=number % 9 == 0)
    own = signed.select_related("opening__union", "application__union", "programme__union")
    pair = own.get(application__union=world.unions[ZHONGCHENG])
    for actor in (world.accounts["jinhai"], world.accounts["zhongcheng"]):
        _record(world, pair, random, drawn=True, actor=actor)


def _record(
    world: World, placement: Placement, random: Random, *, drawn: bool, actor: User | None = None
) -> None:
    assert placement.starts_on is not None  # noqa: S101  its agreement is in force
    sort, title, minutes = random.choice(_HAPPENINGS)
    latest = min(_AS_OF, placement.starts_on + timedelta(days=700))
    day = placement.starts_on + timedelta(days=random.randrange(max((latest - placement.starts_on).days, 1)))
    photos = (
        [
            NewPhoto(
                content=draw_photograph(random),
                credit="示意图 / 联手演示",
                caption=title,
                consent=Consent.NOBODY,
            )
        ]
        if drawn
        else []
    )
    record_followup(
        actor=actor or world.officer,
        placement=placement,
        sort=sort,
        title=title,
        happened_on=day,
        now=moment(day, 9),
        place=placement.opening.union.address,
        people=random.randint(8, 120),
        minutes=minutes,
        note=f"{placement.opening.union.name}与{placement.application.union.name}职工一起参加。",
        photos=photos,
    )


_ACTIVITIES = 90
_HAPPENINGS = (
    (Sort.VISIT, "到结对单位互访交流", 120),
    (Sort.VISIT, "现场指导职工之家建设", 150),
    (Sort.MUTUAL_ACTIVITY, "职工羽毛球友谊赛", 180),
    (Sort.MUTUAL_ACTIVITY, "职工书法摄影联展", 240),
    (Sort.MUTUAL_ACTIVITY, "联谊象棋赛", 180),
    (Sort.TRAINING, "班组长安全生产培训", 180),
    (Sort.TRAINING, "工会财务与集体协商业务辅导", 120),
    (Sort.SHARED_FACILITY, "开放职工书屋和活动室", 90),
    (Sort.SHARED_FACILITY, "共用篮球场、乒乓球室", 120),
)
