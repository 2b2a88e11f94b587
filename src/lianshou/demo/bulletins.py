"""Bulletins of the county: the seed's own article about pairing, issued when it was printed; this year's ranking, with the signatory; drafts."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from lianshou.demo.photographs import draw_photograph
from lianshou.demo.world import World, moment
from lianshou.kernel.bulletins.actions import (
    add_photos,
    check_bulletin,
    draft_bulletin,
    issue_bulletin,
    publish_bulletin,
    sign_bulletin,
    submit_bulletin,
)
from lianshou.kernel.bulletins.enums import Consent
from lianshou.kernel.bulletins.models import Bulletin
from lianshou.kernel.bulletins.queries import unions_below
from lianshou.kernel.bulletins.rules.starters import starters
from lianshou.kernel.followups.actions import NewPhoto
from lianshou.kernel.unions.enums import Level

PRINTED = date(2020, 6, 23)
"""The day of the seed's page."""


def write_bulletins(world: World, *, today: date) -> None:
    """Everything counted from the records: nothing of a number is typed."""
    texts = starters()
    accounts = world.accounts
    told: dict[str, Any] = {"union": world.county, "addressees": "各镇（街道、区）总工会，各基层工会"}
    seed = draft_bulletin(
        actor=world.officer,
        title=texts["pairing"].title.zh,
        text=SEED,
        starts_on=date(2017, 1, 1),
        ends_on=PRINTED,
        now=moment(today - timedelta(days=9)),
        **told,
    )
    _issued(seed, accounts, today - timedelta(days=8))
    ranking = draft_bulletin(
        actor=world.officer,
        title=texts["ranking"].title.zh,
        text=texts["ranking"].text,
        starts_on=date(2017, 1, 1),
        ends_on=PRINTED,
        now=moment(today - timedelta(days=3)),
        **told,
    )
    submit_bulletin(actor=world.officer, bulletin=ranking, now=moment(today - timedelta(days=2)))
    check_bulletin(actor=accounts["approver"], bulletin=ranking, now=moment(today - timedelta(days=1)))
    _briefed(world, today)
    draft_bulletin(
        actor=world.officer,
        union=world.county,
        sort="brief",
        title=f"{today.year}年工会活动简报",
        text=texts["brief"].text,
        starts_on=date(today.year, 1, 1),
        ends_on=today,
        now=moment(today),
    )


def draft_works_bulletin(world: World, *, today: date) -> None:
    """How the six works stand in the city, as its officer begins it from the starter: a draft, counted whenever it is read."""
    starter = starters()["works"]
    draft_bulletin(
        actor=world.accounts["cityoffice"],
        union=world.city,
        title=starter.title.zh,
        text=starter.text,
        addressees="各县（市、区）总工会",
        starts_on=date(today.year, 1, 1),
        ends_on=date(today.year, 12, 31),
        now=moment(today),
    )


def _briefed(world: World, today: date) -> None:
    """A brief as the newspaper prints one, with invented by-lines and a drawn picture; issued and public."""
    accounts, day = world.accounts, today - timedelta(days=3)
    brief = draft_bulletin(
        actor=world.officer,
        union=world.county,
        sort="brief",
        title="一家带几家，职工之家“联手”提档升级",
        text=BRIEF,
        starts_on=date(2017, 1, 1),
        ends_on=PRINTED,
        bylines={"reporter": ["林晓舟"], "correspondent": ["何沐阳", "顾青禾"], "photographer": ["秦远帆"]},
        recipients=list(unions_below(union=world.county).filter(level=Level.TOWNSHIP)[:5]),
        now=moment(day),
    )
    photo = NewPhoto(
        content=draw_photograph(Random(7)),  # noqa: S311  # nosec B311
        credit="秦远帆",
        caption="联手双方在车间交流（示意图）",
        consent=Consent.NOBODY,
    )
    add_photos(actor=world.officer, bulletin=brief, photos=[photo], now=moment(day))
    _issued(brief, accounts, day)
    publish_bulletin(actor=accounts["leader"], bulletin=brief, names_checked=True, now=moment(day))


def _issued(bulletin: Bulletin, accounts: Any, day: date) -> None:
    steps: Any = {"bulletin": bulletin, "now": moment(day)}
    submit_bulletin(actor=bulletin.written_by, **steps)
    check_bulletin(actor=accounts["approver"], **steps)
    sign_bulletin(actor=accounts["leader"], **steps)
    issue_bulletin(actor=bulletin.written_by, prefix="阜工通", **steps)


SEED = """现将“联手兴家”工作情况通报如下。
一、总体情况
从2017年起，我县每年度将获评全国、省、市模范职工之家的企业工会与当年新组建的两新组织工会结成联手对象，按照地域相近、产业相同等原则明确联手双方。至此，已有{帮带方（累计）}市级以上模范职工之家单位（去重后{帮带方（去重）}）与{被帮带方（去重）}两新组织工会联手，平均每家联手{平均联手家数}家，最多的一家联手{单家最多联手}。
二、成效
先前联手的两新组织工会已有{已提档升级}实现提档升级，其中{跻身模范职工之家}跻身省、市、县模范职工之家行列。
{表|跻身模范职工之家|荣誉级别}
三、今年进展
今年又有{被帮带方（去重）|2020}新成立的工会组织分别与{帮带方（去重）|2020}模范职工之家单位成功联手。
四、各镇（街道）情况
{排名|被帮带方（去重）|单位}
"""

BRIEF = """日前，又有{被帮带方（去重）|2020}新成立的工会组织与{帮带方（去重）|2020}模范职工之家单位结成对子。至此，全县已有{帮带方（去重）}市级以上模范职工之家单位与{被帮带方（去重）}两新组织工会联手。
先建起来的带一带刚起步的，是县总工会抓基层的办法：同在一个片区的就近结，同属一个行业的优先结，一家带几家看家底。一年下来，{已提档升级}工会实现提档升级，其中{跻身模范职工之家}跻身省、市、县模范职工之家行列。
“以前不知道职代会怎么开，跟着走一遍就明白了。”一位企业工会主席说。下一步，县总工会将把结对成效纳入年度考核，让更多职工在家门口享受到服务。
"""
