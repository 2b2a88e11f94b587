"""The check-lists of the households of 南宁: most are gone through this year, some lines stay open past their day.

The official text of the coverages and measures is not public; the demonstration leaves it out, as the pages then say.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from lianshou.demo.world import World, moment
from lianshou.kinds.aid.actions.checking import Said, take_checklist
from lianshou.kinds.aid.enums import Standing
from lianshou.kinds.aid.models import Household
from lianshou.kinds.aid.queries.checking import check_settings, suggested_for

SEED = 20210701
CHECKED, LATE = 150, 12
"""How many households were gone through this year; and how many of them so long ago that their open lines are past their day."""
_NOTE = "材料已交街道，等待答复。"


def go_through_lists(world: World, *, today: date) -> None:
    """What the survey suggests, with some lines further on since; through the real action, the same day gives the same lists."""
    random = Random(SEED)  # noqa: S311  invented records, no secret
    rows = Household.objects.admitted().filter(state="on_file").select_related("union", "head").order_by("pk")
    for place, household in enumerate(rows[:CHECKED]):
        ago = 120 + place if place < LATE else random.randrange(1, 20)
        day = max(today - timedelta(days=ago), date(today.year, 1, 1))
        told = _told(household, random, day)
        take_checklist(actor=world.accounts["nanning"], household=household, told=told, now=moment(day, 9))


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
