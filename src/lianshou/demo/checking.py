"""The check-lists of the households of 南宁: most are gone through this year, some lines stay open past their day.

The official text of the coverages and measures is not public; the demonstration leaves it out, as the pages then say.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from lianshou.demo.world import NAN_WORKER, World, moment
from lianshou.kernel.access.actions import appoint, create_account
from lianshou.kernel.access.enums import Role
from lianshou.kernel.people.actions import link_account
from lianshou.kinds.aid.actions.checking import Said, take_checklist
from lianshou.kinds.aid.actions.own import answer_concern, say_concern
from lianshou.kinds.aid.enums import Standing
from lianshou.kinds.aid.models import Helping, Household
from lianshou.kinds.aid.queries.checking import check_settings, suggested_for

SEED = 20210701
CHECKED, LATE = 150, 12
"""How many households were gone through this year; and how many of them so long ago that their open lines are past their day."""
_NOTE = "材料已交街道，等待答复。"


def go_through_lists(world: World, *, today: date) -> None:
    """What the survey suggests, with some lines further on since; through the real action, the same day gives the same lists."""
    random = Random(SEED)  # noqa: S311  invented records, no secret
    rows = Household.objects.admitted().filter(state="on_file").select_related("union", "head").order_by("pk")
    order = [*rows[:LATE], *rows.reverse()[: CHECKED - LATE]]
    for place, household in enumerate(order):
        ago = 120 + place if place < LATE else random.randrange(1, 20)
        day = max(today - timedelta(days=ago), date(today.year, 1, 1))
        told = _told(household, random, day)
        take_checklist(actor=world.accounts["nanning"], household=household, told=told, now=moment(day, 9))


def open_own_page(world: World, *, today: date) -> None:
    """The head of a household that is helped and visited signs in: one wish is answered, another waits."""
    helped = (
        Helping.objects.admitted().filter(ends_on=None).select_related("household__head", "household__union")
    )
    household = next(
        one.household
        for one in helped.order_by("pk")
        if one.visits.admitted().exists() and one.household.checkings.admitted().exists()
    )
    officer, person, at = world.accounts["nanning"], household.head, today - timedelta(days=9)
    account = create_account(
        actor=None, username=NAN_WORKER, name=person.name, password=None, now=moment(at), union=person.union
    )
    told: dict[str, Any] = {"union": person.union, "role": Role.WORKER, "starts_on": at, "now": moment(at)}
    appoint(actor=None, user=account, **told)
    link_account(actor=officer, person=person, account=account, now=moment(at))
    world.accounts[NAN_WORKER] = account
    own: dict[str, Any] = {"actor": account, "household": household}
    wish = say_concern(
        kind="wish", words="孩子下学期的学费一时凑不齐，能不能帮忙？", now=moment(at, 1), **own
    )
    answer = "已替您家登记助学，请把缴费单拍照交给帮扶责任人，两周内有结果。"
    answer_concern(actor=officer, concern=wish, answer=answer, now=moment(at, 5))
    say_concern(kind="photos_yes", now=moment(at, 6), **own)
    words = "档案里写的是租房，我家今年已经搬进公租房了。"
    say_concern(kind="objection", words=words, now=moment(today - timedelta(days=2), 1), **own)


def _told(household: Household, random: Random, day: date) -> dict[str, Said]:
    suggested = suggested_for(household)
    told = {}
    for line in check_settings(union=household.union, on=day):
        hint = suggested.get(line.place)
        state = hint.state if hint else Standing.MET
        if state == Standing.OPEN and random.random() < 0.6:
            state = random.choice((Standing.UNDER_WAY, Standing.UNDER_WAY, Standing.MET))
        told[line.place] = Said(state=state, note=_NOTE if state == Standing.UNDER_WAY else "")
    return told
