"""The plan of a household on one sheet (一户一策): what is met, what is open, who helps; notes and numbers stay in the file."""

from __future__ import annotations

from datetime import date

from lianshou.formats.papers.building import OfficialPaper, timeless
from lianshou.formats.papers.layout import Layout
from lianshou.kinds.aid.enums import CheckSort, Standing
from lianshou.kinds.aid.models import CheckedLine, Checking, Helping, Household
from lianshou.kinds.aid.rules.checking.lists import CheckSettings

_CLOSE = Layout(top_mm=22, bottom_mm=20, lines=32)
_TITLES = {
    CheckSort.SAFETY: "保障线",
    CheckSort.COVERAGE: "全覆盖事项",
    CheckSort.MEASURE: "工会帮扶措施",
}
_SAID = {
    Standing.MET: "√ 落实",
    Standing.UNDER_WAY: "落实中",
    Standing.NOT_NEEDED: "不适用",
    Standing.OPEN: "未落实",
}
_BLANK = "＿" * 6
_ROOM = "\n"
"""Two lines to write on by hand."""


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def plan_sheet(
    household: Household,
    *,
    lines: CheckSettings,
    check: Checking | None,
    found: dict[str, CheckedLine],
    helping: Helping | None,
) -> bytes:
    """The plan on one sheet A4: a row for each line that holds, with its state; a check that was never made leaves them blank."""
    paper = OfficialPaper(title="困难职工一户一策帮扶计划表", layout=_CLOSE)
    paper.add("困难职工一户一策帮扶计划表", style="title")
    paper.add(f"档案编号：{household.number}", style="note")
    helper = helping.helper if helping else None
    rows = [
        ["职工姓名", household.head.name, "建档工会", household.union.name],
        ["家庭人口", f"{household.persons}人", "困难类别", _zh(household.category_words)],
        ["主要致困原因", _zh(household.cause_words), "核对日期", _day(check.checked_on if check else None)],
        ["帮扶责任人", helper.person.name if helper else "", "办公电话", helper.phone if helper else ""],
    ]
    paper.table(rows, widths_mm=(32, 48, 26, 50), style="cell")
    for sort in CheckSort:
        if lines.lines[sort]:
            _part(paper, sort, lines, found)
    paper.space(6)
    signed = [["", f"帮扶责任人（签名）：{_BLANK}\n职工（签名）：{_BLANK}\n＿＿＿＿年＿＿月＿＿日"]]
    paper.table(signed, widths_mm=(70, 86), style="signature")
    return timeless(paper.to_bytes())


def _part(paper: OfficialPaper, sort: CheckSort, lines: CheckSettings, found: dict[str, CheckedLine]) -> None:
    rows = [[_TITLES[sort], "状态", "期限", "帮扶措施、责任人（手写）"]]
    for line in lines.lines[sort]:
        row = found.get(line.place)
        state = _SAID[Standing(row.state)] if row else ""
        rows.append([line.name, state, _day(row.due_on) if row else "", _ROOM])
    paper.space(4)
    paper.table(rows, widths_mm=(44, 22, 34, 56), style="cell")


def _zh(words: object) -> str:
    return str(getattr(words, "zh", "") or "")
