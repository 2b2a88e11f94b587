"""A household taken through the steps of leaving, as far as a test wants it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from tests.factories.access import person_with
from tests.factories.world import World
from tests.kinds.aid.verified import programme_of

from lianshou.kernel.access.enums import Role
from lianshou.kernel.access.models import User
from lianshou.kernel.notices.actions import draft_notice, post_notice
from lianshou.kernel.notices.models import Notice
from lianshou.kinds.aid.actions import (
    Stepped,
    approve_leaving,
    ask_in_programme,
    begin_leaving,
    take_step,
)
from lianshou.kinds.aid.enums import LeaveState
from lianshou.kinds.aid.models import Household, Leaving
from lianshou.kinds.aid.rules.leaving.months import Month, month_of, moved

WINDOW = timedelta(days=30)
STUDIED = Stepped(present=5, minutes="会纪〔2026〕12号")


def months(now: datetime, *fen: int, persons: int = 1, **more: Any) -> list[Month]:
    """The last months before a day with these incomes, the last one last."""
    last = moved(month_of(timezone.localdate(now)), -1)
    return [
        Month(month=moved(last, place - len(fen) + 1), income_fen=one, persons=persons, **more)
        for place, one in enumerate(fen)
    ]


def above(now: datetime, count: int = 6) -> Stepped:
    """Six months in a row above the usual line."""
    return Stepped(months=months(now, *([300_000] * count)))


def decider(world: World) -> User:
    """Somebody who approves and enters nothing."""
    found = User.objects.filter(username="decider").first()
    return found or person_with(Role.APPROVER, world.county, name="钱批", username="decider")


def leaving_notice(world: World, now: datetime) -> Notice:
    """A notice of those who are to leave, posted now."""
    draft = draft_notice(
        actor=world.officer,
        programme=programme_of(world),
        title="困难职工脱困公示",
        text="经集体研究，现将拟退出的困难职工予以公示。",
        decides="退出困难职工档案",
        telephone="0515-00000000",
        lists="leaving",
        now=now,
    )
    return post_notice(actor=world.officer, notice=draft, now=now)


def begun(world: World, household: Household, now: datetime, ground: str = "out", **more: Any) -> Leaving:
    told = {"ground": ground, "words": "收入已经稳定，申请退出。", "now": now} | more
    made: Leaving = begin_leaving(actor=world.officer, household=household, **told)
    return made


def stepped(world: World, leaving: Leaving, now: datetime, *, to: str = "") -> datetime:
    """Every step before ``to``, each as it should be; gives when the last of them was done."""
    told = {"income": above(now), "study": STUDIED, "letter": Stepped(minutes="通〔2026〕3号")}
    while True:
        leaving.refresh_from_db()
        step = leaving.waits_at
        if step in ("", to) or leaving.state != LeaveState.OPEN:
            return now
        if step == "approval":
            approve_leaving(actor=decider(world), leaving=leaving, now=now)
            continue
        if step == "notice":
            now = _noticed(world, leaving, now)
        take_step(actor=world.officer, leaving=leaving, step=step, told=told.get(step, Stepped()), now=now)


def _noticed(world: World, leaving: Leaving, now: datetime) -> datetime:
    household = Household.objects.get(pk=leaving.household_id)
    if household.application_id is None:
        ask_in_programme(actor=world.officer, household=household, programme=programme_of(world), now=now)
    leaving_notice(world, now)
    return now + WINDOW


def left(world: World, household: Household, now: datetime, ground: str = "moved") -> Household:
    """A household that has left by its procedure."""
    stepped(world, begun(world, household, now, ground), now)
    household.refresh_from_db()
    assert household.state == "ended"
    return household
