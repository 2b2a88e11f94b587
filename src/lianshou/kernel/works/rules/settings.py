"""What of the six works a federation sets for its region."""

from __future__ import annotations

from lianshou.core.parameters import Setting, Whole
from lianshou.core.wording import Wording
from lianshou.kernel.works.rules.lights import AMBER, RED

LIMIT = "works.month_limit"
_OURS = Wording("本系统约定，法规没有统一规定", "Ours; no law says one for all")
_POINTS = Wording("个百分点", "points of a hundred")

WORKS = (
    Setting(
        key=AMBER,
        title=Wording("落后多少亮黄灯", "How far behind before a task turns amber"),
        form=Whole(0, 100),
        usual=10,
        unit=_POINTS,
        source=_OURS,
        hint=Wording(
            "时间进度减去完成进度，超过此数亮黄灯。",
            "The time that has passed less what is done, beyond which it is amber.",
        ),
    ),
    Setting(
        key=RED,
        title=Wording("落后多少亮红灯", "How far behind before a task turns red"),
        form=Whole(0, 100),
        usual=30,
        unit=_POINTS,
        source=_OURS,
        hint=Wording("逾期一律亮红灯。", "Whatever is overdue is red."),
    ),
    Setting(
        key=LIMIT,
        title=Wording(
            "每月向一个下级布置任务、表格、督查的上限",
            "Most tasks, forms and inspections that a superior lays on one union in a month",
        ),
        form=Whole(1, 100),
        usual=8,
        unit=Wording("项", "items"),
        source=Wording(
            "参照《整治形式主义为基层减负若干规定》的精神，数目由本系统约定",
            "In the spirit of the rules on relieving the grass roots; the number is ours",
        ),
        hint=Wording(
            "任务、表格、督查合并计算。超过上限仍要布置的，须写明理由，理由随之印出。",
            "Tasks, forms and inspections count together. Beyond it each needs a reason, which is printed with it.",
        ),
    ),
)
