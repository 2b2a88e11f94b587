"""Who helps the households of 南宁: helpers of every district, matched and accepted, with visits of which some are overdue."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from lianshou.demo.names import Namer
from lianshou.demo.world import World, moment
from lianshou.kernel.access.models import User
from lianshou.kernel.people.actions import add_person, link_account
from lianshou.kernel.people.models import Person
from lianshou.kernel.unions.models import Union
from lianshou.kinds.aid.actions import enlist_helpers, propose_helpers, record_visit, set_wish, settle_match
from lianshou.kinds.aid.models import Helping, Household

SEED = 20201124
EACH, MATCHED_AGO, HELPS_SINCE = 14, 22, 230
"""Helpers of each district; how many days ago they were matched, and since when the one who signs in helps."""
VISITED, OVERDUE, OWN = 90, 11, 4
"""Of the households matched: visited, visited with a day agreed upon that has passed; and those of the helper who signs in."""
_FIELDS = (
    ("illness", "living"),
    ("schooling", "law"),
    ("employment",),
    ("illness", "employment"),
    ("law",),
    ("living",),
)
_TONGUES = (
    ("mandarin", "cantonese"),
    ("mandarin", "zhuang"),
    ("mandarin",),
    ("mandarin", "zhuang", "cantonese"),
)
_TITLES = ("副主席", "权益保障部干部", "组织部干部", "帮扶中心工作人员", "社会化工会工作者")
_FOUND = (
    "药费负担重，已说明医疗救助怎样申请。",
    "孩子学费下月要交，建议申请助学。",
    "本人想学一门手艺，已登记培训意愿。",
    "家里情况平稳，政策都清楚。",
    "低保补贴没有到账，帮助联系社区核实。",
)


def match_helpers(world: World, *, today: date, namer: Namer) -> None:
    """Helpers are entered, matched with the households on file so far and accepted; many households are visited since."""
    random = Random(SEED)  # noqa: S311  invented records, no secret
    officer, at = world.accounts["nanning"], today - timedelta(days=MATCHED_AGO)
    for place, union in enumerate(world.districts.values()):
        _enter(officer, union, place, namer, random, at)
    _helper_with_account(world, officer, today - timedelta(days=HELPS_SINCE))
    for household in Household.objects.admitted().filter(state="on_file").order_by("pk")[::5]:
        tongue = random.choice(("mandarin", "zhuang", "cantonese"))
        set_wish(actor=officer, household=household, fields=[], languages=[tongue], now=moment(at))
    match = propose_helpers(actor=officer, union=world.nanning, now=moment(at, 2))
    settle_match(actor=officer, match=match, accepts=True, now=moment(at, 3))
    _visit(world, officer, random, today)


def _enter(officer: User, union: Union, place: int, namer: Namer, random: Random, at: date) -> None:
    for n in range(EACH):
        person = add_person(actor=officer, union=union, name=namer.person(), now=moment(at, 1))
        enlist_helpers(
            actor=officer,
            people=[person],
            fields=_FIELDS[(n + place) % len(_FIELDS)],
            languages=random.choice(_TONGUES),
            most=random.randrange(3, 6),
            title=_TITLES[n % len(_TITLES)],
            phone=f"0771-0000{place}{n:02d}",
            now=moment(at, 1),
        )


def _helper_with_account(world: World, officer: User, at: date) -> Person:
    account, now = world.accounts["nanhelper"], moment(at, 1)
    union = next(iter(world.districts.values()))
    person: Person = add_person(actor=officer, union=union, name=account.name, now=now)
    link_account(actor=officer, person=person, account=account, now=now)
    told: dict[str, Any] = {
        "fields": ["illness", "living"],
        "languages": ["mandarin", "zhuang", "cantonese"],
        "most": OWN,
    }
    enlist_helpers(
        actor=officer, people=[person], title="帮扶中心工作人员", phone="0771-0000900", now=now, **told
    )
    return person


def _visit(world: World, officer: User, random: Random, today: date) -> None:
    own = world.accounts["nanhelper"]
    rows = Helping.objects.admitted().filter(ends_on=None).select_related("household__union").order_by("pk")
    mine = [one for one in rows if one.helper.person.account_id == own.pk]
    others = [one for one in rows if one not in mine]
    for place, one in enumerate([*mine[:2], *others[:VISITED]]):
        day = today - timedelta(days=random.randrange(8, MATCHED_AGO - 2))
        agreed = today - timedelta(days=random.randrange(1, 5)) if place < OVERDUE else None
        record_visit(
            actor=own if one in mine else officer,
            helping=one,
            visited_on=day,
            duties=sorted(random.sample(("1", "2", "3", "4", "5"), k=random.randrange(1, 4))),
            found=random.choice(_FOUND),
            where=random.choice(("home", "home", "home", "work", "phone")),
            next_on=agreed,
            now=moment(day, 8),
        )
