"""What came of the pairings: rises in grade, honours, activities with photographs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from lianshou.demo.plan import SHENSHAN, ZHONGCHENG, Plan, Round
from lianshou.demo.world import World, moment
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
    """Mutual activities of the pairings."""
