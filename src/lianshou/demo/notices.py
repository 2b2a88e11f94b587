"""Public notices of the demonstration: one that was closed in 2020 after an objection, and one that runs now."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from lianshou.core.refusals import Refused
from lianshou.demo.plan import SEED
from lianshou.demo.world import World, moment
from lianshou.kernel.notices.actions import (
    close_notice,
    draft_notice,
    hear_objection,
    object_to,
    post_notice,
    settle_objection,
)
from lianshou.kernel.notices.enums import Lists, ObjectionState
from lianshou.kernel.notices.models import Notice
from lianshou.kernel.programmes.models import Programme

_POSTED = date(2020, 6, 15)
_PLACES: dict[str, Any] = {
    "telephone": "0515-0000 0000（演示）",
    "address": "阜宁县总工会基层工作部（演示）",
    "box": "县总工会大厅异议箱",
}


def post_notices(world: World, early: Programme, *, today: date) -> None:
    """The results of 2020, closed; and the list of the round that is being signed, posted yesterday."""
    _closed(world, Programme.objects.get(union=world.county, year=2020, round=1))
    try:
        running = _drafted(world, early, "结对名单公示", today - timedelta(days=1))
        post_notice(actor=world.officer, notice=running, now=moment(today - timedelta(days=1), 2))
    except Refused:
        pass  # a year that nobody has confirmed: the draft stands, and its page says why


def _closed(world: World, programme: Programme) -> None:
    officer = world.officer
    notice = _drafted(world, programme, "结对结果公示", _POSTED)
    notice = post_notice(actor=officer, notice=notice, now=moment(_POSTED, 2))
    assert notice.closes_on is not None  # noqa: S101  it has just been posted
    received = object_to(
        actor=None,
        notice=notice,
        words="名单中有一家单位的成立时间似在去年。",
        now=moment(_POSTED + timedelta(days=1), 3),
        choose=Random(SEED).choice,  # noqa: S311  the demonstration has no secrets
    )
    now = moment(_POSTED + timedelta(days=2), 1)
    objection = hear_objection(actor=officer, objection=received.objection, now=now)
    settle_objection(
        actor=officer,
        objection=objection,
        outcome=ObjectionState.DISMISSED,
        answer="经核对登记材料，各单位成立时间均符合条件，异议不成立。感谢监督。",
        now=moment(_POSTED + timedelta(days=3), 1),
    )
    close_notice(actor=officer, notice=notice, now=moment(notice.closes_on + timedelta(days=1), 1))


def _drafted(world: World, programme: Programme, what: str, day: date) -> Notice:
    return draft_notice(
        actor=world.officer,
        programme=programme,
        title=f"{programme.title}{what}",
        text=f"经推荐、匹配、审核，现将{programme.title}结对名单予以公示。公示期内如有异议，请以书面、电话或当面方式提出，并说明事实依据。对异议人的身份严格保密。",
        decides="公示期满无异议的，按名单组织签订和履行结对协议。",
        now=moment(day, 1),
        lists=Lists.PAIRS,
        **_PLACES,
    )
