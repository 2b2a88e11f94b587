"""Columns and lines that several sheets of a regatta share."""

from __future__ import annotations

from lianshou.core.wording import Wording
from lianshou.formats.sheets.writing import ColumnOut, Form

RACE = ColumnOut(Wording("组", "Race"), Form.PLACE, 6)
LANE = ColumnOut(Wording("道", "Lane"), Form.PLACE, 6)
PLACE = ColumnOut(Wording("名次", "Place"), Form.PLACE, 8)
CREW = ColumnOut(Wording("队名", "Crew"), width=28)
UNIONS = ColumnOut(Wording("所属工会", "Unions"), width=36)
TIME = ColumnOut(Wording("成绩", "Time"), width=20)
ABOUT = ColumnOut(Wording("说明", "Remarks"), width=36)
SIGNED = (
    Wording("计时长签字", "Timekeeper"),
    Wording("裁判长签字", "Chief umpire"),
    Wording("日期", "Date"),
)
MEDAL_WORDS = {
    "gold": Wording("金", "gold"),
    "silver": Wording("银", "silver"),
    "bronze": Wording("铜", "bronze"),
}
