"""What of pairing a federation sets for its region, by a document and from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianshou.core.parameters import Setting, Table, Whole, YesNo
from lianshou.core.wording import Wording
from lianshou.kinds.pairing.rules.settings import MOST_ROOM, Rooms

ROOMS, NOTICE, GUEST_YEARS = "pairing.rooms", "pairing.needs_notice", "pairing.guest_years"
_ORDER = Wording("应当满足 一般下限 ≤ 一般上限 ≤ 最多", "needs from ≤ to ≤ at most")


def _in_order(row: Mapping[str, Any]) -> Wording | None:
    return None if row["low"] <= row["high"] <= row["most"] else _ORDER


REGION = (
    Setting(
        key=ROOMS,
        title=Wording("各级模范职工之家帮带家数", "How many guests a model home of each level takes"),
        form=Table(
            rows=(
                ("city", Wording("市级", "City level")),
                ("province", Wording("省级", "Provincial level")),
                ("nation", Wording("全国", "National level")),
            ),
            columns=(
                ("low", Wording("一般下限", "from"), Whole(0, MOST_ROOM)),
                ("high", Wording("一般上限", "to"), Whole(0, MOST_ROOM)),
                ("most", Wording("最多", "at most"), Whole(0, MOST_ROOM)),
            ),
            check=_in_order,
        ),
        usual=Rooms().model_dump(),
        source=Wording(
            "省级3至4家、市级1至2家见阜宁县的做法，全国级和上限为本系统约定",
            "3–4 and 1–2 by the practice of Funing; the national level and the limits are ours",
        ),
        hint=Wording("按项目开始之日的值计算；项目自己的设置优先。", "As of the first day of a programme, whose own numbers go before."),
    ),
    Setting(
        key=NOTICE,
        title=Wording("结对方案批准前须公示", "A public notice before pairs are approved"),
        form=YesNo(),
        usual=False,
        source=Wording("由主办工会决定", "As the federation decides"),
        hint=Wording(
            "选“是”后，名单公示期满、异议办结前，结对方案不能批准。按项目开始之日的值执行。",
            "Then nothing is approved before the window is over and objections are settled. As of the programme's first day.",
        ),
        by_two=True,
    ),
    Setting(
        key=GUEST_YEARS,
        title=Wording("申请被帮带的工会，建会不超过几年", "At most so many years since a union that asks to be paired was founded"),
        form=Whole(0, 50),
        usual=0,
        source=Wording("由主办工会决定", "As the federation decides"),
        hint=Wording(
            "0为不限。填写申请表时核对，名单导入只作提醒。按项目开始之日的值执行。",
            "0: no limit. Checked on the form; lists are only warned. As of the programme's first day.",
        ),
    ),
)  # fmt: skip
